"""What somebody has already when a place in a workshop is given to her by hand: the same hour, or the same workshop."""

from dataclasses import dataclass

from core.language.german import fold
from events.models import Booking, BookingState, Item, Registration
from events.places.choosing import title_and_hour
from events.places.registration import RegistrationError


@dataclass(frozen=True, slots=True)
class Clashes:
    """`basis` stands for these and no others: whoever has agreed to them has not agreed to what came since."""

    sentences: tuple[str, ...]
    basis: str


class ClashError(RegistrationError):
    """Somebody has to say that it is meant so. Nothing has been written."""

    def __init__(self, clashes: Clashes) -> None:
        super().__init__(" ".join(clashes.sentences))
        self.clashes = clashes


def expect_none(registration: Registration, item: Item, *, agreed: str = "") -> None:
    """`agreed` is the basis of the clashes that whoever gives the place has read. Raises ClashError."""
    found = clashes_of(registration, item)
    if found.sentences and found.basis != agreed:
        raise ClashError(found)


def clashes_of(registration: Registration, item: Item) -> Clashes:
    """Of the places she has or is offered. One question."""
    rows = registration.bookings.holding().select_related("item__day").order_by("item__day__date", "item__starts", "pk")
    said = [(booking.pk, _sentence(registration.name, booking, item)) for booking in rows]
    keys = [str(pk) for pk, sentence in said if sentence]
    return Clashes(tuple(sentence for _, sentence in said if sentence), ",".join([f"{item.pk}", *keys]))


def _sentence(name: str, booking: Booking, item: Item) -> str:
    """Nothing for what is no clash."""
    is_same = booking.item_id == item.pk
    if is_same and booking.state == BookingState.OFFERED:
        return ""  # what she is offered is what she is given
    if is_same:
        return f"{_has(name, 'schon', booking)}."
    if booking.slot_id and booking.slot_id == item.parent_id:
        return f"{_has(name, 'zu dieser Zeit', booking)}. Das gilt dann nicht mehr."
    if booking.item.overlaps(item):
        return f"{_has(name, 'zur gleichen Zeit', booking)}. Das bleibt so: Es wären zwei Plätze auf einmal."
    if fold(booking.item.title) == fold(item.title):
        return f"{_has(name, 'schon', booking)}. Beide Werkstätten heißen gleich."
    return ""


def _has(name: str, since: str, booking: Booking) -> str:
    what = title_and_hour(booking.item)
    if booking.state == BookingState.OFFERED:
        return f"{name} ist {since} ein Platz in {what} angeboten"
    return f"{name} hat {since} einen Platz in {what}"
