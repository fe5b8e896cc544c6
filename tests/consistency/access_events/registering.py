"""The way to a registration: for everybody who may see the event."""

from tests.consistency.rules import CHANGES, ELSEWHERE, FORM, OK, PUBLIC, TEAM, Row, own
from tests.events.visitors import typed


def _registration(things, world):
    return typed(**things.workshop_choice)


def _modules(things, world):
    return typed(modules=[module.pk for module in things.public_series.modules.all()])


SERIES = own("public_series.slug")
ROWS = [
    Row("events:register_series", PUBLIC, FORM, SERIES, _modules, does=OK),
    Row("events:series_check", PUBLIC, FORM, SERIES, _modules, shows=ELSEWHERE, does=OK),
    Row("events:series_send", PUBLIC, FORM, SERIES, _modules, shows=ELSEWHERE, does=CHANGES),
    Row("events:series_registered", PUBLIC, args=own("public_series.slug", "bundle_token")),
    Row("events:series_registered", PUBLIC, args=own("public_series.slug", "=erfunden"), shows=ELSEWHERE, what="(no)"),
    Row("events:register", PUBLIC, FORM, own("event.slug"), does=OK),
    Row("events:register", TEAM, FORM, own("draft_event.slug"), does=OK, what="(draft)"),
    Row("events:register_programme", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=OK),
    Row("events:register_check", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=OK),
    Row("events:register_send", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=CHANGES),
    Row("events:registered", PUBLIC, args=own("event.slug", "done_token")),
    Row("events:registered", PUBLIC, args=own("event.slug", "=ausgedacht"), shows=ELSEWHERE, what="(made up)"),
]
