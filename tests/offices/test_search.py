"""The search as a visitor meets it: what is typed, and which of the six answers comes back."""

import re
from datetime import date

import pytest

from offices.geography.map import SCALE
from offices.models import Place
from tests.factories import AHLEN, ALPEN, BECKUM, BOCHUM, DORTMUND, KOELN, make_exception, make_hours, make_office
from tests.reading import Page, text_of

A_TUESDAY = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """`ask(ort="59227")` → the page of the list."""
    return lambda **question: Page(client.get("/seniorenbueros/", question))


@pytest.fixture
def tuesday(at):
    at(f"{A_TUESDAY} 08:00")


# --- the outcomes ---------------------------------------------------------------------------------------------


def test_without_a_question_all_offices_come_from_a_to_z(ask):
    for name in ("Zentrum", "Ärztehaus", "Büro"):
        make_office(name)
    page = ask()
    assert page.answer == "Alle 3 Seniorenbüros von A bis Z"
    assert page.offices == ["Ärztehaus", "Büro", "Zentrum"]


def test_a_postcode_leads_to_the_offices_around_it_nearest_first(ask):
    make_office("Weit weg", ags=KOELN)
    make_office("Nachbar", ags=BECKUM)
    make_office("Daheim", place={"postcode": "59227"})
    page = ask(ort="59227")
    assert page.h1 == "Ihr Seniorenbüro für 59227 Ahlen"
    assert page.answer == "2 Seniorenbüros im Umkreis von 25 km"
    assert page.offices == ["Daheim", "Nachbar"]
    assert page.title == "Seniorenbüros für 59227 Ahlen – Seniorenbüros NRW"


def test_who_is_in_charge_of_the_place_comes_first_even_from_afar(ask):
    make_office("Nah", ags=AHLEN)
    make_office("Zuständig", ags=KOELN, catchment="Köln\nAhlen")
    page = ask(ort="Ahlen", umkreis="10")
    assert page.offices == ["Nah", "Zuständig"]
    assert page.text.count("zuständig für Ihren Ort") == 2
    assert ask(ort="Beckum", umkreis="25").offices == ["Nah"]


def test_who_asks_for_a_district_gets_the_offices_of_the_district_first(ask):
    make_office("Altstadt", ags=BOCHUM, district="Altstadt")
    make_office("Ost", ags=BOCHUM, district="Langendreer")
    outreach = make_office("West", ags=BOCHUM)
    Place.objects.create(office=outreach, role=Place.Role.OUTREACH, ags=BOCHUM, district="Langendreer")
    assert ask(ort=" bochum  langendreer").offices == ["Ost", "West", "Altstadt"]
    assert ask(ort="Bochum").offices == ["Altstadt", "Ost", "West"]


def test_no_distance_is_told_where_only_the_town_of_an_office_is_known(ask):
    make_office("Irgendwo in der Stadt")
    make_office("Am Markt", place={"lat": 51.7634, "lon": 7.8911})
    make_office("Nachbar", ags=BECKUM)
    page = ask(ort="59227")
    told = {text.split(" · ", 1)[1] for text in page.texts("p", class_="meta") if "km" in text or "zuständig" in text}
    distances = sorted(part for part in told if "entfernt" in part)
    assert "zuständig für Ihren Ort" in told
    assert len(distances) == 2
    assert distances[1].startswith("zuständig für Ihren Ort · ")


@pytest.mark.parametrize(
    ("radius", "found"),
    [
        ("10", ["Ahlen"]),
        ("25", ["Ahlen", "Beckum"]),
        ("50", ["Ahlen", "Beckum", "Dortmund"]),
        ("", ["Ahlen", "Beckum"]),
    ],
)
def test_the_radius_decides_how_far_away_offices_may_be(ask, radius, found):
    for name, ags in (("Dortmund", DORTMUND), ("Beckum", BECKUM), ("Ahlen", AHLEN), ("Köln", KOELN)):
        make_office(name, ags=ags)
    assert ask(ort="Ahlen", umkreis=radius).offices == found


def test_where_no_office_is_within_the_radius_the_nearest_three_come_instead(ask):
    for name, ags in (("Köln", KOELN), ("Dortmund", DORTMUND), ("Bochum", BOCHUM), ("Beckum", BECKUM)):
        make_office(name, ags=ags)
    page = ask(ort="Alpen", umkreis="10")
    assert page.answer == "Im Umkreis von 10 km gibt es kein passendes Seniorenbüro"
    assert page.offices == ["Bochum", "Dortmund", "Köln"]
    assert page.text.count("entfernt") == 3


