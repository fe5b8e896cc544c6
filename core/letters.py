"""Mails from templates: templates/emails/<name>.txt, whose first line is the subject."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core.models import Message
from core.outbox import NOT_IN_A_HEADER, post


def compose(name: str, /, **words: Any) -> tuple[str, str]:
    """Subject and text. Addresses in it are whole: `base` is ours. A title with a sign that no head of a mail may hold
    must not keep its post from being released."""
    letter = render_to_string(f"emails/{name}.txt", {"base": settings.BASE_URL, **words})
    subject, _, body = letter.lstrip().partition("\n")
    return NOT_IN_A_HEADER.sub(" ", subject).strip(), body.strip() + "\n"


def write(name: str, /, *, to: str, about: str, reply_to: str = "", is_secret: bool = False, **words: Any) -> Message:
    """Puts the mail into the outbox, in the transaction of its cause."""
    subject, text = compose(name, **words)
    return post(to=to, subject=subject, text=text, about=about, reply_to=reply_to, is_secret=is_secret)
