import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.geography import places
from offices.geography.gazetteer import Point, distance_km, gazetteer
from offices.geography.places import Ambiguous, District, Found, SearchPlace, Unknown, look_up

PLACES = gazetteer()


def district(name, town):
    """A district three kilometres north of the centre of its town."""
    municipality = PLACES.municipality_by_slug[town]
    return District(name, municipality.ags, Point(municipality.point.lat + 0.03, municipality.point.lon))


DISTRICTS = (
    district("Langendreer", "bochum"),
    district("Nord", "bochum"),
    district("Südwest", "bochum"),
    district("Wattenscheid", "bochum"),
    district("Hörde", "dortmund"),
    district("Innenstadt-Nord", "dortmund"),
    district("Nord", "gladbeck"),
    district("Deutz", "koeln"),
    district("Köln-Kalk", "koeln"),
    district("Mülheim", "koeln"),
    district("Bezirk 3", "muenster"),
    district("Broich", "muelheim-an-der-ruhr"),
    district("Rauxel", "castrop-rauxel"),
)


def said(text, districts=DISTRICTS):
    """The outcome in short: kind and labels."""
    match look_up(text, districts):
        case Found(place):
            return ("found", place.label)
        case Ambiguous(choices):
            return ("choose", *(place.label for place in choices))
        case Unknown(_, suggestions):
            return ("unknown", *(place.label for place in suggestions))


def message(text):
    outcome = look_up(text, DISTRICTS)
    assert isinstance(outcome, Unknown)
    return outcome.message


def never_read():
    raise AssertionError("districts were read")
    yield


@pytest.mark.parametrize("town", PLACES.municipalities, ids=lambda town: town.slug)
def test_every_municipality_is_found_by_its_name_however_it_is_typed(town):
    place = SearchPlace(label=town.name, query=town.name, point=town.point, ags=(town.ags,))
    typed = [
        town.name,
        town.name.upper(),
        f"  {town.name.lower()}\t",
        town.slug,
        f"{town.kind} {town.name}",
        town.name.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("Ü", "Ue"),
    ]
    assert [look_up(text) for text in typed] == [Found(place)] * len(typed)


@pytest.mark.parametrize("town", PLACES.municipalities, ids=lambda town: town.slug)
def test_every_municipality_is_found_by_its_short_name_and_without_dots_on_its_vowels(town):
    bare = town.short_name.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
    for text in (town.short_name, bare):
        outcome = look_up(text)
        assert isinstance(outcome, Found)
        assert outcome.place.ags == (town.ags,)


@pytest.mark.parametrize("postcode", PLACES.postcodes, ids=lambda postcode: postcode.code)
def test_every_postcode_is_found_alone_and_with_each_of_its_towns(postcode):
    towns = postcode.municipalities
    place = SearchPlace(
        label=f"{postcode.code} {' und '.join(town.name for town in towns)}",
        query=postcode.code,
        point=postcode.point,
        ags=tuple(town.ags for town in towns),
        postcode=postcode.code,
    )
    assert look_up(postcode.code) == Found(place)
    assert look_up(place.label) == Found(place)
    for town in towns:
        assert look_up(f"{postcode.code} {town.name}") == Found(place)
        assert look_up(f"{town.short_name}, D-{postcode.code}") == Found(place)


