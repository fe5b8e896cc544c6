"""Mails from templates: templates/emails/<name>.txt. Its first line is the subject; the second holds the words and the
address of the one button that the mail has as HTML ("Anmeldung ansehen https://…"), or nothing; the third is empty."""

from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string

from core.mail.html import button_of
from core.mail.outbox import NOT_IN_A_HEADER, post
from core.models import Message


class Letter(NamedTuple):
    subject: str
    text: str
    button: str = ""


def compose(name: str, /, **words: Any) -> Letter:
    """Addresses in it are whole: `base` is ours. A title with a sign that no head of a mail may hold must not keep its
    post from being released."""
    letter = render_to_string(f"emails/{name}.txt", {"base": settings.BASE_URL, **words})
    head, _, text = letter.lstrip().partition("\n\n")
    subject, _, button = head.rpartition("\n")
    if button_of(button, settings.BASE_URL) is None:
        subject, button = head, ""
    return Letter(NOT_IN_A_HEADER.sub(" ", subject).strip(), text.strip() + "\n", button)


def write(name: str, /, *, to: str, about: str, reply_to: str = "", is_secret: bool = False, **words: Any) -> Message:
    """Puts the mail into the outbox, in the transaction of its cause."""
    letter = compose(name, **words)
    return post(to=to, about=about, reply_to=reply_to, is_secret=is_secret, **letter._asdict())
