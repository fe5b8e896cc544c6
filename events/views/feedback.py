"""What somebody who was there thinks of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from events.attendance import feedback as use_cases
from events.forms.attendance import FeedbackForm


@never_cache
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    registration = use_cases.registration_by(token)
    if registration is None:
        raise Http404
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not registration.feedback_given and form.is_valid():
        use_cases.answer(registration, form.instance)
        return redirect("events:feedback", token)
    context = {"event": registration.event, "given": registration.feedback_given, "form": form, "trail": []}
    return render(request, "events/feedback/form.html", context)