@pytest.mark.parametrize(
    "text",
    [
        "59227",
        "59227 Ahlen",
        "D-59227 Ahlen",
        "D59227",
        "59227Ahlen",
        "59 227",
        "5 9 2 2 7",
        "５９２２７",
        "PLZ 59227",
        "Ahlen 59227",
        "ahlen(59227)",
        "59227 Ahlen, Westf.",
        "59227 59227",
        "Südstraße 12, 59227 Ahlen",
        "59227 Hintertupfingen",
        "59227 Langendreer",
        "59\x00227\u200b",
    ],
)
def test_a_postcode_is_found_in_every_way_of_writing_it(text):
    assert said(text) == ("found", "59227 Ahlen")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("koeln", "Köln"),
        ("KÖLN", "Köln"),
        ("Koln", "Köln"),
        ("Ko\u0308ln", "Köln"),
        ("Kö\u00adln", "Köln"),
        ("Köln 1", "Köln"),
        ("Mülheim/Ruhr", "Mülheim an der Ruhr"),
        ("Mülheim (Ruhr)", "Mülheim an der Ruhr"),
        ("Mülheim a. d. Ruhr", "Mülheim an der Ruhr"),
        ("Mülheim a.d.R.", "Mülheim an der Ruhr"),
        ("Hennef", "Hennef (Sieg)"),
        ("Hennef an der Sieg", "Hennef (Sieg)"),
        ("Emmerich", "Emmerich am Rhein"),
        ("Emmerich a. Rh.", "Emmerich am Rhein"),
        ("Gronau, Westfalen", "Gronau (Westf.)"),
        ("Stolberg Rheinland", "Stolberg (Rhld.)"),
        ("Ahlen, Westf", "Ahlen"),
        ("Stadt Ahlen", "Ahlen"),
        ("in Ahlen", "Ahlen"),
        ("in der Stadt Ahlen", "Ahlen"),
        ("Hansestadt Wesel", "Wesel"),
        ("Kreis Warendorf", "Warendorf"),
        ("5922 Ahlen", "Ahlen"),
        ("Hauptstraße 5 Ahlen", "Ahlen"),
        ("St. Augustin", "Sankt Augustin"),
        ("Augustin", "Sankt Augustin"),
        ("Bad Oeynhausen", "Bad Oeynhausen"),
        ("Oeynhausen", "Bad Oeynhausen"),
        ("Bergisch-Gladbach", "Bergisch Gladbach"),
        ("Berg. Gladbach", "Bergisch Gladbach"),
        ("Moenchengladbach", "Mönchengladbach"),
        ("M. Gladbach", "Mönchengladbach"),
        ("Castrop Rauxel", "Castrop-Rauxel"),
        ("Castrop", "Castrop-Rauxel"),
        ("Wiedenbrück", "Rheda-Wiedenbrück"),
        ("Meinberg", "Horn-Bad Meinberg"),
        ("Stukenbrock", "Schloß Holte-Stukenbrock"),
        ("Pr. Oldendorf", "Preußisch Oldendorf"),
        ("Wanne-Eickel", "Herne"),
        ("Bad Godesberg", "Bonn"),
        ("Bedburg", "Bedburg"),
        ("Neunkirchen", "Neunkirchen"),
        ("Neuenkirchen", "Neuenkirchen"),
        ("40001 Düsseldorf", "Düsseldorf"),
        ("Ense-Bremen", "Ense"),
    ],
)
def test_a_town_is_found_in_every_usual_spelling(text, label):
    assert said(text) == ("found", label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Köln-Deutz", "Köln-Deutz"),
        ("Köln Deutz", "Köln-Deutz"),
        ("koeln deutz", "Köln-Deutz"),
        ("Deutz", "Köln-Deutz"),
        ("Deutz, Köln", "Köln-Deutz"),
        ("Stadt Köln, Deutz", "Köln-Deutz"),
        ("Bahnhof Köln-Deutz", "Köln-Deutz"),
        ("Am Bahnhof 3, Köln-Deutz, rechtsrheinisch", "Köln-Deutz"),
        ("Kalk", "Köln-Kalk"),
        ("Köln-Kalk", "Köln-Kalk"),
        ("Mülheim Köln", "Köln-Mülheim"),
        ("Köln-Mülheim", "Köln-Mülheim"),
        ("Broich", "Mülheim-Broich"),
        ("Mülheim an der Ruhr-Broich", "Mülheim-Broich"),
        (" bochum  langendreer", "Bochum-Langendreer"),
        ("Langendreer", "Bochum-Langendreer"),
        ("Wattenscheid", "Bochum-Wattenscheid"),
        ("Rauxel", "Castrop-Rauxel-Rauxel"),
        ("Dortmund Hoerde", "Dortmund-Hörde"),
        ("Horde", "Dortmund-Hörde"),
        ("Innenstadt Nord", "Dortmund-Innenstadt-Nord"),
        ("Bezirk 3 Münster", "Münster-Bezirk 3"),
    ],
)
def test_a_district_is_found_alone_and_with_its_town(text, label):
    assert said(text) == ("found", label)


