"""Who comes, as a table for a spreadsheet. What somebody needs or eats is not in it, and neither is what she remarked:
files are passed on, and nobody can take them back."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from core.language.phones import readable
from core.sheets.formulas import guarded
from core.sheets.writing import workbook
from events.models import Booking, BookingState, Event, Function, Registration, Standing
from events.models.registrations import BOOKED
from events.people.exchange.columns import WRITTEN
from offices.exchange.export import BYTE_ORDER_MARK
from offices.models import Office

SEPARATOR = "; "
SALUTATIONS = {"frau": "Frau", "herr": "Herr"}
FUNCTIONS, STANDINGS = ({str(value): str(label) for value, label in of.choices} for of in (Function, Standing))
CHUNK = 2_000  # rows in memory
NEEDED = (
    *("last_name", "first_name", "salutation", "function", "office__name", "office__ags", "institution", "email"),
    *("phone", "street"),
    *("postcode", "town", "standing", "confirm_until", "has_companion", "registered_at"),
)
WIDTHS = (18, 18, 8, 16, 36, 30, 18, 28, 12, 18, 20, 24, 40, 30, 13, 14)


def csv_file(event: Event) -> bytes:
    """Semicolons, UTF-8 with a byte order mark, CRLF: what a German Excel opens by a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(WRITTEN)
    writer.writerows([guarded(text) for text in row] for row in rows(event))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def xlsx_file(event: Event) -> bytes:
    return workbook("Teilnehmende", WRITTEN, rows(event), widths=WIDTHS)


def rows(event: Event) -> Iterator[list[str]]:
    """Everybody who comes or would like to, by name, in three questions for any number of people."""
    days, places, waits = _days(event), *_bookings(event)
    people = event.registrations.active().named().alphabetical().values_list("pk", *NEEDED, named=True)
    for person in people.iterator(chunk_size=CHUNK):
        texts = _texts(person, days.get(person.pk, ()), places.get(person.pk, ()), waits.get(person.pk, ()))
        yield list(texts)


def _texts(
    person: Any,  # Any: a row of the columns above, which Django makes as it reads
    days: Iterable[str],
    places: Iterable[str],
    waits: Iterable[str],
) -> tuple[str, ...]:
    return (
        *(person.last_name, person.first_name, SALUTATIONS.get(person.salutation, "")),
        FUNCTIONS.get(person.function, ""),
        *(_from_where(person), person.email, readable(person.phone) if person.phone else ""),
        *(person.street, person.postcode, person.town, _standing(person)),
        *(SEPARATOR.join(words) for words in (days, places, waits)),
        "ja" if person.has_companion else "",
        f"{timezone.localtime(person.registered_at):%d.%m.%Y}",
    )


def _from_where(person: Any) -> str:  # Any: a row
    if not person.office__name:
        return str(person.institution)
    return Office(name=person.office__name, ags=person.office__ags).name_with_town


def _standing(person: Any) -> str:  # Any: a row
    label = STANDINGS[person.standing]
    return f"{label}, E-Mail-Adresse nicht bestätigt" if person.confirm_until else label


def _days(event: Event) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    through = Registration.days.through.objects.filter(registration__event=event).order_by("day__date")
    for person, day in through.values_list("registration", "day__date"):
        found[person].append(f"{day:%d.%m.%Y}")
    return found


def _bookings(event: Event) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """What each has a place in, and what she waits for or has only wished for yet, in the order of the programme."""
    places: dict[int, list[str]] = defaultdict(list)
    waits: dict[int, list[str]] = defaultdict(list)
    chosen = Booking.objects.filter(registration__event=event).order_by("item__day__date", "item__starts", "wish", "pk")
    titles: dict[int, str] = {}
    for person, state, item, title in chosen.values_list("registration", "state", "item", "item__title"):
        words = titles.setdefault(item, title)
        (places if BookingState(state) in BOOKED else waits)[person].append(words)
    return places, waits
