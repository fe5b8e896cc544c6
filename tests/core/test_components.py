from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template import TemplateSyntaxError, engines
from django.utils.safestring import mark_safe

from core.web.paging import Paging


def show(source, **words):
    return engines["django"].from_string(source).render(words)


class Questions(forms.Form):
    name = forms.CharField(
        label="Ihr Name", help_text="Vor- und Nachname", error_messages={"required": "Bitte nennen."}
    )
    ort = forms.CharField(label="Ort", required=False, widget=forms.TextInput(attrs={"class": "input--short"}))
    ja = forms.BooleanField(label="Stufenlos", required=False)
    wahl = forms.ChoiceField(
        label="Wie?",
        choices=[("a", "Am Telefon"), ("b", "Im Büro")],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen."},
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% phone "1" colour="red" %}',
        '{% card "x" wide=1 %}{% endcard %}',
        '{% button "x" onclick="y" %}',
        '{% state "ok" %}',
    ],
)
def test_unknown_or_missing_attributes_stop_the_template(source):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% phone "1" size="huge" %}',
        '{% state "fine" "x" %}',
        '{% button "x" kind="loud" %}',
        '{% notice "x" %}{% endnotice %}',
    ],
)
def test_unknown_kinds_are_refused(source):
    with pytest.raises(TemplateSyntaxError, match="kennt"):
        show(source)


def test_a_phone_number_is_a_link_in_readable_groups_without_space_around():
    assert show("({% phone number %})", number="+49228614074") == (
        '(<a class="phone" href="tel:+49228614074">0228 61 40 74</a>)'
    )


def test_no_phone_number_is_no_link():
    assert show('{% phone "" %}{% phone none %}', none=None) == ""


def test_the_box_for_the_telephone_has_another_title_without_a_number():
    assert "Am schnellsten per Telefon" in show('{% phone_first "+49228614074" %}{% endphone_first %}')
    without = show('{% phone_first number missing="Keine Nummer" %}<p>Hin</p>{% endphone_first %}', number="")
    assert ("Keine Nummer" in without, "tel:" in without, "<p>Hin</p>" in without) == (True, False, True)


def test_a_state_has_a_sign_that_only_eyes_need():
    html = show('{% state "warn" text %}', text="Bald wieder da")
    assert html.count('aria-hidden="true"') == 1
    assert html.endswith("</svg>Bald wieder da</span>")


def test_equal_words_stay_apart_when_one_of_them_is_markup():
    """A kept rendering of safe words must never answer for unsafe ones."""
    assert "<b>x</b>" in show('{% state "ok" text %}', text=mark_safe("<b>x</b>"))
    assert "&lt;b&gt;x&lt;/b&gt;" in show('{% state "ok" text %}', text="<b>x</b>")
    assert "<b>x</b>" in show("{% tags items %}", items=[mark_safe("<b>x</b>")])
    assert "&lt;b&gt;x&lt;/b&gt;" in show("{% tags items %}", items=["<b>x</b>"])


def test_tags_are_words_or_links():
    assert show("{% tags items %}", items=["Pflege", ("Wohnen", "/w?a=1&b=2")]) == (
        '<ul class="tags"><li><span class="tag">Pflege</span></li>'
        '<li><a class="tag tag--link" href="/w?a=1&amp;b=2">Wohnen</a></li></ul>'
    )
    assert show("{% tags items %}", items=[]) == ""


def test_a_date_leaf_shows_one_day_or_two():
    assert "<b>Nov.</b><span>24.</span><small>2026</small>" in show("{% date_leaf day %}", day=date(2026, 11, 24))
    two = show("{% date_leaf day until %}", day=date(2026, 5, 4), until=date(2026, 5, 5))
    assert "<b>Mai</b><span>4.</span><small>bis 5.</small>" in two


def test_the_last_crumb_is_the_page_itself():
    html = show("{% crumbs trail %}", trail=[("Start", "/"), ("Ahlen & Umgebung", "")])
    assert '<a href="/">Start</a>' in html
    assert '<li aria-current="page">Ahlen &amp; Umgebung</li>' in html


def test_a_button_leads_somewhere_or_sends_a_form():
    assert show('{% button "Ansehen" url="/x/" kind="quiet" %}') == (
        '<a class="button button--quiet" href="/x/">Ansehen</a>'
    )
    assert show('{% button "Speichern" url="/x/" download=True %}').endswith('href="/x/" download>Speichern</a>')
    assert show('{% button "Senden" name="tun" value="senden" %}') == (
        '<button class="button" type="submit" name="tun" value="senden">Senden</button>'
    )


def test_a_card_has_one_link_and_escapes_its_words():
    html = show("{% card title url meta=title level=2 %}<p>{{ title }}</p>{% endcard %}", title="A & B", url="/x/")
    assert html == (
        '<article class="card"><p class="meta">A &amp; B</p><h2 class="card__title"><a href="/x/">A &amp; B</a></h2>'
        "<p>A &amp; B</p></article>"
    )


