"""The secret links of one registration. Whoever has one is let in, whoever she is."""

from tests.consistency.rules import BUTTON, FORM, PUBLIC, Row, fixed, own

TOKEN, MADE_UP = own("registration.token"), fixed("ausgedacht")


def _choice(things, world):
    return things.workshop_choice


def _colleague(things, world):
    return {"first_name": "Karla", "last_name": "Kollegin", "phone": "02382 1234"}


ROWS = [
    Row("events:personal", PUBLIC, args=TOKEN),
    Row("events:personal", PUBLIC.closed(), args=MADE_UP, what="(made up)"),
    Row("events:confirm", PUBLIC, FORM, own("confirm_token")),
    Row("events:confirm", PUBLIC.closed(), FORM, MADE_UP, what="(made up)"),
    Row("events:change", PUBLIC, FORM, TOKEN, _choice),
    Row("events:transfer", PUBLIC, FORM, TOKEN, _colleague),
    Row("events:cancel", PUBLIC, FORM, TOKEN),
    Row("events:withdraw_support", PUBLIC, FORM, TOKEN),
    Row("events:own_data", PUBLIC, args=TOKEN),
    Row("events:fellow_participants", PUBLIC, args=TOKEN),
    Row("events:fellow_participants", PUBLIC.closed(), args=own("offered.token"), what="(has no place yet)"),
    Row("events:fellow_participants", PUBLIC.closed(), args=MADE_UP, what="(made up)"),
    Row("events:delete_own_data", PUBLIC, FORM, TOKEN),
    Row("events:cancel", PUBLIC.closed(), FORM, MADE_UP, what="(made up)"),
    Row("events:delete_own_data", PUBLIC.closed(), FORM, MADE_UP, what="(made up)"),
    Row("events:accept_place", PUBLIC, BUTTON, own("offered.token")),
    Row("events:decline_place", PUBLIC, BUTTON, own("offered.token")),
    Row("events:accept_workshop", PUBLIC, BUTTON, own("workshop_offer.registration.token", "workshop_offer.pk")),
    Row("events:decline_workshop", PUBLIC, BUTTON, own("workshop_offer.registration.token", "workshop_offer.pk")),
    Row(
        "events:decline_workshop", PUBLIC.closed(), BUTTON, own("offered.token", "workshop_offer.pk"), what="(others')"
    ),
    Row("events:transferred", PUBLIC),
    Row("events:deleted", PUBLIC),
]
