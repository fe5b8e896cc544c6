"""A small page with the editor, for the tests: the form comes back until it is right, then it says what arrived."""

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from core import richtext
from core.forms.editor import EditorWidget

STORED = (
    "<h2>Programm</h2><p>Wir lesen <strong>laut</strong> vor.</p><ul><li>Kaffee</li><li>Kuchen</li></ul>"
    '<p><a href="https://www.example.org/">Zur Bücherei</a></p>'
)
PAGE = """{% extends "base.html" %}
{% block title %}Meldung schreiben{% endblock %}
{% block head_extra %}{{ form.media }}{% endblock %}
{% block content %}<h1>Meldung schreiben</h1>
{% error_summary form %}
<form class="form" method="post">{% csrf_token %}{% form_field form.title %}{% form_field form.body %}
{% button "Meldung speichern" %}</form>{% endblock %}"""


class NewsForm(forms.Form):
    title = forms.CharField(label="Überschrift der Meldung", error_messages={"required": "Bitte geben Sie eine an."})
    body = forms.CharField(
        label="Text der Meldung",
        help_text="Schreiben Sie kurze Absätze.",
        widget=EditorWidget,
        error_messages={"required": "Bitte schreiben Sie einen Text."},
    )

    def clean_body(self):
        return richtext.clean(self.cleaned_data["body"])


def write(request):
    if request.method == "POST":
        form = NewsForm(request.POST)
        if form.is_valid():
            return HttpResponse(form.cleaned_data["body"], content_type="text/plain; charset=utf-8")
    else:
        form = NewsForm(initial={"body": STORED})
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [
    path("schreiben/", write),
    path("", include("portal.urls")),
]
