"""Larger text, more contrast, other colours: without JavaScript, kept only for those who choose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.forms import DisplayForm


# A token would be a cookie for everyone who looks at this page; the worst forgery is larger text.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    own_path = reverse("portal:display")
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            response = redirect(form.address or own_path)
            form.display.keep(response, secure=request.is_secure())
            return response
    else:
        form = DisplayForm.opened_by(request, own_path)
    trail = [("Start", reverse("portal:home")), ("Darstellung anpassen", "")]
    return render(request, "portal/display.html", {"form": form, "trail": trail})
