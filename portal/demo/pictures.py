"""The demo's pictures (tools/demo_pictures.py draws them), taken in like any upload."""

from functools import cache
from pathlib import Path

from core.media.images import Variant, read_photo, variants
from core.media.pictures import People
from news.models import Post, PostPicture

FOLDER = Path(__file__).parent / "drawings"
CREDIT = "Zeichnung: Seniorenbüros NRW"
ALTS = {
    "bus": "Ein grüner Bus steht an einer Haltestelle, dahinter scheint die Sonne.",
    "garten": "In einem Hochbeet aus Holz wachsen Sonnenblumen und Salat, daneben steht eine Gießkanne.",
    "reparatur": "Unter einer Lampe steht ein altes Radio auf einem Tisch, daneben liegt Werkzeug.",
    "schach": "Auf einem Schachbrett stehen ein Turm und zwei Bauern.",
}


def add(post: Post, name: str) -> PostPicture:
    picture = PostPicture(post=post, alt=ALTS[name], credit=CREDIT, people=People.NONE, may_publish=True)
    picture.keep(_variants(name))
    picture.save()
    return picture


@cache
def _variants(name: str) -> list[Variant]:
    """Two posts may show the same picture; encoding it takes a quarter of a second."""
    with (FOLDER / f"{name}.png").open("rb") as file:
        return variants(read_photo(file))
