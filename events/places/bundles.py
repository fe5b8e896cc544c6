"""Several modules of a series in one go: one form, one confirmation, one mail; each module stays a registration of its
own, with its own place, waiting list and way out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from events.models import Event, Registration
from events.places import registration as use_cases
from events.places.applications import Application
from events.telling import notices


@dataclass(slots=True)
class Booked:
    """`is_new` is false where the same form was here before."""

    registrations: list[Registration] = field(default_factory=list)
    refused: list[tuple[Event, str]] = field(default_factory=list)  # with the sentence
    is_new: bool = False


@transaction.atomic
def register_for_modules(modules: Iterable[Event], application: Application) -> Booked:
    """Full modules mean the waiting list; what is closed meanwhile is named, and the rest counts. The events are locked
    one after the other in the order of their keys, as everywhere, so that two such forms never wait for each other."""
    number, booked = application.nonce or uuid4(), Booked()
    for event in sorted(modules, key=lambda event: event.pk):
        own = replace(application, nonce=uuid5(number, str(event.pk)), waits=True)
        try:
            outcome = use_cases.register(event=event, application=own, bundle=number)
        except use_cases.RegistrationError as error:
            booked.refused.append((event, str(error)))
        else:
            booked.registrations.append(outcome.registration)
            booked.is_new = booked.is_new or outcome.is_new
    ours = of_bundle(number)
    if booked.is_new and ours:
        notices.registered_for_modules(ours[0], registrations=ours)
    return booked


@transaction.atomic
def confirm_bundle(registration: Registration) -> None:
    """Her address is right, for all that she booked together. Twice is once."""
    if registration.bundle is None:
        use_cases.confirm(registration)
        return
    pending = [one for one in of_bundle(registration.bundle) if one.is_unconfirmed]
    for one in sorted(pending, key=lambda one: one.event_id):
        use_cases.confirm(one, tells=False)
    if pending:
        ours = of_bundle(registration.bundle)
        notices.registered_for_modules(ours[0], registrations=ours)


def of_bundle(number: UUID | str) -> list[Registration]:
    """In the order of the modules."""
    found = Registration.objects.named().active().filter(bundle=number)
    return list(found.select_related("event__series", "event__office", "office").order_by("event__starts_at", "pk"))