def test_a_field_ties_label_hint_and_error_to_its_control():
    html = show("{% form_field form.name %}", form=Questions({}))
    assert '<label for="id_name">Ihr Name</label>' in html
    assert html.index("id_name_helptext") < html.index("Bitte nennen.") < html.index("<input")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_without_hint_and_error_is_described_by_nothing():
    html = show("{% form_field form.ort %}", form=Questions())
    assert ("aria-describedby" in html, 'class="input input--short"' in html) == (False, True)


def test_only_marked_fields_are_called_optional():
    form = Questions()
    form.fields["ort"].mark_optional = True
    assert "(freiwillig)" in show("{% form_field form.ort %}", form=form)
    assert "(freiwillig)" not in show("{% form_field form.ja %}", form=form)


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = show("{% form_field form.wahl %}", form=Questions({}))
    assert html.startswith('<fieldset class="field field--wrong" aria-describedby="id_wahl_error">')
    assert ("<legend>Wie?</legend>" in html, html.count('<label class="choice"')) == (True, 2)


@pytest.mark.parametrize(
    ("answers", "arrangement"),
    [
        (["ja", "nein", "keine Angabe"], "choices choices--short"),
        (["ja", "nein", "Das weiß ich nicht"], "choices"),
        (["A", "B", "C", "D"], "choices"),
        (list("ABCDEFG"), "choices choices--many"),
        ([], "choices choices--short"),
    ],
)
def test_how_many_answers_there_are_and_how_long_says_what_may_stand_beside_each_other(answers, arrangement):
    form = Questions()
    form.fields["wahl"].choices = [(answer, answer) for answer in answers]
    assert f'<div class="{arrangement}">' in show("{% form_field form.wahl %}", form=form)


def test_the_error_summary_counts_and_leads_to_the_fields():
    html = show("{% error_summary form %}", form=Questions({}))
    assert "Bitte ändern Sie zwei Angaben" in html
    assert '<a href="#id_name">Bitte nennen.</a>' in html
    assert '<a href="#id_wahl_0">Bitte wählen.</a>' in html
    assert ('role="alert"' in html, "autofocus" in html) == (True, True)


def test_the_error_summary_shows_what_belongs_to_no_field():
    form = Questions({"name": "Erika", "wahl": "a"})
    form.add_error(None, "Heute geht es nicht.")
    html = show("{% error_summary form focus=False %}", form=form)
    assert ("Bitte ändern Sie eine Angabe" in html, "<li>Heute geht es nicht.</li>" in html) == (True, True)
    assert "autofocus" not in html


def test_what_is_wrong_with_a_hidden_field_leads_nowhere():
    form = Questions({"name": "Erika", "wahl": "a"})
    form.fields["credential"] = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Noch einmal."})
    assert "<li>Noch einmal.</li>" in show("{% error_summary form %}", form=form)


def test_without_errors_there_is_no_summary():
    assert show("{% error_summary form %}", form=Questions()) == ""


def test_the_finder_keeps_what_was_typed_and_says_what_was_wrong():
    form = Questions({"ort": '"><b>', "name": "x", "wahl": "a"})
    form.add_error("ort", "Diesen Ort kennen wir nicht.")
    html = show("{% finder_form form %}", form=form)
    assert 'value="&quot;&gt;&lt;b&gt;"' in html
    assert 'aria-describedby="ort_helptext ort_error" aria-invalid="true"' in html
    assert "aria-invalid" not in show("{% finder_form %}")


def pages(count, number=1):
    return Paging(QueryDict(f"seite={number}&ort=Ahlen"), list(range(count)))


def test_the_pager_marks_the_page_and_names_its_neighbours():
    html = show("{% pager paging %}", paging=pages(180, 5))
    assert "Sie sehen 81 bis 100 von 180" in html
    assert html.count('aria-current="page"') == 1
    assert (html.count('rel="prev"'), html.count('rel="next"'), html.count("pager__gap")) == (1, 1, 2)


def test_one_page_needs_no_pager():
    assert show("{% pager paging %}", paging=pages(20)) == ""


def test_the_first_page_has_nothing_before_it():
    html = show("{% pager paging %}", paging=pages(40))
    assert ('rel="prev"' in html, 'rel="next"' in html) == (False, True)


def test_notices_have_a_heading_a_bold_line_or_neither():
    assert '<h3 class="notice__title">T</h3>' in show('{% notice "info" title="T" level=3 %}{% endnotice %}')
    assert '<p class="notice__title">T</p>' in show('{% notice "ok" title="T" level=0 %}{% endnotice %}')
    assert "notice__title" not in show('{% notice "warn" %}x{% endnotice %}')


def test_the_help_band_tells_the_hours_when_they_are_known():
    class Desk:
        phone = "+49228614074"
        phone_hours = ""

    desk = Desk()
    assert "Sie erreichen uns" not in show("{% help_band desk %}", desk=desk)
    desk.phone_hours = "montags bis freitags 9 bis 12 Uhr"
    assert "Sie erreichen uns montags bis freitags 9 bis 12 Uhr." in show("{% help_band desk %}", desk=desk)
