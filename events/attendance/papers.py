"""What is printed: lists, badges, certificates and figures. Each is one Typst document, however many pages it has."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.language.dates import full_date, long_date
from core.media.pdf import render
from core.media.qr_codes import qr_code
from events.attendance.figures import MARKS, EventFigures, Sums
from events.attendance.scope import duration_text
from events.models import Attendance, Certificate, Event, Item, Registration, Series
from events.models.units import Unit
from events.showing.wording import days_text, event_dates
from offices.models import HEADQUARTERS

BLANK_LINES = 20


def attendance_list(event: Event, unit: Unit, people: Iterable[Registration], *, at: datetime) -> bytes:
    """Name, first name and room for the signature: nothing that the person at the next line need not know."""
    data = {
        "title": event.title,
        "unit": unit.label,
        "where": event.where,
        "organiser": event.organiser,
        "people": [_parts(person) for person in people],
        "blank": BLANK_LINES,
    }
    return render("attendance_list", data, at=at)


def participants(event: Event, *, at: datetime) -> bytes:
    """For those who take part: names and offices of those who have agreed, and how many there are besides."""
    coming = event.registrations.coming().named()
    listed = list(coming.filter(on_list=True).select_related("office").alphabetical())
    others = coming.count() - len(listed)
    people = "Eine weitere Person nimmt" if others == 1 else f"{others} weitere Menschen nehmen"
    data = {
        "title": event.title,
        "dates": event_dates(event),
        "where": event.where,
        "organiser": event.organiser,
        "date": full_date(timezone.localdate(at)),
        "people": [{"name": person.name_on_paper, "from": person.from_where} for person in listed],
        "others": f"{people} teil, ohne auf der Liste zu stehen." if others else "",
    }
    return render("participants", data, at=at)


# --- badges -------------------------------------------------------------------------------------------------


def badges(event: Event, people: Iterable[Registration], *, at: datetime) -> bytes:
    data = {"title": event.title, "dates": event_dates(event), "badges": [_badge(event, person) for person in people]}
    return render("badges", data, at=at)


def _badge(event: Event, person: Registration) -> dict[str, str]:
    address = settings.BASE_URL + reverse("events:badge", args=[event.pk, person.badge])
    return {**_parts(person), "from": person.from_where, "code": qr_code(address)}


def _parts(person: Registration) -> dict[str, str]:
    if person.printed_name:
        return {"first": "", "last": person.printed_name}
    return {"first": person.first_name, "last": person.last_name}


# --- certificates -------------------------------------------------------------------------------------------


def certificates(found: Iterable[Certificate], *, at: datetime) -> bytes:
    """Of people whose names are still known. Reads everything it needs in a few questions."""
    rows = list(found)
    topics = _workshops(row.registration_id for row in rows)
    days = _days(row.registration_id for row in rows)
    data = {
        "title": "Teilnahmebescheinigung" if len(rows) == 1 else "Teilnahmebescheinigungen",
        "verify": settings.BASE_URL + reverse("events:verify_form"),
        "certificates": [_certificate(row, topics, days) for row in rows],
    }
    return render("certificates", data, at=at)


def _certificate(row: Certificate, topics: dict[int, list[str]], days: dict[int, list[date]]) -> dict[str, Any]:
    key = row.registration_id or 0
    thing: Event | Series | None = row.event or row.series
    office = thing.office if thing else None
    facts = _series_facts(row.series) if row.series else _event_facts(row.event, days.get(key, []))
    return {
        "name": row.registration.name_on_paper if row.registration else "",
        "kind": "Zertifikat" if row.series else "Teilnahmebescheinigung",
        "of": row.title,
        "facts": [*facts, ["Umfang", f"{duration_text(row.minutes)} (ohne Pausen)"]] if row.minutes else facts,
        "topics": topics.get(key, []) if row.event else [module.title for module in _attended_modules(row)],
        "topics_title": "Besuchte Werkstätten" if row.event else "Besuchte Module",
        "issued": f"{_town(row)}{full_date(row.issued_on)}",
        "organiser": office.name if office else HEADQUARTERS,
        "number": row.number,
        "address": settings.BASE_URL + reverse("events:verify", args=[row.number]),
    }


def _event_facts(event: Event | None, days: list[date]) -> list[list[str]]:
    if event is None:
        return []
    where = ", ".join([*event.address, "online"] if event.mode == "beides" else event.address) or event.where
    all_days = event.days.count() if len(days) > 1 else len(days)
    said = days_text(days[0], days[-1]) if all_days == len(days) > 1 else ", ".join(map(long_date, days))
    facts = [["Datum" if len(days) == 1 else "Tage", said or event_dates(event)]]
    return [*facts, ["Ort", where]] if where else facts


def _series_facts(series: Series) -> list[list[str]]:
    dates = [module.starts_at for module in series.modules.all() if module.starts_at]
    if not dates:
        return []
    first, last = timezone.localdate(min(dates)), timezone.localdate(max(dates))
    return [["Zeitraum", f"{full_date(first)} bis {full_date(last)}"]]


def _attended_modules(row: Certificate) -> list[Event]:
    person = row.registration
    if person is None or row.series is None:
        return []
    same = Registration.objects.filter(name_key=person.name_key, contact_key=person.contact_key)
    marked = same.filter(pk__in=Attendance.objects.values("registration"))
    return list(row.series.modules.filter(registrations__in=marked).distinct().order_by("starts_at", "pk"))


def _town(row: Certificate) -> str:
    return f"{row.event.town}, " if row.event and row.event.town else ""


def _workshops(keys: Iterable[int | None]) -> dict[int, list[str]]:
    marks = Attendance.objects.of_items().filter(registration__in=[key for key in keys if key])
    found: dict[int, list[str]] = {}
    for mark in marks.select_related("item").order_by("day__date", "item__starts", "pk"):
        if isinstance(mark.item, Item):
            found.setdefault(mark.registration_id, []).append(mark.item.title)
    return found


def _days(keys: Iterable[int | None]) -> dict[int, list[date]]:
    marks = Attendance.objects.of_days().filter(registration__in=[key for key in keys if key])
    found: dict[int, list[date]] = {}
    for registration, day in marks.order_by("day__date").values_list("registration", "day__date"):
        found.setdefault(registration, []).append(day)
    return found


# --- figures ------------------------------------------------------------------------------------------------


def report(
    title: str,
    subtitle: str,
    counted: list[tuple[str, EventFigures]],
    *,
    sums: Sums | None = None,
    organiser: str,
    at: datetime,
) -> bytes:
    """One section per event; before several of them their sum."""
    sections = [{"title": name, "groups": groups(figures)} for name, figures in counted]
    if sums:
        sections.insert(0, {"title": "Alle Veranstaltungen zusammen", "groups": [("Summen", sum_lines(sums))]})
    data = {"title": title, "subtitle": subtitle, "organiser": organiser, "sections": sections}
    return render("report", {**data, "date": full_date(timezone.localdate(at))}, at=at)


def sum_lines(sums: Sums) -> list[tuple[str, str]]:
    labels = {
        "registered": "Anmeldungen",
        "attended": "Teilnahmen",
        "paid": "davon hauptamtlich",
        "volunteers": "davon ehrenamtlich",
        "others": "davon weder noch oder nicht genannt",
        "certificates": "Ausgestellte Bescheinigungen",
        "answers": "Rückmeldungen",
    }
    lines = [("Veranstaltungen", str(sums.events)), *((label, str(sums.numbers[key])) for key, label in labels.items())]
    lines += [("Umfang ohne Pausen", duration_text(sums.numbers["minutes"]))]
    lines += [("Erreichte Kreise und Städte", f"{len(sums.kreise)}: {', '.join(sums.kreise)}")] if sums.kreise else []
    return lines + ([("Beantworteter Bedarf", "; ".join(sums.needs))] if sums.needs else [])


def groups(figures: EventFigures) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures of one event in words, for page and paper alike. What does not apply is left out."""
    f = figures
    people: list[tuple[str, int | str]] = [("Angemeldet", f.registered), ("Mit Platz", f.admitted)]
    people += [("Teilgenommen", f.attended if f.attended or not f.admitted else "nicht vermerkt")]
    people += [("Nicht erschienen", f.no_shows), ("Begleitpersonen", f.companions), ("Auf der Warteliste", f.waiting)]
    people += [
        ("Abgemeldet", f.cancelled),
        ("Angebotenen Platz nicht genommen", f.declined),
        ("Vom Veranstalter abgesagt", f.refused),
    ]
    reach = [("Hauptamtlich", f.paid), ("Ehrenamtlich", f.volunteers), ("Weder noch oder nicht genannt", f.others)]
    reach += [("Erreichte Seniorenbüros", f.offices), ("Erreichte Kreise und Städte", len(f.kreise))]
    effect = [("Umfang ohne Pausen", duration_text(f.minutes) if f.minutes else "nicht angegeben")]
    effect += [("Ausgestellte Bescheinigungen", str(f.certificates)), ("Rückmeldungen", str(f.answers))]
    effect += [
        (f"{label}, Mittelwert (5 ist am besten)", _number(f.marks[name]))
        for name, label in MARKS.items()
        if name in f.marks
    ]
    listed = [("Teilgenommen je Tag", [(part.title, str(part.attended)) for part in f.days])]
    listed += [("Teilgenommen je Werkstatt", [(part.title, str(part.attended)) for part in f.workshops])]
    words = [("Kreise und Städte", ", ".join(f.kreise)), ("Beantworteter Bedarf", "; ".join(f.needs))]
    return [
        ("Menschen", [(label, str(number)) for label, number in people]),
        *((title, rows) for title, rows in listed if rows),
        ("Reichweite", [(label, str(number)) for label, number in reach] + [pair for pair in words if pair[1]]),
        ("Umfang und Wirkung", effect),
    ]


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
