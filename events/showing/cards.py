"""What a list says about each event. Drawn once per change of content; how it stands is asked anew each time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.publishing.revision import each_once_per_revision
from core.templatetags.components import state
from core.web.parts import render_parts
from events.models import Event
from events.showing.standing import standing_of


def cards(keys: Iterable[int], *, level: int = 2) -> list[SafeString]:
    """In the order of the keys; `level` is that of the headings. Whoever gives the keys has asked who may see them."""
    wanted = list(keys)
    drawn = _drawn(wanted, level)
    standing = {event.pk: _standing(event) for event in Event.objects.for_standing().filter(pk__in=wanted)}
    # An event that was taken back since its key was read is simply not shown.
    return [drawn[key].with_standing(standing[key]) for key in wanted if key in drawn and key in standing]


def cards_without_places(keys: Iterable[int], *, level: int = 2) -> list[SafeString]:
    """Where nothing may be asked on every request: of the standing only what changes the content: "Abgesagt"."""
    wanted = list(keys)
    drawn = _drawn(wanted, level)
    return [drawn[key].with_standing(drawn[key].settled) for key in wanted if key in drawn]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card, cut where its standing is said. `settled`: that it doesn't take place."""

    before: SafeString
    after: SafeString
    settled: SafeString

    def with_standing(self, standing: SafeString) -> SafeString:
        return mark_safe(f"{self.before}{standing}{self.after}")  # noqa: S308 (templates)


@each_once_per_revision
def _drawn(keys: Sequence[int], level: int) -> dict[int, Drawn]:
    """One query for those not drawn yet."""
    events = Event.objects.for_list().filter(pk__in=keys)
    return {event.pk: _draw(event, level) for event in events if event.is_published}


def _draw(event: Event, level: int) -> Drawn:
    first, last = _day(event.starts_at), _day(event.ends_at)
    words = {"event": event, "level": level, "first": first, "until": last if last != first else None}
    before, after = render_parts("events/card.html", words, "standing")
    is_off = event.called_off_at or event.postponed_at
    return Drawn(before, after, _standing(event) if is_off else SafeString(""))


def _standing(event: Event) -> SafeString:
    return format_html("<p>{}</p>", state(*standing_of(event)))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
