"""`python -m tools.unused` (part of `make check`): names that nobody uses, as vulture finds them. Templates count as
code here, and so do dotted names in strings ("accounts.forms.SignInForm"), by which Django is told what to take."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture.config import make_config
from vulture.core import Item, Vulture

SETTINGS = {"portal/settings.py", "portal/sign_in.py", "bench/settings.py"}

_WORD = re.compile(r"[A-Za-z_]\w+")
_DOTTED = re.compile(r"[a-z_]\w*(?:\.\w+)+")


def main() -> None:
    config = make_config([])
    vulture = Vulture(ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"])
    vulture.scavenge(config["paths"], exclude=config["exclude"])
    vulture.used_names.update(_words_of_templates(), _dotted_names())
    unused = [item for item in vulture.get_unused_code(config["min_confidence"]) if not _is_read_elsewhere(item)]
    for item in unused:
        print(item.get_report())
    sys.exit(bool(unused))


def _words_of_templates() -> Iterator[str]:
    for template in Path("templates").rglob("*.*"):
        yield from _WORD.findall(template.read_text())


def _dotted_names() -> Iterator[str]:
    for path in Path("portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _DOTTED.fullmatch(node.value):
                yield from node.value.split(".")


def _is_read_elsewhere(item: Item) -> bool:
    """Columns are read by queries, settings by Django; and fields of a model, options of its Meta and members of
    choices by the class they are derived from."""
    if item.typ == "attribute" or item.filename.resolve().relative_to(Path.cwd()).as_posix() in SETTINGS:
        return True
    return item.typ == "variable" and any(
        node.bases or node.name == "Meta"
        for node in ast.walk(ast.parse(item.filename.read_text()))
        if isinstance(node, ast.ClassDef) and any(item.first_lineno == child.lineno for child in node.body)
    )


if __name__ == "__main__":
    main()
