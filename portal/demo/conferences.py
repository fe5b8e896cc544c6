"""Conferences of the demo (portal/demo/conferences.toml): three real ones, and invented ones with invented people.

Everything goes the way it goes in the portal, so that counters, bookings and the record are right; the mails that this
writes are taken out of the outbox within the same transaction, because they would go to people who don't exist.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from core.models import Message
from core.publishing.revision import bump
from core.richtext import from_marks
from events.attendance import certificates
from events.models import Attendance, Day, Event, Item, ItemKind, Notice, Series, Source
from events.places.registration import register
from offices.models import Need, Office, Topic
from portal.demo.crowd import applications
from portal.demo.news import AUTHORS, COORDINATOR, EDITOR
from portal.demo.people import AHLEN

FILE = Path(__file__).with_name("conferences.toml")
AUTHOR = next(iter(AUTHORS))  # works for an invented office
TEXTS = {"body", "conclusion"}
APART = {"days", "day", "needs", "topics", "documented", "in_days", "modules", "first_in_days", "every_days"}


@transaction.atomic
def load() -> int:
    """The number of events written. They come once, and outside the demo not at all."""
    if Event.objects.exists() or not settings.DEMO:
        return 0
    last_mail = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    plan, boss = tomllib.loads(FILE.read_text("utf-8")), User.objects.get(email=COORDINATOR)
    for row in plan["real"]:
        _write(row, boss, days=[Day(date=day) for day in row["days"]], takes_registrations=False)
    _conference(plan["conference"], boss)
    _symposium(plan["symposium"], boss)
    _series(plan["series"], boss)
    _regional(plan["regional"])
    Notice.objects.filter(message__pk__gt=last_mail).delete()
    Message.objects.filter(pk__gt=last_mail).delete()
    bump()
    return Event.objects.count()


def _write(row: Mapping[str, Any], by: User, *, days: Sequence[Day], **fields: Any) -> Event:
    """Published, with its days."""
    now = timezone.now()
    values = {
        name: from_marks(_flowing(value)) if name in TEXTS else value
        for name, value in row.items()
        if name not in APART
    }
    event = Event(**{"kind": "fachtag", **values, **fields}, created_by=by, changed_by=by)
    event.submit(by, now)
    event.release(by, now)
    if row.get("documented"):
        event.documented_at, event.documented_by = now, by
    event.save()
    event.needs.set(Need.objects.filter(number__in=row.get("needs", ())))
    event.topics.set(Topic.objects.filter(name__in=row.get("topics", ())))
    for day in days:
        day.event = event
        day.save()
    event.settle()
    event.save()
    return event


def _conference(row: Mapping[str, Any], by: User) -> None:
    first = _monday(row["in_days"])
    days = [
        Day(date=first + timedelta(days=offset), starts=_clock(day["starts"]), ends=_clock(day["ends"]))
        for offset, day in enumerate(row["day"])
    ]
    event = _write(row, by, days=days, kind="jahresfachtagung", is_sample=True)
    for day, plan in zip(days, row["day"], strict=True):
        for position, item in enumerate(plan["items"]):
            _item(item, day, position)
    _register(event, 130, by=by)


def _item(row: Mapping[str, Any], day: Day, position: int) -> None:
    fields = {name: value for name, value in row.items() if name != "workshops"}
    times = {"starts": _clock(row["starts"]), "ends": _clock(row["ends"])}
    slot = Item.objects.create(**{**fields, **times}, day=day, position=position)
    for place, workshop in enumerate(row.get("workshops", ())):
        Item.objects.create(**workshop, **times, kind=ItemKind.WORKSHOP, day=day, parent=slot, position=place)


def _symposium(row: Mapping[str, Any], by: User) -> None:
    """Three weeks ago, so nobody is asked for her opinion any more: of those who registered most were there."""
    day = Day(date=timezone.localdate() + timedelta(days=row["in_days"]), starts=time(10), ends=time(16))
    event = _write({**row, "documented": True}, by, days=[day], is_sample=True)
    _register(event, 34, by=by)
    people = event.registrations.admitted().order_by("pk")
    there = [person for place, person in enumerate(people) if place % 8]
    Attendance.objects.bulk_create(Attendance(registration=person, day=day, by=by) for person in there)
    certificates.issue(event, by=by)


def _series(row: Mapping[str, Any], by: User) -> None:
    body, needed = from_marks(_flowing(row["body"])), row["modules_needed"]
    series = Series.objects.create(title=row["title"], slug="lernlabor-beispiel", body=body, modules_needed=needed)
    for number, title in enumerate(row["modules"], start=1):
        day = _monday(row["first_in_days"] + row["every_days"] * (number - 1))
        days = [Day(date=day, starts=time(10), ends=time(17))]
        values = {"title": f"Lernlabor-Modul {number}: {title} (Beispiel)", "town": "Ahlen", "capacity": 20}
        event = _write(values, by, days=days, kind="lernlabor", series=series, number=number, is_sample=True)
        _register(event, 12, by=by)
        if event.ends_at and event.ends_at < timezone.now():
            people = event.registrations.admitted()
            Attendance.objects.bulk_create(Attendance(registration=one, day=days[0], by=by) for one in people)


def _regional(row: Mapping[str, Any]) -> None:
    """By an invented office. On the desk of a real one lies only a draft, which nobody outside sees."""
    day = timezone.localdate() + timedelta(days=row["in_days"])
    author = User.objects.get(email=AUTHOR)
    office = Office.objects.filter(memberships__user=author).first()
    days = [Day(date=day, starts=time(14), ends=time(17))]
    _write(row, author, days=days, kind="regionaltreffen", office=office, is_sample=True)
    editor, ahlen = User.objects.get(email=EDITOR), Office.objects.get(name=AHLEN)
    draft = Event(title="Offener Nachmittag (Beispiel)", kind="infoveranstaltung", office=ahlen, town="Ahlen")
    draft.created_by = draft.changed_by = editor
    draft.is_sample = True
    draft.save()
    Day.objects.create(event=draft, date=day + timedelta(days=21), starts=time(15), ends=time(17))
    draft.settle()
    draft.submit(editor, timezone.now())
    draft.save()


def _register(event: Event, count: int, *, by: User) -> None:
    """As if a coordinator had taken them: so no address waits to be confirmed, and past events take people too."""
    for application in applications(event, count, seed=count):
        source = Source.PHONE if application.person.phone else Source.WEB
        register(event=event, application=application, source=source, by=by)
    at = timezone.now() - timedelta(days=30)
    event.registrations.update(registered_at=at)


def _flowing(text: str) -> str:
    """Lines of the file that belong to one paragraph, as one; lists and headings stay lines."""
    return re.sub(r"(?<![\n])\n(?![\n\-#0-9])", " ", text.strip())


def _monday(in_days: int) -> date:
    day = timezone.localdate() + timedelta(days=in_days)
    return day + timedelta(days=-day.weekday() % 7)


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
