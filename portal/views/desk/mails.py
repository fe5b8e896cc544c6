"""What happened to each mail."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required
from core.mail import outage, outbox
from core.models import Message
from core.publishing.activity import note
from core.web.paging import paginate
from portal.desk import frame
from portal.desk_forms import MailFilterForm


@coordinator_required
@require_safe
def mail_log(request: MemberRequest) -> HttpResponse:
    form = MailFilterForm(request.GET)
    mails = Message.objects.recent()
    mails = mails.filter(state=form.state) if form.state else mails
    shown = {"form": form, "mails": paginate(request, mails.defer("text"))}
    context = frame("mails", "Mails") | shown | {"sending": outage.current(), "doubtful": outbox.doubtful_in_number()}
    return render(request, "portal/desk/mails.html", context)


@coordinator_required
@require_safe
def mail(request: MemberRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Message, pk=pk)
    up = ("Mails", reverse("portal:mail_log"))
    return render(request, "portal/desk/mail.html", frame("mails", up, shown.subject or str(shown)) | {"mail": shown})


@coordinator_required
@require_POST
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, outbox.send_again, "Die Mail wird noch einmal verschickt.")


@coordinator_required
@require_POST
def mark_as_sent(request: MemberRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, outbox.mark_as_sent, "Die Mail ist als zugestellt vermerkt.")


@coordinator_required
@require_POST
def try_now(request: MemberRequest) -> HttpResponse:
    outage.try_now()
    messages.success(request, "Eine Mail wird gleich versucht. Nimmt der Mailserver sie an, gehen alle anderen hinaus.")
    return redirect("portal:mail_log")


@coordinator_required
@require_POST
def send_doubtful_again(request: MemberRequest) -> HttpResponse:
    count = outbox.send_all_doubtful_again()
    note(request.user, "verschickt alle ungewissen Mails noch einmal", outage.current(), f"{count} Mails")
    messages.success(request, f"Noch einmal verschickt werden: {count} Mails.")
    return redirect("portal:mail_log")


def _decide(request: MemberRequest, pk: int, verb: Callable[[Message], None], done: str) -> HttpResponse:
    shown = get_object_or_404(Message, pk=pk)
    try:
        verb(shown)
    except outbox.DecidedError as error:
        messages.warning(request, str(error))
    else:
        note(request.user, "hat über eine Mail entschieden", shown)
        messages.success(request, done)
    return redirect("portal:mail", pk)
