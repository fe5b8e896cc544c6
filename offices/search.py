"""The outcomes of a search, named before any view runs."""

from dataclasses import dataclass
from enum import StrEnum

from offices.forms import OfficeSearchForm
from offices.models import OfficeQuerySet
from offices.places import Ambiguous, SearchPlace, Unknown
from offices.wordsearch import Meaning

NEAREST = 3


class Outcome(StrEnum):
    """The value names the template part that answers."""

    ALL = "all"  # no place asked for: the list from A to Z, filtered or not
    FOUND = "found"  # offices within the radius, those in charge of the place first
    NONE_WITHIN = "none_within"  # none there: the nearest three instead
    NOTHING = "nothing"  # no office anywhere fits the words and filters
    CHOOSE = "choose"  # several places of that name
    UNKNOWN = "unknown"  # no such place


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    offices: OfficeQuerySet
    total: int = 0
    place: SearchPlace | None = None
    choices: tuple[SearchPlace, ...] = ()
    guesses: tuple[Meaning, ...] = ()  # typed words that were taken for others

    @property
    def is_question(self) -> bool:
        """The visitor has to say more before there are offices to show."""
        return self.outcome in {Outcome.CHOOSE, Outcome.UNKNOWN}

    @property
    def template(self) -> str:
        return f"offices/outcomes/{self.outcome}.html"


def search(form: OfficeSearchForm, offices: OfficeQuerySet) -> Answer:
    """`form` has been validated. One count decides between found and none within."""
    problem = form.place_problem
    if isinstance(problem, Ambiguous):
        return Answer(Outcome.CHOOSE, offices.none(), choices=problem.choices)
    if isinstance(problem, Unknown):
        return Answer(Outcome.UNKNOWN, offices.none(), choices=problem.suggestions)
    guesses = tuple(meaning for meaning in form.meanings if meaning.is_guess and meaning.words)
    fitting = form.filter(offices)
    place = form.place
    if place is None:
        total = fitting.count()
        outcome = Outcome.NOTHING if form.is_asked and not total else Outcome.ALL
        return Answer(outcome, fitting.alphabetical(), total, guesses=guesses)
    within = fitting.around(place.point, form.radius, place.ags)
    if total := within.count():
        return Answer(Outcome.FOUND, within, total, place, guesses=guesses)
    nearest = fitting.nearest(place.point)[:NEAREST]
    total = len(nearest)
    return Answer(Outcome.NONE_WITHIN if total else Outcome.NOTHING, nearest, total, place, guesses=guesses)