def test_a_district_carries_its_own_point_and_the_key_of_its_town():
    outcome = look_up("Köln-Kalk", DISTRICTS)
    kalk = DISTRICTS[8]
    assert outcome == Found(
        SearchPlace(label="Köln-Kalk", query="Köln-Kalk", point=kalk.point, ags=("05315000",), district="Köln-Kalk")
    )
    assert round(distance_km(kalk.point, PLACES.municipality_by_ags["05315000"].point), 1) == 3.3


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Köln-Hintertupfingen", "Köln"),
        ("Köln Mülheim", "Köln"),
        ("Mülheim Köln", "Köln"),
        ("Bochum-Werne", "Bochum"),
        ("Hennef Uckerath", "Hennef (Sieg)"),
        ("Bochum Süd", "Bochum"),
    ],
)
def test_a_known_town_with_an_unknown_district_is_the_town(text, label):
    assert said(text, districts=()) == ("found", label)


def test_of_two_offices_in_one_district_the_first_one_names_the_point():
    first, second = district("Deutz", "koeln"), District("deutz", "05315000", Point(50.9, 7.0))
    for districts in ((first, second), [first, second]):
        outcome = look_up("Deutz", districts)
        assert isinstance(outcome, Found)
        assert outcome.place.point == first.point


@pytest.mark.parametrize(
    "odd",
    [
        District("Fern", "99999999", Point(51, 7)),
        District("", "05315000", Point(51, 7)),
        district("Ahlen", "ahlen"),
    ],
)
def test_a_district_without_a_name_or_a_known_town_is_passed_over(odd):
    assert look_up("Köln", [odd]) == look_up("Köln")
    assert look_up("Fern", [odd]) == look_up("Fern")
    assert look_up("Ahlen Zentrum", [odd]) == look_up("Ahlen")


@pytest.mark.parametrize("text", ["59227", "59227 Bochum", "Ahlen", "KÖLN", "Mülheim an der Ruhr", "", "5922"])
def test_districts_are_not_read_where_a_postcode_or_a_complete_name_settles_it(text):
    assert look_up(text, never_read()) == look_up(text)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Mülheim", ("Mülheim an der Ruhr", "Köln-Mülheim")),
        ("Mulheim", ("Mülheim an der Ruhr", "Köln-Mülheim")),
        ("Mül", ("Mülheim an der Ruhr", "Köln-Mülheim")),
        ("Nord", ("Bochum-Nord", "Gladbeck-Nord")),
        ("Gladbach", ("Bergisch Gladbach", "Mönchengladbach")),
        ("59227 Bochum", ("59227 Ahlen", "Bochum")),
        ("Mülheim 59227", ("59227 Ahlen", "Mülheim an der Ruhr")),
        ("59227 48143", ("59227 Ahlen", "48143 Münster")),
    ],
)
def test_what_fits_several_places_is_hers_to_choose(text, choices):
    assert said(text) == ("choose", *choices)


def test_a_complete_name_beats_a_district_of_the_same_name():
    assert said("Langenberg", [district("Langenberg", "velbert")]) == ("found", "Langenberg")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Gelsenk", ("found", "Gelsenkirchen")),
        ("Bergi", ("found", "Bergisch Gladbach")),
        ("Bad Oe", ("found", "Bad Oeynhausen")),
        ("Oeyn", ("found", "Bad Oeynhausen")),
        ("Emmerich am Rh", ("found", "Emmerich am Rhein")),
        ("Kol", ("found", "Köln")),
        ("Hör", ("choose", "Hörstel", "Dortmund-Hörde")),
        ("Kö", ("choose", "Köln", "Königswinter")),
        ("Berg", ("choose", "Bergheim", "Bergisch Gladbach", "Bergkamen", "Bergneustadt")),
        ("Lang", ("choose", "Langenberg", "Langenfeld (Rheinland)", "Langerwehe", "Bochum-Langendreer")),
    ],
)
def test_a_beginning_finds_what_begins_so(text, outcome):
    assert said(text) == outcome


