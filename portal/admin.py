"""Operator data in the administration: one row, never deleted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.models import Operator


@admin.register(Operator)
class OperatorAdmin(admin.ModelAdmin):
    fieldsets = (
        (None, {"fields": ("name", "short_name", "street", "postcode", "town")}),
        ("Telefon und Post", {"fields": ("phone", "phone_hours", "fax", "email")}),
        ("Impressum", {"fields": ("represented_by", "register_entry", "responsible_person")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Operator | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row, so the list leads straight to it."""
        return HttpResponseRedirect(reverse("admin:portal_operator_change", args=[Operator.SINGLE]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Operator:
        """Nobody may have saved the row yet; then its known facts are the start."""
        return Operator.load()
