"""Addresses on the web as people write them."""

import re
from typing import Any

from django.db import models

_WEB = re.compile(r"https?://", re.IGNORECASE)


class WebField(models.URLField):
    """An address without a scheme is taken for https, not http. Pages link to what stands here, so what doesn't lead
    to the web ("javascript:…") is not stored, whichever way it takes into the database."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        is_address = not isinstance(value, str) or _WEB.match(value)
        return super().get_db_prep_save(value if is_address else "", connection)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})
