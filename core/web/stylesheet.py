"""One stylesheet is served, many small ones are written: this puts them together in the order of the layers.

Besides, it says when which set of colours holds: by itself (the reader's system asks for it) or by choice
(an attribute of <html>, set on the page for display settings). A set is written once, in css/tokens/.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parents[2] / "static" / "css"
BUNDLE = "css/portal.css"
PARTS_BEFORE_COLOURS = ("layers.css", "tokens.css")
PARTS = (
    *("reset.css", "fonts.css", "base.css", "layout.css", "layout/*.css", "components/*.css", "pages/*.css"),
    *("utilities.css", "print.css"),
)

DARK = ("(prefers-color-scheme: dark)", ":root:not([data-scheme])"), ("", ':root[data-scheme="dark"]')
CONTRAST = ("(prefers-contrast: more)", ":root:not([data-contrast])"), ("", ':root[data-contrast="high"]')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_STARTS = re.compile(r"\n\s*")


def bundle() -> str:
    """The whole stylesheet, without comments and indents."""
    parts = [*_files(PARTS_BEFORE_COLOURS)]
    text = "".join(path.read_text() for path in parts) + _colours()
    text += "".join(path.read_text() for path in _files(PARTS))
    return _LINE_STARTS.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


def _files(patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(SOURCE.glob(pattern))


def _colours() -> str:
    """Later sets win; none weighs more than another, because :where() weighs nothing."""
    sets = [
        ("light", [("", ":root")]),
        ("dark", DARK),
        ("contrast", CONTRAST),
        ("contrast-dark", [_both(dark, contrast) for dark in DARK for contrast in CONTRAST]),
        ("print", [("print", ":root")]),
    ]
    blocks = [
        _block(media, f":where({selector})", (SOURCE / "tokens" / f"{name}.css").read_text())
        for name, conditions in sets
        for media, selector in conditions
    ]
    return "@layer tokens {\n" + "".join(blocks) + "}\n"


def _both(first: tuple[str, str], second: tuple[str, str]) -> tuple[str, str]:
    media = " and ".join(condition for condition in (first[0], second[0]) if condition)
    return media, first[1] + second[1].removeprefix(":root")


def _block(media: str, selector: str, tokens: str) -> str:
    rule = tokens.replace(":root", selector, 1)
    return f"@media {media} {{\n{rule}}}\n" if media else rule


class StylesheetFinder(FileSystemFinder):
    """Finds everything in static/ as usual, but of the styles only the one that is served."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for path, storage in super().list(ignore_patterns):
            if not path.startswith("css/"):
                yield path, storage
        yield BUNDLE, self._built()

    def find(self, path: str, **options: Any) -> Any:  # type: ignore[override]  # find_all is called all in Django 5.1
        if path == BUNDLE:
            found = self._built().path(BUNDLE)
            return [found] if options.get("find_all") else found
        return [] if path.startswith("css/") else super().find(path, **options)

    def _built(self) -> FileSystemStorage:
        """Written only where it differs, so that its age says when it last changed."""
        storage = FileSystemStorage(location=Path(settings.DATA_DIR) / "stylesheet")
        path, text = Path(storage.path(BUNDLE)), bundle()
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(text)
            fresh.replace(path)
        return storage
