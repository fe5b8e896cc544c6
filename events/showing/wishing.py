"""While wishes are collected nobody has a place yet, so pages say how many people wish for a workshop."""

from collections.abc import Iterable

from django.db.models import Count

from events.models import Booking, Event, Item, Standing


def count_wishes(event: Event, items: Iterable[Item]) -> None:
    """For how many each workshop is the first wish. One query while wishes are collected, afterwards none."""
    if not event.waits_for_allocation:
        return
    workshops = [item for item in items if item.is_workshop]
    rows = Booking.objects.wished().filter(item__in=workshops, wish=1, registration__standing=Standing.ADMITTED)
    numbers = dict(rows.order_by().values_list("item").annotate(Count("pk")))
    for item in workshops:
        item.wished = numbers.get(item.pk, 0)