def test_several_places_of_one_name_are_offered_for_choice_and_each_leads_on(ask, client):
    make_office("Bochum", ags=BOCHUM, district="Nord")
    make_office("Ahlen", district="Nord")
    page = ask(ort="Nord", q="Büro", seite="3")
    assert page.answer == "Welchen Ort meinen Sie?"
    assert page.offices == []
    choices = [link for link in page.links if "?ort=" in link or "&ort=" in link]
    assert [Page(client.get(f"/seniorenbueros/{link}")).h1 for link in choices if "umkreis" not in link] == [
        "Ihr Seniorenbüro für Ahlen-Nord",
        "Ihr Seniorenbüro für Bochum-Nord",
    ]
    assert all("seite" not in link and "q=B" in link for link in choices if "umkreis" not in link)


def test_an_unknown_place_is_said_at_the_field_with_the_closest_spellings(ask):
    make_office()
    page = ask(ort="Alhen")
    sentence = (
        "Diesen Ort kennen wir in Nordrhein-Westfalen nicht. "
        "Bitte geben Sie Ihre Postleitzahl ein oder den Namen Ihrer Stadt oder Gemeinde."
    )
    assert page.answer == "Meinten Sie …?"
    assert page.errors == [sentence]
    assert page.title == "Fehler: Seniorenbüros von A bis Z – Seniorenbüros NRW"
    assert page.all("input", name="ort")[0].get("value") == "Alhen"
    assert page.all("input", name="ort")[0].get("aria-invalid") == "true"
    assert "?ort=Ahlen" in page.links


def test_where_nothing_fits_anywhere_the_page_says_what_to_do(ask):
    make_office()
    page = ask(q="Unterwasserschach")
    assert page.answer == "Dazu haben wir kein Seniorenbüro gefunden"
    assert page.offices == []
    assert page.texts("li")[-1] != ""
    assert "0228 61 40 74" in page.text


def test_an_empty_directory_says_so_instead_of_failing(ask):
    assert ask().answer == "Alle 0 Seniorenbüros von A bis Z"
    assert ask(ort="59227").answer == "Dazu haben wir kein Seniorenbüro gefunden"


# --- the place, however it is typed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("59227", "59227 Ahlen"),
        ("59227 Ahlen", "59227 Ahlen"),
        ("koeln", "Köln"),
        ("Köln-Deutz", "Köln-Deutz"),
        ("deutz", "Köln-Deutz"),
        ("Muelheim", "Mülheim an der Ruhr"),
        ("Hennef", "Hennef (Sieg)"),
        ("Emmerich", "Emmerich am Rhein"),
        (" bochum  langendreer", "Bochum-Langendreer"),
        ("BOCHUM", "Bochum"),
        ("Koln", "Köln"),
        ("St. Augustin", "Sankt Augustin"),
        ("59 227", "59227 Ahlen"),
    ],
)
def test_a_place_is_found_however_it_is_typed(ask, typed, label):
    make_office("Deutz", ags=KOELN, district="Deutz")
    make_office("Langendreer", ags=BOCHUM, district="Langendreer")
    assert ask(ort=typed).h1 == f"Ihr Seniorenbüro für {label}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("5922", "Eine Postleitzahl hat fünf Ziffern. Bitte geben Sie alle fünf ein, zum Beispiel 59227."),
        ("592271", "Eine Postleitzahl hat fünf Ziffern. Bitte geben Sie alle fünf ein, zum Beispiel 59227."),
        (
            "20095",
            "Die Postleitzahl 20095 liegt nicht in Nordrhein-Westfalen. "
            "Bitte geben Sie einen Ort oder eine Postleitzahl aus Nordrhein-Westfalen ein.",
        ),
        (
            "Hamburg",
            "Dieser Ort liegt nicht in Nordrhein-Westfalen. "
            "Bitte geben Sie einen Ort oder eine Postleitzahl aus Nordrhein-Westfalen ein.",
        ),
        ("50000", "Die Postleitzahl 50000 kennen wir nicht. Bitte geben Sie stattdessen Ihren Ort ein."),
        (
            "Rhein-Sieg-Kreis",
            "Das ist der Name eines Kreises. Bitte geben Sie Ihren Ort oder Ihre Postleitzahl ein.",
        ),
        ("!?", "Bitte geben Sie eine Postleitzahl oder einen Ort ein, zum Beispiel 59227 oder Ahlen."),
        ("\x00", "Bitte geben Sie eine Postleitzahl oder einen Ort ein, zum Beispiel 59227 oder Ahlen."),
        (
            "x" * 10_000,
            "Diesen Ort kennen wir in Nordrhein-Westfalen nicht. "
            "Bitte geben Sie Ihre Postleitzahl ein oder den Namen Ihrer Stadt oder Gemeinde.",
        ),
    ],
)
def test_what_is_no_place_is_told_in_one_sentence(ask, typed, sentence):
    page = ask(ort=typed)
    assert page.answer == "Diesen Ort finden wir nicht"
    assert page.errors == [sentence]


