"""`python -m bench.participants_inside fill|xlsx`: many people at one event, and the list of them as a spreadsheet.
Each in a process of its own: what was in memory before would count as well."""

import json
import resource
import sys
import time
from typing import TYPE_CHECKING

import django
from django.utils import timezone

if TYPE_CHECKING:
    from events.models import Event, Registration

PEOPLE, TITLE = 10_000, "Fachtag"
CHUNK = 1_000


def fill_people() -> None:
    """As large as a row gets: every field filled, two days, two workshops of each."""
    from accounts.models import User
    from events.models import Booking, Day, Event, Item, ItemKind, Registration

    by = User.objects.create(email="bench@example.org", name="Beispiel")
    event = Event.objects.create(title=TITLE, kind="fachtag", created_by=by, changed_by=by)
    days = [Day.objects.create(event=event, date=timezone.localdate().replace(day=number)) for number in (1, 2)]
    slot = Item.objects.create(day=days[0], kind=ItemKind.PARALLEL, title="Werkstätten")
    shops = [
        Item.objects.create(day=days[0], parent=slot, kind=ItemKind.WORKSHOP, title=f"Werkstatt mit langem Titel {i}")
        for i in range(4)
    ]
    for first in range(0, PEOPLE, CHUNK):
        made = Registration.objects.bulk_create(_person(event, number) for number in range(first, first + CHUNK))
        through = Registration.days.through
        through.objects.bulk_create(through(registration=one, day=day) for one in made for day in days)
        Booking.objects.bulk_create(
            Booking(registration=one, item=shops[(one.pk + wish) % 4], slot=slot, wish=wish, state=state)
            for one in made
            for wish, state in ((1, "platz"), (2, "wunsch"))
        )


def _person(event: "Event", number: int) -> "Registration":
    from events.models import Registration

    person = Registration(
        event=event,
        standing="angemeldet",
        source="web",
        salutation="frau",
        first_name="Erika",
        last_name=f"Beispiel-Nummer {number}",
        function="ehrenamt",
        institution="Seniorenbüro der Stadt Beispielhausen",
        email=f"person{number}@example.org",
        phone=f"+492382{number:06}",
        street=f"Lange Straße {number}",
        postcode="59227",
        town="Ahlen",
    )
    person.settle_keys()
    return person


def xlsx() -> None:
    """Says what writing the file took, as JSON: seconds, and the most memory of this process."""
    from events.models import Event
    from events.people.exchange.export import xlsx_file

    started = time.monotonic()
    size = len(xlsx_file(Event.objects.get(title=TITLE)))
    seconds = time.monotonic() - started
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kilobytes
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb, "kb": size / 1000}))


if __name__ == "__main__":
    django.setup()
    {"fill": fill_people, "xlsx": xlsx}[sys.argv[1]]()
