"""Which posts the public lists show, and how many there are: read from the indexes, once per change of content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias, cast, overload

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from core.language.dates import MONTHS
from core.publishing.revision import once_per_revision
from news.models import Post, PostQuerySet
from offices.geography.gazetteer import Kreis, Region
from offices.models import Office

MOST_AT_ONCE = 400  # months in one statement


@dataclass(frozen=True, slots=True)
class Question:
    """What visitors can ask for. Hashable, because answers are kept under it."""

    kind: str = ""
    topic: str = ""  # slug
    area: Kreis | Region | None = None
    office: int | None = None  # its key
    year: int = 0
    month: int = 0

    @property
    def posts(self) -> PostQuerySet:
        posts = Post.objects.public()
        if self.kind:
            posts = posts.of_kind(self.kind)
        if self.topic:
            posts = posts.about(self.topic)
        if self.area:
            posts = posts.concerning(self.area)
        if self.office:
            posts = posts.by_office(Office(pk=self.office))
        if self.month:
            return posts.in_month(self.year, self.month)
        return posts.in_year(self.year) if self.year else posts


EVERYTHING = Question()


@once_per_revision
def total(question: Question) -> int:
    if question == EVERYTHING:
        return sum(month.count for month in months())  # the archive has counted them
    return question.posts.count()


@once_per_revision
def keys(question: Question, first: int, after: int) -> tuple[int, ...]:
    """From that place of the list, newest first, up to the other."""
    return tuple(question.posts.newest_first().keys()[first:after])


class Found(Sequence[int]):
    """All keys of an answer, of which only the page that is looked at is read."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __len__(self) -> int:
        return total(self.question)

    @overload
    def __getitem__(self, part: int) -> int: ...

    @overload
    def __getitem__(self, part: slice) -> Sequence[int]: ...

    def __getitem__(self, part: int | slice) -> int | Sequence[int]:
        if isinstance(part, slice):
            return keys(self.question, part.start or 0, len(self) if part.stop is None else part.stop)
        return keys(self.question, part, part + 1)[0]


# --- the archive --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    count: int

    @property
    def name(self) -> str:
        return MONTHS[self.month - 1]


_Counts: TypeAlias = QuerySet[Post, dict[str, int]]  # of one month, or of several


@once_per_revision
def months() -> tuple[Month, ...]:
    """Those in which something appeared, newest first. The index counts month by month, so that no day of a hundred
    thousand has to be turned into a date."""
    public = Post.objects.public()
    days = public.newest_first().values_list("published_at", flat=True)
    if (newest := days.first()) is None:
        return ()
    oldest = days.reverse().first() or newest
    counts = [_count(public, number) for number in range(_number(oldest), _number(newest) + 1)]
    found = [Month(row["year"], row["in_month"], row["count"]) for part in _portions(counts) for row in part]
    return tuple(sorted(found, key=lambda month: (-month.year, -month.month)))


def _portions(counts: list[_Counts]) -> Iterator[_Counts]:
    """One question for a whole lot of months; SQLite takes five hundred at once, which is forty years."""
    for begin in range(0, len(counts), MOST_AT_ONCE):
        first, *rest = counts[begin : begin + MOST_AT_ONCE]
        yield first.union(*rest, all=True) if rest else first


def years() -> list[tuple[int, list[Month]]]:
    return [(year, list(of_year)) for year, of_year in groupby(months(), lambda month: month.year)]


def _number(moment: datetime) -> int:
    """Months since the year 0, as clocks go in Germany."""
    day = timezone.localdate(moment)
    return day.year * 12 + day.month - 1


def _count(public: PostQuerySet, number: int) -> _Counts:
    year, month = number // 12, number % 12 + 1
    posts = public.in_month(year, month).order_by().values("state")  # one state, so one row, or none
    counted = posts.annotate(year=Value(year), in_month=Value(month), count=Count("pk"))
    return cast("_Counts", counted.values("year", "in_month", "count"))
