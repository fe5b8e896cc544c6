"""What an event leaves behind for everybody to read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.media.uploads import FileForm
from core.publishing.states import WrongStateError
from core.publishing.writing import StaleError
from events.forms.planning.documentation import ConclusionForm, EventPictureForm, ItemDocumentForm, ResultForm
from events.models import Event, Item
from events.planning import documentation as documenting
from events.planning import editing
from events.planning.timetable import timetable
from events.views.desk.frame import event_at_desk, frame_of

SAVED = "Gespeichert."


def _frame(event: Event, title: str) -> dict[str, Any]:
    return frame_of(event, ("Dokumentation", reverse("events:documentation", args=[event.pk])), title)


@member_required
@require_safe
def documentation(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    context = frame_of(event, "Dokumentation") | {
        "timetable": timetable(event),
        "pictures": event.pictures.all(),
        "is_past": event.stage().is_past,
    }
    return render(request, "events/desk/planning/documentation.html", context)


@member_required
def conclusion(request: MemberRequest, pk: int) -> HttpResponse:
    event, stale = event_at_desk(request, pk), False
    form = ConclusionForm(request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        try:
            editing.save(event, form.values(), by=request.user, edition=form.cleaned_data["edition"])
        except StaleError as error:
            event, stale = error.current, True
            form = form.for_edition(event.edition)
        except WrongStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAVED)
            return redirect("events:documentation", event.pk)
    context = _frame(event, "Fazit") | {"form": form, "is_stale": stale}
    return render(request, "events/desk/planning/conclusion.html", context, status=409 if stale else 200)


@member_required
def result(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    event, found = _item(request, pk, item)
    form = ResultForm(request.POST if request.method == "POST" else None, item=found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            documenting.save_result(event, found, result=said["result"], released=said["released"], by=request.user)
        except WrongStateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAVED)
            return redirect("events:documentation", event.pk)
    context = _frame(event, found.title) | {"form": form, "item": found, "documents": found.documents.all()}
    return render(request, "events/desk/planning/result.html", context)


@member_required
@require_POST
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    try:
        documenting.publish(event, by=request.user)
    except WrongStateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Die Dokumentation steht jetzt auf der Seite der Veranstaltung.")
    return redirect("events:documentation", event.pk)


@member_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    documenting.take_back(event, by=request.user)
    messages.success(request, "Die Dokumentation ist nicht mehr zu sehen.")
    return redirect("events:documentation", event.pk)


# --- files ------------------------------------------------------------------------------------------------------


@member_required
def add_document(request: MemberRequest, pk: int, item: int) -> HttpResponse:
    event, found = _item(request, pk, item)
    return _edit(request, event, ItemDocumentForm, None, {"item": found}, "PDF hinzufügen")


@member_required
def add_picture(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _edit(request, event, EventPictureForm, None, {"event": event}, "Bild hinzufügen")


@member_required
def edit_picture(request: MemberRequest, pk: int, picture: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = get_object_or_404(event.pictures, pk=picture)
    return _edit(request, event, EventPictureForm, found, {}, "Angaben zum Bild")


def _edit(
    request: MemberRequest, event: Event, form_class: type[FileForm], row: Any, owner: dict[str, Any], title: str
) -> HttpResponse:
    used = documenting.used_bytes(event.office) - (row.bytes if row else 0)
    form = form_class(request.POST or None, request.FILES or None, instance=row, used_bytes=used)
    if request.method == "POST" and form.is_valid():
        try:
            documenting.attach(event, form, by=request.user, owner=owner)
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, SAVED)
        return redirect("events:documentation", event.pk)
    return render(request, "events/desk/planning/file.html", _frame(event, title) | {"form": form, "title": title})


@member_required
def remove_document(request: MemberRequest, pk: int, item: int, document: int) -> HttpResponse:
    event, found = _item(request, pk, item)
    return _remove(request, event, get_object_or_404(found.documents, pk=document))


@member_required
def remove_picture(request: MemberRequest, pk: int, picture: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _remove(request, event, get_object_or_404(event.pictures, pk=picture))


def _remove(request: MemberRequest, event: Event, row: Any) -> HttpResponse:
    if request.method == "POST":
        documenting.detach(event, row, by=request.user)
        messages.success(request, "Gelöscht.")
        return redirect("events:documentation", event.pk)
    return render(request, "events/desk/planning/remove_file.html", _frame(event, "Löschen") | {"row": row})


def _item(request: MemberRequest, pk: int, item: int) -> tuple[Event, Item]:
    event = event_at_desk(request, pk)
    return event, get_object_or_404(Item.objects.of_event(event), pk=item)
