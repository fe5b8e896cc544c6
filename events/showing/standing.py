"""How an event stands, as one sentence with a sign: asked on every request, because places go while somebody reads."""

from datetime import datetime

from django.utils import timezone

from core.language.dates import long_date
from events.models import Event, Stage

SIGNS = {
    Stage.OPEN: "ok",
    Stage.RUNNING: "ok",
    Stage.FULL: "warn",
    Stage.POSTPONED: "warn",
    Stage.CLOSED: "off",
    Stage.CALLED_OFF: "off",
}


def standing_of(event: Event, at: datetime | None = None) -> tuple[str, str]:
    """The sign and the sentence, such as ("ok", "Noch 12 Plätze frei")."""
    stage = event.stage(at)
    return SIGNS.get(stage, "rest"), _sentence(event, stage)


def _sentence(event: Event, stage: Stage) -> str:
    if stage in {Stage.OPEN, Stage.FULL}:
        return event.places
    if stage == Stage.ANNOUNCED and event.takes_registrations and event.opens_at:
        return f"Termin vormerken: Anmeldung ab {long_date(timezone.localdate(event.opens_at))}"
    if stage == Stage.CLOSED and event.closes_at:
        return f"Anmeldung geschlossen seit {long_date(timezone.localdate(event.closes_at))}"
    return str(stage.label)
