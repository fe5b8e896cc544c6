"""A registration by telephone or letter: three pages to read aloud, and what the caller is told at the end."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from events.forms.phone import PhoneForm
from events.forms.registration.form import CHECK, PERSON, PROGRAMME
from events.models import Event
from events.people.namesakes import how_known, namesakes
from events.people.participants import Participant, why_closed
from events.places import registration as use_cases
from events.views.desk.frame import event_at_desk, frame_of
from events.views.desk.people.participants import TITLE
from events.views.registering.way import SEND, Way, page

HERE = "Jemanden anmelden"
QUOTA = "Dieses Büro hat seine Plätze schon vergeben. Soll die Person trotzdem kommen, setzen Sie unten den Haken."
FULL = "Alle Plätze sind vergeben. Soll die Person trotzdem kommen, dann setzen Sie unten den Haken."


class PhoneWay(Way[PhoneForm]):
    """Whoever sits at the desk has signed in, and registers people after the deadline and beyond the limit, too."""

    start = "events:phone"
    templates = {
        PERSON: "events/desk/phone/person.html",
        PROGRAMME: "events/desk/phone/programme.html",
        CHECK: "events/desk/phone/check.html",
    }
    door = member_required
    is_public = False
    request: MemberRequest

    def __init__(self, request: MemberRequest, pk: int) -> None:
        super().__init__(request)
        self.event = event_at_desk(request, pk)

    def bind(self, data: QueryDict | None) -> PhoneForm:
        return PhoneForm(self.event, data)

    @classmethod
    def from_the_start(cls, request: HttpRequest, **key: Any) -> HttpResponse:
        """An event that somebody may not plan has no later pages either."""
        event_at_desk(request, **key)
        return super().from_the_start(request, **key)

    def closed(self, asked: str) -> HttpResponse | None:
        if sentence := why_closed(self.event):
            context = _frame(self.event, HERE) | {"sentence": sentence}
            return render(self.request, "events/desk/phone/closed.html", context)
        return None

    def register(self) -> HttpResponse:
        event, form, by = self.event, self.form, self.request.user
        way, application = form.source.chosen, form.application
        try:
            outcome = use_cases.register(event=event, application=application, source=way, by=by, exceed=form.exceeds)
        except use_cases.QuotaError:
            return self.show(CHECK, said=QUOTA, over_quota=True)
        except use_cases.FullError:
            event.refresh_from_db(fields=["taken", "waiting"])
            return self.show(CHECK, said=FULL, is_full=True)
        person = outcome.registration
        if not outcome.is_new and person.nonce != application.nonce:
            messages.info(self.request, f"{person.name} war schon angemeldet. Es ist nichts doppelt eingetragen.")
        return redirect("events:phone_done", event.pk, person.pk)

    def words(self, page: str, known: Mapping[str, bool]) -> dict[str, Any]:
        """The numbers of places are those of now, where a page shows any. On the last page also who may be the same
        person, each with what tells her apart."""
        if page != PERSON:
            self.form.options.count()
        words = _frame(self.event, HERE)
        if page == CHECK:
            others = namesakes(self.event, self.form.application.person)
            words["namesakes"] = [(other, how_known(other)) for other in others]
            words |= {"is_full": self.form.is_full, "over_quota": False}
        return words


person = page(PhoneWay, PERSON)
programme = page(PhoneWay, PROGRAMME)
check = page(PhoneWay, CHECK)
send = page(PhoneWay, SEND)


@member_required
@require_safe
def done(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """What the caller is told, and the letter for her."""
    event = event_at_desk(request, pk)
    registration = get_object_or_404(event.registrations.named().select_related("office", "event"), pk=number)
    context = _frame(event, registration.name) | {
        "person": registration,
        "page": Participant(registration, event),
        "letter": registration.notices.on_paper().newest_first().first(),
    }
    return render(request, "events/desk/phone/done.html", context)


def _frame(event: Event, here: str) -> dict[str, Any]:
    return frame_of(event, (TITLE, reverse("events:participants", args=[event.pk])), here)
