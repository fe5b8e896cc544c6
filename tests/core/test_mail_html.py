"""Mails once more as HTML: the same words, large, with one button."""

import pytest

from core.mail.html import Button, as_html, button_of
from tests.reading import HTML, Page, text_of

BASE = "https://portal.example.org"
CONFIRM = f"{BASE}/anmeldung/bestaetigen/abc/"
TEXT = f"""Guten Tag Erika <b>Beispiel</b>,

es fehlt noch ein Klick.

Das haben Sie gewählt:
- Wohnen & Leben
  im großen Saal
- Abend

Bitte bestätigen Sie bis Freitag:
{CONFIRM}

Ihre Anmeldung ansehen:
{BASE}/anmeldung/xyz/

Bei Fragen rufen Sie uns gern an: 0228 61 40 74

Freundliche Grüße
BaS
{BASE}/
"""
BUTTON = Button("Jetzt & hier bestätigen", CONFIRM)


def page(text=TEXT, button=BUTTON):
    return Page(as_html("Bitte bestätigen: Fachtag", text, button))


def links(page):
    return [(link.get("href"), text_of(link)) for link in page.all("a")]


def test_the_button_stands_at_its_address_which_is_written_out_below():
    assert links(page()) == [
        (CONFIRM, "Jetzt & hier bestätigen"),
        (CONFIRM, CONFIRM),
        (f"{BASE}/anmeldung/xyz/",) * 2,
        (f"{BASE}/",) * 2,
    ]


def test_a_mail_that_asks_for_nothing_has_no_button():
    assert page(button=None).all("td") == []
    assert next(label for _, label in links(page(button=None))) == CONFIRM


def test_an_address_that_comes_twice_has_one_button():
    assert len(page(TEXT + CONFIRM).all("td", class_="button")) == 1


def test_it_says_what_the_text_says_and_nothing_is_markup():
    said = text_of(page().root)
    for words in ("Erika <b>Beispiel</b>", "Wohnen & Leben", "0228 61 40 74", "Freundliche Grüße"):
        assert words in said
    assert page().texts("li") == ["Wohnen & Lebenim großen Saal", "Abend"]
    assert page().root.get("lang") == "de"


def test_steps_keep_their_numbers_around_the_button():
    text = f"So geht es:\n1. Öffnen Sie diese Adresse:\n   {CONFIRM}\n2. Lesen Sie.\n\n24. November 2026\n- Strich"
    found = page(text)
    assert [step.get("value") for step in found.all("li")] == ["1", "2", "24", None]
    assert [len(list(step.iter(f"{HTML}td"))) for step in found.all("li")] == [1, 0, 0, 0]
    assert (len(found.all("ol")), len(found.all("ul"))) == (1, 1)


def test_a_code_is_large():
    assert page("Ihr Code:\n\n1234-5678\n").texts("b") == ["1234-5678"]


@pytest.mark.parametrize(
    ("line", "button"),
    [
        (f"Anmeldung ansehen {CONFIRM}", Button("Anmeldung ansehen", CONFIRM)),
        ("Anmeldung ansehen https://anderswo.example.org/", None),
        (f"Anmeldung ansehen {BASE}.example.com/", None),
        (CONFIRM, None),
        ("", None),
    ],
)
def test_a_button_has_words_and_leads_into_the_portal(line, button):
    assert button_of(line, BASE) == button
