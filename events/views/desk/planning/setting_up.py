"""An event is set up: begun, copied, and filled section by section."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.guards import MemberRequest, coordinator_required, member_required
from accounts.rescue import rescued
from core.publishing.editions import for_edition
from core.publishing.states import WrongStateError
from core.publishing.writing import StaleError
from events.forms.planning.event import CopyForm, NewEventForm, SectionForm, SeriesForm
from events.forms.planning.rows import DaysForm
from events.forms.planning.sections import SECTIONS, Section
from events.models import Event, Series
from events.planning import editing, programme
from events.planning.copying import copy
from events.views.desk.frame import after_saving, event_at_desk, frame, frame_of
from events.views.public import page_of
from offices.models import Office
from offices.publishing.desk import office_at_desk


@member_required
def new_event(request: MemberRequest, slug: str) -> HttpResponse:
    return _new(request, office_at_desk(request, slug))


@coordinator_required
def new_bas_event(request: MemberRequest) -> HttpResponse:
    return _new(request, None)


def _new(request: MemberRequest, office: Office | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = NewEventForm(sent, office=office)
    if request.method == "POST" and form.is_valid():
        event = editing.create(form.values(), by=request.user)
        messages.success(request, "Der Entwurf ist angelegt. Außer Ihnen und Ihrem Team sieht ihn niemand.")
        return redirect("events:section", event.pk, "wichtiges")
    context = frame(office, "Neue Veranstaltung") | {"form": form}
    return render(request, "events/desk/planning/new.html", context)


@member_required
def section(request: MemberRequest, pk: int, slug: str) -> HttpResponse:
    event, found = event_at_desk(request, pk), SECTIONS.get(slug)
    if found is None:
        raise Http404
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = found.form(sent, instance=event)
    if request.method == "POST" and form.is_valid():
        if form.button:
            return render(request, "events/event.html", page_of(form.preview(), is_preview=True))
        try:
            edit = editing.save(event, form.values(), by=request.user, edition=form.cleaned_data["edition"])
        except StaleError as error:
            return _conflict(request, found, form, error.current)
        except WrongStateError as error:
            form.add_error(None, str(error))
        else:
            return after_saving(request, edit)
    context = frame_of(event, found.title) | {"section": found, "form": form}
    return render(request, "events/desk/planning/section.html", context)


def _conflict(request: MemberRequest, found: Section, form: SectionForm, current: Event) -> HttpResponse:
    """What she typed stands in the form, what is saved above it; nothing is written."""
    context = frame_of(current, found.title) | {
        "section": found,
        "form": form.for_edition(current.edition),
        "theirs": found.in_words(current),
    }
    return render(request, "events/desk/planning/section.html", context, status=409)


@member_required
def days(request: MemberRequest, pk: int) -> HttpResponse:
    event, status = event_at_desk(request, pk), 200
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form, problem, is_stale = DaysForm(event, sent), "", False
    if request.method == "POST" and form.is_valid():
        try:
            return after_saving(request, programme.save_days(event, form.said(), by=request.user, edition=form.edition))
        except StaleError as error:
            sent = for_edition(request.POST, error.current.edition)
            form, is_stale, status = DaysForm(error.current, sent), True, 409
        except WrongStateError as error:
            problem = str(error)
    context = frame_of(event, "Tage") | {"form": form, "problem": problem, "is_stale": is_stale}
    return render(request, "events/desk/planning/days.html", context, status=status)


@member_required
def copy_event(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = CopyForm(request.POST or None, initial={"title": event.title})
    if request.method == "POST" and form.is_valid():
        new = copy(event, title=form.cleaned_data["title"], first=form.cleaned_data["first"], by=request.user)
        messages.success(request, "Der neue Entwurf ist angelegt. Anmeldungen und Mitwirkende sind nicht dabei.")
        return redirect("events:desk_event", new.pk)
    context = frame_of(event, "Als Vorlage benutzen") | {"form": form}
    return render(request, "events/desk/planning/copy.html", context)


# --- series -----------------------------------------------------------------------------------------------------


@member_required
def new_series(request: MemberRequest, slug: str) -> HttpResponse:
    office = office_at_desk(request, slug)
    return _series(request, Series(office=office), "Neue Reihe")


@coordinator_required
def new_bas_series(request: MemberRequest) -> HttpResponse:
    return _series(request, Series(), "Neue Reihe")


@member_required
def edit_series(request: MemberRequest, pk: int) -> HttpResponse:
    series = get_object_or_404(Series.objects.managed_by(request.user).select_related("office"), pk=pk)
    return _series(request, series, series.title)


def _series(request: MemberRequest, series: Series, title: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = SeriesForm(sent, instance=series)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Die Reihe ist gespeichert. Ihre Module wählen Sie bei den Veranstaltungen aus.")
        office = series.office
        return redirect(reverse("events:office_events", args=[office.slug]) if office else reverse("events:bas_events"))
    context = frame(series.office, title) | {"form": form, "title": title}
    return render(request, "events/desk/planning/series.html", context)
