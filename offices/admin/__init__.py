"""The directory in the administration."""

from offices.admin import imports, offices, places, topics

__all__ = ["imports", "offices", "places", "topics"]
