"""What a typed word is taken for: as it stands, as a part, as what sounds alike, as what is spelt nearly so."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.language.german import fold
from offices.finding.wordsearch import FILLERS, find, reindex, search_words_of, sound, understand
from offices.models import Office, SearchWord, Topic
from tests.factories import KOELN, make_office

pytestmark = pytest.mark.django_db


def found(text):
    return sorted(office.name for office in find(Office.objects.listed(), understand(text)))


def taken(text):
    """Typed word → what it was taken for, and whether that is a guess."""
    return {meaning.typed: (meaning.words, meaning.is_guess) for meaning in understand(text)}


# --- sounds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smartphone", "smartfon"),
        ("fahrrad", "farad"),
        ("theater", "teater"),
        ("pflegeberatung", "pflegeberattung"),
        ("zimmer", "zimer"),
        ("vorsorge", "forsorge"),
        ("stadt", "stat"),
        ("ruecken", "rueken"),
        ("hobby", "hobi"),
    ],
)
def test_words_that_sound_alike_meet(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("rente", "rinde"), ("bus", "busch"), ("pflege", "flucht")])
def test_words_that_sound_different_do_not(one, other):
    assert sound(one) != sound(other)


# --- offers and synonyms --------------------------------------------------------------------------------------


def test_every_word_of_the_taxonomy_finds_the_office_that_offers_it():
    """Each offer of its own office, asked by its name and by each of its synonyms."""
    topics = list(Topic.objects.filter(parent__isnull=False))
    for topic in topics:
        make_office(f"Büro {topic.pk}", topics=[topic.name])
    missed = [(topic.name, word) for topic in topics for word in topic.words if f"Büro {topic.pk}" not in found(word)]
    assert missed == []


def test_a_word_of_a_field_finds_all_its_offers_unless_an_offer_has_it():
    make_office("Tanz", topics=["Tanz"])
    make_office("Pflege", topics=["Pflegeberatung"])
    make_office("Rente", topics=["Rente und finanzielle Absicherung"])
    assert (found("Seniorenwirtschaft"), found("Pflege")) == (["Rente"], ["Pflege"])


# --- the ladder -----------------------------------------------------------------------------------------------


@pytest.fixture
def offices():
    make_office("Sonnenhaus", providers=["Johanniter"])
    make_office("Sonnenblume", ags=KOELN)
    make_office("Haus am Teich", ags=KOELN, offers_note="Klöppeln")


@pytest.mark.parametrize(
    ("typed", "words", "is_guess"),
    [
        ("sonnenhaus", ("sonnenhaus",), False),
        ("SONNENHAUS!", ("sonnenhaus",), False),
        ("klöppeln", ("kloeppeln",), False),
        ("kloeppel", ("kloeppeln",), False),
        ("blume", ("sonnenblume",), False),
        ("sonenhaus", ("sonnenhaus",), True),
        ("sonnenhuas", ("sonnenhaus",), True),
        ("johaniter", ("johanniter",), True),
        ("xyzabc", (), True),
        ("xy", (), True),
    ],
)
def test_a_word_is_taken_for_the_nearest_that_is_known(offices, typed, words, is_guess):
    assert list(taken(typed).values()) == [(words, is_guess)]


def test_a_beginning_finds_everything_that_starts_so(offices):
    assert found("sonnen") == ["Sonnenblume", "Sonnenhaus"]


def test_words_that_tell_nothing_are_passed_over(offices):
    assert understand(" ".join(FILLERS)) == []
    assert found("das Haus am Teich") == ["Haus am Teich"]


def test_a_word_typed_twice_counts_once(offices):
    assert len(understand("Teich teich TEICH")) == 1


def test_no_more_than_eight_words_are_read(offices):
    assert len(understand(" ".join(f"wort{number}" for number in range(50)))) == 8


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=400))
def test_anything_can_be_asked(offices, text):
    meanings = understand(text)
    assert len(meanings) <= 8
    assert all(meaning.typed == fold(meaning.typed) for meaning in meanings)
    assert isinstance(find(Office.objects.listed(), meanings).count(), int)


# --- the index ------------------------------------------------------------------------------------------------


def test_the_index_holds_each_folded_word_of_an_office_once():
    office = make_office(
        "Büro am Büro",
        other_names="Treff Süd\nTreff Nord",
        catchment="Ahlen und Umland",
        providers=["AWO"],
        place={"name": "Rathaus, Zimmer 12"},
        district="Dolberg",
    )
    words = list(SearchWord.objects.filter(office=office).order_by("word").values_list("word", flat=True))
    assert words == sorted(
        ["buero", "treff", "sued", "nord", "ahlen", "umland", "awo", "rathaus", "zimmer", "12", "dolberg"]
    )
    assert search_words_of(office) == set(words)


def test_reindexing_writes_anew_and_leaves_the_others_alone():
    one, other = make_office("Eins"), make_office("Zwei")
    Office.objects.update(name="Neu")
    assert reindex([one.pk]) == 1
    words = {office: set(office.search_words.values_list("word", flat=True)) for office in (one, other)}
    assert words == {one: {"neu", "ahlen"}, other: {"zwei", "ahlen"}}
    assert reindex() == 2
    assert found("neu") == ["Neu", "Neu"]


def test_very_long_words_fit_into_the_index():
    make_office("x" * 200)
    assert SearchWord.objects.filter(word="x" * 80).count() == 1
