"""Lists of people as files: out to a spreadsheet, and in from one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from events.forms.exchange import TOO_OLD, ListForm, TakeInForm, packed
from events.forms.listed import read_rows
from events.models import Event
from events.people.exchange import export, intake
from events.people.exchange.columns import READ
from events.people.exchange.intake import Fate, Verdict
from events.people.participants import why_closed
from events.views.desk.frame import event_at_desk, frame_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_required
@require_safe
def participants_csv(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _download(export.csv_file(event), "text/csv; charset=utf-8", f"teilnehmende-{event.slug}.csv")


@member_required
@require_safe
def participants_xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _download(export.xlsx_file(event), XLSX, f"teilnehmende-{event.slug}.xlsx")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """For the person who asked, and kept by nobody on the way."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


# --- in ---------------------------------------------------------------------------------------------------------


@member_required
def import_participants(request: MemberRequest, pk: int) -> HttpResponse:
    """Chosen here, a file is looked at: what would become of each row. Nothing is written yet."""
    event = event_at_desk(request, pk)
    if sentence := why_closed(event):
        return render(request, "events/desk/phone/closed.html", _frame(event) | {"sentence": sentence})
    is_sent = request.method == "POST"
    form = ListForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if not is_sent or not form.is_valid():
        return render(request, "events/desk/lists/import.html", _frame(event) | {"form": form, "columns": READ})
    verdicts = intake.foresee(event, read_rows(event, form.people.lines))
    context = _frame(event) | {
        "groups": _groups(verdicts),
        "unknown": form.people.unknown,
        "notes": form.people.notes,
        "form": TakeInForm(event, initial={"rows": packed(form.people, event)}, verdicts=verdicts),
        "has_namesakes": any(one.fate == Fate.NAMESAKE for one in verdicts),
        "can_act": any(one.fate in ACTING for one in verdicts),
        "is_short": any(one.fate in SHORT for one in verdicts),
    }
    return render(request, "events/desk/lists/import_preview.html", context)


@member_required
@require_POST
def take_in_participants(request: MemberRequest, pk: int) -> HttpResponse:
    """Shows what became of each row; sent again it shows the same and changes nothing more."""
    event = event_at_desk(request, pk)
    form = TakeInForm(event, request.POST)
    if why_closed(event) or not form.is_valid():
        messages.warning(request, why_closed(event) or TOO_OLD)
        return redirect("events:import_participants", event.pk)
    said = form.cleaned_data
    verdicts = intake.take_in(
        event,
        read_rows(event, form.lines),
        number=form.number,
        by=request.user,
        exceed=said["exceed"],
        others=set(said["others"]),
    )
    context = _frame(event) | {
        "groups": _groups(verdicts),
        "form": form,
        "left": sum(one.fate == Fate.LATER for one in verdicts),
    }
    return render(request, "events/desk/lists/import_done.html", context)


ACTING, SHORT = {Fate.NEW, Fate.WAITS, Fate.FULL, Fate.NAMESAKE}, {Fate.WAITS, Fate.FULL}
# Sign and words of each group; what a person has to do something about comes first.
GROUPS = {
    Fate.LATER: ("rest", "Noch nicht an der Reihe"),
    Fate.WRONG: ("warn", "So nicht möglich"),
    Fate.NAMESAKE: ("warn", "Vielleicht schon angemeldet"),
    Fate.FULL: ("off", "Kein Platz"),
    Fate.WAITS: ("rest", "Auf die Warteliste"),
    Fate.NEW: ("ok", "Mit Platz angemeldet"),
    Fate.KNOWN: ("unknown", "War schon angemeldet"),
}


def _groups(verdicts: list[Verdict]) -> list[tuple[str, str, list[Verdict]]]:
    """Sign, heading and rows of those groups that somebody is in."""
    found = []
    for fate, (sign, words) in GROUPS.items():
        if rows := [one for one in verdicts if one.fate == fate]:
            people = "1 Person" if len(rows) == 1 else f"{len(rows)} Personen"
            found.append((sign, f"{words}: {people}", rows))
    return found


def _frame(event: Event) -> dict[str, Any]:
    people = ("Teilnehmende", reverse("events:participants", args=[event.pk]))
    return frame_of(event, people, "Liste einlesen")
