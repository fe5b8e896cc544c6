"""Somebody comes to the door who has not registered."""

from typing import TYPE_CHECKING

from django.db import transaction

from events.attendance import attending
from events.models import Day, Event, Notice, Source
from events.models.units import Unit
from events.places.applications import Application
from events.places.registration import FullError, Outcome, TakenMeanwhileError, register

if TYPE_CHECKING:
    from accounts.models import User

FULL = "Alle Plätze sind vergeben. Setzen Sie den Haken, wenn die Person trotzdem bleiben soll."


@transaction.atomic
def let_in(
    *, event: Event, application: Application, day: Day | None, is_there: bool, by: "User", exceed: bool = False
) -> Outcome:
    """Nobody is put on a waiting list at the door. `day` is the one on which she is marked as present. She stands in
    front of us, so no letter is written. Raises RegistrationError."""
    try:
        outcome = register(event=event, application=application, source=Source.WALK_IN, by=by, exceed=exceed)
    except TakenMeanwhileError as error:
        raise FullError(FULL) from error
    registration = outcome.registration
    if outcome.is_new:
        Notice.objects.to_print().filter(registration=registration).delete()
    if is_there and day and registration.is_coming:
        attending.mark(registration, Unit(day), by=by)
    return outcome
