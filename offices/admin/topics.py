"""Offers, fields of action and Träger."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from offices.finding.wordsearch import reindex
from offices.models import Provider, Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "parent", "office_count")
    list_filter: ClassVar = [("parent", admin.RelatedOnlyFieldListFilter)]
    search_fields = ("name", "synonyms")
    list_select_related = ("parent",)
    prepopulated_fields: ClassVar = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(offices_offering=Count("offices"))

    @admin.display(description="Büros", ordering="offices_offering")
    def office_count(self, topic: Topic) -> int:
        return topic.offices_offering  # type: ignore[attr-defined, no-any-return]  # annotated above


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin):
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, provider: Provider, form: ModelForm, change: bool) -> None:
        """The offices are found by the name of their Träger."""
        super().save_model(request, provider, form, change)
        reindex(provider.provisions.values_list("office_id", flat=True))
