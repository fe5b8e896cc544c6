"""The pictures of the code show the code as it is now, and rooms that are free of circles stay so."""

from pathlib import Path

import pytest

from tools.pictures import data, graph, house, models, rooms, words

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"

# Apps in which no two rooms import each other, not even by way of others. May only grow.


@pytest.fixture(scope="module")
def plan():
    return rooms.read(ROOT)


def test_the_picture_of_the_rooms_is_that_of_the_code(plan):
    is_current = (IMAGES / "house.svg").read_text(encoding="utf-8") == house.drawn(plan)
    assert is_current, "docs/images/house.svg shows an earlier state: make pictures"


def test_the_picture_of_the_data_model_is_that_of_the_code(plan):
    is_current = (IMAGES / "data.svg").read_text(encoding="utf-8") == data.drawn(models.read(rooms.floors(ROOT)))
    assert is_current, "docs/images/data.svg shows an earlier state: make pictures"


def test_rooms_import_each_other_in_one_direction_only(plan):
    circles = {app: found for app in plan.apps if (found := graph.circles(plan.imports_within(app)))}
    assert circles == {}, "make pictures names the imports that close a circle"


# --- a small house whose drawing can be checked by hand ---------------------------------------------------------


@pytest.fixture
def small(tmp_path):
    def write(**files):
        (tmp_path / "pyproject.toml").write_text(
            '[tool.importlinter]\nroot_packages = ["top", "left", "right"]\n'
            '[[tool.importlinter.contracts]]\nlayers = ["top", "left | right"]\n'
        )
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return rooms.read(tmp_path)

    return write


def test_imports_are_found_wherever_they_stand(small):
    plan = small(
        top__urls="from left.a import deep\nimport right.models, os\n",
        top__views__desk__pages="from ... import urls\ndef show():\n    from left import plain\n",
        left__a__deep="from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .. import plain\n",
        left__plain="",
        right__models="def word(): ...\n",
        right__migrations__first="from right.models import word\n",
        right__management__commands__run="from right.models import word\n",
    )
    assert plan.floors == [["top"], ["left", "right"]]
    assert [(room.name, room.files, room.lines) for room in plan.rooms.values()] == [
        ("left", 1, 0),
        ("left/a", 1, 3),
        ("right", 2, 2),
        ("top/urls", 1, 2),
        ("top/views", 1, 3),
    ]
    assert plan.modules == {
        ("left/a", "left"): [("left.a.deep", "left.plain")],
        ("top/urls", "left/a"): [("top.urls", "left.a.deep")],
        ("top/urls", "right"): [("top.urls", "right.models")],
        ("top/views", "left"): [("top.views.desk.pages", "left.plain")],
        ("top/views", "top/urls"): [("top.views.desk.pages", "top.urls")],
    }
    assert words.summary(plan) == "6 files, 5 rooms, 5 arrows, 0 circles"


def test_a_circle_is_cut_where_the_fewest_imports_are():
    imports = {("a", "b"): 5, ("b", "c"): 4, ("c", "a"): 1, ("c", "d"): 9}
    assert graph.circles(imports) == [["a", "b", "c"]]
    assert graph.upward(imports) == [("c", "a")]


def test_an_arrow_that_others_imply_is_left_out():
    assert graph.reduced({("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 9}) == [("a", "b"), ("b", "c")]


def test_what_points_upwards_between_apps_is_red(small):
    downwards = house.drawn(small(top__urls="import left.plain\n", left__plain="", right__models=""))
    upwards = house.drawn(small(top__urls="", left__plain="import top.urls\n", right__models="import left.plain\n"))
    assert downwards.count('class="tip danger"') == 0
    assert upwards.count('class="tip danger"') == 2


def test_keys_that_say_who_did_something_are_told_apart():
    tables = {table.label: table for table in models.read(rooms.floors(ROOT)).tables}
    assert [(key.name, key.kind, key.says_who) for key in tables["offices.Membership"].keys] == [
        ("office", "many", False),
        ("user", "many", False),
    ]
    assert [key.name for key in tables["news.FeedSource"].keys if key.says_who] == ["added_by"]
