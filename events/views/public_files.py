"""Pictures, documents and calendars on their way out: to everybody who may see the event, and to nobody else."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.guards import reader
from core.web.serving import PRIVATE, document_response, picture_response
from events.models import Event, EventPicture, ItemDocument, Kind
from events.showing import printed
from events.showing.calendar import calendar, public_calendar
from events.views.desk.documents import pdf_response
from offices.models import Office, Topic


@require_safe
def picture(request: HttpRequest, key: UUID, width: int, kind: str) -> HttpResponseBase:
    found = get_object_or_404(EventPicture.objects.visible_to(reader(request)).select_related("event"), key=key)
    return picture_response(request, found, width, kind, is_public=found.event.is_public)


@require_safe
def document(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Kept by nobody on the way: a release can be taken back."""
    found = get_object_or_404(ItemDocument.objects.visible_to(reader(request)), key=key)
    return document_response(request, found, is_public=False)


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    return _printed(request, slug, printed.programme, "programm")


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    return _printed(request, slug, printed.poster, "plakat")


@require_safe
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    return _printed(request, slug, printed.handout, "handzettel")


def _printed(request: HttpRequest, slug: str, make: Callable[..., bytes], name: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.read_by(reader(request), slug).select_related("office"))
    telephone = render_to_string("events/printed/telephone.txt", {"event": event}, request).strip()
    content = make(event, telephone=telephone, at=timezone.now())
    return pdf_response(content, f"{name}-{event.slug}.pdf")


@require_safe
def ical(request: HttpRequest, slug: str) -> HttpResponseBase:
    event = get_object_or_404(Event.objects.read_by(reader(request), slug).published().select_related("office"))
    response = _answer(request, calendar([event], event.title), f"{event.slug}.ics")
    if not event.is_public:
        response.headers["Cache-Control"] = PRIVATE
    return response


@require_safe
def whole_calendar(request: HttpRequest) -> HttpResponseBase:
    return _public(request, "Veranstaltungen der Seniorenbüros NRW", "veranstaltungen")


@require_safe
def kind_calendar(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in Kind.values:
        raise Http404("Diese Art von Veranstaltung gibt es nicht.")
    return _public(request, f"{Kind(kind).label}: Termine", kind, kind=kind)


@require_safe
def topic_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    topic = get_object_or_404(Topic, slug=slug)
    return _public(request, f"Veranstaltungen: {topic.name}", slug, topic=slug)


@require_safe
def office_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    office = get_object_or_404(Office.objects.visible(), slug=slug)
    return _public(request, f"Veranstaltungen: {office.name}", slug, office=office)


def _public(request: HttpRequest, title: str, name: str, **chosen: Any) -> HttpResponseBase:
    return _answer(request, public_calendar(title, timezone.localdate(), **chosen), f"{name}.ics")


def _answer(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    """The same content is not sent twice: calendars ask again every hour."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag) or HttpResponse(content, content_type="text/calendar")
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
