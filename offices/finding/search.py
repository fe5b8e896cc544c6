"""The outcomes of a search, named before any view runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from offices.finding.directory import total
from offices.finding.forms import OfficeSearchForm
from offices.finding.ranking import Hit, around, nearest_offices
from offices.finding.wordsearch import Meaning
from offices.geography.places import Ambiguous, SearchPlace, Unknown
from offices.models import OfficeQuerySet

NEAREST = 3


class SearchOutcome(StrEnum):
    """The value names the template part that answers."""

    ALL = "all"  # no place asked for: the list from A to Z, filtered or not
    FOUND = "found"  # offices within the radius, those in charge of the place first
    NONE_WITHIN = "none_within"  # none there: the nearest three instead
    NOTHING = "nothing"  # no office anywhere fits the words and filters
    CHOOSE = "choose"  # several places of that name
    UNKNOWN = "unknown"  # no such place


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: SearchOutcome
    offices: Sequence[int | Hit] | QuerySet[Any, int]  # in the order shown; without a place keys alone
    total: int = 0
    place: SearchPlace | None = None
    choices: tuple[SearchPlace, ...] = ()
    guesses: tuple[Meaning, ...] = ()  # typed words that were taken for others

    @property
    def is_question(self) -> bool:
        """The visitor has to say more before there are offices to show."""
        return self.outcome in {SearchOutcome.CHOOSE, SearchOutcome.UNKNOWN}

    @property
    def template(self) -> str:
        return f"offices/outcomes/{self.outcome}.html"


def search(form: OfficeSearchForm, offices: OfficeQuerySet) -> Answer:
    """`form` has been validated."""
    problem = form.place_problem
    if isinstance(problem, Ambiguous):
        return Answer(SearchOutcome.CHOOSE, [], choices=problem.choices)
    if isinstance(problem, Unknown):
        return Answer(SearchOutcome.UNKNOWN, [], choices=problem.suggestions)
    fitting = form.filter(offices)
    return _around(form, fitting, form.place) if form.place else _everywhere(form, fitting)


def _everywhere(form: OfficeSearchForm, fitting: OfficeQuerySet) -> Answer:
    keys = fitting.alphabetical().keys()
    if not form.is_filtered:
        return Answer(SearchOutcome.ALL, keys, total())
    # Read whole: ten thousand keys cost less than asking the filters again for their number.
    found = list(keys)
    return Answer(SearchOutcome.ALL if found else SearchOutcome.NOTHING, found, len(found), guesses=form.guesses)


def _around(form: OfficeSearchForm, fitting: OfficeQuerySet, place: SearchPlace) -> Answer:
    within = around(fitting, place, km=form.radius)
    if within:
        return Answer(SearchOutcome.FOUND, within, len(within), place, guesses=form.guesses)
    closest = nearest_offices(fitting, place.point, NEAREST)
    outcome = SearchOutcome.NONE_WITHIN if closest else SearchOutcome.NOTHING
    return Answer(outcome, closest, len(closest), place, guesses=form.guesses)
