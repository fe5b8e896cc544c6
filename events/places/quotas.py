"""How many people of each office can come, where the organiser shares the places out (Kontingent)."""

from events.models import Event
from offices.models import Office


def places_left(event: Event, office: Office | None) -> int | None:
    """None where there is no such limit. Whoever waits counts, so that no office fills the line; companions do not:
    who needs assistance takes no place away from her colleagues."""
    if event.office_quota is None or office is None:
        return None
    return max(0, event.office_quota - event.registrations.active().of_office(office).count())
