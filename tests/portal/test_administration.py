"""What is typed into the administration is as tidy as what is typed into the portal's own forms."""

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from core.forms.widgets import LineInput, LinesInput
from offices.models import Provider, Topic

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS, ids=[model._meta.label_lower for model in MODELS])
def test_every_text_field_leaves_out_signs_that_nobody_sees(coordinator, model):
    request = RequestFactory().get("/")
    request.user = coordinator.user
    found = admin.site._registry[model]
    for one in (found, *found.get_inline_instances(request)):
        for field in one.model._meta.concrete_fields:
            control = one.formfield_for_dbfield(field, request) if field.editable and not field.choices else None
            kind = {models.CharField: LineInput, models.TextField: LinesInput}.get(type(field))
            if control and kind and field.name not in one.autocomplete_fields:
                assert isinstance(control.widget, kind), field
                assert "Text" in control.widget.attrs["class"], field  # looks as Django's own does


def test_spaces_and_signs_of_a_copied_name_go_and_its_words_stay(coordinator):
    typed = "\u2009Offener\u00a0Treff \u200bam\u2028Markt\x07 "
    coordinator.post(reverse("admin:offices_provider_add"), {"name": typed, "kind": "kommune"})
    assert [provider.name for provider in Provider.objects.all()] == ["Offener Treff am Markt"]


def test_a_null_is_refused_with_a_sentence(coordinator):
    sent = {"name": "Offener\0Treff", "slug": "treff", "synonyms": ""}
    page = coordinator.post(reverse("admin:offices_topic_add"), sent)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not Topic.objects.filter(slug="treff").exists()
