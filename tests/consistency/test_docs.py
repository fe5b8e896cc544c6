"""What the documents name exists: files, commands of make, and words of the code."""

import re
from pathlib import Path

import pytest

from portal.config import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|\.?\w+/")
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
MADE_WHEN_RUNNING = ("var/",)


def quoted(document):
    return QUOTED.findall(document.read_text("utf-8"))


def text_of_the_code():
    return "\n".join(
        path.read_text("utf-8")
        for folder in (*FOLDERS - {"findings", "var", "docs", ".venv", ".git"}, ".")
        for path in (ROOT / folder).glob("**/*" if folder != "." else "*")
        if path.suffix in {".py", ".html", ".css", ".js", ".toml", ".typ"} and path.is_file()
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_exists(document):
    named = {
        word
        for word in quoted(document)
        if PATH.fullmatch(word) and word.split("/")[0] in FOLDERS and not word.startswith(MADE_WHEN_RUNNING)
    }
    assert {word for word in named if not (ROOT / word).exists()} == set()
    linked = LINK.findall(document.read_text("utf-8"))
    assert [link for link in linked if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_of_make_that_a_document_names_exists(document):
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {word.split()[1] for word in quoted(document) if re.match(r"make [a-z]+\b", word)}
    assert named - known == set()


def test_every_word_of_the_glossary_is_one_of_the_code():
    code = set(WORD.findall(text_of_the_code()))
    unknown = set()
    for line in Path(ROOT / "docs/glossary.md").read_text("utf-8").splitlines():
        cells = line.split("|")
        for name in QUOTED.findall(cells[2]) if len(cells) > 3 else ():
            if "/" not in name:
                unknown |= {f"{name}: {word}" for word in WORD.findall(name) if word not in code}
    assert unknown == set()
