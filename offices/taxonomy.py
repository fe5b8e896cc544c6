"""Puts the fields of action, offers and synonyms of offices/data/topics.toml into an empty directory.

After that the table belongs to the coordinators, who change it in the administration.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from core.german import slug
from core.revision import bump
from offices.models import Topic

FILE = Path(__file__).parent / "data" / "topics.toml"


def ensure(**_signal: object) -> None:
    """Called after every migration; does nothing where topics exist."""
    if not Topic.objects.exists():
        load()


@transaction.atomic
def load() -> int:
    """Number of topics written."""
    fields = tomllib.loads(FILE.read_text("utf-8"))["handlungsfeld"]
    count = 0
    for position, field in enumerate(fields):
        parent = Topic.objects.create(
            name=field["name"], slug=slug(field["kurz"]), description=field["erklaerung"], position=position
        )
        offers = [
            Topic(
                parent=parent,
                name=name,
                slug=slug(name),
                synonyms="\n".join(synonyms),
                position=index,
            )
            for index, (name, synonyms) in enumerate(field["angebote"].items())
        ]
        count += 1 + len(Topic.objects.bulk_create(offers))
    bump()
    return count
