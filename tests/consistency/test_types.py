"""Where types are passed over, it says why: for the usual kinds here, for all else in the line itself."""

import re

from tests.consistency.sources import code, read

IGNORED = re.compile(r"# type: ignore\[(?P<codes>[^\]]+)\](?:  # (?P<reason>.+))?$")

# What stands in the line, and which complaint is passed over → why.
PASSED_OVER = {
    (r"objects: ClassVar\[\w+QuerySet\] = \w+QuerySet\.as_manager\(\)", "assignment"): (
        "Made into a manager, a query set keeps its words; django-stubs makes it a type of its own that no name has."
    ),
    (r"\bfields?\b.*\.(?:mark_optional|choices|queryset|empty_label) = |^others\.choices = ", "attr-defined"): (
        "By its name a form gives a field of any kind. Whether it is marked as optional, our own templates read."
    ),
    (r"\b(?:_meta\.get_field\(|field\.verbose_name)", "union-attr"): (
        "get_field() may give a relation that nobody declared, which has no label; here it is asked for columns."
    ),
    (r"^(?:from|import) (?:feedparser|psycopg2)\b", "import-untyped"): "A library without types.",
    (r"^class \w+\(.*\b(?:StrictFeedParser|LooseFeedParser|Logger)\)", "misc"): "Derived from a class without types.",
}


def ignored():
    for path in code():
        for number, line in enumerate(read(path).splitlines(), start=1):
            if found := IGNORED.search(line):
                yield str(path), number, line.strip(), found["codes"], found["reason"]


def is_known(line, codes):
    return any(codes == code and re.search(pattern, line) for pattern, code in PASSED_OVER)


def test_whoever_passes_over_a_complaint_says_why():
    unexplained = [
        f"{path}:{number}: {line}"
        for path, number, line, codes, reason in ignored()
        if not reason and not is_known(line, codes)
    ]
    assert unexplained == []


def test_no_kind_is_explained_that_no_longer_occurs():
    lines = [(line, codes) for _, _, line, codes, _ in ignored()]
    unused = [
        pattern
        for pattern, code in PASSED_OVER
        if not any(codes == code and re.search(pattern, line) for line, codes in lines)
    ]
    assert unused == []


def test_every_complaint_is_passed_over_by_its_name_and_in_one_form():
    """ruff (PGH003) asks for the name; this for the two blanks before the reason, or nobody finds it above."""
    odd = [
        f"{path}:{number}"
        for path in code()
        for number, line in enumerate(read(path).splitlines(), start=1)
        if "# type: ignore" in line and not IGNORED.search(line)
    ]
    assert odd == []
