"""The directory as open data."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from offices.exchange.columns import COLUMNS
from offices.exchange.export import csv_lines
from offices.finding.directory import total
from offices.models import Office
from offices.showing.linked_data import feature_collection


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    context = {
        "nav": "data",
        "trail": [("Start", reverse("portal:home")), ("Offene Daten", "")],
        "columns": COLUMNS.values(),
        "count": total(),
    }
    return render(request, "offices/data.html", context)


@require_safe
def geojson(request: HttpRequest) -> StreamingHttpResponse:
    offices = Office.objects.listed().alphabetical().prefetch_related("places").iterator(chunk_size=100)
    return _download(feature_collection(offices), "application/geo+json", "seniorenbueros.geojson")


@require_safe
def csv(request: HttpRequest) -> StreamingHttpResponse:
    lines = csv_lines(Office.objects.visible().alphabetical())
    return _download(lines, "text/csv; charset=utf-8", "seniorenbueros.csv")


def _download(pieces: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"  # anybody's map and program may read it
    return response
