"""Mails from templates: templates/emails/<name>.txt, whose first line is the subject."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core.models import Message
from core.outbox import post


def write(name: str, /, *, to: str, about: str, reply_to: str = "", **words: Any) -> Message:
    """Puts the mail into the outbox, in the transaction of its cause. Addresses in it are whole: `base` is ours."""
    text = render_to_string(f"emails/{name}.txt", {"base": settings.BASE_URL, **words})
    subject, _, body = text.lstrip().partition("\n")
    return post(to=to, subject=subject.strip(), text=body.strip() + "\n", about=about, reply_to=reply_to)