def test_a_beginning_of_more_than_eight_names_asks_for_more_letters():
    assert said("Bad") == (
        "unknown",
        "Bad Berleburg",
        "Bad Driburg",
        "Bad Honnef",
        "Bad Laasphe",
        "Bad Lippspringe",
        "Bad Münstereifel",
        "Bad Oeynhausen",
        "Bad Salzuflen",
    )
    assert message("Bad") == places.MORE_LETTERS


@pytest.mark.parametrize(("text", "suggestions"), [("Z", ("Zülpich",)), ("Xa", ("Xanten",)), ("Zy", ())])
def test_one_or_two_letters_find_nothing_for_sure(text, suggestions):
    assert said(text) == ("unknown", *suggestions)


def test_a_district_of_more_than_eight_towns_asks_for_the_town():
    towns = ["bonn", "bochum", "essen", "hagen", "hamm", "herne", "krefeld", "witten", "muenster"]
    outcome = look_up("Mitte", [district("Mitte", town) for town in towns])
    assert isinstance(outcome, Unknown)
    assert outcome.message == places.WHICH_TOWN.format(label="Bochum-Mitte")
    assert [place.label for place in outcome.suggestions] == [
        "Bochum-Mitte",
        "Bonn-Mitte",
        "Essen-Mitte",
        "Hagen-Mitte",
        "Hamm-Mitte",
        "Herne-Mitte",
        "Krefeld-Mitte",
        "Münster-Mitte",
    ]


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Aahlen", ("Ahlen", "Aachen", "Dahlem")),
        ("Ahlenn", ("Ahlen",)),
        ("Bonm", ("Bonn",)),
        ("Kln", ("Köln",)),
        ("Gelsenkrichen", ("Gelsenkirchen", "Geilenkirchen")),
        ("Recklighausen", ("Recklinghausen",)),
        ("Müllheim an der Ruhr", ("Mülheim an der Ruhr",)),
        ("Dortmundt Hörde", ("Dortmund-Hörde",)),
        ("Langendrer", ("Bochum-Langendreer", "Langenberg")),
        ("Wattenscheit", ("Bochum-Wattenscheid",)),
        ("Dortmundt Hintertupfingen", ("Dortmund",)),
        ("40001 Dusseldrf", ("Düsseldorf",)),
        ("Xylophonhausen", ()),
    ],
)
def test_typing_errors_are_answered_with_the_closest_spellings(text, suggestions):
    assert said(text) == ("unknown", *suggestions)


@pytest.mark.parametrize("text", ["1", "592", "5922", "592277", "0221 4710123", "5922 Xylophonhausen"])
def test_a_number_that_is_no_postcode_is_told_how_many_digits_one_has(text):
    assert message(text) == ("Eine Postleitzahl hat fünf Ziffern. Bitte geben Sie alle fünf ein, zum Beispiel 59227.")


@pytest.mark.parametrize("code", ["20095", "10115", "80331", "00000", "99999", "49074", "34117", "31535", "60311"])
def test_a_postcode_from_elsewhere_is_told_plainly(code):
    assert look_up(code) == Unknown(
        f"Die Postleitzahl {code} liegt nicht in Nordrhein-Westfalen. "
        "Bitte geben Sie einen Ort oder eine Postleitzahl aus Nordrhein-Westfalen ein."
    )


def test_a_postcode_from_elsewhere_beats_a_namesake_town_which_is_offered():
    assert said("26892 Ahlen") == ("unknown", "Ahlen")
    assert "26892 liegt nicht in Nordrhein-Westfalen" in message("26892 Ahlen")


