"""The fields of action with their offers: read once per change of content, and put into an empty directory.

The first ones come from offices/data/topics.toml; after that the table belongs to the coordinators, who change it in
the administration.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from core.language.german import slug
from core.publishing.revision import bump, once_per_revision
from offices.models import Topic

FILE = Path(__file__).parents[1] / "data" / "topics.toml"


@once_per_revision
def taxonomy() -> tuple[tuple[Topic, tuple[Topic, ...]], ...]:
    """Every field of action with its offers, both in the order of the coordinators; an offer knows its field."""
    topics = list(Topic.objects.all())
    offers: dict[int, list[Topic]] = {topic.pk: [] for topic in topics if topic.parent_id is None}
    fields = {topic.pk: topic for topic in topics if topic.parent_id is None}
    for topic in topics:
        if topic.parent_id in fields:
            topic.parent = fields[topic.parent_id]
            offers[topic.parent_id].append(topic)
    return tuple((field, tuple(offers[pk])) for pk, field in fields.items())


@once_per_revision
def offers() -> tuple[Topic, ...]:
    """All offers, field by field."""
    return tuple(offer for _, of_field in taxonomy() for offer in of_field)


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
