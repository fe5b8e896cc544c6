import csv
import pickle
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

import pytest

from core.language.german import fold
from offices.geography.gazetteer import DATA, EARTH_RADIUS_KM, Point, distance_km, gazetteer, nearest, project

PLACES = gazetteer()


def town(slug):
    return PLACES.municipality_by_slug[slug]


def great_circle_km(a, b):
    """Haversine, the definition that the plane distances are measured against."""
    lat, lon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(lat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(lon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h))


def test_nrw_has_5_regions_53_kreise_396_municipalities_and_870_postcodes():
    sizes = [len(PLACES.regions), len(PLACES.kreise), len(PLACES.municipalities), len(PLACES.postcodes)]
    assert sizes == [5, 53, 396, 870]


def test_regions_carry_the_known_codes():
    assert {region.code: region.name for region in PLACES.regions} == {
        "051": "Düsseldorf",
        "053": "Köln",
        "055": "Münster",
        "057": "Detmold",
        "059": "Arnsberg",
    }


@pytest.mark.parametrize(
    ("things", "mapping", "key"),
    [
        (PLACES.regions, PLACES.region_by_slug, "slug"),
        (PLACES.kreise, PLACES.kreis_by_ags, "ags"),
        (PLACES.kreise, PLACES.kreis_by_slug, "slug"),
        (PLACES.municipalities, PLACES.municipality_by_ags, "ags"),
        (PLACES.municipalities, PLACES.municipality_by_slug, "slug"),
        (PLACES.postcodes, PLACES.postcode_by_code, "code"),
    ],
)
def test_every_key_belongs_to_one_place_only(things, mapping, key):
    assert {getattr(thing, key): thing for thing in things} == mapping
    assert len(mapping) == len(things)


@pytest.mark.parametrize("things", [PLACES.regions, PLACES.kreise, PLACES.municipalities])
def test_names_stand_in_alphabetical_order_with_umlauts_spelt_out(things):
    names = [fold(thing.name) for thing in things]
    assert names == sorted(names)


def test_kreis_and_region_are_prefixes_of_the_ags():
    for place in PLACES.municipalities:
        assert (place.ags[:5], place.ags[:3]) == (place.kreis.ags, place.region.code)


