"""What everybody reads about events."""

from tests.consistency.rules import PUBLIC, TEAM, Row, own

ROWS = [
    Row("events:event", PUBLIC, args=own("event.slug")),
    Row("events:event", TEAM, args=own("draft_event.slug"), what="(draft)"),
]
