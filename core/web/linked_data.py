"""Facts for search engines (schema.org), as a block of data within a page."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(facts: Mapping[str, Any]) -> SafeString:
    """One JSON object, safe inside a <script type="application/ld+json">; what is empty is left out."""
    filled = {name: value for name, value in facts.items() if value}
    return mark_safe(json.dumps(filled, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 (escaped here)
