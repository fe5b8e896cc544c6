"""Somebody at the door: one page, and she is in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.guards import MemberRequest, member_required
from events.forms.registration.origin import office_suggestions
from events.forms.walk_in import WalkInForm
from events.people.participants import why_closed
from events.places import walk_ins
from events.places.registration import Outcome
from events.views.desk.frame import event_at_desk, frame_of
from events.views.desk.people.participants import TITLE
from events.views.sent_forms import carry_out, sent

HERE = "Jemand ist einfach gekommen"


@member_required
def walk_in(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, (TITLE, reverse("events:participants", args=[pk])), HERE)
    if sentence := why_closed(event):
        return render(request, "events/desk/phone/closed.html", context | {"sentence": sentence})
    form = WalkInForm(event, sent(request))

    def do() -> Outcome:
        marks, exceed = form.cleaned_data["is_there"], form.cleaned_data["exceed"]
        return walk_ins.let_in(
            event=event, application=form.application, day=form.day, is_there=marks, by=request.user, exceed=exceed
        )

    if outcome := carry_out(form, do):
        messages.success(request, _said(outcome))
        return redirect("events:walk_in", event.pk)
    return render(
        request, "events/desk/phone/walk_in.html", context | {"form": form, "office_suggestions": office_suggestions()}
    )


def _said(outcome: Outcome) -> str:
    name = outcome.registration.name
    return f"{name} ist angemeldet." if outcome.is_new else f"{name} war schon angemeldet."
