"""Standorte with their times."""

from typing import ClassVar

from django.contrib import admin

from offices.models import HoursException, OpeningHours, Place
from offices.models.places import ACCESS_FEATURES


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 1


class HoursExceptionInline(admin.TabularInline):
    model = HoursException
    extra = 0


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

    @admin.display(description="Standort", ordering="name")
    def label(self, place: Place) -> str:
        return place.label

    @admin.display(description="Stadt oder Gemeinde", ordering="ags")
    def town(self, place: Place) -> str:
        return place.municipality.name
