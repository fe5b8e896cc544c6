"""What everybody reads about events."""

from django.urls import URLPattern, path

from core.web import converters as _converters  # noqa: F401 (teaches the patterns years and months)
from events.views import months, public, public_files

urlpatterns: list[URLPattern] = [
    path("veranstaltungen/", public.event_list, name="list"),
    path("veranstaltungen/archiv/", public.archive, name="archive"),
    path("veranstaltungen/archiv/<year:year>/", public.archive, name="archive_year"),
    path("veranstaltungen/monat/", months.this_month, name="this_month"),
    path("veranstaltungen/monat/<year:year>/<month:month>/", months.month, name="month"),
    path("veranstaltungen/abonnieren/", public.subscribe, name="subscribe"),
    path("veranstaltungen/kalender.ics", public_files.whole_calendar, name="calendar"),
    path("veranstaltungen/art/<slug:kind>.ics", public_files.kind_calendar, name="kind_calendar"),
    path("veranstaltungen/thema/<slug:slug>.ics", public_files.topic_calendar, name="topic_calendar"),
    path("veranstaltungen/buero/<slug:slug>.ics", public_files.office_calendar, name="office_calendar"),
    path("veranstaltungen/reihe/<slug:slug>/", public.series, name="series"),
    path("veranstaltungen/<slug:slug>/", public.event, name="event"),
    path("veranstaltungen/<slug:slug>/programm.pdf", public_files.programme, name="programme_pdf"),
    path("veranstaltungen/<slug:slug>/plakat.pdf", public_files.poster, name="poster"),
    path("veranstaltungen/<slug:slug>/handzettel.pdf", public_files.handout, name="handout"),
    path("veranstaltungen/<slug:slug>/termin.ics", public_files.ical, name="ical"),
    path("dateien/veranstaltungen/<uuid:key>/<int:width>.<slug:kind>", public_files.picture, name="picture"),
    path("dateien/veranstaltungen/<uuid:key>.pdf", public_files.document, name="document"),
]