def test_a_postcode_with_a_null_byte_is_read_without_it(ask):
    make_office()
    assert ask(ort="592\x0027").h1 == "Ihr Seniorenbüro für 59227 Ahlen"


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "Pflegeberatung",
        "pflegeberatung",
        "PFLEGE",
        "Pflegeberattung",
        "Pflegegrad",
        "smartfon",
        "Handy",
        "Smartphone Pflege",
        "Leitstelle",
        "Caritas",
        "Caritas Pflegeberatung",
        "Nähcafé",
        "naehcafe",
        "Sonnenschein",
        "Sonnenschien",
        "Ahlen",
    ],
)
def test_an_office_is_found_by_any_of_its_words_and_their_typing_errors(ask, typed):
    make_office(
        "Büro Sonnenschein",
        other_names="Leitstelle Älter werden",
        offers_note="Nähcafé",
        topics=["Pflegeberatung", "Smartphone- und Tablet-Sprechstunde"],
        providers=["Caritasverband"],
    )
    make_office("Anderes", ags=ALPEN, topics=["Bürgerbus"], providers=["Diakonie"])
    assert ask(q=typed).offices == ["Büro Sonnenschein"]


def test_every_word_of_the_question_must_fit(ask):
    make_office("Eins", topics=["Pflegeberatung"])
    make_office("Zwei", topics=["Tanz"])
    assert ask(q="Pflegeberatung Tanz").answer == "Dazu haben wir kein Seniorenbüro gefunden"


def test_a_typing_error_is_told_with_the_word_that_was_taken_for_it(ask):
    make_office(topics=["Pflegeberatung"])
    page = ask(q="Pflegeberattung")
    assert "Wir haben nach Pflegeberatung statt „pflegeberattung“ gesucht." in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "x" * 10_000,
            "Das ist zu lang. Bitte schreiben Sie höchstens 200 Zeichen.",
        ),
        ("Pfle\x00ge", "Die Suche enthält ein unsichtbares Zeichen. Bitte tippen Sie sie neu ein."),
    ],
)
def test_words_that_cannot_be_read_are_told_and_the_rest_of_the_question_counts(ask, typed, sentence):
    make_office("Ahlen")
    make_office("Köln", ags=KOELN)
    page = ask(q=typed, ort="59227")
    assert page.errors == [sentence]
    assert page.offices == ["Ahlen"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "und der die", "%", "_", "'; DROP TABLE", "<script>", "\\", "ß", "🙂", "((("]
)
def test_odd_words_are_searched_for_or_passed_over(client, typed):
    make_office()
    assert client.get("/seniorenbueros/", {"q": typed}).status_code == 200


# --- filters --------------------------------------------------------------------------------------------------


def test_filters_narrow_the_list_each_alone_and_all_together(ask, tuesday):
    fitting = make_office("Passt", topics=["Pflegeberatung"], place={"step_free": True})
    make_hours(fitting.places.get(), 1, "9:00", "12:00")
    make_office("Ohne alles")
    make_office("Köln", ags=KOELN, topics=["Tanz"], place={"step_free": False})
    filters = {
        "kreis": ("warendorf", ["Ohne alles", "Passt"]),
        "bezirk": ("muenster", ["Ohne alles", "Passt"]),
        "angebot": ("pflegeberatung", ["Passt"]),
        "barrierefrei": ("on", ["Passt"]),
        "heute": ("on", ["Passt"]),
    }
    for name, (value, offices) in filters.items():
        assert ask(**{name: value}).offices == offices, name
    assert ask(**{name: value for name, (value, _) in filters.items()}, ort="59227", q="Pflege").offices == ["Passt"]


