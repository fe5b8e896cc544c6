"""How long a file or a function may be before nobody reads it any more. How many ways may lead through a function, ruff
holds (C901)."""

import re

import pytest

from tests.consistency.sources import APPS, files, functions, length_of, read

VIEW_LINES = 25
FUNCTION_LINES = 40
# A template says where what stands, and when. More branches than these are a decision that belongs into a view.
BRANCHES = 20
NESTED_BRANCHES = 5
TERMS = 3  # of one condition
BRANCH = re.compile(r"\{%\s*(?P<word>if|elif|for|endif|endfor)\b(?P<terms>[^%]*)%\}")

# Templates of rooms that are being written anew, whose decisions have still to move.
NOT_YET_SIMPLE = {
    *("templates/events/desk/planning/event.html", "templates/portal/desk/mail.html"),
    "templates/portal/desk/office.html",
}


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
    too_long = {str(path): length for path in files(*patterns) if (length := len(read(path).splitlines())) > lines}
    assert too_long == {}


def test_no_view_is_longer_than_a_screen():
    """Whatever answers a request: functions, and methods of the administration too."""
    lengths = {
        where: length_of(node)
        for where, node in functions()
        if "request" in [argument.arg for argument in node.args.args[:2]]
    }
    assert len(lengths) > 200
    assert {where: length for where, length in lengths.items() if length > VIEW_LINES} == {}


def test_no_function_is_longer_than_two_screens():
    too_long = {where: length for where, node in functions() if (length := length_of(node)) > FUNCTION_LINES}
    assert too_long == {}


def branches_of(template):
    """How many there are, how deep they lie in each other, and how many terms the longest condition has."""
    depth = deepest = count = longest = 0
    for found in BRANCH.finditer(template):
        word = found["word"]
        if word.startswith("end"):
            depth -= 1
            continue
        count += 1
        depth += word != "elif"
        deepest = max(deepest, depth)
        longest = max(longest, 1 + len(re.findall(r" (?:and|or) ", found["terms"])))
    return count, deepest, longest


def test_no_template_decides_more_than_what_stands_where():
    measured = {str(path): branches_of(read(path)) for path in files("templates/**/*.html")}
    limits = (BRANCHES, NESTED_BRANCHES, TERMS)
    too_much = {
        path: found
        for path, found in measured.items()
        if any(number > limit for number, limit in zip(found, limits, strict=True))
    }
    assert too_much.keys() == NOT_YET_SIMPLE


def test_there_are_files_to_measure():
    """A pattern that finds nothing would find no fault either."""
    assert len(files("offices/**/*.py")) > 20
    assert len(files("events/views/desk/**/*.py")) > 20
    assert len(files("templates/**/*.html")) > 20
    assert len(files("static/**/*.css")) > 10
