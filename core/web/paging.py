"""Numbered pages: no endless scrolling, Back always works, and a page number that does not exist shows the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

T = TypeVar("T")

PARAMETER = "seite"
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    is_current: bool
    gap_before: bool  # numbers are left out in front of it


class Paging(Generic[T]):
    """One page of a queryset and the way to the others. Two queries: the count, unless it is known, and the rows."""

    def __init__(
        self, query: QueryDict, rows: QuerySet[Any, T] | Sequence[T], per_page: int = PER_PAGE, total: int | None = None
    ) -> None:
        self._query = query
        paginator = Paginator(rows, per_page)
        if total is not None:
            paginator.count = total
        self._page = paginator.get_page(query.get(PARAMETER))
        self.total: int = self._page.paginator.count
        self.number: int = self._page.number
        self.pages: int = self._page.paginator.num_pages

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def items(self) -> list[T]:
        return list(self._page.object_list)

    @property
    def first_item(self) -> int:
        return self._page.start_index()

    @property
    def last_item(self) -> int:
        return self._page.end_index()

    @property
    def links(self) -> list[PageLink]:
        """First, last and the neighbours of this page."""
        links: list[PageLink] = []
        gap = False
        for number in self._page.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1):
            if isinstance(number, int):
                links.append(PageLink(number, self._url(number), number == self.number, gap))
            gap = not isinstance(number, int)
        return links

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1) if self._page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1) if self._page.has_next() else ""

    def _url(self, number: int) -> str:
        """The same question, another page."""
        parts = (self._question, f"{PARAMETER}={number}" if number > 1 else "")
        return "?" + "&".join(part for part in parts if part)

    @cached_property
    def _question(self) -> str:
        """What was asked besides the page; empty answers are left out of the address."""
        lists = self._query.lists()
        return urlencode([(name, value) for name, values in lists for value in values if value and name != PARAMETER])


def paginate(request: HttpRequest, rows: Sequence[T] | QuerySet[Any, T], *, total: int | None = None) -> Paging[T]:
    return Paging(request.GET, rows, total=total)
