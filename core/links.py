"""Addresses on the web as people write them."""

from typing import Any

from django.db import models


class WebField(models.URLField):
    """An address without a scheme is taken for https, not http."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})
