"""`python -m tools.pictures` (`make pictures`): house.svg and data.svg in docs/images/, and the first of them in words.

`--root PATH --out DIR` draws the house of another checkout from its text alone. Its data model is left out: for that
its code would have to run.
"""

import argparse
import os
from pathlib import Path

from tools.pictures import house, rooms, words

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = Path("docs") / "images"


def main() -> None:
    options = _options()
    root = options.root.resolve()
    if root != ROOT and options.out is None:
        raise SystemExit("--root draws another checkout, whose own pictures stay as they are: say with --out where to.")
    out = options.out or ROOT / IMAGES
    out.mkdir(parents=True, exist_ok=True)
    plan = rooms.read(root)
    (out / "house.svg").write_text(house.drawn(plan), encoding="utf-8")
    if root == ROOT:
        (out / "data.svg").write_text(data_model(), encoding="utf-8")
    print(words.told(plan))


def data_model() -> str:
    """Starts Django unless it runs already, without asking a database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from tools.pictures import data, models

    return data.drawn(models.read(rooms.floors(ROOT)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout that is drawn (usually this one)")
    parser.add_argument("--out", type=Path, help="where the pictures go (usually docs/images)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
