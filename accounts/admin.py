"""People in the administration. Only superusers get here (accounts/backends.py)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User

# Secrets and devices of people are nobody's to read, and addresses follow the person (`settle_address`).
for model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ("email", "name", "is_staff", "is_active", "is_sample")
    list_filter = ("is_staff", "is_active", "is_sample")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "name", "name_stays", "password")}),
        ("Rechte", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("Daten", {"fields": ("is_sample", "last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    actions = ("drop_second_factor", "erase")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            obj.settle_address()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are made nameless, or what they wrote would lose who and when."""
        return False

    @admin.action(description="Zweiten Faktor entfernen (Telefon verloren)")
    def drop_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            person.drop_second_factor()
        messages.success(request, "Der zweite Faktor ist entfernt.")

    @admin.action(description="Konto löschen: Name, Adresse und Zugang entfernen")
    def erase(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            if person != request.user:
                person.erase()
        messages.success(request, "Die Konten sind gelöscht. Beiträge bleiben ohne Namen stehen.")
