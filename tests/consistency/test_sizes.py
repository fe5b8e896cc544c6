"""How long a file may be before nobody reads it any more."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("core", "accounts", "offices", "events", "news", "network", "portal")
VIEW_LINES = 25


def files(*patterns):
    found = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return sorted(
        path.relative_to(ROOT) for path in found if "migrations" not in path.parts and ".venv" not in path.parts
    )


@pytest.mark.parametrize(
    ("patterns", "lines"),
    [
        ([f"{app}/**/*.py" for app in APPS] + ["tools/**/*.py", "bench/**/*.py", "*.py"], 400),
        (["templates/**/*.html"], 120),
        (["static/**/*.css"], 200),
        (["static/**/*.js"], 200),
        (["tests/**/*.py"], 600),
    ],
    ids=["python", "templates", "styles", "scripts", "tests"],
)
def test_no_file_is_longer_than_a_reader_can_hold(patterns, lines):
    too_long = {
        str(path): length
        for path in files(*patterns)
        if (length := len((ROOT / path).read_text().splitlines())) > lines
    }
    assert too_long == {}


def test_no_view_is_longer_than_a_screen():
    too_long = {}
    for path in files(*(f"{app}/views/*.py" for app in APPS), *(f"{app}/views.py" for app in APPS)):
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
                length = node.end_lineno - node.lineno + 1
                if length > VIEW_LINES:
                    too_long[f"{path}:{node.name}"] = length
    assert too_long == {}


def test_there_are_files_to_measure():
    """A pattern that finds nothing would find no fault either."""
    assert len(files("offices/**/*.py")) > 20
    assert len(files("templates/**/*.html")) > 20
    assert len(files("static/**/*.css")) > 10
