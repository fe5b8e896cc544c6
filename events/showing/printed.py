"""What hangs on walls and lies on tables: the programme in large print, a poster, and a handout to tear off from."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from core.language.dates import long_date, until
from core.language.phones import readable
from core.media.pdf import render
from core.media.qr_codes import qr_code
from core.richtext import text_of
from events.models import Event, ItemKind, Speaker, Stage
from events.showing.invitation import ProgrammeLine, programme_of
from events.showing.wording import event_dates

STRIPS = 8


def programme(event: Event, *, telephone: str, at: datetime) -> bytes:
    """In letters of 18 points, as the associations of the blind ask for."""
    days = [
        {"date": long_date(day.date), "hours": day.hours, "items": [_item(line) for line in lines]}
        for day, lines in programme_of(event, is_documented=False)
    ]
    return render("programme", _head(event, telephone) | {"days": days}, at=at)


def _item(line: ProgrammeLine) -> dict[str, Any]:
    item = line.item
    return {
        "hours": item.hours,
        "title": item.title,
        "room": item.room,
        "people": [_person(speaker) for speaker in item.speakers.all()],
        "is_break": item.kind == ItemKind.BREAK,
        "workshops": [_item(part) for part in line.parallel],
    }


def _person(speaker: Speaker) -> str:
    who = ", ".join(filter(None, (speaker.name, speaker.organisation)))
    return f"{speaker.get_role_display()}: {who}"


def poster(event: Event, *, telephone: str, at: datetime) -> bytes:
    """One page that can be read from two metres away."""
    return render("poster", _head(event, telephone) | {"code": qr_code(_address(event))}, at=at)


def handout(event: Event, *, telephone: str, at: datetime) -> bytes:
    """One page with strips to tear off, each with what one needs to call."""
    body = [part for part in text_of(event.body).split("\n") if part.strip()][:3]
    data = _head(event, telephone) | {"body": body, "strips": STRIPS, "audience": event.audience}
    return render("handout", data, at=at)


def _head(event: Event, telephone: str) -> dict[str, Any]:
    stage = event.stage()
    return {
        "title": event.title,
        "kind": event.get_kind_display(),
        "motto": event.motto,
        "teaser": event.teaser,
        "dates": event_dates(event),
        "where": event.address or [event.where or "Der Ort steht noch nicht fest"],
        "costs": event.costs,
        "organiser": event.organiser,
        "telephone": readable(telephone) if telephone else "",
        "address": _address(event).removeprefix("https://").removeprefix("http://"),
        "register": _register(event, stage),
        "is_off": {Stage.CALLED_OFF: "Abgesagt", Stage.POSTPONED: "Verschoben"}.get(stage, ""),
        "funder": event.funder,
    }


def _register(event: Event, stage: Stage) -> str:
    """How and until when, while anybody can."""
    if not stage.takes_registrations or event.deadline is None:
        return ""
    return f"Bitte melden Sie sich bis {until(event.deadline)} an."


def _address(event: Event) -> str:
    return settings.BASE_URL + reverse("events:event", args=[event.slug])
