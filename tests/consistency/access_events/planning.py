"""The desk where events are planned."""

from tests.consistency.rules import (
    BUTTON,
    CHANGES,
    COORDINATION,
    ELSEWHERE,
    FORM,
    OFFICE_DESK,
    Row,
    own,
    typed,
)

SUBMITTED = own("submitted_event.pk")

ROWS = [
    Row("events:office_events", OFFICE_DESK, args=own("slug")),
    Row("events:bas_events", COORDINATION),
    Row("events:desk_event", OFFICE_DESK, args=own("event.pk")),
    Row("events:submit", OFFICE_DESK, BUTTON, own("draft_event.pk")),
    Row("events:withdraw", OFFICE_DESK, BUTTON, SUBMITTED),
    Row("events:release", OFFICE_DESK, BUTTON, SUBMITTED, does=ELSEWHERE, but={"POST": {"coordinator": CHANGES}}),
    Row("events:send_back", COORDINATION, FORM, SUBMITTED, typed(request="Bitte kürzen.")),
]
