"""The desk for those who come."""

from tests.consistency.rules import (
    BUTTON,
    ELSEWHERE,
    FORM,
    MEMBERS_DOOR,
    NOT_FOUND,
    OFFICE_DESK,
    OK,
    READ,
    Row,
    Rule,
    own,
    people,
    rows,
    typed,
)
from tests.events.visitors import typed as registration

EVENT, PERSON = own("event.pk"), own("event.pk", "registration.pk")
STRANGE = own("event.pk", "guest.pk")  # registered elsewhere
# People who work in the office themselves: for coordinators that desk is not theirs.
STAFF = Rule(MEMBERS_DOOR, people(NOT_FOUND, "stranger", "colleague", "coordinator"), is_of_office=True)
COLLEAGUE = typed(first_name="Karla", last_name="Kollegin", phone="02382 1234")


def _change(things, world):
    return things.workshop_choice


def _caller(things, world):
    return registration(first_name="Käthe", source="telefon", **things.workshop_choice)


ROWS = [
    *rows(OFFICE_DESK, "events:participants", "events:letters", "events:letters_pdf", "events:remarks", args=EVENT),
    Row("events:participant", OFFICE_DESK, READ, PERSON),
    Row("events:participant", OFFICE_DESK.closed(), READ, STRANGE, what="(of another event)"),
    Row("events:participant_notes", OFFICE_DESK, BUTTON, PERSON, typed(notes="Kommt später.")),
    Row("events:move_up", OFFICE_DESK, BUTTON, EVENT, does=ELSEWHERE),
    Row("events:admit_participant", OFFICE_DESK, FORM, own("offered.event.pk", "offered.pk")),
    Row("events:answer_for_participant", OFFICE_DESK, BUTTON, own("offered.event.pk", "offered.pk"), typed(ja="1")),
    Row(
        "events:answer_about_workshop",
        OFFICE_DESK,
        BUTTON,
        own("workshop_offer.item.day.event.pk", "workshop_offer.registration.pk", "workshop_offer.pk"),
        typed(ja="1"),
    ),
    Row("events:refuse_participant", OFFICE_DESK, FORM, PERSON, typed(reason="Der Raum ist zu klein.")),
    Row("events:cancel_participant", OFFICE_DESK, FORM, PERSON),
    Row("events:change_participant", OFFICE_DESK, FORM, PERSON, _change),
    Row("events:transfer_participant", OFFICE_DESK, FORM, PERSON, COLLEAGUE),
    Row("events:correct_participant", OFFICE_DESK, FORM, PERSON, COLLEAGUE),
    Row("events:confirm_participant", OFFICE_DESK, BUTTON, PERSON),
    Row("events:tell_participant_again", OFFICE_DESK, BUTTON, PERSON),
    Row("events:phone", OFFICE_DESK, FORM, EVENT, does=OK),
    Row("events:phone_programme", OFFICE_DESK, FORM, EVENT, _caller, shows=ELSEWHERE, does=OK),
    Row("events:phone_check", OFFICE_DESK, FORM, EVENT, _caller, shows=ELSEWHERE, does=OK),
    Row("events:phone_send", OFFICE_DESK, FORM, EVENT, _caller, shows=ELSEWHERE),
    Row("events:phone_done", OFFICE_DESK, READ, PERSON),
    Row("events:walk_in", OFFICE_DESK, FORM, EVENT, typed(first_name="Otto", last_name="Ohne")),
    Row("events:letters_printed", OFFICE_DESK, BUTTON, EVENT, lambda things, world: {"brief": things.letter.pk}),
    Row("events:letter_pdf", OFFICE_DESK, READ, own("event.pk", "letter.pk")),
    *rows(STAFF, "events:own_people", "events:own_people_events", args=own("slug")),
    Row("events:register_own_person", STAFF, FORM, own("slug", "common_event.pk"), COLLEAGUE),
    Row("events:cancel_own_person", STAFF, FORM, own("slug", "registration.pk")),
    Row("events:transfer_own_person", STAFF, FORM, own("slug", "registration.pk"), COLLEAGUE),
]
