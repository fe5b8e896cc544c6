"""Mails from templates: templates/emails/<name>.txt, whose first line is the subject."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core.models import Message
from core.outbox import NOT_IN_A_HEADER, post


def write(name: str, /, *, to: str, about: str, reply_to: str = "", is_secret: bool = False, **words: Any) -> Message:
    """Puts the mail into the outbox, in the transaction of its cause. Addresses in it are whole: `base` is ours. A
    title with a sign that no head of a mail may hold must not keep its post from being released."""
    letter = render_to_string(f"emails/{name}.txt", {"base": settings.BASE_URL, **words})
    subject, _, body = letter.lstrip().partition("\n")
    text = body.strip() + "\n"
    return post(
        to=to,
        subject=NOT_IN_A_HEADER.sub(" ", subject).strip(),
        text=text,
        about=about,
        reply_to=reply_to,
        is_secret=is_secret,
    )
