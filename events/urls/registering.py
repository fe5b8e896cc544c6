"""The way from the event to a registration. Each page is sent to the address of the next one."""

from django.urls import URLPattern, path

from events.views import registering, registering_series

_SERIES = "veranstaltungen/reihe/<slug:slug>/anmeldung/"

urlpatterns: list[URLPattern] = [
    path(_SERIES, registering_series.register, name="register_series"),
    path(f"{_SERIES}pruefen/", registering_series.check, name="series_check"),
    path(f"{_SERIES}absenden/", registering_series.send, name="series_send"),
    path(f"{_SERIES}fertig/<str:token>/", registering_series.done, name="series_registered"),
    path("veranstaltungen/<slug:slug>/anmeldung/", registering.register, name="register"),
    path("veranstaltungen/<slug:slug>/anmeldung/programm/", registering.programme, name="register_programme"),
    path("veranstaltungen/<slug:slug>/anmeldung/pruefen/", registering.check, name="register_check"),
    path("veranstaltungen/<slug:slug>/anmeldung/absenden/", registering.send, name="register_send"),
    path("veranstaltungen/<slug:slug>/anmeldung/fertig/<str:token>/", registering.done, name="registered"),
]
