"""The programme of an event, item by item or many lines at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from accounts.rescue import rescued
from core.publishing.editions import for_edition
from core.publishing.states import WrongStateError
from core.publishing.writing import StaleError
from events.forms.planning.rows import ItemForm, LinesForm
from events.forms.planning.table import TableForm
from events.models import Event, Item, ItemKind
from events.planning import programme as planned
from events.planning.table import TableError, save_table
from events.planning.timetable import timetable
from events.views.desk.frame import event_at_desk, frame_of, on_from, say_offered

SAVED = "Das Programm ist gespeichert."


def _up(event: Event) -> tuple[str, str]:
    return "Programm", reverse("events:programme", args=[event.pk])


@member_required
@require_safe
def programme(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    days = timetable(event)
    has_items = any(entries for _, entries in days)
    context = frame_of(event, "Programm") | {"timetable": days, "has_items": has_items}
    return render(request, "events/desk/planning/programme.html", context)


@member_required
def table(request: MemberRequest, pk: int) -> HttpResponse:
    """Capacities, rooms, kinds and hours of all days on one page."""
    event, problem, is_stale = event_at_desk(request, pk), "", False
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = TableForm(event, sent)
    if request.method == "POST" and form.is_valid():
        try:
            return _table_saved(request, event, form)
        except TableError as error:
            form, is_stale, event = form.renewed(error), error.is_stale, error.current
        except WrongStateError as error:
            problem = str(error)
    context = frame_of(event, _up(event), "Plätze, Räume und Zeiten") | {"form": form, "problem": problem}
    status = 409 if is_stale else 200
    return render(request, "events/desk/planning/table.html", context | {"is_stale": is_stale}, status=status)


def _table_saved(request: MemberRequest, event: Event, form: TableForm) -> HttpResponse:
    if said := form.said():
        edit = save_table(event, said, by=request.user)
        messages.success(request, SAVED)
        say_offered(request, edit)
    else:
        messages.info(request, "Es war nichts zu speichern.")
    for title in form.lost:
        messages.warning(request, f"„{title}“ gibt es nicht mehr. Was Sie dort geändert haben, ist nicht gespeichert.")
    return on_from(event, otherwise="events:programme")


@member_required
def new_item(request: MemberRequest, pk: int, day: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _edit(request, event, Item(day=get_object_or_404(event.days, pk=day)), "Neuer Programmpunkt")


@member_required
def new_workshop(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    slot = get_object_or_404(Item.objects.of_event(event), pk=item, kind=ItemKind.PARALLEL)
    new = Item(day=slot.day, parent=slot, kind=ItemKind.WORKSHOP, starts=slot.starts, ends=slot.ends)
    return _edit(request, event, new, "Neue Werkstatt")


@member_required
def edit_item(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = get_object_or_404(Item.objects.of_event(event).select_related("day", "parent"), pk=item)
    return _edit(request, event, found, found.title)


def _edit(request: MemberRequest, event: Event, item: Item, title: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form, problem, stale = ItemForm(event, item, sent), "", False
    if request.method == "POST" and form.is_valid():
        try:
            edit = planned.save_item(event, item, form.said(), by=request.user, edition=form.edition)
        except StaleError as error:
            stale = True
            form = ItemForm(error.current, item, for_edition(request.POST, error.current.edition))
        except WrongStateError as error:
            problem = str(error)
        else:
            messages.success(request, SAVED)
            say_offered(request, edit)
            return on_from(event, otherwise="events:programme")
    context = frame_of(event, _up(event), title) | {"form": form, "item": item, "title": title}
    context |= {"problem": problem, "is_stale": stale}
    return render(request, "events/desk/planning/item.html", context, status=409 if stale else 200)


@member_required
def remove_item(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = get_object_or_404(Item.objects.of_event(event), pk=item)
    if request.method == "POST":
        try:
            planned.remove_item(event, found, by=request.user)
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, f"„{found.title}“ steht nicht mehr im Programm.")
        return on_from(event, otherwise="events:programme")
    context = frame_of(event, _up(event), "Löschen") | {"item": found, "workshops": found.parallel.count()}
    context |= {"people": planned.people_in(found)}
    return render(request, "events/desk/planning/remove_item.html", context)


@member_required
def lines(request: MemberRequest, pk: int, day: int) -> HttpResponse:
    """A whole day typed or pasted at once; shown as it was understood before it is added."""
    event = event_at_desk(request, pk)
    found = get_object_or_404(event.days, pk=day)
    form = LinesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not form.button:
        try:
            planned.add_lines(event, found, form.items, by=request.user)
        except WrongStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAVED)
            return redirect("events:programme", event.pk)
    context = frame_of(event, _up(event), "Viele Punkte auf einmal") | {"form": form, "day": found}
    return render(request, "events/desk/planning/lines.html", context)
