"""The desk where events are planned."""

import json

from tests.consistency.rules import (
    BUTTON,
    CHANGES,
    COORDINATION,
    ELSEWHERE,
    FORM,
    OFFICE_DESK,
    READ,
    Row,
    own,
    rows,
    typed,
)
from tests.samples.files import pdf_file, picture_file

EVENT, PAST, DRAFT, SUBMITTED = (
    own(f"{name}.pk") for name in ("event", "past_event", "draft_event", "submitted_event")
)
DRAFT_DAY, ITEM = own("draft_event.pk", "draft_day.pk"), own("draft_event.pk", "draft_item.pk")
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "20"}
NOBODY = {f"personen-{name}": value for name, value in NO_ROWS.items()}
NEW = {"title": "Offener Nachmittag", "kind": "fachtag", "first": "3. Mai 2027"}
PICTURE = {"alt": "Zwei Frauen spielen Schach", "credit": "Erika Beispiel", "people": "keine", "may_publish": "on"}


def _words(things, world):
    return {**NEW, "teaser": "Kommen Sie!", "visibility": "alle", "edition": str(things.draft_event.edition)}


def _days(things, world):
    rows = {f"tage-{name}": value for name, value in NO_ROWS.items()}
    return {
        **rows,
        "tage-TOTAL_FORMS": "1",
        "tage-0-pk": things.draft_day.pk,
        "tage-0-date": "3. Mai 2027",
        "edition": str(things.draft_event.edition),
    }


def _item(things, world):
    return {**NOBODY, "kind": "punkt", "title": "Kaffee", "day": things.draft_day.pk}


def _edited_item(things, world):
    return {**_item(things, world), "edition": str(things.draft_event.edition)}


def _table(things, world):
    item = things.draft_item
    was = json.dumps({str(item.pk): {"kind": item.kind, "room": ""}})
    return {"was": was, f"punkt-{item.pk}-kind": item.kind, f"punkt-{item.pk}-room": "Saal"}


ROWS = [
    Row("events:office_events", OFFICE_DESK, args=own("slug")),
    Row("events:bas_events", COORDINATION),
    *rows(OFFICE_DESK, "events:new_event", methods=FORM, args=own("slug"), sends=typed(**NEW)),
    *rows(COORDINATION, "events:new_bas_event", methods=FORM, sends=typed(**NEW)),
    Row("events:new_series", OFFICE_DESK, FORM, own("slug"), typed(title="Lernlabor")),
    Row("events:new_bas_series", COORDINATION, FORM, sends=typed(title="Lernlabor")),
    Row("events:edit_series", OFFICE_DESK, FORM, own("own_series.pk"), typed(title="Lernlabor")),
    Row("events:desk_event", OFFICE_DESK, args=EVENT),
    Row("events:section", OFFICE_DESK, FORM, own("draft_event.pk", "=wichtiges"), _words),
    Row("events:section", OFFICE_DESK.closed(), FORM, own("draft_event.pk", "=quatsch"), what="(made up)"),
    Row("events:days", OFFICE_DESK, FORM, DRAFT, _days),
    Row("events:copy_event", OFFICE_DESK, FORM, EVENT, typed(title="Noch einmal", first="3. Mai 2027")),
    Row("events:programme", OFFICE_DESK, args=EVENT),
    Row("events:programme_table", OFFICE_DESK, FORM, DRAFT, _table),
    Row("events:new_item", OFFICE_DESK, FORM, DRAFT_DAY, _item),
    Row("events:lines", OFFICE_DESK, FORM, DRAFT_DAY, typed(lines="9.30 Begrüßung")),
    Row("events:edit_item", OFFICE_DESK, FORM, ITEM, _edited_item),
    Row("events:remove_item", OFFICE_DESK, FORM, ITEM),
    Row("events:new_workshop", OFFICE_DESK, FORM, own("event.pk", "slot.pk"), typed(title="Noch eine", **NOBODY)),
    Row("events:submit", OFFICE_DESK, BUTTON, DRAFT),
    Row("events:withdraw", OFFICE_DESK, BUTTON, SUBMITTED),
    Row("events:release", OFFICE_DESK, BUTTON, SUBMITTED, does=ELSEWHERE, but={"POST": {"coordinator": CHANGES}}),
    Row("events:send_back", COORDINATION, FORM, SUBMITTED, typed(request="Bitte kürzen.")),
    *rows(
        OFFICE_DESK,
        *("events:call_off", "events:postpone"),
        methods=FORM,
        args=EVENT,
        sends=typed(reason="Der Saal ist nicht frei."),
    ),
    Row("events:put_back", OFFICE_DESK, BUTTON, own("stopped_event.pk")),
    Row("events:tell", OFFICE_DESK, FORM, own("stopped_event.pk")),
    Row("events:keep_quiet", OFFICE_DESK, BUTTON, own("stopped_event.pk")),
    Row("events:archive_event", OFFICE_DESK, BUTTON, PAST),
    Row("events:reopen", OFFICE_DESK, BUTTON, own("archived_event.pk")),
    Row("events:delete_event", OFFICE_DESK, FORM, DRAFT),
    Row("events:documentation", OFFICE_DESK, READ, PAST),
    Row("events:conclusion", OFFICE_DESK, FORM, PAST, lambda things, world: {"edition": things.past_event.edition}),
    *rows(OFFICE_DESK, "events:publish_documentation", "events:take_back_documentation", methods=BUTTON, args=PAST),
    Row("events:add_picture", OFFICE_DESK, FORM, EVENT, lambda things, world: {**PICTURE, "file": picture_file()}),
    Row("events:edit_picture", OFFICE_DESK, FORM, own("event.pk", "event_picture.pk"), typed(**PICTURE)),
    Row("events:remove_picture", OFFICE_DESK, FORM, own("event.pk", "event_picture.pk")),
    Row("events:result", OFFICE_DESK, FORM, own("event.pk", "slot.pk"), typed(result="Gute Netze tragen.")),
    Row(
        "events:add_document",
        OFFICE_DESK,
        FORM,
        own("event.pk", "slot.pk"),
        lambda things, world: {"title": "Thesenpapier", "file": pdf_file()},
    ),
    Row("events:remove_document", OFFICE_DESK, FORM, own("event.pk", "event_document.item.pk", "event_document.pk")),
]
