"""The desk for those who come: lists, telephone, letters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
