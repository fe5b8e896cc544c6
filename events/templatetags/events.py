"""Events on pages and in mails: a template may know everything."""

from datetime import datetime

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from core.publishing.revision import once_per_revision
from events.models import Event
from events.showing import wording
from events.showing.cards import cards, cards_without_places
from offices.models import Office

register = template.Library()

NEXT = 3

register.filter("event_dates", wording.event_dates)
register.filter("choice_lines", wording.choice_lines)
register.filter("event_place", wording.event_place)
register.filter("workshop_lines", wording.workshop_lines)
register.filter("plan_lines", wording.plan_lines)


@register.simple_tag
def next_events() -> SafeString:
    """The next ones of all; nothing while there are none."""
    keys = _keys(None, _hour())
    return render_to_string("events/next.html", {"cards": cards(keys, level=3)}) if keys else SafeString("")


@register.simple_tag
def events_of(office: Office) -> SafeString:
    """The next ones of one office, without the free places; nothing while there are none."""
    keys = _keys(office.pk, _hour())
    words = {"cards": cards_without_places(keys, level=3), "office": office}
    return render_to_string("events/of_office.html", words) if keys else SafeString("")


@once_per_revision
def _keys(office: int | None, hour: datetime) -> tuple[int, ...]:
    """Of what is not over at that hour."""
    events = Event.objects.by_office(Office(pk=office)) if office else Event.objects.all()
    return tuple(events.public().upcoming(hour).soonest_first().values_list("pk", flat=True)[:NEXT])


def _hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)
