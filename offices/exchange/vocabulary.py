"""What the directory calls offers and Träger today, read from the database once per run or export."""

from core.language.german import fold
from offices.exchange.statements import Vocabulary
from offices.models import Provider, Topic


def load_vocabulary() -> Vocabulary:
    """A topic's own name beats another topic's synonym; of two equal synonyms the first in the taxonomy counts."""
    topics = sorted(
        Topic.objects.select_related("parent"),
        key=lambda topic: (
            (topic.parent or topic).position,
            topic.parent_id is not None,
            topic.position,
            topic.name,
        ),
    )
    words: dict[str, str] = {fold(topic.name): topic.name for topic in topics}
    for topic in topics:
        for word in topic.words:
            words.setdefault(word, topic.name)
    return Vocabulary(
        topics=words,
        topic_order={topic.name: position for position, topic in enumerate(topics)},
        providers={fold(name): name for name in Provider.objects.order_by("-pk").values_list("name", flat=True)},
    )