@pytest.mark.parametrize("code", ["40001", "59228", "53424", "48455"])
def test_a_postcode_that_may_lie_in_nrw_but_is_not_known_asks_for_the_town(code):
    assert look_up(code) == Unknown(
        f"Die Postleitzahl {code} kennen wir nicht. Bitte geben Sie stattdessen Ihren Ort ein."
    )


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Hamburg", ()),
        ("Frankfurt am Main", ()),
        ("München", ()),
        ("Halle (Saale)", ("Halle (Westf.)",)),
        ("Neunkirchen Saar", ("Neunkirchen",)),
    ],
)
def test_a_town_elsewhere_is_told_plainly(text, suggestions):
    assert message(text) == places.ONLY_NRW.format(what="Dieser Ort")
    assert said(text) == ("unknown", *suggestions)


def test_a_town_with_an_epithet_is_not_the_town_without_it():
    assert said("Bad Essen") == ("unknown", "Essen", "Ense")


@pytest.mark.parametrize(
    "text", ["Lippe", "Kreis Lippe", "Rhein-Sieg-Kreis", "Siegen-Wittgenstein", "Hochsauerlandkreis"]
)
def test_the_name_of_a_kreis_asks_for_the_town(text):
    assert look_up(text, DISTRICTS) == Unknown(places.A_KREIS)


@pytest.mark.parametrize("text", ["", "   ", "???", "\x00", "–", "\u200b", "日本", "🙂"])
def test_nothing_legible_asks_for_a_place(text):
    assert look_up(text) == Unknown(places.ASK)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("x" * 10_000, ("unknown",)),
        ("5" * 10_000, ("unknown",)),
        ("Köln " * 2_000, ("found", "Köln")),
        ("Ahlen" + " " * 10_000, ("found", "Ahlen")),
        ("a " * 5_000, ("unknown",)),
        ("\x00" * 900 + "Ahlen", ("found", "Ahlen")),
    ],
)
def test_long_texts_are_read_from_their_beginning(text, outcome):
    assert said(text)[: len(outcome)] == outcome


@given(st.text())
def test_any_text_has_an_outcome(text):
    assert isinstance(look_up(text, DISTRICTS), places.Outcome)


words_people_type = st.sampled_from(
    [
        "Köln",
        "Bad",
        "an",
        "der",
        "Ruhr",
        "Mülheim",
        "59227",
        "20095",
        "592",
        "Nord",
        "St.",
        "D-",
        "Saale",
        "x",
        ",",
        "-",
    ]
)


@given(st.lists(words_people_type, max_size=9).map(" ".join))
def test_outcomes_keep_their_shape_whatever_words_meet(text):
    match look_up(text, DISTRICTS):
        case Found(place):
            offered = (place,)
        case Ambiguous(offered):
            assert 2 <= len(offered) <= 8
        case Unknown(message, offered):
            assert message.endswith(".")
            assert len(offered) <= 8
    assert len(set(offered)) == len(offered)
    assert [look_up(place.query, DISTRICTS) for place in offered] == [Found(place) for place in offered]


@pytest.mark.parametrize("each", DISTRICTS, ids=lambda each: each.name)
def test_the_query_of_a_district_finds_it_again(each):
    outcomes = [look_up(text, DISTRICTS) for text in (each.name, f"{each.name} in Köln")]
    offered = [place for outcome in outcomes for place in getattr(outcome, "choices", ()) or (outcome.place,)]
    assert [look_up(place.query, DISTRICTS) for place in offered] == [Found(place) for place in offered]


def test_messages_are_short_sentences_that_ask_politely():
    told = [places.ASK, places.FIVE_DIGITS, places.UNKNOWN_CODE, places.UNKNOWN_NAME, places.MORE_LETTERS]
    told += [places.WHICH_TOWN, places.A_KREIS, places.ONLY_NRW]
    for text in told:
        assert "Bitte geben Sie" in text
        assert max(len(sentence.split()) for sentence in text.split(". ")) <= 16


def test_every_postcode_of_the_file_lies_within_the_known_areas():
    for postcode in PLACES.postcodes:
        assert any(first <= postcode.code <= last for first, last in places._NRW_CODES)
