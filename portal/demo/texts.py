"""The words of the demo's posts: one file each below posts/, the folder says who writes.

A file begins with what is known about the post, as TOML between two lines of "+++"; its text follows with light marks
(core/richtext/marks.py). `published` is a day; `days_ago` and `deadline_in` count from today, so that the demo stays
fresh; `[proposal]` holds what the author would like to change afterwards.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).parent / "posts"
HEADQUARTERS, DESK, OFFICES = "geschaeftsstelle", "ahlen", "bueros"


class Goal(StrEnum):
    """How far a post has come."""

    DRAFT = "entwurf"
    SUBMITTED = "eingereicht"
    SENT_BACK = "zurueckgegeben"
    PUBLISHED = "veroeffentlicht"


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    body: str
    kind: str
    title: str
    teaser: str
    topics: list[str]
    published: date | None = None
    days_ago: int = 0
    state: str = Goal.PUBLISHED
    visibility: str = "alle"
    deadline_in: int | None = None
    picture: str = ""
    author: str = ""  # e-mail address, where it is not the usual one
    note: str = ""
    proposal: dict[str, Any] = field(default_factory=dict)

    @property
    def goal(self) -> Goal:
        return Goal(self.state)

    @property
    def last_day(self) -> date:
        """When the last thing happened to it."""
        return self.published or timezone.localdate() - timedelta(days=self.days_ago)

    @property
    def deadline(self) -> date | None:
        return None if self.deadline_in is None else timezone.localdate() + timedelta(days=self.deadline_in)


def texts(folder: str) -> list[Text]:
    """In the order of the file names. Raises TypeError for a line that no post knows."""
    return [_read(path) for path in sorted((FOLDER / folder).glob("*.md"))]


def _read(path: Path) -> Text:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Text(name=path.stem, body=body.strip(), **tomllib.loads(head))
