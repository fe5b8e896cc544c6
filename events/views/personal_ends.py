"""How a registration ends: somebody else comes instead, nobody comes, or nothing shall be known of it any more."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.forms.registration.origin import office_suggestions
from events.forms.registration.person import ColleagueForm
from events.models import Registration
from events.people import erasing
from events.people.own_data import own_data
from events.people.personal_page import PersonalPage
from events.places import registration as use_cases
from events.views.links import BOTH, LOOK, by_link
from events.views.personal import frame
from events.views.sent_forms import carry_out, sent

HAND_OVER = "Wer kommt an Ihrer Stelle?"


@by_link(*BOTH)
def transfer(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The old link stops working, so what comes after it is a page for everybody."""
    if not PersonalPage(registration).may_transfer:
        return render(request, "events/personal/too_late.html", frame(registration, HAND_OVER))
    form = ColleagueForm(sent(request))
    if carry_out(form, lambda: use_cases.transfer(registration, form.person)):
        return redirect("events:transferred")
    words = {**frame(registration, HAND_OVER), "form": form, "office_suggestions": office_suggestions()}
    return render(request, "events/personal/transfer.html", words)


@by_link(*BOTH)
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One button and no question, until the event is over: then it stays said who had come."""
    if registration.is_active and not PersonalPage(registration).may_cancel:
        return render(request, "events/personal/too_late.html", frame(registration, "Absagen"))
    if request.method == "POST":
        use_cases.cancel(registration)
        return redirect(registration)
    here = "Absagen" if registration.is_active else "Abgemeldet"
    return render(request, "events/personal/cancel.html", frame(registration, here))


@by_link(*BOTH)
def withdraw_support(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method == "POST":
        erasing.withdraw_support(registration)
        return redirect(registration)
    return render(request, "events/personal/support.html", frame(registration, "Einwilligung zurücknehmen"))


@by_link(*LOOK)
def data(request: HttpRequest, registration: Registration) -> HttpResponse:
    words = {"ensure_ascii": False, "indent": 2}
    answer = JsonResponse(own_data(registration), json_dumps_params=words)
    answer["Content-Disposition"] = 'attachment; filename="meine-anmeldung.json"'
    return answer


@by_link(*BOTH)
def delete(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method == "POST":
        erasing.forget_me(registration)
        return redirect("events:deleted")
    return render(request, "events/personal/delete.html", frame(registration, "Angaben löschen"))


@require_safe
def transferred(request: HttpRequest) -> HttpResponse:
    return render(request, "events/personal/transferred.html", _after("Platz weitergegeben"))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "events/personal/deleted.html", _after("Angaben gelöscht"))


def _after(here: str) -> dict[str, object]:
    return {"nav": "events", "trail": [("Start", reverse("portal:home")), (here, "")]}
