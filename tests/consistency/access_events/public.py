"""What everybody reads about events."""

from tests.consistency.rules import ELSEWHERE, PUBLIC, TEAM, Row, fixed, own, rows

PAPERS = ("events:programme_pdf", "events:poster", "events:handout")

ROWS = [
    *rows(PUBLIC, "events:list", "events:archive", "events:calendar", "events:subscribe"),
    Row("events:this_month", PUBLIC, shows=ELSEWHERE),
    Row("events:month", PUBLIC, args=fixed(2027, 5)),
    Row("events:archive_year", PUBLIC, args=lambda things, world: [things.past_event.starts_at.year]),
    Row("events:archive_year", PUBLIC.closed(), args=fixed(2003), what="(nothing then)"),
    *rows(PUBLIC, *PAPERS, args=own("event.slug")),
    *rows(TEAM, *PAPERS, args=own("draft_event.slug"), what="(draft)"),
    Row("events:kind_calendar", PUBLIC, args=fixed("fachtag")),
    Row("events:topic_calendar", PUBLIC, args=fixed("tanz")),
    Row("events:office_calendar", PUBLIC, args=own("slug")),
    Row("events:series", PUBLIC, args=own("public_series.slug")),
    Row("events:event", PUBLIC, args=own("event.slug")),
    Row("events:event", TEAM, args=own("draft_event.slug"), what="(draft)"),
    Row("events:ical", PUBLIC, args=own("event.slug")),
    Row("events:ical", PUBLIC.closed(), args=own("draft_event.slug"), what="(draft)"),
    Row("events:picture", PUBLIC, args=lambda things, world: [things.event_picture.key, 480, "webp"]),
    Row("events:document", TEAM, args=own("event_document.key"), what="(before the documentation)"),
]
