"""The addresses of events in the table of who gets what, one file like each of events/urls/."""

from tests.consistency.access_events import attendance, lists, participants, personal, planning, public, registering

ROWS = [
    *public.ROWS,
    *registering.ROWS,
    *personal.ROWS,
    *planning.ROWS,
    *participants.ROWS,
    *lists.ROWS,
    *attendance.ROWS,
]
