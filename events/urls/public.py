"""What everybody reads about events."""

from django.urls import URLPattern, path

from events.views import public

urlpatterns: list[URLPattern] = [
    path("veranstaltungen/<slug:slug>/", public.event, name="event"),
]
