"""A message from the desk to many people: a mail to each, or a letter to print for those without an address."""

from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from core.mail.letters import compose
from core.publishing.activity import note
from events.models import Event, Mailing, Registration
from events.models.locking import lock
from events.telling import notices
from events.telling.audiences import Audience

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 500
HER_LINK = "[Hier steht für jede Person ihr eigener Link.]"


class NobodyError(Exception):
    """The text is the sentence for the person who wanted to write."""

    EMPTY = "In dieser Gruppe ist zurzeit niemand. Bitte wählen Sie eine andere."


@transaction.atomic
def send(event: Event, *, audience: Audience, subject: str, text: str, nonce: UUID, by: "User") -> Mailing:
    """Twice is once. Everybody's mail is in line when this is over, or nobody's. Raises NobodyError."""
    event = lock(event)
    if found := event.mailings.filter(nonce=nonce).first():
        return found
    people = audience.people().select_related("office").alphabetical()
    mailing = Mailing(event=event, nonce=nonce, audience=audience.label, subject=subject, text=text, sent_by=by)
    mailing.mails, mailing.letters = numbers(audience)
    if not mailing.mails + mailing.letters:
        raise NobodyError(NobodyError.EMPTY)
    mailing.save()
    one_by_one = people.iterator(chunk_size=BATCH)
    while batch := list(islice(one_by_one, BATCH)):
        for registration in batch:
            registration.event = event
        notices.messages(mailing, batch)
    note(by, "hat eine Nachricht an Teilnehmende geschrieben", event)
    return mailing


def numbers(audience: Audience) -> tuple[int, int]:
    """How many mails and how many letters."""
    people, letters = audience.people().count(), audience.people().filter(email="").count()
    return people - letters, letters


def example(event: Event, subject: str, text: str) -> tuple[str, str]:
    """Subject and words as somebody gets them. The link is nobody's: a real one would let its reader in."""
    nobody = Registration(event=event, first_name="Erika", last_name="Beispiel", email="erika@example.org")
    letter = compose("event_message", registration=nobody, event=event, subject=subject, text=text)
    return letter.subject, letter.text.replace(settings.BASE_URL + nobody.get_absolute_url(), HER_LINK)
