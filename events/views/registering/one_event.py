"""A visitor registers for one event: who comes, what she chooses, check, send."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guards import reader
from events.forms.registration.form import CHECK, PERSON, PROGRAMME
from events.forms.registration.one_event import EventRegistrationForm
from events.models import Event, Registration, Standing
from events.places import registration as use_cases
from events.places.options import count, public_event
from events.places.rehearsing import Answer, answer_of, rehearse
from events.showing.wording import choice_lines
from events.views.registering.way import DONE_FOR, SEND, Way, page

DONE = "events.done"
FULL = "Leider sind alle Plätze vergeben, und es gibt keine Warteliste."


class EventWay(Way[EventRegistrationForm]):
    start = "events:register"
    templates = {
        PERSON: "events/registering/person.html",
        PROGRAMME: "events/registering/programme.html",
        CHECK: "events/registering/check.html",
    }

    def __init__(self, request: HttpRequest, slug: str) -> None:
        super().__init__(request)
        self.event = _event(request, slug)

    def bind(self, data: QueryDict | None) -> EventRegistrationForm:
        return EventRegistrationForm(self.event, data)

    def closed(self, asked: str) -> HttpResponse | None:
        """Whoever sends is answered by the use case: she may have sent this very form before the registration ended."""
        if asked == SEND:
            return None
        try:
            use_cases.expect_open(self.event)
        except use_cases.ClosedError as error:
            return self._too_late(str(error))
        is_over = not self.event.has_waiting_list and not count(self.event).has_places
        return self._too_late(FULL) if is_over else None

    def _too_late(self, sentence: str) -> HttpResponse:
        """With what she had typed, to read it out on the telephone."""
        form = self.form
        typed = form.person.read_back if form.data and form.person.is_valid() else []
        context = _frame(self.event, "Anmeldung") | {"sentence": sentence, "typed": typed}
        return render(self.request, "events/registering/closed.html", context)

    def register(self) -> HttpResponse:
        """Only who sent this very form sees what became of it; whoever knows the name and the address of somebody who
        is registered sees what a newcomer would."""
        event, application = self.event, self.form.application
        try:
            found = use_cases.register(event=event, application=application).registration
            key = found.key if found.nonce == application.nonce else rehearse(event, application)
        except use_cases.TakenMeanwhileError as error:
            return self.show(CHECK, said=f"{error} Ihre Angaben stehen noch hier.", is_full=True)
        except (use_cases.ClosedError, use_cases.FullError) as error:
            return self._too_late(str(error))
        return redirect("events:registered", event.slug, _signer().sign(key))

    def words(self, page: str, known: Mapping[str, bool]) -> dict[str, Any]:
        """The numbers of places are those of now, where a page shows any."""
        if page != PERSON:
            self.form.options.count()
        words = _frame(self.event, "Anmeldung")
        if page == CHECK and "is_full" not in known:
            count(self.event)
            words["is_full"] = self.form.is_full
        return words


register = page(EventWay, PERSON)
programme = page(EventWay, PROGRAMME)
check = page(EventWay, CHECK)
send = page(EventWay, SEND)


@never_cache
@require_safe
def done(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went. The address works for a day, for the person who has just sent the form."""
    try:
        key = _signer().unsign(token, max_age=DONE_FOR)
    except signing.BadSignature:
        return redirect("events:event", slug)
    event = _event(request, slug)
    return render(request, "events/registering/done.html", _frame(event, "Ihre Anmeldung") | _outcome(event, key))


def _event(request: HttpRequest, slug: str) -> Event:
    """404 for whoever may not see it. Most people are no members, and see what everybody sees. Not counted yet."""
    who = reader(request)
    if who.is_anonymous and (public := public_event(slug)):
        return public
    found: Event = get_object_or_404(Event.objects.read_by(who, slug).select_related("office"))
    return found


def _frame(event: Event, here: str) -> dict[str, Any]:
    trail = [("Start", reverse("portal:home")), (event.title, event.get_absolute_url()), (here, "")]
    return {"nav": "events", "trail": trail, "event": event}


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=DONE, sep=".")


def _outcome(event: Event, key: str) -> dict[str, Any]:
    registration = Registration.objects.named().filter(key=key, event=event).first()
    if registration is None:
        if (answer := answer_of(event, key)) is None:
            raise Http404
        return _words(answer, answer.position, answer.choices)
    registration.event = event
    return _words(registration, registration.position, choice_lines(registration))


def _words(registration: Registration | Answer, position: int, choices: list[str]) -> dict[str, Any]:
    """`headline` is how she stands; nothing else counts before she has confirmed that the address is hers."""
    standing = Standing(registration.standing)
    headline = {
        Standing.WAITING: f"Sie stehen auf der Warteliste, Platz {position}",
        Standing.ADMITTED: "Sie sind angemeldet",
    }.get(standing, standing.label)
    if registration.is_unconfirmed:
        headline = "Fast fertig: bitte bestätigen"
    return {"registration": registration, "headline": headline, "position": position, "choices": choices}
