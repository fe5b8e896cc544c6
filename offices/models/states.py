"""The words an office chooses from: how it stands, who works there, which languages are spoken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

HEADQUARTERS = "BaS-Geschäftsstelle"  # who speaks where no office does

LANGUAGES = {
    "de": "Deutsch",
    "dgs": "Deutsche Gebärdensprache",
    "ls": "Leichte Sprache",
    "ar": "Arabisch",
    "en": "Englisch",
    "fr": "Französisch",
    "it": "Italienisch",
    "hr": "Kroatisch",
    "ku": "Kurdisch",
    "nl": "Niederländisch",
    "fa": "Persisch",
    "pl": "Polnisch",
    "pt": "Portugiesisch",
    "ru": "Russisch",
    "es": "Spanisch",
    "tr": "Türkisch",
    "uk": "Ukrainisch",
}


class Status(models.TextChoices):
    BUILDING = "aufbau", "in Aufbau"
    ACTIVE = "aktiv", "aktiv"
    PAUSED = "pause", "vorübergehend geschlossen"
    MERGED = "eingegliedert", "eingegliedert"
    CLOSED = "geschlossen", "geschlossen"


class Staffing(models.TextChoices):
    PAID = "hauptamtlich", "hauptamtlich"
    VOLUNTEER = "ehrenamtlich", "ehrenamtlich"
    MIXED = "gemischt", "hauptamtlich und ehrenamtlich"


def validate_languages(value: Any) -> None:
    if not isinstance(value, list) or any(code not in LANGUAGES for code in value):
        raise ValidationError(f"Bitte wählen Sie aus diesen Sprachen: {', '.join(LANGUAGES.values())}.")
