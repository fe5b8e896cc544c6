"""The desk for those who come: files, mails, counts, workshop places."""

from django.core.files.uploadedfile import SimpleUploadedFile

from events.forms.exchange import packed
from events.people.exchange.reading import read
from events.places.clashes import clashes_of
from tests.consistency.rules import BUTTON, ELSEWHERE, FORM, OFFICE_DESK, OK, Row, own, rows, typed
from tests.events_factories import workshop

EVENT, WISHES = own("event.pk"), own("wish_event.pk")
LIST = b"Vorname;Nachname;E-Mail\nAnna;Neu;anna.neu@example.org\n"
WORDS = typed(whom="platz", subject="Hinweis", text="Bitte bringen Sie gute Laune mit.")


def _workshop(things, world):
    item = workshop(things.event, "B")
    return {"workshop": item.pk, "sure": "on", "agreed": clashes_of(things.registration, item).basis}


def _file(things, world):
    return {"file": SimpleUploadedFile("liste.csv", LIST)}


def _rows(things, world):
    return {"rows": packed(read(LIST), things.event)}


ROWS = [
    Row("events:import_participants", OFFICE_DESK, FORM, EVENT, _file, does=OK),
    Row("events:take_in_participants", OFFICE_DESK, BUTTON, EVENT, _rows),
    Row("events:take_in_participants", OFFICE_DESK, BUTTON, WISHES, _rows, does=ELSEWHERE, what="(of another event)"),
    *rows(
        OFFICE_DESK,
        "events:participants_csv",
        "events:participants_xlsx",
        "events:counts",
        "events:workshops",
        "events:mailings",
        args=EVENT,
    ),
    Row("events:write_mailing", OFFICE_DESK, FORM, EVENT, WORDS, does=OK),
    Row("events:send_mailing", OFFICE_DESK, BUTTON, EVENT, WORDS),
    Row("events:proposal", OFFICE_DESK, args=WISHES),
    Row("events:proposal", OFFICE_DESK.closed(), args=EVENT, what="(where the first come gets the place)"),
    Row("events:allocate", OFFICE_DESK, BUTTON, WISHES),
    Row("events:assign", OFFICE_DESK, FORM, own("event.pk", "registration.pk"), _workshop),
    Row("events:assign", OFFICE_DESK.closed(), FORM, own("event.pk", "guest.pk"), what="(of another event)"),
]
