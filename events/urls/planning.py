"""The desk where events are planned."""

from django.urls import URLPattern, path

from events.views.desk import planning

urlpatterns: list[URLPattern] = [
    path("buero/<slug:slug>/veranstaltungen/", planning.office_events, name="office_events"),
    path("geschaeftsstelle/veranstaltungen/", planning.bas_events, name="bas_events"),
    path("planung/<int:pk>/", planning.desk_event, name="desk_event"),
    path("planung/<int:pk>/einreichen/", planning.submit, name="submit"),
    path("planung/<int:pk>/zurueckziehen/", planning.withdraw, name="withdraw"),
    path("planung/<int:pk>/freigeben/", planning.release, name="release"),
    path("planung/<int:pk>/zurueckgeben/", planning.send_back, name="send_back"),
]
