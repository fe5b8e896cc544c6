"""The way from the event to a registration."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
