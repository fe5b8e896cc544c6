"""Markup that is drawn once for everybody and differs for each visitor at a few spots only."""

import secrets
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_SPOT = secrets.token_hex(16)  # nobody can write it into a text


def render_parts(template: str, context: dict[str, Any], *spots: str) -> tuple[SafeString, ...]:
    """The markup cut at the spots, one more part than spots. The template writes each of these variables once, in
    this order."""
    markup = render_to_string(template, context | dict.fromkeys(spots, _SPOT))
    return tuple(mark_safe(part) for part in markup.split(_SPOT))  # noqa: S308 (a template's own parts)
