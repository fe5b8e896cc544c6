"""Offices: everything about one on one page; Standorte have pages of their own because of their times."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, MultipleChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from offices.finding.wordsearch import reindex
from offices.geography.gazetteer import gazetteer
from offices.models import LANGUAGES, Contact, Office, Place, Provision


class ProvisionInline(admin.TabularInline):
    model = Provision
    extra = 1
    autocomplete_fields = ("provider",)


class ContactInline(admin.TabularInline):
    model = Contact
    extra = 0


class PlaceInline(admin.StackedInline):
    model = Place
    extra = 0
    min_num = 1
    show_change_link = True
    fields = ("role", "name", "street", ("postcode", "ags"), "district", "by_appointment", "hours_note")


class KreisFilter(admin.SimpleListFilter):
    title = "Kreis oder kreisfreie Stadt"
    parameter_name = "kreis"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kreis.slug, kreis.label) for kreis in gazetteer().kreise]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        kreis = gazetteer().kreis_by_slug.get(self.value() or "")
        return queryset.seated_in(kreis) if kreis else queryset


class OfficeForm(ModelForm):
    languages = MultipleChoiceField(
        label="Sprachen der Beratung",
        choices=list(LANGUAGES.items()),
        required=False,
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Office
        exclude = ("slug",)  # noqa: DJ006 (everything but the address, which stays for good)


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):
    form = OfficeForm
    list_display = ("name", "town", "status", "verified_on", "is_sample", "is_public")
    list_filter: ClassVar = ["status", KreisFilter, "is_sample", "is_public", "is_bas_member"]
    search_fields = ("name", "other_names", "search_words__word")
    autocomplete_fields = ("successor",)
    filter_horizontal = ("topics",)
    inlines: ClassVar = [PlaceInline, ProvisionInline, ContactInline]
    readonly_fields = ("public_page",)
    actions = ("confirm_today",)
    fieldsets = (
        (None, {"fields": ("name", "public_page", "other_names", "summary", "description")}),
        (
            "Status",
            {
                "fields": (
                    "status",
                    "status_note",
                    "paused_until",
                    "closed_on",
                    "successor",
                    "is_public",
                    "is_sample",
                )
            },
        ),
        ("So erreicht man das Büro", {"fields": ("phone", "email", "website", "fax")}),
        (
            "Angebote",
            {
                "fields": (
                    *("topics", "offers_note", "home_visits", "free_of_charge"),
                    *("registration_needed", "languages", "catchment"),
                )
            },
        ),
        (
            "Über das Büro",
            {"fields": ("staffing", "founded", "is_bas_member", "bas_member_since", "is_las_member")},
        ),
        ("Pflege der Angaben", {"fields": ("verified_on", "verified_by", "source", "note", "internal_note")}),
    )

    @admin.display(description="Ort", ordering="ags")
    def town(self, office: Office) -> str:
        return office.town if office.ags else ""

    @admin.display(description="Seite im Portal")
    def public_page(self, office: Office) -> str:
        if not office.slug:
            return "entsteht beim Speichern"
        return format_html('<a href="{}">{}</a>', office.get_absolute_url(), office.get_absolute_url())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Standorte, Träger and offers are saved now: what follows from them is written."""
        super().save_related(request, form, formsets, change)
        office: Office = form.instance
        office.settle()
        reindex([office.pk])

    @admin.action(description="Angaben als heute geprüft vermerken")
    def confirm_today(self, request: HttpRequest, offices: QuerySet[Office]) -> None:
        for office in offices:
            office.confirm(on=timezone.localdate(), by=str(request.user))
        self.message_user(request, f"{len(offices)} Büros sind als heute geprüft vermerkt.")
