"""Of the 1,257 files that come with CKEditor, the few that the editor page asks for."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

FOLDER = "editor/ckeditor/"
# Nothing with a known weakness is among them: no samples, no source or preview plugins, no GeSHi, no second language.
SHIPPED = (
    "ckeditor.js",
    "lang/de.js",
    "plugins/divarea/plugin.js",
    "plugins/pastefromgdocs/filter/default.js",
    "plugins/pastefromlibreoffice/filter/default.js",
    "plugins/pastefromword/filter/default.js",
    "plugins/pastetools/filter/common.js",
    "plugins/pastetools/filter/image.js",
)


def source() -> Path:
    """Where the package keeps CKEditor. It is no app of ours: neither its templates nor its media are used."""
    spec = importlib.util.find_spec("ckeditor")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("django-ckeditor")
    return Path(spec.origin).parent / "static" / "ckeditor" / "ckeditor"


class EditorFinder(BaseFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=source())
        self.storage.prefix = FOLDER.rstrip("/")  # type: ignore[attr-defined]  # read by collectstatic

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for path in SHIPPED:
            if not matches_patterns(path, [*(ignore_patterns or ())]):
                yield path, self.storage

    def find(self, path: str, **options: Any) -> Any:  # type: ignore[override]  # find_all is called all in Django 5.1
        name = path.removeprefix(FOLDER)
        if not path.startswith(FOLDER) or name not in SHIPPED:
            return []
        found = self.storage.path(name)
        return [found] if options.get("find_all") else found
