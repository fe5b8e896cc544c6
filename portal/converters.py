"""Parts of addresses that are values of ours."""

from portal.models import PageText


class PageKeyConverter:
    """The key of a page, as addresses write it: "plain-language"; any other is no address of ours."""

    regex = "|".join(key.replace("_", "-") for key in PageText.Key.values)

    def to_python(self, value: str) -> PageText.Key:
        return PageText.Key(value.replace("-", "_"))

    def to_url(self, value: str) -> str:
        return str(value).replace("_", "-")
