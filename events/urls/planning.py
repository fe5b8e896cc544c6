"""The desk where events are set up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
