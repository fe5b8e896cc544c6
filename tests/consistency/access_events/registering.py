"""The way to a registration: for everybody who may see the event."""

from tests.consistency.rules import CHANGES, ELSEWHERE, FORM, OK, PUBLIC, TEAM, Row, own
from tests.events.visitors import typed


def _registration(things, world):
    return typed(**things.workshop_choice)


ROWS = [
    Row("events:register", PUBLIC, FORM, own("event.slug"), does=OK),
    Row("events:register", TEAM, FORM, own("draft_event.slug"), does=OK, what="(draft)"),
    Row("events:register_programme", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=OK),
    Row("events:register_check", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=OK),
    Row("events:register_send", PUBLIC, FORM, own("event.slug"), _registration, shows=ELSEWHERE, does=CHANGES),
    Row("events:arrived", PUBLIC, args=own("event.slug")),
    Row("events:registered", PUBLIC, args=own("event.slug", "done_token")),
    Row("events:registered", PUBLIC, args=own("event.slug", "=ausgedacht"), shows=ELSEWHERE, what="(made up)"),
]