def test_names_of_kreise_and_regions_are_told_alike_by_every_municipality():
    with (DATA / "nrw_gemeinden.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = PLACES.municipality_by_ags[row["ags"]]
            told = (row["kreis_ags"], row["kreis"], row["kreis_art"], row["regierungsbezirk"])
            assert told == (place.kreis.ags, place.kreis.name, place.kreis.kind, place.region.name)


def test_ahlen_lies_in_the_kreis_warendorf_in_the_regierungsbezirk_muenster():
    ahlen = PLACES.postcode_by_code["59227"].municipalities[0]
    assert (ahlen.ags, ahlen.name, ahlen.kind, ahlen.slug) == ("05570004", "Ahlen", "Stadt", "ahlen")
    assert (ahlen.kreis.label, ahlen.region.label) == ("Kreis Warendorf", "Regierungsbezirk Münster")


def test_the_areas_contain_each_municipality_exactly_once():
    for areas in (PLACES.kreise, PLACES.regions):
        contained = [place.ags for area in areas for place in PLACES.municipalities_of(area)]
        assert sorted(contained) == sorted(PLACES.municipality_by_ags)
    assert sum(len(PLACES.kreise_of(region)) for region in PLACES.regions) == 53


def test_a_kreisfreie_stadt_is_its_only_municipality():
    cities = [kreis for kreis in PLACES.kreise if kreis.is_city]
    assert len(cities) == 22
    assert [[place.name for place in PLACES.municipalities_of(city)] for city in cities] == [
        [city.name] for city in cities
    ]


def test_ags_ranges_are_inclusive_and_eight_characters_long():
    assert PLACES.kreis_by_slug["warendorf"].ags_range == ("05570000", "05570999")
    assert PLACES.region_by_slug["muenster"].ags_range == ("05500000", "05599999")


@pytest.mark.parametrize(
    ("slug", "label", "where"),
    [
        ("warendorf", "Kreis Warendorf", "im Kreis Warendorf"),
        ("lippe", "Kreis Lippe", "im Kreis Lippe"),
        ("minden-luebbecke", "Kreis Minden-Lübbecke", "im Kreis Minden-Lübbecke"),
        ("rhein-sieg-kreis", "Rhein-Sieg-Kreis", "im Rhein-Sieg-Kreis"),
        ("rhein-kreis-neuss", "Rhein-Kreis Neuss", "im Rhein-Kreis Neuss"),
        ("hochsauerlandkreis", "Hochsauerlandkreis", "im Hochsauerlandkreis"),
        ("maerkischer-kreis", "Märkischer Kreis", "im Märkischen Kreis"),
        ("rheinisch-bergischer-kreis", "Rheinisch-Bergischer Kreis", "im Rheinisch-Bergischen Kreis"),
        ("staedteregion-aachen", "Städteregion Aachen", "in der Städteregion Aachen"),
        ("koeln", "Köln", "in Köln"),
    ],
)
def test_kreise_are_called_as_people_say(slug, label, where):
    kreis = PLACES.kreis_by_slug[slug]
    assert (kreis.label, kreis.where) == (label, where)


@pytest.mark.parametrize(
    ("name", "short_name"),
    [
        ("Hennef (Sieg)", "Hennef"),
        ("Stolberg (Rhld.)", "Stolberg"),
        ("Gronau (Westf.)", "Gronau"),
        ("Fröndenberg/Ruhr", "Fröndenberg"),
        ("Mülheim an der Ruhr", "Mülheim"),
        ("Emmerich am Rhein", "Emmerich"),
        ("Haltern am See", "Haltern"),
        ("Horn-Bad Meinberg", "Horn-Bad Meinberg"),
        ("Schloß Holte-Stukenbrock", "Schloß Holte-Stukenbrock"),
    ],
)
def test_short_names_are_what_people_type(name, short_name):
    assert [place.short_name for place in PLACES.municipalities if place.name == name] == [short_name]


def test_no_short_name_is_taken_by_another_municipality():
    taken = [fold(place.short_name) for place in PLACES.municipalities]
    assert len(set(taken)) == 396


def test_a_postcode_may_be_shared():
    shared = {
        postcode.code: [place.name for place in postcode.municipalities]
        for postcode in PLACES.postcodes
        if len(postcode.municipalities) > 1
    }
    assert shared == {"52525": ["Heinsberg", "Waldfeucht"], "52538": ["Gangelt", "Selfkant"]}


def test_every_municipality_has_a_postcode():
    reached = {place.ags for postcode in PLACES.postcodes for place in postcode.municipalities}
    assert reached == set(PLACES.municipality_by_ags)


def test_every_postcode_lies_near_its_municipality():
    too_far = [
        postcode.code
        for postcode in PLACES.postcodes
        if min(distance_km(postcode.point, place.point) for place in postcode.municipalities) > 15
    ]
    assert too_far == []


def test_plane_distances_err_by_less_than_a_twentieth_of_a_percent_over_all_pairs():
    worst = max(
        abs(distance_km(a.point, b.point) / great_circle_km(a.point, b.point) - 1)
        for a, b in combinations(PLACES.municipalities, 2)
    )
    assert worst < 0.0005


COLOGNE, BONN, MUENSTER = Point(50.9375, 6.9603), Point(50.7374, 7.0982), Point(51.9607, 7.6261)


@pytest.mark.parametrize(("a", "b", "km"), [(COLOGNE, BONN, 24.3), (COLOGNE, MUENSTER, 122.8)])
def test_known_distances_between_city_centres(a, b, km):
    assert round(distance_km(a, b), 1) == km


def test_the_plane_has_its_origin_on_the_central_meridian():
    assert project(51.5, 7.5) == pytest.approx((0, 0), abs=1e-9)
    assert project(52.5, 7.5) == pytest.approx((0, 111.195), abs=1e-3)
    assert Point(51.0, 8.0).x_km == pytest.approx(-Point(51.0, 7.0).x_km)


def test_the_nearest_come_first_with_their_distance():
    around = nearest(town("alpen").point, PLACES.municipalities, 4)
    assert [place.name for place, _ in around] == ["Alpen", "Rheinberg", "Issum", "Kamp-Lintfort"]
    distances = [km for _, km in around]
    assert distances == sorted(distances)
    assert distances[0] == 0


def test_nearest_gives_what_there_is():
    assert nearest(town("alpen").point, [], 3) == ()
    assert [place.name for place, _ in nearest(town("alpen").point, [town("bonn")], 3)] == ["Bonn"]


def test_points_are_equal_by_their_degrees_and_can_be_kept_in_a_cache():
    point = Point(51.0, 7.0)
    assert pickle.loads(pickle.dumps(point)) == point  # noqa: S301 (our own bytes)
    assert pickle.loads(pickle.dumps(town("ahlen"))) == town("ahlen")  # noqa: S301
