import json
import re
from collections import Counter
from itertools import combinations, pairwise
from math import ceil, dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.geography.gazetteer import DATA, Point, distance_km, gazetteer
from offices.geography.map import (
    EAST,
    FINGER_NARROW,
    FINGER_WIDE,
    HEIGHT,
    MARGIN,
    NORTH,
    SCALE,
    SOUTH,
    VIEW_BOX,
    WEST,
    WIDTH,
    cluster,
    kreis_paths,
    position,
)

PLACES = gazetteer()
ALL = PLACES.municipality_by_ags

some_counts = st.dictionaries(st.sampled_from(sorted(ALL)), st.integers(1, 12), max_size=60)
some_finger = st.sampled_from([1, FINGER_WIDE, FINGER_NARROW, 2000])


def town(slug):
    return PLACES.municipality_by_slug[slug]


def lines():
    """Closed lines of the source as (AGS, vertices in map units)."""
    for feature in json.loads((DATA / "nrw_kreise.geojson").read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            for line in polygon:
                yield feature["properties"]["ags"], [tuple(degrees) for degrees in line]


def rings(d):
    """The absolute vertices of path data."""
    for sub in re.findall(r"m([^z]+)z", d):
        numbers = [int(number) for number in re.findall(r"-?\d+", sub)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        yield ring


def doubled_area(edges):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in edges)


def contains(ring, x, y):
    """Even-odd rule."""
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def test_the_outermost_borders_are_those_of_the_file():
    degrees = [vertex for _, line in lines() for vertex in line]
    lons, lats = [lon for lon, _ in degrees], [lat for _, lat in degrees]
    assert (min(lons), max(lons), min(lats), max(lats)) == (WEST, EAST, SOUTH, NORTH)


def test_every_kreis_is_drawn_once_in_alphabetical_order():
    assert [path.kreis for path in kreis_paths()] == list(PLACES.kreise)
    assert [path.label for path in kreis_paths()][:3] == ["Bielefeld", "Bochum", "Bonn"]


def test_all_borders_together_take_less_than_12_kilobytes():
    assert sum(len(path.d) for path in kreis_paths()) < 12_000


def test_paths_consist_of_relative_whole_numbers_only():
    for path in kreis_paths():
        assert re.fullmatch(r"(m\d+ \d+([ -]\d+[ -]\d+){2,}z)+", path.d)


def test_paths_lie_within_the_view_box():
    assert f"-{MARGIN} -{MARGIN} {WIDTH} {HEIGHT}" == VIEW_BOX
    vertices = [vertex for path in kreis_paths() for ring in rings(path.d) for vertex in ring]
    assert (min(x for x, _ in vertices), max(x for x, _ in vertices)) == (0, WIDTH - 2 * MARGIN)
    assert (min(y for _, y in vertices), max(y for _, y in vertices)) == (0, HEIGHT - 2 * MARGIN - 1)


def test_neighbours_leave_no_gap_and_do_not_overlap():
    """All areas add up exactly to the area within the outline of NRW, whose edges occur only once."""
    drawn = sum(doubled_area(pairwise([*ring, ring[0]])) for path in kreis_paths() for ring in rings(path.d))
    edges = [edge for _, line in lines() for edge in pairwise(line)]
    times = Counter(frozenset(edge) for edge in edges)
    outline = [tuple(position(Point(lat, lon)) for lon, lat in edge) for edge in edges if times[frozenset(edge)] == 1]
    assert drawn == doubled_area(outline)


def test_every_municipality_lies_in_its_own_kreis_and_in_no_other():
    drawn = {path.ags: list(rings(path.d)) for path in kreis_paths()}
    found = {
        place.ags: [
            ags for ags, shapes in drawn.items() if any(contains(ring, *position(place.point)) for ring in shapes)
        ]
        for place in PLACES.municipalities
    }
    assert found == {place.ags: [place.kreis.ags] for place in PLACES.municipalities}


def test_a_map_unit_is_a_quarter_of_a_kilometre():
    assert round(SCALE, 3) == 0.249
    for a, b in [("koeln", "bonn"), ("rheine", "siegen"), ("aachen", "hoexter")]:
        km = dist(position(town(a).point), position(town(b).point)) * SCALE
        assert km == pytest.approx(distance_km(town(a).point, town(b).point), rel=0.03)


def test_a_finger_is_48_pixels_wide_on_each_map():
    assert pytest.approx([48, 48], abs=0.5) == [FINGER_WIDE * 540 / WIDTH, FINGER_NARROW * 320 / WIDTH]
    assert FINGER_WIDE * 540 >= 48 * WIDTH
    assert FINGER_NARROW * 320 >= 48 * WIDTH


def test_no_offices_no_markers():
    assert cluster({}, FINGER_WIDE) == ()
    assert cluster({"05570004": 0}, FINGER_WIDE) == ()


def test_an_unknown_municipality_has_no_position_and_is_left_out():
    assert [marker.count for marker in cluster({"99999999": 3, "05570004": 1}, FINGER_WIDE)] == [1]


def test_a_lonely_municipality_is_drawn_at_its_centre():
    (marker,) = cluster({town("ahlen").ags: 2}, FINGER_WIDE)
    assert (marker.x, marker.y) == position(town("ahlen").point)
    assert (marker.count, marker.leader, marker.municipalities, marker.radius_km) == (
        2,
        town("ahlen"),
        (town("ahlen"),),
        0,
    )


def test_the_municipality_with_most_offices_absorbs_its_neighbours():
    counts = {town("bochum").ags: 6, town("herten").ags: 1, town("gladbeck").ags: 2, town("siegen").ags: 1}
    first, second = cluster(counts, FINGER_WIDE)
    assert (first.leader, first.count, second.leader, second.count) == (town("bochum"), 9, town("siegen"), 1)
    assert first.municipalities == (town("bochum"), town("herten"), town("gladbeck"))
    assert first.radius_km == ceil(distance_km(town("bochum").point, town("gladbeck").point)) == 19


def test_of_equals_the_lowest_ags_leads():
    counts = {town("koeln").ags: 1, town("leverkusen").ags: 1, town("bergisch-gladbach").ags: 1}
    assert [marker.leader for marker in cluster(counts, FINGER_WIDE)] == [town("koeln")]


@given(some_counts, some_finger)
def test_no_two_markers_are_closer_than_a_finger(counts, finger):
    for a, b in combinations(cluster(counts, finger), 2):
        assert dist((a.x, a.y), (b.x, b.y)) >= finger


@given(some_counts, some_finger)
def test_every_office_is_counted_exactly_once(counts, finger):
    markers = cluster(counts, finger)
    members = [place.ags for marker in markers for place in marker.municipalities]
    assert sorted(members) == sorted(counts)
    assert [marker.count for marker in markers] == [
        sum(counts[place.ags] for place in marker.municipalities) for marker in markers
    ]


@given(some_counts, some_finger)
def test_every_member_lies_within_the_finger_and_the_radius_of_its_leader(counts, finger):
    for marker in cluster(counts, finger):
        assert marker.municipalities[0] == marker.leader
        assert counts[marker.leader.ags] == max(counts[place.ags] for place in marker.municipalities)
        for place in marker.municipalities:
            assert dist(position(place.point), (marker.x, marker.y)) < finger
            assert distance_km(place.point, marker.leader.point) <= marker.radius_km


@given(some_counts, st.randoms())
def test_the_order_of_the_counts_does_not_matter(counts, random):
    shuffled = list(counts.items())
    random.shuffle(shuffled)
    assert cluster(dict(shuffled), FINGER_WIDE) == cluster(counts, FINGER_WIDE)


def test_even_with_offices_everywhere_fingers_do_not_meet():
    everywhere = dict.fromkeys(ALL, 1)
    for finger in (FINGER_WIDE, FINGER_NARROW):
        markers = cluster(everywhere, finger)
        assert sum(marker.count for marker in markers) == 396
        assert min(dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(markers, 2)) >= finger
