"""Everybody with an account, and everybody who has been asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required
from accounts.models import User
from core.web.paging import paginate
from offices.models import Invitation, Membership
from offices.team import members
from portal import people as use_case
from portal.desk import frame
from portal.desk_forms import InviteCoordinatorForm, NameSearchForm

UP = "Menschen und Einladungen"


@coordinator_required
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    form = NameSearchForm(request.GET)
    context = frame("people", UP) | {
        "form": form,
        "people": paginate(request, use_case.find(form.words)),
        "invitations": Invitation.objects.open().select_related("office"),
    }
    return render(request, "portal/desk/people.html", context)


@coordinator_required
@require_safe
def person(request: MemberRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(User, pk=pk)
    memberships = Membership.objects.filter(user=shown).select_related("office")
    context = frame("people", _up(), str(shown)) | {"person": shown, "memberships": memberships}
    return render(request, "portal/desk/person.html", context)


@coordinator_required
def invite_coordinator(request: MemberRequest) -> HttpResponse:
    form = InviteCoordinatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        members.invite(office=None, role="", by=request.user, **form.cleaned_data)
        messages.success(request, f"Die Einladung an {form.cleaned_data['email']} ist unterwegs. Sie gilt 14 Tage.")
        return redirect("portal:people")
    context = frame("people", _up(), "In die Geschäftsstelle einladen") | {"form": form}
    return render(request, "portal/desk/invite.html", context)


@coordinator_required
@require_POST
def withdraw_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        members.withdraw(get_object_or_404(Invitation, pk=pk), by=request.user)
        messages.success(request, "Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr.")
    except members.TeamError as error:
        messages.warning(request, str(error))
    return redirect("portal:people")


@coordinator_required
def close_account(request: MemberRequest, pk: int) -> HttpResponse:
    """Ends the access to everything at once; the account can be opened again by a new invitation."""
    return _end(
        request, pk, "portal/desk/close_account.html", "Zugang beenden", use_case.close, "Der Zugang ist beendet."
    )


@coordinator_required
def erase_person(request: MemberRequest, pk: int) -> HttpResponse:
    """Name and address are gone for good."""
    done = "Die persönlichen Daten sind gelöscht."
    return _end(request, pk, "portal/desk/erase_person.html", "Persönliche Daten löschen", use_case.erase, done)


def _end(request: MemberRequest, pk: int, template: str, here: str, verb: use_case.Verb, done: str) -> HttpResponse:
    shown = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    if request.method == "POST":
        verb(shown, by=request.user)
        messages.success(request, done)
        return redirect("portal:people")
    own = (str(shown), reverse("portal:person", args=[shown.pk]))
    return render(request, template, frame("people", _up(), own, here) | {"person": shown})


def _up() -> tuple[str, str]:
    return UP, reverse("portal:people")
