"""Signs that nobody sees, wherever somebody has pasted them."""

import pytest
from django import forms
from django.apps import apps

from core.forms.widgets import LineInput, LinesInput, MailInput
from core.language.characters import bare_address, one_line, visible

NO_BREAK, THIN, NARROW, ZERO = "\u00a0", "\u2009", "\u202f", "\u200b"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"Fachtag am 9.{NO_BREAK}November", "Fachtag am 9. November"),
        (f"Anna{NO_BREAK}Lena", "Anna Lena"),
        (f"10{THIN}000{NARROW}€", "10 000 €"),
        ("Zwei\tSpalten\r\nzwei Zeilen\u2028drei", "Zwei Spalten zwei Zeilen drei"),
        ("Anna \u3000  Lena", "Anna Lena"),
        (f"Senioren{ZERO}büro\ufeff", "Seniorenbüro"),
        ("Senioren\u00adbüro", "Seniorenbüro"),
        ("\u202eAnna\u202c", "Anna"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200dAnna \u200c Lena\u200d", "Anna Lena"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("Anna\x07Lena", "AnnaLena"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("Bu\u0308ro", "Büro"),
        ("\u3164", ""),
        ("Anna\u2800Lena", "Anna Lena"),
        ("An\u034fna", "Anna"),
        ("Auf\u200clage", "Auflage"),
        ("Anna\u200dLena", "AnnaLena"),
    ],
)
def test_spaces_are_spaces_and_joiners_stay_in_words(typed, kept):
    assert one_line(typed) == kept
    assert one_line(kept) == kept


def test_lines_stay_lines():
    assert visible(f"Erste{NO_BREAK}Zeile\r\nzweite\u2029dritte{ZERO}") == "Erste Zeile\nzweite\ndritte"


@pytest.mark.parametrize("widget", [LineInput, LinesInput])
def test_what_is_typed_and_what_is_shown_again_are_alike(widget):
    field = widget()
    assert field.value_from_datadict({"name": f"Anna{NO_BREAK}Lena"}, {}, "name") == "Anna Lena"
    assert "Anna Lena" in LineInput().render("name", f"Anna{NO_BREAK}Lena")


@pytest.mark.parametrize(
    "pasted",
    [
        "e@example.org",
        "Erika Beispiel <e@example.org>",
        '"Beispiel, Erika" <e@example.org>;',
        "Beispiel, Erika (Stadt) <mailto:e@example.org>",
        "<e@example.org>",
        "mailto:e@example.org",
        "MAILTO:e@example.org?subject=Hallo",
        "e@example.org.",
        "e@example.org;",
        f"{ZERO}e@example.org{NO_BREAK}",
        "e\u00ad@exam\u200dple.org\ufeff",
        "e @ example.org",
        "\te@example.org\r\n",
    ],
)
def test_an_address_is_taken_out_of_what_a_mail_program_copies(pasted):
    assert bare_address(pasted) == "e@example.org"
    assert forms.EmailField(widget=MailInput).clean(MailInput().value_from_datadict({"x": pasted}, {}, "x"))


@pytest.mark.parametrize(
    "pasted",
    ["e@example.org; o@example.org", "Erika <e@example.org>; Otto <o@example.org>", "e(at)example.org", "Erika", "e@"],
)
def test_two_addresses_or_none_are_left_for_the_field_to_refuse(pasted):
    with pytest.raises(forms.ValidationError):
        forms.EmailField(widget=MailInput).clean(MailInput().value_from_datadict({"x": pasted}, {}, "x"))


def all_forms():
    """Every form class of the house."""
    for config in apps.get_app_configs():
        assert config  # the apps have loaded their forms
    found, ahead = set(), [forms.BaseForm]
    while ahead:
        for kind in ahead.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                ahead.append(kind)
    return sorted((kind for kind in found if kind.__module__.split(".")[0] in OURS), key=lambda kind: kind.__qualname__)


NOT_TYPED = {
    "events.forms.attendance.MarkForm.suche",
    "events.forms.attendance.MarkForm.wo",
    "events.forms.registration.envelope.EnvelopeForm.stamp",
    "news.desk_forms.AdviceForm.text",
}
OURS = {"core", "offices", "events", "news", "portal"}


def test_no_form_has_a_line_of_text_of_another_kind():
    """What Django or a library chose by itself would keep those signs."""
    from importlib import import_module
    from pkgutil import walk_packages

    for name in OURS:
        for module in walk_packages(import_module(name).__path__, f"{name}."):
            if "migrations" not in module.name:
                import_module(module.name)
    wrong = [
        f"{kind.__module__}.{kind.__qualname__}.{name}"
        for kind in all_forms()
        if not kind.__module__.startswith("offices.admin") and not _tidied(kind)  # the administration is Django's
        for name, field in kind.base_fields.items()
        if type(field) is forms.CharField and type(field.widget) in {forms.TextInput, forms.Textarea}
    ]
    assert set(wrong) <= NOT_TYPED, "\n".join(wrong)


def _tidied(kind):
    """Forms that have their controls exchanged as they are made (core/forms/plain_forms.py)."""
    import inspect

    sources = "".join(inspect.getsource(base) for base in kind.__mro__ if base.__module__.split(".")[0] in OURS)
    return "speak_german(" in sources or "tidy(" in sources
