"""The way from the event to a registration. Each page is sent to the address of the next one."""

from django.urls import URLPattern, path

from events.views.registering import one_event, series

_SERIES = "veranstaltungen/reihe/<slug:slug>/anmeldung/"

urlpatterns: list[URLPattern] = [
    path(_SERIES, series.register, name="register_series"),
    path(f"{_SERIES}pruefen/", series.check, name="series_check"),
    path(f"{_SERIES}absenden/", series.send, name="series_send"),
    path(f"{_SERIES}fertig/<str:token>/", series.done, name="series_registered"),
    path("veranstaltungen/<slug:slug>/anmeldung/", one_event.register, name="register"),
    path("veranstaltungen/<slug:slug>/anmeldung/programm/", one_event.programme, name="register_programme"),
    path("veranstaltungen/<slug:slug>/anmeldung/pruefen/", one_event.check, name="register_check"),
    path("veranstaltungen/<slug:slug>/anmeldung/absenden/", one_event.send, name="register_send"),
    path("veranstaltungen/<slug:slug>/anmeldung/fertig/<str:token>/", one_event.done, name="registered"),
]
