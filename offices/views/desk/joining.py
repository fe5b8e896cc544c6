"""The page behind the link of an invitation."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.joining import AlreadyKnownError, create_person, sign_in, welcome_back
from accounts.models import User
from offices.models import Invitation
from offices.team import members
from offices.team.forms import JoinForm


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what one is invited to; POST accepts."""
    found = Invitation.objects.with_token(token).select_related("office", "invited_by").first()
    if found is None:
        raise Http404
    if not found.is_open:
        return _over(request, found)
    if request.user.is_authenticated:
        return _accept_as(request, found)
    known = User.objects.filter(email__iexact=found.email).first()
    if known and known.is_active:
        return _page(request, found, "known", next=reverse("offices:invitation", args=[token]))
    return _join(request, found, known)


def _join(request: HttpRequest, found: Invitation, known: User | None) -> HttpResponse:
    """For somebody who is new here, or comes back after having left."""
    form = JoinForm(request.POST or None, email=found.email, initial={"name": found.name})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, "new", form=form)
    try:
        with transaction.atomic():
            person = _person(found, known, **form.cleaned_data)
            members.accept(found, user=person)
    except (AlreadyKnownError, members.TeamError):
        return _over(request, found)
    answer = _welcome(request, found)
    return sign_in(request, person, to=answer.url)


def _person(found: Invitation, known: User | None, *, name: str, password: str) -> User:
    if known:
        return welcome_back(known, name=name, password=password)
    return create_person(email=found.email, name=name, password=password)


def _accept_as(request: HttpRequest, found: Invitation) -> HttpResponse:
    """For somebody who has an account: whoever holds the link and is signed in may take it with her account."""
    if request.method != "POST":
        return _page(request, found, "account")
    try:
        members.accept(found, user=request.user)  # type: ignore[arg-type]  # signed in: the page before has asked
    except members.TeamError:
        return _over(request, found)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponseRedirect:
    messages.success(request, f"Willkommen! Sie arbeiten jetzt mit: {members.place_of(found)}.")
    return redirect("portal:office_desk", found.office.slug) if found.office else redirect("portal:desk")


def _over(request: HttpRequest, found: Invitation) -> HttpResponse:
    return _page(request, found, "over", status=410)


def _page(request: HttpRequest, found: Invitation, way: str, *, status: int = 200, **more: object) -> HttpResponse:
    place, role = members.place_of(found), members.role_of(found)
    context = {"invitation": found, "place": place, "role": role, "way": way, **more}
    return render(request, "offices/desk/invitation.html", context, status=status)
