"""News for programs. Whoever has asked before and finds nothing new gets no more than that answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from core.publishing import revision
from news import channels
from news.channels import Channel
from offices.models import Office, Topic


@require_safe
def everything(request: HttpRequest, notation: str) -> HttpResponse:
    return _answer(request, channels.whole(), notation)


@require_safe
def of_office(request: HttpRequest, slug: str, notation: str) -> HttpResponse:
    office: Office = get_object_or_404(Office.objects.visible().only("name", "slug"), slug=slug)
    return _answer(request, channels.of_office(office), notation)


@require_safe
def about_topic(request: HttpRequest, slug: str, notation: str) -> HttpResponse:
    return _answer(request, channels.about(get_object_or_404(Topic, slug=slug)), notation)


def _answer(request: HttpRequest, channel: Channel, notation: str) -> HttpResponse:
    changed_at, etag = channel.changed_at, f'"{revision.current():x}"'
    modified = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag, modified) or _written(channel, notation)
    response.headers["ETag"] = etag
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    response.headers["Access-Control-Allow-Origin"] = "*"  # anybody's page and program may read it
    return response


def _written(channel: Channel, notation: str) -> HttpResponse:
    content_type, write = channels.NOTATIONS[notation]
    return HttpResponse(write(channel), content_type=content_type)
