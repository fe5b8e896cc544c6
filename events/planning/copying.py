"""Last year's conference as the draft of this year's: the words, the days and the programme, but no people."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from core.publishing.activity import note
from events.models import Day, Event, Item

if TYPE_CHECKING:
    from accounts.models import User

# Dates of the registration, the way it went, its figures and its calendar entry belong to the one event.
COPIED = (
    "kind", "office", "series", "motto", "teaser", "body", "audience", "cost", "funder", "partners", "area", "mode",
    "venue", "street", "postcode", "town", "directions", "access_note", "contact_name", "contact_phone",
    "contact_email", "takes_registrations", "has_waiting_list", "offer_hours", "allocation", "asks_support",
    "privacy_note", "photo_note", "keep_support_days", "keep_contact_days", "keep_waiting_days", "visibility",
    "capacity", "office_quota",
)  # fmt: skip
COPIED_OF_ITEMS = ("kind", "starts", "ends", "position", "title", "text", "room", "needs_booking", "capacity")


@transaction.atomic
def copy(event: Event, *, title: str, first: date, by: "User") -> Event:
    """Its days lie as far apart as those of the original. Who speaks is another question each time."""
    now = timezone.now()
    values = {name: getattr(event, name) for name in COPIED}
    new = Event(**values, title=title, created_at=now, created_by=by, changed_at=now, changed_by=by, edition=1)
    new.save()
    new.topics.set(event.topics.all())
    new.needs.set(event.needs.all())
    days = list(event.days.order_by("date"))
    shift = first - days[0].date if days else timedelta(0)
    for day in days:
        _copy_day(day, new, day.date + shift)
    if not days:
        new.days.create(date=first)
    new.settle()
    new.save()
    note(by, "hat als Vorlage benutzt", event)
    return new


def _copy_day(day: Day, event: Event, on: date) -> None:
    new = Day.objects.create(event=event, date=on, starts=day.starts, ends=day.ends, capacity=day.capacity)
    made: dict[int, Item] = {}
    items = sorted(day.items.all(), key=lambda item: item.parent_id is not None)  # slots before their workshops
    for item in items:
        values = {name: getattr(item, name) for name in COPIED_OF_ITEMS}
        parent = made[item.parent_id] if item.parent_id else None
        made[item.pk] = Item.objects.create(day=new, parent=parent, **values)
