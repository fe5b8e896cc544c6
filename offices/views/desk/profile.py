"""The profile, section by section."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from accounts.rescue import rescued
from core.models import Proposal
from offices.editing import SECTIONS, Section, is_removable, section_of
from offices.editing.completeness import completeness
from offices.models import Office, Place
from offices.publishing.desk import frame, office_at_desk
from offices.showing.profile import profile_of
from offices.upkeep import revisions

LIVE = "Gespeichert. So steht es jetzt im Portal."
WAITS = "Gespeichert. Die Geschäftsstelle schaut sich das an. Bis dahin bleibt Ihre Seite, wie sie ist."


@member_required
@require_safe
def profile(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    context = frame(office, "profile", "Unser Profil") | {
        "sections": [section for section in SECTIONS if not section.needs_place],
        "place_sections": [section for section in SECTIONS if section.needs_place],
        "places": office.places.all(),
        "state": completeness(office),
        "proposals": Proposal.objects.of(office).waiting().oldest_first(),
    }
    return render(request, "offices/desk/profile.html", context)


@member_required
@require_safe
def preview(request: MemberRequest, slug: str) -> HttpResponse:
    """The public page as it looks now, closed offices and hidden ones too."""
    office = office_at_desk(request, slug)
    shown = Office.objects.with_profile(timezone.localdate()).get(pk=office.pk)
    context = frame(office, "profile", _up(office), "Vorschau")
    context |= {"office": shown, "profile": profile_of(shown, timezone.localtime())}
    return render(request, "offices/desk/preview.html", context)


@member_required
def section(request: MemberRequest, slug: str, section: str) -> HttpResponse:
    office, found = office_at_desk(request, slug), _section(section, needs_place=False)
    return _edit(request, office, found, None)


@member_required
def place_section(request: MemberRequest, slug: str, pk: int, section: str) -> HttpResponse:
    office, found = office_at_desk(request, slug), _section(section, needs_place=True)
    return _edit(request, office, found, get_object_or_404(office.places, pk=pk))


@member_required
def new_place(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, office_at_desk(request, slug), section_of("adresse"), None)


@member_required
def remove_place(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    office = office_at_desk(request, slug)
    place = get_object_or_404(office.places, pk=pk)
    if not is_removable(place):
        messages.warning(request, "Die Hauptstelle bleibt. Machen Sie zuerst einen anderen Standort zur Hauptstelle.")
        return redirect("offices:profile", office.slug)
    if request.method == "POST":
        revisions.remove_place(office, place, by=request.user)
        messages.success(request, f"Der Standort „{place.label}“ ist entfernt.")
        return redirect("offices:profile", office.slug)
    context = frame(office, "profile", _up(office), "Standort entfernen") | {"place": place}
    return render(request, "offices/desk/remove_place.html", context)


def _edit(request: MemberRequest, office: Office, found: Section, place: Place | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = found.form(office, sent, place=place)
    if request.method == "POST" and form.is_valid():
        live = revisions.save_section(office, found, form, by=request.user, place=place)
        (messages.success if live else messages.info)(request, LIVE if live else WAITS)
        return redirect("offices:profile", office.slug)
    title = "Standort hinzufügen" if found.needs_place and not place else found.title
    context = frame(office, "profile", _up(office), title) | _of_section(office, found, place)
    return render(request, "offices/desk/section.html", context | {"form": form, "title": title})


def _of_section(office: Office, found: Section, place: Place | None) -> dict[str, Any]:
    part = revisions.part_of(found, place)
    waiting = Proposal.objects.of(office).waiting().filter(part=part).first()
    return {
        "section": found,
        "place": place,
        "waiting": revisions.changes_of(waiting, office) if waiting else [],
    }


def _section(slug: str, *, needs_place: bool) -> Section:
    try:
        found = section_of(slug)
    except KeyError:
        raise Http404 from None
    if found.needs_place != needs_place:
        raise Http404
    return found


def _up(office: Office) -> tuple[str, str]:
    return "Unser Profil", reverse("offices:profile", args=[office.slug])
