"""The stages of the demo, each through the import that real lists take."""

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from core.publishing.revision import bump
from offices.exchange.importer import import_rows
from offices.exchange.report import ImportReport
from offices.exchange.table import Line, read
from offices.geography.gazetteer import DATA
from offices.models import HoursException, Office, Place
from portal.demo.offices import rows

SEED = 2008
TOWNS_WITH_OFFICE = 64  # "in more than 60 towns", as the founding text says
MOST_OFFICES = 50_000
ACCESS = ("wide_doors", "accessible_toilet", "disabled_parking", "hearing_support", "assistance_dogs", "lift")
STOPS = ("Bus 1, Haltestelle Rathaus", "Bus 22, Haltestelle Kirchplatz", "Straßenbahn, Haltestelle Markt")
HINTS = ("Eingang neben der Bücherei", "Bitte klingeln, wir öffnen", "Im Erdgeschoss links")


def load_real() -> ImportReport:
    """The offices of the public sources; nothing is added to what those say."""
    table = read((DATA / "seniorenbueros_nrw.csv").read_bytes())
    return import_rows(table.lines)


@transaction.atomic
def load_invented(*, total: int = 0, seed: int = SEED) -> ImportReport:
    """Until more than 60 towns have an office, or until there are `total` offices."""
    real = Office.objects.filter(is_sample=False)
    taken = frozenset(real.values_list("ags", flat=True))
    count = total - real.count() if total else TOWNS_WITH_OFFICE - len(taken)
    lines = [Line(number, cells) for number, cells in enumerate(rows(max(count, 0), seed=seed, taken=taken), 2)]
    report = import_rows(lines, is_sample=True)
    _furnish(seed)
    return report


def _furnish(seed: int) -> None:
    """What a list has no columns for: access beyond the door, the way there, holidays, the day of the last check."""
    random = Random(seed)  # noqa: S311 (nothing secret, only the same content every time)
    offices = Office.objects.filter(is_sample=True, verified_on__isnull=True).order_by("pk").prefetch_related("places")
    today = timezone.localdate()
    changed: list[Office] = []
    places: list[Place] = []
    closed: list[HoursException] = []
    for office in offices:
        office.verified_on = today - timedelta(days=random.randint(5, 400))
        office.verified_by = "Beispieldaten"
        changed.append(office)
        for place in office.places.all():
            _furnish_place(place, random, office.verified_on)
            places.append(place)
            if random.random() < 0.3:
                closed.append(_closed_over_christmas(place, today.year))
    Office.objects.bulk_update(changed, ["verified_on", "verified_by"], batch_size=500)
    fields = [*ACCESS, "public_transport", "hint", "access_checked_on"]
    Place.objects.bulk_update(places, fields, batch_size=200)
    HoursException.objects.bulk_create(closed, batch_size=1000)
    bump()


def _furnish_place(place: Place, random: Random, day: date) -> None:
    place.public_transport = random.choice(STOPS)
    place.hint = random.choice(("", *HINTS))
    if place.step_free is not None:
        for name in ACCESS:
            setattr(place, name, random.choice((True, True, False, None)))
        place.access_checked_on = day


def _closed_over_christmas(place: Place, year: int) -> HoursException:
    first, last = date(year, 12, 23), date(year + 1, 1, 2)
    return HoursException(place=place, first=first, last=last, days=(last - first).days, note="Weihnachten")
