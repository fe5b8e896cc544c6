"""What people are told about their registration. One function per occasion; a mail to those who have an address, a
letter to print for all others. The first sentence and the subject say how somebody stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.mail.letters import Letter, compose
from core.mail.outbox import draft
from core.models import Message
from events.models import About, Booking, BookingState, Item, Mailing, Notice, Registration, Standing
from events.showing.calendar import calendar
from events.telling.offer_ends import end_from


def _write(registration: Registration, name: str, about: str, /, *, item: Item | None = None, **words: Any) -> Notice:
    """Not saved yet, nor is its mail. `item` is what it offers."""
    letter = compose(name, registration=registration, event=registration.event, **words)
    notice = Notice(registration=registration, about=about, item=item)
    if registration.email:
        notice.message = _mail(notice, letter, words.get("modules", ()))
    else:
        notice.subject, notice.text = letter.subject, letter.text
    return notice


def _mail(notice: Notice, letter: Letter, modules: Sequence[Registration] = ()) -> Message:
    """Not saved yet. What it holds opens the personal page, so nobody else is shown it."""
    registration = notice.registration
    event = registration.event
    return draft(
        to=registration.email,
        about=notice.about,
        reply_to=event.contact_email or (event.office.email if event.office else ""),
        is_secret=True,
        calendar=_entries(registration, notice.about, modules),
        **letter._asdict(),
    )


WITH_CALENDAR = {
    *(About.REGISTERED, About.SERIES_REGISTERED, About.CHOICE_CHANGED, About.REMINDER, About.HANDED_OVER),
    *(About.EVENT_CHANGED, About.CALLED_OFF, About.PUT_OFF),
}


def _entries(registration: Registration, about: str, modules: Sequence[Registration]) -> str:
    """For her calendar, once she has a place: the days she comes; of `modules` booked together, those she has a place
    in. Nothing of a hidden page. Made once for all who are told the same."""
    event = registration.event
    if about not in WITH_CALENDAR:
        return ""
    coming = [one for one in modules or [registration] if one.is_coming and one.event.is_published]
    if not coming:
        return ""
    days = {one.event_id: [day.pk for day in one.days.all()] for one in coming if not one.event.is_one_day}
    if modules:
        title = event.series.title if event.series else event.title
        return calendar([one.event for one in coming], title, days).decode()
    event.entries = event.entries or {}
    key = tuple(days.get(event.pk, ()))
    if key not in event.entries:
        event.entries[key] = calendar([event], event.title, days).decode()
    return event.entries[key]


def _tell(registration: Registration, name: str, about: str, /, **words: Any) -> Notice:
    notice = _write(registration, name, about, **words)
    if notice.message:
        notice.message.save()
    notice.save()
    return notice


def _tell_choice(registration: Registration, name: str, about: str, /, **words: Any) -> Notice:
    """What she has chosen stands in it: once workshops are allocated nobody is told the same twice."""
    notice = _tell(registration, name, about, **words)
    if registration.event.allocated_at:
        registration.told_workshops = workshops_said(registration)
        registration.save(update_fields=["told_workshops"])
    return notice


def workshops_said(registration: Registration) -> str:
    """How she stands in workshops, to be compared with what she was told last."""
    rows = registration.bookings.filter(slot__isnull=False).exclude(state=BookingState.WISHED)
    return " ".join(f"{item}:{state}" for item, state in rows.order_by("item").values_list("item", "state"))


def registered(registration: Registration, *, position: int = 0) -> Notice:
    """She has a place, or stands on the waiting list at that position; or has to confirm her address first."""
    return _tell_choice(registration, "event_registered", About.REGISTERED, position=position)


def confirmation_missing(registration: Registration) -> Notice:
    """A day later her address is still unconfirmed."""
    return _tell(registration, "event_confirmation_missing", About.CONFIRMATION_MISSING)


def registered_for_modules(registration: Registration, *, registrations: list[Registration]) -> Notice:
    """All modules of a series that she has booked together, in one mail; `registration` is the first of them."""
    waiting = sum(one.standing == Standing.WAITING for one in registrations)
    words = {"modules": registrations, "waiting": waiting, "series": registration.event.series}
    return _tell(registration, "event_series_registered", About.SERIES_REGISTERED, **words)


def registered_already(registration: Registration) -> Notice:
    """Somebody sent the form again with her name and address."""
    return _tell(registration, "event_registered_already", About.REGISTERED_ALREADY)


def changed(registration: Registration) -> Notice:
    return _tell_choice(registration, "event_choice_changed", About.CHOICE_CHANGED)


def cancelled(registration: Registration) -> Notice:
    return _tell(registration, "event_cancelled", About.CANCELLED)


def refused(registration: Registration, *, reason: str) -> Notice:
    return _tell(registration, "event_refused", About.REFUSED, reason=reason)


def place_offered(registration: Registration) -> Notice:
    return _tell(registration, "event_place_offered", About.PLACE_OFFERED, **_kept(registration, registration))


def offer_passed_on(registration: Registration) -> Notice:
    return _tell(registration, "event_offer_passed_on", About.OFFER_PASSED_ON)


def workshop_offered(booking: Booking) -> Notice:
    person, words = booking.registration, {"booking": booking, **_kept(booking, booking.registration)}
    return _tell_choice(person, "event_workshop_offered", About.WORKSHOP_OFFERED, item=booking.item, **words)


def workshop_offer_passed_on(booking: Booking) -> Notice:
    return _tell_choice(booking.registration, "event_workshop_passed_on", About.OFFER_PASSED_ON, booking=booking)


def transferred(registration: Registration, *, from_whom: str) -> Notice:
    """To the person who has the place now."""
    return _tell(registration, "event_transferred", About.HANDED_OVER, from_whom=from_whom)


def transferred_away(registration: Registration, *, to_whom: str) -> Notice:
    """To the person who has given it away, while her address is still in the row."""
    return _tell(registration, "event_transferred_away", About.HANDED_AWAY, to_whom=to_whom)


def event_changed(
    registration: Registration, *, changes: list[str], words: str = "", has_new_date: bool = False
) -> Notice:
    """`words` are what a coordinator adds."""
    said = {"changes": changes, "words": words, "has_new_date": has_new_date}
    return _changed(registration, About.EVENT_CHANGED, **said)


def programme_changed(registration: Registration, *, changes: list[str], words: str = "") -> Notice:
    """Of what she has a place in."""
    said = {"changes": changes, "words": words, "has_new_date": False}
    return _changed(registration, About.PROGRAMME_CHANGED, **said)


def _changed(registration: Registration, about: str, **words: Any) -> Notice:
    """Whoever loses something reads what she has instead."""
    tell = _tell_choice if registration.fallen_away else _tell
    return tell(registration, "event_changed", about, **words)


def event_called_off(registration: Registration, *, words: str = "") -> Notice:
    """Called off, or put off to a day nobody knows yet."""
    about = About.CALLED_OFF if registration.event.called_off_at else About.PUT_OFF
    return _tell(registration, "event_called_off", about, words=words)


def reminder(registration: Registration) -> Notice:
    return _tell(registration, "event_reminder", About.REMINDER)


def allocated(registration: Registration) -> Notice:
    return _tell_choice(registration, "event_allocated", About.ALLOCATED)


def asked_for_feedback(registration: Registration, *, address: str, has_certificate: bool) -> Notice:
    """Thanks to somebody who was there. `address` is the path of the form that belongs to her."""
    words = {"address": address, "has_certificate": has_certificate}
    return _tell(registration, "event_feedback", About.FEEDBACK, **words)


def certificate_ready(registration: Registration) -> Notice:
    """Tells those who have an e-mail address; all others get theirs by post."""
    return _tell(registration, "event_certificate", About.CERTIFICATE)


def message(registration: Registration, *, subject: str, text: str) -> Notice:
    """Words that a coordinator wrote herself."""
    return _tell(registration, "event_message", About.MESSAGE, subject=subject, text=text)


def messages(mailing: Mailing, people: Iterable[Registration]) -> list[Notice]:
    """Words that somebody at the desk wrote to many. Two statements for all of them."""
    subject, text = mailing.subject, mailing.text
    written = [_write(person, "event_message", About.MESSAGE, subject=subject, text=text) for person in people]
    Message.objects.bulk_create(notice.message for notice in written if notice.message)
    for notice in written:
        notice.mailing = mailing
        notice.message_id = notice.message.pk if notice.message else None  # known only now
    return Notice.objects.bulk_create(written)


# --- on paper ---------------------------------------------------------------------------------------------------------

AS_IT_HOLDS: dict[str, str] = {
    About.REGISTERED: "event_registered",
    About.CHOICE_CHANGED: "event_choice_changed",
    About.PLACE_OFFERED: "event_place_offered",
    About.WORKSHOP_OFFERED: "event_workshop_offered",
    About.REMINDER: "event_reminder",
    About.ALLOCATED: "event_allocated",
}


def on_paper(notice: Notice, now: datetime) -> Letter:
    """Weeks may lie between writing and printing, so what says how she stands is written as it holds
    `now`, with the day until which an offer is kept. What has been printed stays as it was."""
    name, person = AS_IT_HOLDS.get(notice.about), notice.registration
    booking = _offered(notice) if notice.about == About.WORKSHOP_OFFERED else None
    if notice.printed_at or name is None or (booking is None and notice.about == About.WORKSHOP_OFFERED):
        return Letter(notice.subject, notice.text)
    words: dict[str, Any] = _kept(booking or person, person, now) | {"booking": booking}
    if notice.about == About.REGISTERED:
        words["position"] = person.position
    return compose(name, registration=person, event=person.event, **words)


def _offered(notice: Notice) -> Booking | None:
    return notice.registration.bookings.offered().filter(item=notice.item).select_related("item").first()


def _kept(offer: Registration | Booking, person: Registration, now: datetime | None = None) -> dict[str, datetime]:
    """Until when, or until when it will be if she is told `now`."""
    return {"kept_until": offer.offered_until or end_from(person.event, person, now or timezone.now())}


def mail_what_waits(registration: Registration) -> None:
    """She has an e-mail address now, so what waited to be printed goes there."""
    for notice in registration.notices.to_print().current(timezone.now()).select_related("item").order_by("pk"):
        notice.registration = registration
        notice.message = _mail(notice, Letter(notice.subject, notice.text))
        notice.message.save()
        notice.subject = notice.text = ""
        notice.save(update_fields=["message", "subject", "text"])
