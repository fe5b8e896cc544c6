"""The desk of an office: who may sit at it, and the frame of its pages."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from offices.models import Office


def office_at_desk(request: HttpRequest, slug: str) -> Office:
    """404 for everybody who doesn't work for this office: nobody learns more than that."""
    office: Office = get_object_or_404(Office.objects.managed_by(request.user), slug=slug)
    return office


def led_office(request: HttpRequest, slug: str) -> Office:
    """For what only leads and coordinators may do."""
    office: Office = get_object_or_404(Office.objects.led_by(request.user), slug=slug)
    return office


def frame(office: Office, current: str, *titles: str | tuple[str, str]) -> dict[str, Any]:
    """What templates/desk/office.html needs: the marked place in the side navigation and the way from the top."""
    steps = [title if isinstance(title, tuple) else (title, "") for title in titles]
    trail = [("Mein Büro", reverse("portal:office_desk", args=[office.slug])), *steps]
    return {
        "office": office,
        "current": current,
        "side_label": "Mein Büro",
        "trail": trail if steps else [],
    }
