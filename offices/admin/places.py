"""Standorte with their times."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from offices.finding.wordsearch import reindex
from offices.models import HoursException, Office, OpeningHours, Place
from offices.models.places import ACCESS_FEATURES


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 1


class HoursExceptionInline(admin.TabularInline):
    model = HoursException
    extra = 0


def _follow(offices: Iterable[Office]) -> None:
    """What follows from the Standorte of these offices is written anew."""
    known = {office.pk: office for office in offices}
    for office in known.values():
        office.settle()
    reindex(known)


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ("label", "office", "role", "street", "postcode", "town")
    list_filter = ("role", "step_free")
    list_select_related = ("office",)
    search_fields = ("name", "street", "postcode", "district", "office__name")
    autocomplete_fields = ("office",)
    inlines: ClassVar = [OpeningHoursInline, HoursExceptionInline]
    fieldsets = (
        (None, {"fields": ("office", "role", "name", "street", "postcode", "ags", "district")}),
        ("Der Weg dorthin", {"fields": ("hint", "public_transport", "parking", "lat", "lon")}),
        ("Zeiten", {"fields": ("by_appointment", "hours_note")}),
        (
            "Barrierefreiheit",
            {
                "fields": (
                    *(feature.name for feature in ACCESS_FEATURES),
                    "access_note",
                    "access_checked_on",
                )
            },
        ),
    )

    def save_model(self, request: HttpRequest, place: Place, form: ModelForm, change: bool) -> None:
        """Its office may be another one now: seat and words of both follow."""
        before = list(Office.objects.filter(places=place)) if change else []
        super().save_model(request, place, form, change)
        _follow([*before, place.office])

    def delete_model(self, request: HttpRequest, place: Place) -> None:
        super().delete_model(request, place)
        _follow([place.office])

    def delete_queryset(self, request: HttpRequest, places: QuerySet[Place]) -> None:
        offices = list(Office.objects.filter(places__in=places).distinct())
        super().delete_queryset(request, places)
        _follow(offices)

    @admin.display(description="Standort", ordering="name")
    def label(self, place: Place) -> str:
        return place.label

    @admin.display(description="Stadt oder Gemeinde", ordering="ags")
    def town(self, place: Place) -> str:
        return place.municipality.name
