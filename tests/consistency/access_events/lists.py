"""The desk for those who come: files, mails, counts, workshop places."""

from tests.consistency.rules import OFFICE_DESK, own, rows

EVENT = own("event.pk")

ROWS = [
    *rows(OFFICE_DESK, "events:participants_csv", "events:participants_xlsx", "events:counts", args=EVENT),
]
