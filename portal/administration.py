"""The administration at /verwaltung/: Django's own, under German names and behind the portal's sign-in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.forms.widgets import LineInput, LinesInput


class AdministrationConfig(AdminConfig):
    default = False
    default_site = "portal.administration.Administration"

    def ready(self) -> None:
        tidy_what_is_typed()
        super().ready()


def tidy_what_is_typed() -> None:
    """For every field of every model, in inlines and in the administrations of other packages too: the portal's own
    controls, which leave out signs that nobody sees (core/forms/widgets.py). Each administration copies these defaults
    when it is made, so they are set before."""
    from django.contrib.admin import options, widgets

    class Line(LineInput, widgets.AdminTextInputWidget):
        pass

    class Lines(LinesInput, widgets.AdminTextareaWidget):
        pass

    options.FORMFIELD_FOR_DBFIELD_DEFAULTS[models.CharField] = {"widget": Line}
    options.FORMFIELD_FOR_DBFIELD_DEFAULTS[models.TextField] = {"widget": Lines}


class Administration(AdminSite):
    site_header = "Verwaltung der Seniorenbüros NRW"
    site_title = "Verwaltung"
    index_title = "Was möchten Sie bearbeiten?"

    def has_permission(self, request: HttpRequest) -> bool:
        """Coordinators who have shown a second factor."""
        from accounts.guards import lacks_second_factor

        return super().has_permission(request) and not lacks_second_factor(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one way to sign in. Django leads here whoever lacks something; the guards know where they go."""
        from allauth.account.utils import get_next_redirect_url

        from accounts.guards import coordinators_way_in

        return coordinators_way_in(request) or redirect(get_next_redirect_url(request) or "admin:index")

    def password_change(  # type: ignore[override]  # redirects instead of rendering
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def logout(  # type: ignore[override]  # redirects instead of rendering
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")
