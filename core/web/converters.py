"""Parts of addresses: years, months and the notations of feeds. Registered once, for all apps."""

from typing import Any

from django.urls import register_converter


class Year:
    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: Any) -> str:
        return str(value)


class Month:
    """Always two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: Any) -> str:
        return f"{int(value):02}"


class Notation:
    """How a feed is written."""

    regex = "atom|rss|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> str:
        return str(value)


register_converter(Year, "year")
register_converter(Month, "month")
register_converter(Notation, "notation")
