"""The directory in the administration."""

from offices.admin import offices, places, topics

__all__ = ["offices", "places", "topics"]
