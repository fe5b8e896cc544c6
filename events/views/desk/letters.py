"""Post for people without e-mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.web.paging import paginate
from events.forms.letters import PrintedForm
from events.models import Notice
from events.people.names_on_paper import unprintable_names
from events.places import corrections
from events.telling import letters as post
from events.views.desk.documents import pdf_response
from events.views.desk.frame import event_at_desk, frame_of
from events.views.desk.people.participants import TITLE


@member_required
@require_safe
def letters(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    everybody = (TITLE, reverse("events:participants", args=[pk]))
    context = frame_of(event, everybody, "Briefe") | {
        "letters": list(post.to_print(event)),
        "unprintable": unprintable_names(event.registrations.active().named().filter(email="")),
        "calls": paginate(request, post.to_tell(event)),
    }
    return render(request, "events/desk/letters/list.html", context)


@member_required
@require_safe
def all_letters(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    found = list(post.to_print(event))
    if not found:
        messages.info(request, "Zurzeit ist kein Brief zu drucken.")
        return redirect("events:letters", event.pk)
    return pdf_response(post.pdf(event, found, at=timezone.now()), f"briefe-{event.slug}.pdf")


@member_required
@require_safe
def one_letter(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Also one that has been printed before: letters get lost."""
    event = event_at_desk(request, pk)
    on_paper = Notice.objects.on_paper().select_related("registration__office")
    letter = get_object_or_404(on_paper.filter(registration__event=event, registration__cleared_at=None), pk=number)
    return pdf_response(post.pdf(event, [letter], at=timezone.now()), f"brief-{number}.pdf")


@member_required
@require_POST
def printed(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    form = PrintedForm(request.POST, letters=[*post.to_print(event), *post.to_tell(event)])
    if form.is_valid():
        count = corrections.mark_printed(form.cleaned_data["brief"], by=request.user)
        messages.success(request, "Ein Brief ist erledigt." if count == 1 else f"{count} Briefe sind erledigt.")
    else:
        messages.warning(request, " ".join(map(str, form.errors["brief"])))
    return redirect("events:letters", event.pk)