def test_a_whole_field_of_action_can_be_chosen_as_offer(ask):
    make_office("Pflege", topics=["Pflegeberatung"])
    make_office("Tanz", topics=["Tanz"])
    make_office("Bus", topics=["Bürgerbus"])
    assert ask(angebot="begegnung-gesundheit-und-pflege").offices == ["Pflege", "Tanz"]


def test_open_today_leads_to_the_offices_whose_hours_nobody_knows(ask, client, tuesday):
    open_office = make_office("Offen")
    make_hours(open_office.places.get(), 1, "9:00", "12:00")
    closed = make_office("Nur montags")
    make_hours(closed.places.get(), 0, "9:00", "12:00")
    away = make_office("Heute nicht")
    make_hours(away.places.get(), 1, "9:00", "12:00")
    make_exception(away.places.get(), A_TUESDAY)
    make_office("Unbekannt")
    page = ask(heute="on", ort="Ahlen")
    assert page.offices == ["Offen"]
    assert page.texts("span", class_="state--ok") == ["Heute geöffnet: 9 bis 12 Uhr"]
    link = next(link for link in page.links if "ohne_zeiten" in link)
    assert link == "?ort=Ahlen&ohne_zeiten=1"
    assert Page(client.get(f"/seniorenbueros/{link}")).offices == ["Unbekannt"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("umkreis", "-1"),
        ("umkreis", "11"),
        ("umkreis", "1e9"),
        ("kreis", "hamburg"),
        ("bezirk", "<b>"),
        ("angebot", "zauberei"),
        ("kreis", "\x00"),
    ],
)
def test_an_unknown_choice_is_named_at_its_field_and_the_rest_counts(ask, field, value):
    make_office("Ahlen")
    make_office("Köln", ags=KOELN)
    page = ask(**{field: value}, ort="59227")
    shown = value.replace("\x00", "")
    assert page.errors == [f"„{shown}“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."]
    assert page.offices == ["Ahlen"]
    assert "bis 25 km" in [text_of(option) for option in page.all("option", selected="")]


# --- the map --------------------------------------------------------------------------------------------------


def test_a_ring_on_the_map_shows_what_was_searched(ask):
    make_office()
    page = ask(ort="59227", umkreis="50")
    assert re.search(r'class="map__ring" cx="\d+" cy="\d+" r="(\d+)"', page.html)[1] == str(round(50 / SCALE))
    assert page.texts("figcaption")[0].startswith("Der Ring zeigt 50 km um 59227 Ahlen. Karte:")


def test_without_a_place_there_is_no_ring(ask):
    make_office()
    page = ask(q="Ahlen")
    assert "map__ring" not in page.html
    assert page.texts("figcaption")[0].startswith("Karte:")


def test_unknown_names_in_the_address_are_passed_over(ask):
    make_office("Ahlen")
    assert ask(sortierung="neu", gclid="1").offices == ["Ahlen"]


def test_of_doubled_answers_the_last_counts(client):
    make_office("Ahlen")
    make_office("Köln", ags=KOELN)
    assert Page(client.get("/seniorenbueros/?ort=K%C3%B6ln&ort=Ahlen")).offices == ["Ahlen"]


# --- pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def many():
    for number in range(45):
        make_office(f"Büro {number:02}")


def test_page_numbers_that_do_not_exist_show_the_first_or_the_last(ask, many):
    pages = {"": 1, "1": 1, "2": 2, "3": 3, "999999": 3, "abc": 1, "-1": 3, "0": 3, "\x00": 1, "9" * 5000: 1}
    shown = {number: ask(seite=number).offices[0] for number in pages}
    assert shown == {number: f"Büro {20 * (page - 1):02}" for number, page in pages.items()}


def test_paging_keeps_the_whole_question(ask, client, many):
    page = ask(ort="59227", q="Büro", umkreis="50", barrierefrei="", seite="2")
    steps = [link.get("href") for link in page.all("a", class_="pager__step")]
    assert steps == ["?ort=59227&q=B%C3%BCro&umkreis=50", "?ort=59227&q=B%C3%BCro&umkreis=50&seite=3"]
    assert Page(client.get(f"/seniorenbueros/{steps[1]}")).answer == "45 Seniorenbüros im Umkreis von 50 km"


def test_all_pages_together_show_each_office_once(ask, many):
    shown = [name for number in "123" for name in ask(seite=number, ort="Ahlen").offices]
    assert sorted(shown) == [f"Büro {number:02}" for number in range(45)]
