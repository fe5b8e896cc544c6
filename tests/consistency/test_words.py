"""Words and things that do not belong into the house."""

import re
import subprocess
from pathlib import Path

import allauth
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".xml", ".svg", ".csv", ".yml", ".sh", ""}
UNWANTED = ("TO" + "DO", "FIX" + "ME", "lorem " + "ipsum", "XX" + "X")
DATA = ("requirements", "offices/data/nrw_", "static/fonts/")


def written_files():
    """What git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines() if not name.startswith(DATA)]
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


@pytest.fixture(scope="module")
def texts():
    return {str(path.relative_to(ROOT)): path.read_text(errors="replace") for path in written_files()}


@pytest.mark.parametrize("word", UNWANTED)
def test_nothing_unfinished_is_left(texts, word):
    assert [name for name, text in texts.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)] == []


def test_colours_stand_in_the_tokens_and_nowhere_else(texts):
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|lab|lch)\(", re.IGNORECASE)
    styles = {
        name: text
        for name, text in texts.items()
        if name.endswith(".css") and "tokens" not in name and not name.startswith("static/administration/")
    }
    assert {name: found.group() for name, text in styles.items() if (found := colour.search(text))} == {}


def test_no_style_shouts(texts):
    assert [name for name, text in texts.items() if name.endswith(".css") and "!important" in text] == []


def test_templates_hold_no_style_script_or_handler_of_their_own(texts):
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(\ssrc=|application/ld\+json))", re.IGNORECASE)
    templates = {name: text for name, text in texts.items() if name.startswith("templates/")}
    assert {name: found.group() for name, text in templates.items() if (found := inline.search(text))} == {}


LAST_STEPS = r"Ja, (absagen|abmelden|löschen|diese Angaben löschen)|Endgültig löschen|Standort entfernen|Team verlassen"


def test_the_way_back_stands_before_the_last_step(texts):
    """Whoever presses the first button she comes to has lost nothing."""
    rows = [
        (name, row)
        for name, text in texts.items()
        if name.startswith("templates/") and name.endswith(".html")
        for row in re.findall(r'class="actions".*', text)
        if re.search(LAST_STEPS, row)
    ]
    back = re.compile(rf"(Nein, |Abbrechen|back\.html).*?({LAST_STEPS})")
    assert len(rows) >= 10
    assert [name for name, row in rows if not back.search(row)] == []


def test_dates_are_said_as_people_say_them(texts):
    """By the filters of core/templatetags/formats.py: without leading zeros and ":00"; a time for machines is none."""
    written = re.compile(r'\|(date|time):"(?!Y-m-d")')
    templates = {name: text for name, text in texts.items() if name.startswith("templates/")}
    assert {name: found.group() for name, text in templates.items() if (found := written.search(text))} == {}
    code = {name: text for name, text in texts.items() if name.endswith(".py") and not name.startswith("tests/")}
    by_hand = [name for name, text in code.items() if re.search(r"%H:%M\}? Uhr", text)]
    assert by_hand == ["core/sheets/number_formats.py"]


def test_deadlines_have_a_weekday(texts):
    deadline = re.compile(r"\w*(deadline|until|expires_\w+|opens_at|closes_at)\|(full_date|day_month|moment)\b")
    templates = {name: text for name, text in texts.items() if name.startswith("templates/")}
    assert {name: found.group() for name, text in templates.items() if (found := deadline.search(text))} == {}
    said = re.compile(r"(full_date|day_month)\([^()]*(\([^()]*)?(deadline|until|expires_\w+|opens_at|closes_at)\b")
    code = {name: text for name, text in texts.items() if name.endswith(".py") and not name.startswith("tests/")}
    # What somebody typed wrong is said back as it was typed.
    assert {name for name, text in code.items() if said.search(text)} == {"offices/editing/office_forms.py"}


def test_every_template_that_another_takes_in_exists(texts):
    taken = re.compile(r'{%\s*(?:include|extends)\s+"([^"]+)"|_template="([^"]+)"')
    templates = {name: text for name, text in texts.items() if name.startswith("templates/")}
    named = {one or other for text in templates.values() for one, other in taken.findall(text)}
    foreign = {name for name in named if name.startswith("admin/")}  # of Django
    assert {name for name in named - foreign if not (ROOT / "templates" / name).exists()} == set()


def test_every_template_is_used(texts):
    names = [name.removeprefix("templates/") for name in texts if name.startswith("templates/")]
    sources = "\n".join(
        text
        for name, text in texts.items()
        if name.endswith((".py", ".html", ".txt")) and not name.startswith("tests/")
    )
    by_name = {name for name in names if f'"{name}"' in sources or f"'{name}'" in sources}
    components = {name for name in names if f'_render("{Path(name).stem}"' in sources}
    outcomes = {name for name in names if name.startswith("offices/outcomes/") and f'"{Path(name).stem}"' in sources}
    pages = {name for name in names if name.startswith("portal/") and f'_page(request, "{Path(name).stem}"' in sources}
    django_looks_for = {name for name in names if name.startswith("admin/")}
    letters = {name for name in names if name.startswith("emails/") and f'"{Path(name).stem}"' in sources}
    allauth_looks_for = {name for name in names if (Path(allauth.__file__).parent / "templates" / name).is_file()}
    known = components | outcomes | pages | django_looks_for | letters | allauth_looks_for
    assert set(names) - by_name - known == set()


def test_every_style_and_picture_is_used(texts):
    sources = "\n".join(text for name, text in texts.items() if name.endswith((".py", ".html", ".css")))
    pictures = [path for path in (ROOT / "static" / "img").rglob("*") if path.is_file()]
    assert [path.name for path in pictures if path.name not in sources] == []


def test_no_host_of_others_is_asked(texts):
    """Links for people are fine; what a browser fetches by itself is not."""
    fetched = re.compile(r"""(src|srcset|poster)=["'](https?:)?//|url\(["']?(https?:)?//|@import""")
    found = {
        name: hit.group()
        for name, text in texts.items()
        if name.startswith(("templates/", "static/css/")) and (hit := fetched.search(text))
    }
    assert found == {}
