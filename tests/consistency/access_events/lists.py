"""The desk for those who come: files, mails, counts, workshop places."""

from tests.consistency.rules import BUTTON, FORM, OFFICE_DESK, Row, own, rows
from tests.events_factories import workshop

EVENT, WISHES = own("event.pk"), own("wish_event.pk")


def _workshop(things, world):
    return {"workshop": workshop(things.event, "B").pk}


ROWS = [
    *rows(
        OFFICE_DESK,
        "events:participants_csv",
        "events:participants_xlsx",
        "events:counts",
        "events:workshops",
        args=EVENT,
    ),
    Row("events:proposal", OFFICE_DESK, args=WISHES),
    Row("events:proposal", OFFICE_DESK.closed(), args=EVENT, what="(where the first come gets the place)"),
    Row("events:allocate", OFFICE_DESK, BUTTON, WISHES),
    Row("events:assign", OFFICE_DESK, FORM, own("event.pk", "registration.pk"), _workshop),
    Row("events:assign", OFFICE_DESK.closed(), FORM, own("event.pk", "guest.pk"), what="(of another event)"),
]
