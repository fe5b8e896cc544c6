"""The directory in figures, for the press: each with what exactly was counted."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from core.language.dates import full_date
from core.media.pdf import render
from core.publishing.revision import once_per_revision
from core.templatetags.formats import german_number, phone
from offices.finding.directory import offices_per_kreis, seats, served, total
from offices.geography.gazetteer import gazetteer
from offices.models import LANGUAGES, Office, Staffing
from portal.context import operator

TITLE = "Seniorenbüros in Nordrhein-Westfalen: Kennzahlen"
LEAD = "Seniorenbüros beraten ältere Menschen, vermitteln Ehrenämter und bringen Nachbarn zusammen."
SOURCE = "Verzeichnis der Seniorenbüros in Nordrhein-Westfalen"


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    explanation: str


@once_per_revision
def figures() -> tuple[Figure, ...]:
    """Of what nobody has told us yet there is no figure, rather than a nought."""
    return tuple(figure for figure in _all() if figure.value != "0")


def _all() -> tuple[Figure, ...]:
    known, counted = gazetteer(), _counted()
    languages = len(_languages())
    return (
        Figure("Seniorenbüros", german_number(total()), "geöffnet, in Aufbau oder vorübergehend geschlossen"),
        Figure("Städte und Gemeinden mit einem Büro", german_number(len(seats())), "Hier hat ein Büro seinen Sitz."),
        Figure(
            "Kreise und kreisfreie Städte",
            f"{len(offices_per_kreis())} von {len(known.kreise)}",
            "In so vielen sitzt mindestens ein Büro.",
        ),
        Figure(
            "Städte und Gemeinden mit Beratung",
            f"{len(served())} von {len(known.municipalities)}",
            "Für die Menschen dort ist ein Büro zuständig.",
        ),
        Figure(
            "Mitglieder der BaS",
            german_number(counted["bas"]),
            "Büros in der Bundesarbeitsgemeinschaft Seniorenbüros",
        ),
        Figure("Büros im Ehrenamt", german_number(counted["volunteer"]), "Dort arbeiten ausschließlich Ehrenamtliche."),
        Figure("Sprachen", str(languages), "In so vielen wird irgendwo beraten. Leichte Sprache zählt mit."),
    )


@once_per_revision
def sample_note() -> str:
    """A figure that counts invented offices must say so."""
    count = Office.objects.listed().filter(is_sample=True).count()
    if count == 1:
        return "Darunter ist ein erfundenes Büro (Beispieldaten)."
    return f"Darunter sind {german_number(count)} erfundene Büros (Beispieldaten)." if count else ""


@once_per_revision
def document(day: date) -> bytes:
    """One page as PDF, as of that day."""
    who = operator()
    data = {
        "title": TITLE,
        "date": full_date(day),
        "lead": LEAD,
        "figures": [
            {"label": figure.label, "value": figure.value, "explanation": figure.explanation} for figure in figures()
        ],
        "notes": [note] if (note := sample_note()) else [],
        "source": SOURCE,
        "address": f"{settings.BASE_URL}{reverse('offices:list')}",
        "contact": {"name": who.name, "phone": phone(who.phone), "email": who.email},
    }
    return render("figures", data, at=datetime.combine(day, time(12), timezone.get_default_timezone()))


@once_per_revision
def _counted() -> dict[str, int]:
    counts = {
        "bas": Count("pk", filter=Q(is_bas_member=True)),
        "volunteer": Count("pk", filter=Q(staffing=Staffing.VOLUNTEER)),
    }
    return Office.objects.listed().aggregate(**counts)


@once_per_revision
def _languages() -> frozenset[str]:
    spoken = Office.objects.listed().exclude(languages=[]).order_by().values_list("languages", flat=True)
    return frozenset(code for codes in spoken for code in codes if code in LANGUAGES)
