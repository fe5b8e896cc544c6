"""A visitor registers for several modules of a series: who comes and to which, check, send."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guards import reader
from events.forms.registration.form import CHECK, PERSON
from events.forms.registration.modules import SeriesRegistrationForm
from events.models import Event, Series, Standing
from events.places import bundles
from events.places.rehearsing import modules_of, rehearse_modules
from events.views.registering.way import DONE_FOR, SEND, Way, page

DONE = "events.series.done"
NONE_OPEN = "Zurzeit kann man sich für kein Modul anmelden. Rufen Sie uns an: Vielleicht geht es noch."


class SeriesWay(Way[SeriesRegistrationForm]):
    start = "events:register_series"
    templates = {PERSON: "events/registering/series_person.html", CHECK: "events/registering/series_check.html"}

    def __init__(self, request: HttpRequest, slug: str) -> None:
        super().__init__(request)
        self.series = get_object_or_404(Series.objects.select_related("office"), slug=slug)

    def bind(self, data: QueryDict | None) -> SeriesRegistrationForm:
        return SeriesRegistrationForm(open_modules(self.request, self.series), data)

    def closed(self, asked: str) -> HttpResponse | None:
        """Later pages say it above what was typed."""
        return redirect(self.series) if asked == PERSON and not self.form.events else None

    def register(self) -> HttpResponse:
        """Whoever was registered before hears of it by mail alone; the page says what it says to a newcomer."""
        chosen, application = self.form.chosen, self.form.application
        booked = bundles.register_for_modules(chosen, application)
        if not booked.registrations:
            return self.show(CHECK, said=booked.refused[0][1])
        number: UUID | str | None = application.nonce
        if any(one.bundle != number for one in booked.registrations):
            number = rehearse_modules(chosen, application)
        token = done_token(number, (event for event, _ in booked.refused))
        return redirect("events:series_registered", self.series.slug, token)

    def words(self, page: str, known: Mapping[str, bool]) -> dict[str, Any]:
        """Telephone and privacy are those of the first module."""
        if not self.form.events:
            return _frame(self.series) | {"event": None, "said": NONE_OPEN}
        return _frame(self.series) | {"event": self.form.events[0]}


register = page(SeriesWay, PERSON)
check = page(SeriesWay, CHECK)
send = page(SeriesWay, SEND)


def open_modules(request: HttpRequest, series: Series) -> list[Event]:
    """For which somebody can register now, be it for the waiting list."""
    events = Event.objects.visible_to(reader(request)).filter(series=series).open().select_related("office")
    return [event for event in events.soonest_first() if event.has_places or event.has_waiting_list]


@never_cache
@require_safe
def done(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went. The address works for a day, for the person who has just sent the form."""
    try:
        said = _signer().unsign_object(token, max_age=DONE_FOR)
    except signing.BadSignature:
        return redirect("events:series", slug)
    series = get_object_or_404(Series, slug=slug)
    registrations = _booked(said["bundle"])
    context = _frame(series) | {
        "outcome": _outcome(registrations),
        "registrations": registrations,
        "refused": series.modules.filter(pk__in=said["refused"]),
    }
    return render(request, "events/registering/series_done.html", context)


def _outcome(registrations: Sequence[Any]) -> str:  # Any: registrations, or what stands for them (rehearsing.Module)
    """The heading: what is true of all of them."""
    if not registrations:
        return "Ihre Anmeldung ist angekommen"
    if registrations[0].is_unconfirmed:
        return "Fast fertig: bitte bestätigen"
    waiting = sum(one.standing == Standing.WAITING for one in registrations)
    if waiting == len(registrations):
        return "Sie stehen auf der Warteliste"
    return "Sie sind angemeldet, teils auf der Warteliste" if waiting else "Sie sind angemeldet"


def _booked(number: str) -> Sequence[Any]:  # Any: as in _outcome
    try:
        return bundles.of_bundle(UUID(number))
    except ValueError:
        return modules_of(number)


def done_token(number: UUID | str | None, refused: Iterable[Event] = ()) -> str:
    """For the page that says how it went: what was booked together, and the modules that did not work out."""
    return _signer().sign_object({"bundle": str(number or ""), "refused": [event.pk for event in refused]})


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=DONE, sep=".")


def _frame(series: Series) -> dict[str, Any]:
    trail = [("Start", reverse("portal:home")), (series.title, series.get_absolute_url()), ("Anmeldung", "")]
    return {"nav": "events", "trail": trail, "series": series}
