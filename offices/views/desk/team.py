"""Who works for the office; leads invite and let go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from accounts.rescue import rescued
from offices.models import Office
from offices.models.people import MembershipQuerySet
from offices.publishing.desk import frame, led_office, office_at_desk
from offices.team import members as use_case
from offices.team.forms import InviteForm, RoleForm


@member_required
@require_safe
def team(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    leads = Office.objects.led_by(request.user).contains(office)
    context = frame(office, "team", "Team") | {
        "members": office.memberships.by_name(),
        "invitations": office.invitations.open() if leads else [],
        "may_invite": leads,
    }
    return render(request, "offices/desk/team.html", context)


@member_required
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    office = led_office(request, slug)
    form = InviteForm(request.POST if request.method == "POST" else rescued(request, request.path))
    if request.method == "POST" and form.is_valid():
        try:
            use_case.invite(office=office, by=request.user, **form.cleaned_data)
        except use_case.TeamError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"Die Einladung an {form.cleaned_data['email']} ist unterwegs. Sie gilt 14 Tage.")
            return redirect("offices:team", office.slug)
    context = frame(office, "team", _team(office), "Jemanden einladen") | {"form": form}
    return render(request, "offices/desk/invite.html", context)


@member_required
@require_POST
def withdraw(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    office = led_office(request, slug)
    try:
        use_case.withdraw(get_object_or_404(office.invitations, pk=pk), by=request.user)
        messages.success(request, "Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr.")
    except use_case.TeamError as error:
        messages.warning(request, str(error))
    return redirect("offices:team", office.slug)


@member_required
def role(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    office = led_office(request, slug)
    membership = get_object_or_404(office.memberships.by_name(), pk=pk)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            use_case.change_role(membership, form.cleaned_data["role"], by=request.user)
        except use_case.TeamError as error:
            form.add_error("role", str(error))
        else:
            messages.success(request, f"Die Rolle von {membership.user} ist geändert.")
            return redirect("offices:team", office.slug)
    context = frame(office, "team", _team(office), "Rolle ändern") | {"form": form, "membership": membership}
    return render(request, "offices/desk/role.html", context)


@member_required
def remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Leads let others go; everybody may go."""
    office = office_at_desk(request, slug)
    membership = get_object_or_404(_removable(request, office), pk=pk)
    if request.method == "POST":
        try:
            use_case.remove(membership, by=request.user)
        except use_case.TeamError as error:
            messages.warning(request, str(error))
            return redirect("offices:team", office.slug)
        messages.success(request, f"{membership.user} gehört nicht mehr zum Team.")
        return redirect("portal:my_desk" if membership.user == request.user else reverse("offices:team", args=[slug]))
    context = frame(office, "team", _team(office), "Aus dem Team nehmen") | {"membership": membership}
    return render(request, "offices/desk/remove.html", context)


def _removable(request: MemberRequest, office: Office) -> MembershipQuerySet:
    members = office.memberships.by_name()
    return members if Office.objects.led_by(request.user).contains(office) else members.filter(user=request.user)


def _team(office: Office) -> tuple[str, str]:
    return "Team", reverse("offices:team", args=[office.slug])
