"""Events in every state the portal knows, and people who register for them. Keyword arguments are fields."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from core.media.pictures import read_photo, variants
from core.publishing.states import State
from events.models import Day, Event, EventPicture, Item, ItemDocument, ItemKind, Source
from events.places import registration
from events.places.applications import Application, Choice, Person
from tests.factories import BERLIN, make_user

_numbers = count(1)


def make_event(title="", *, state=State.PUBLISHED, days=1, first=None, workshops=(), extras=(), by=None, **values):
    """Published and open unless told otherwise, 10 to 16 o'clock on `days` days from `first` (in 30 days). `workshops`
    are capacities: with them there is one slot on the first day. `extras` are capacities of evenings on the last."""
    number, by, now = next(_numbers), by or make_user(), timezone.now()
    event = Event(
        title=title or f"Fachtag {number}",
        created_by=by,
        changed_by=by,
        **{"kind": "fachtag", "town": "Dortmund", "teaser": "Worum es geht.", **values},
    )
    if state != State.DRAFT:
        event.submit(by, now)
    if state in {State.PUBLISHED, State.ARCHIVED}:
        event.release(by, now)
    if state == State.ARCHIVED:
        event.archive(by, now)
    event.save()
    begin = first or timezone.localdate() + timedelta(days=30)
    for offset in range(days):
        Day.objects.create(event=event, date=begin + timedelta(days=offset), starts=time(10), ends=time(16))
    event.settle()
    event.save()
    if workshops:
        make_slot(event, workshops)
    for place, capacity in enumerate(extras):
        make_item(
            event, f"Abend {place}", kind=ItemKind.EVENING, capacity=capacity, needs_booking=True, starts=time(19)
        )
    return event


def make_slot(event, capacities, *, day=None, starts=time(14), ends=time(15, 30)):
    """Workshops named A, B, C … with these capacities (None for no limit) at the same time."""
    day = day or event.days.first()
    slot = Item.objects.create(day=day, kind=ItemKind.PARALLEL, title="Werkstätten", starts=starts, ends=ends)
    for index, capacity in enumerate(capacities):
        Item.objects.create(
            day=day,
            parent=slot,
            kind=ItemKind.WORKSHOP,
            title=f"Werkstatt {'ABCDEFGH'[index]}",
            starts=starts,
            ends=ends,
            room=f"Raum {index + 1}",
            capacity=capacity,
            position=index,
        )
    return slot


def make_item(event, title, *, day=None, **fields):
    return Item.objects.create(day=day or event.days.last(), title=title, **fields)


def workshop(event, letter="A"):
    return Item.objects.get(day__event=event, title=f"Werkstatt {letter}")


def wish(event, *letters):
    """A choice of workshops of the one slot, the first wish first."""
    items = tuple(workshop(event, letter).pk for letter in letters)
    return {Item.objects.get(day__event=event, kind=ItemKind.PARALLEL).pk: items}


def make_person(first_name="Erika", last_name="", **fields):
    """With an e-mail address of her own, unless a telephone or a street is given."""
    number = next(_numbers)
    reached = {} if {"email", "phone", "street"} & set(fields) else {"email": f"person{number}@example.org"}
    return Person(first_name, last_name or f"Beispiel {number}", **{**reached, **fields})


def make_application(person=None, *, days=(), wishes=None, extras=(), **fields):
    choice = Choice(tuple(day.pk for day in days), wishes or {}, tuple(item.pk for item in extras))
    return Application(person or make_person(), choice, **{"nonce": uuid4(), **fields})


def register(event, person=None, *, confirmed=True, source=Source.WEB, by=None, exceed=False, **fields):
    """A registration as it is after everything that follows from it; `confirmed` with the link of the mail."""
    application = make_application(person, **fields)
    found = registration.register(event=event, application=application, source=source, by=by, exceed=exceed)
    if confirmed and found.registration.is_unconfirmed:
        registration.confirm(found.registration)
    found.registration.refresh_from_db()
    return found.registration


def make_event_picture(event, **fields):
    file = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "JPEG")
    words = {"alt": "Eine Fläche", "credit": "Erika Beispiel", "people": "keine", "may_publish": True}
    picture = EventPicture(event=event, **{**words, **fields})
    picture.keep(variants(read_photo(file)))
    picture.save()
    return picture


def make_item_document(item, title="Thesenpapier", **fields):
    document = ItemDocument(item=item, title=title, pages=2, **fields)
    document.write([("dokument.pdf", b"%PDF-1.7 " + bytes(1000))])
    document.save()
    return document


def at_noon(day: date):
    return datetime.combine(day, time(12), BERLIN)
