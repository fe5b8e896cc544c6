"""Messages to those who come: written, looked at, sent, and what became of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.forms.mailing import MailingForm
from events.models import Event
from events.telling import mailing
from events.views.desk.frame import event_at_desk, frame_of

TITLE = "Nachrichten"


@member_required
@require_safe
def mailings(request: MemberRequest, pk: int) -> HttpResponse:
    """The record, and the way to a new one."""
    event = event_at_desk(request, pk)
    sent = event.mailings.newest_first().with_outcome().select_related("sent_by")
    context = frame_of(event, TITLE) | {"mailings": paginate(request, sent, total=event.mailings.count())}
    return render(request, "events/desk/lists/mailings.html", context)


@member_required
def write_mailing(request: MemberRequest, pk: int) -> HttpResponse:
    """The form; sent to here it is looked at, and nothing goes out yet."""
    event = event_at_desk(request, pk)
    form = MailingForm(event, request.POST if request.method == "POST" else None)
    context = frame_of(event, _up(event), "Neue Nachricht") | {"form": form}
    if request.method != "POST" or not form.is_valid() or form.wants_change:
        return render(request, "events/desk/lists/mailing_form.html", context)
    mails, letters = form.numbers
    subject, words = mailing.example(event, form.cleaned_data["subject"], form.cleaned_data["text"])
    context |= {"mails": mails, "letters": letters, "subject": subject, "words": words}
    return render(request, "events/desk/lists/mailing_preview.html", context)


@member_required
@require_POST
def send_mailing(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = MailingForm(event, request.POST)
    if not form.is_valid():
        context = frame_of(event, _up(event), "Neue Nachricht") | {"form": form}
        return render(request, "events/desk/lists/mailing_form.html", context)
    typed: dict[str, Any] = {name: form.cleaned_data[name] for name in ("subject", "text")}
    try:
        mailing.send(event, audience=form.audience, nonce=form.nonce_now, by=request.user, **typed)
    except mailing.NobodyError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Die Nachricht ist unterwegs. Hier sehen Sie, was daraus wird.")
    return redirect("events:mailings", event.pk)


def _up(event: Event) -> tuple[str, str]:
    return TITLE, reverse("events:mailings", args=[event.pk])
