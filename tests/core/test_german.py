import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.german import fold, fold_loose, join_words, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Köln", "koeln"),
        ("KÖLN", "koeln"),
        ("Ko\u0308ln", "koeln"),
        ("Übach-Palenberg", "uebach palenberg"),
        ("Schloß Holte-Stukenbrock", "schloss holte stukenbrock"),
        ("SCHLOẞ", "schloss"),
        ("Mülheim a. d. Ruhr", "muelheim a d ruhr"),
        ("Café Zoë à la carte", "cafe zoe a la carte"),
        ("ﬁnden", "finden"),
        ("５９２２７", "59227"),
        ("İstanbul", "istanbul"),
        ("Łódź, Ærø", "lodz aero"),
        ("  bochum \t\n langendreer ", "bochum langendreer"),
        ("Ah\x00len", "ahlen"),
        ("Senioren\u00adbüro", "seniorenbuero"),
        ("Ah\u200blen\u202e", "ahlen"),
        ("Ahlen\u00a0Westf", "ahlen westf"),
        ("", ""),
        ("–„!“\x00", ""),
    ],
)
def test_fold_keeps_only_plain_letters_digits_and_single_spaces(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_of_any_text_is_plain_and_stable(text):
    folded = fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded


@given(st.text())
def test_fold_does_not_depend_on_how_accents_are_composed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_fold_of_a_long_text_is_the_same_as_of_its_words():
    assert fold("Köln-Deutz " * 1000) == " ".join(["koeln deutz"] * 1000)


@pytest.mark.parametrize("spelling", ["Mülheim", "Muelheim", "Mulheim", "MULHEIM", "mülheim "])
def test_loose_folding_makes_the_spellings_of_an_umlaut_meet(spelling):
    assert fold_loose(spelling) == "mulheim"


def test_loose_folding_shortens_each_pair_once():
    assert fold_loose("Kevelaer, Soest, Queue") == "kevelar sost quu"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mülheim an der Ruhr", "muelheim-an-der-ruhr"),
        ("Hennef (Sieg)", "hennef-sieg"),
        ("Fröndenberg/Ruhr", "froendenberg-ruhr"),
        ("„“", ""),
    ],
)
def test_slug_is_the_folded_text_with_hyphens(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["Ahlen"], "Ahlen"),
        (["Ahlen", "Bonn"], "Ahlen und Bonn"),
        (["Ahlen", "Bonn", "Köln"], "Ahlen, Bonn und Köln"),
    ],
)
def test_words_are_joined_as_read_aloud(words, sentence):
    assert join_words(words) == sentence


def test_words_are_joined_with_another_word_and_from_any_iterable():
    assert join_words((word for word in ["montags", "freitags"]), last="oder") == "montags oder freitags"
