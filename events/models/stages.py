"""Where an event stands. Most of it is told by the clock, so that nobody has to remember to move it on."""

from django.db import models


class Stage(models.TextChoices):
    DRAFT = "entwurf", "Entwurf"
    ANNOUNCED = "angekuendigt", "Termin vormerken"
    OPEN = "offen", "Anmeldung offen"
    FULL = "ausgebucht", "Ausgebucht"
    CLOSED = "geschlossen", "Anmeldung geschlossen"
    RUNNING = "laeuft", "Läuft gerade"
    OVER = "vorbei", "Vorbei"
    DOCUMENTED = "dokumentiert", "Vorbei, mit Dokumentation"
    POSTPONED = "verschoben", "Verschoben"
    CALLED_OFF = "abgesagt", "Abgesagt"

    @property
    def takes_registrations(self) -> bool:
        """Somebody can still say that she comes, be it for the waiting list."""
        return self in {Stage.OPEN, Stage.FULL}

    @property
    def is_past(self) -> bool:
        return self in {Stage.OVER, Stage.DOCUMENTED}


class Kind(models.TextChoices):
    CONFERENCE = "fachkonferenz", "Fachkonferenz"
    ANNUAL = "jahresfachtagung", "Jahresfachtagung"
    SYMPOSIUM = "fachtag", "Fachtag"
    REGIONAL = "regionaltreffen", "Regionaltreffen"
    TRAINING = "fortbildung", "Fortbildung"
    MODULE = "lernlabor", "Lernlabor-Modul"
    INFORMATION = "infoveranstaltung", "Infoveranstaltung"


class Mode(models.TextChoices):
    ON_SITE = "ort", "Vor Ort"
    ONLINE = "online", "Online"
    BOTH = "beides", "Vor Ort und online"


class Allocation(models.TextChoices):
    DIRECT = "sofort", "Sofort: Wer sich zuerst anmeldet, bekommt den Platz"
    WISHES = "wuensche", "Später nach Wünschen: Wir verteilen die Plätze gerecht"
