"""What people are told about their registration. One function per occasion; a mail to those who have an address, a
letter to print for all others. The first sentence and the subject say how somebody stands."""

from collections.abc import Iterable
from typing import Any

from core.letters import compose
from core.models import Message
from core.outbox import draft
from events.models import Booking, Mailing, Notice, Registration, Standing


def _write(registration: Registration, name: str, about: str, /, **words: Any) -> Notice:
    """Not saved yet, nor is its mail."""
    event = registration.event
    subject, text = compose(name, registration=registration, event=event, **words)
    if not registration.email:
        return Notice(registration=registration, about=about, subject=subject, text=text)
    reply_to = event.contact_email or (event.office.email if event.office else "")
    # What it holds opens the personal page, so nobody else is shown it.
    mail = draft(
        to=registration.email, subject=subject, text=text, about=about, reply_to=reply_to or "", is_secret=True
    )
    return Notice(registration=registration, about=about, message=mail)


def _tell(registration: Registration, name: str, about: str, /, **words: Any) -> Notice:
    notice = _write(registration, name, about, **words)
    if notice.message:
        notice.message.save()
    notice.save()
    return notice


def registered(registration: Registration, *, position: int = 0) -> Notice:
    """She has a place, or stands on the waiting list at that position; or has to confirm her address first."""
    return _tell(registration, "event_registered", "Anmeldung", position=position)


def registered_for_modules(registration: Registration, *, registrations: list[Registration]) -> Notice:
    """All modules of a series that she has booked together, in one mail; `registration` is the first of them."""
    waiting = sum(one.standing == Standing.WAITING for one in registrations)
    words = {"modules": registrations, "waiting": waiting, "series": registration.event.series}
    return _tell(registration, "event_series_registered", "Anmeldung zur Reihe", **words)


def registered_already(registration: Registration) -> Notice:
    """Somebody sent the form again with her name and address."""
    return _tell(registration, "event_registered_already", "Schon angemeldet")


def changed(registration: Registration) -> Notice:
    return _tell(registration, "event_choice_changed", "Anmeldung geändert")


def cancelled(registration: Registration) -> Notice:
    return _tell(registration, "event_cancelled", "Abmeldung")


def refused(registration: Registration, *, reason: str) -> Notice:
    return _tell(registration, "event_refused", "Absage", reason=reason)


def place_offered(registration: Registration) -> Notice:
    return _tell(registration, "event_place_offered", "Platz angeboten")


def offer_passed_on(registration: Registration) -> Notice:
    return _tell(registration, "event_offer_passed_on", "Angebot abgelaufen")


def workshop_offered(booking: Booking) -> Notice:
    return _tell(booking.registration, "event_workshop_offered", "Werkstatt angeboten", booking=booking)


def workshop_offer_passed_on(booking: Booking) -> Notice:
    return _tell(booking.registration, "event_workshop_passed_on", "Angebot abgelaufen", booking=booking)


def handed_over(registration: Registration, *, from_whom: str) -> Notice:
    """To the person who has the place now."""
    return _tell(registration, "event_handed_over", "Vertretung", from_whom=from_whom)


def handed_away(registration: Registration, *, to_whom: str) -> Notice:
    """To the person who has given it away, while her address is still in the row."""
    return _tell(registration, "event_handed_away", "Platz weitergegeben", to_whom=to_whom)


def event_changed(registration: Registration, *, changes: list[str], words: str = "") -> Notice:
    """`words` are what a coordinator adds."""
    return _tell(registration, "event_changed", "Änderung der Veranstaltung", changes=changes, words=words)


def event_called_off(registration: Registration, *, words: str = "") -> Notice:
    """Called off, or put off to a day nobody knows yet."""
    about = "Veranstaltung abgesagt" if registration.event.called_off_at else "Veranstaltung verschoben"
    return _tell(registration, "event_called_off", about, words=words)


def reminder(registration: Registration) -> Notice:
    return _tell(registration, "event_reminder", "Erinnerung")


def allocated(registration: Registration) -> Notice:
    return _tell(registration, "event_allocated", "Werkstätten zugeteilt")


def asked_for_feedback(registration: Registration, *, address: str, has_certificate: bool) -> Notice:
    """Thanks to somebody who was there. `address` is the path of the form that belongs to her."""
    words = {"address": address, "has_certificate": has_certificate}
    return _tell(registration, "event_feedback", "Bitte um Rückmeldung", **words)


def certificate_ready(registration: Registration) -> Notice:
    """Tells those who have an e-mail address; all others get theirs by post."""
    return _tell(registration, "event_certificate", "Teilnahmebescheinigung")


def message(registration: Registration, *, subject: str, text: str) -> Notice:
    """Words that a coordinator wrote herself."""
    return _tell(registration, "event_message", "Nachricht", subject=subject, text=text)


def messages(mailing: Mailing, people: Iterable[Registration]) -> list[Notice]:
    """Words that somebody at the desk wrote to many. Two statements for all of them."""
    words = {"subject": mailing.subject, "text": mailing.text}
    written = [_write(person, "event_message", "Nachricht", **words) for person in people]
    Message.objects.bulk_create(notice.message for notice in written if notice.message)
    for notice in written:
        notice.mailing = mailing
        notice.message_id = notice.message.pk if notice.message else None  # known only now
    return Notice.objects.bulk_create(written)
