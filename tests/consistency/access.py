"""Who gets what at which address. A row names an address and its rule; a rule says who is stopped where.

Two doors stand before a page. The first asks who somebody is: visitors are led to the sign-in, coordinators without a
second factor to the page where they set one up. The second is the page itself, which does not exist for people who have
no business there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OK, CHANGES, ELSEWHERE = "ok", "changes something", "elsewhere"
SIGN_IN, SECOND_FACTOR = "to the sign-in", "to the second factor"
NOT_FOUND, NOT_ALLOWED, GONE = "not found", "not allowed", "gone"

# Whose access has ended stands before the same door as somebody who never had any, with a session that is still there.
OUTSIDE = ("visitor", "removed", "sample")
OFFICE = ("editor", "lead")
INSIDE = ("stranger", *OFFICE, "colleague", "coordinator", "half")
PEOPLE = (*OUTSIDE, *INSIDE)

READ, FORM, BUTTON = ("GET",), ("GET", "POST"), ("POST",)


def people(outcome: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, outcome)


@dataclass(frozen=True)
class Rule:
    """`door`: stopped before anybody looks at the method. `page`: stopped by the page. Everybody else may."""

    door: dict[str, str] = field(default_factory=dict)
    page: dict[str, str] = field(default_factory=dict)
    is_of_office: bool = False

    def mirrored(self) -> "Rule":
        """For the other office, where the colleague is the lead: nobody of ours has any business there."""
        may = "colleague" if self.page.get("lead", OK) == OK else ""
        here = {person: outcome for person, outcome in self.page.items() if person != may}
        return Rule(self.door, {**here, **people(NOT_FOUND, *OFFICE)})

    def closed(self, outcome: str = NOT_FOUND) -> "Rule":
        """For what doesn't exist, or not there."""
        return Rule(self.door, people(outcome, *PEOPLE))


MEMBERS_DOOR = {**people(SIGN_IN, *OUTSIDE), "half": SECOND_FACTOR}
COORDINATION_DOOR = {**MEMBERS_DOOR, **people(NOT_FOUND, "stranger", *OFFICE, "colleague")}

PUBLIC = Rule()
NETWORK = Rule(page=people(NOT_FOUND, *OUTSIDE, "stranger", "half"))  # at an address that others may know
TEAM = Rule(page=people(NOT_FOUND, *OUTSIDE, "stranger", "colleague", "half"), is_of_office=True)
SIGNED_IN = Rule(MEMBERS_DOOR)
MEMBERS = Rule(MEMBERS_DOOR, people(NOT_FOUND, "stranger"))
OFFICE_DESK = Rule(MEMBERS_DOOR, people(NOT_FOUND, "stranger", "colleague"), is_of_office=True)
OFFICE_LEADS = Rule(MEMBERS_DOOR, people(NOT_FOUND, "stranger", "colleague", "editor"), is_of_office=True)
COORDINATION = Rule(COORDINATION_DOOR)
ENDED = PUBLIC.closed(GONE)

OWN_ACCOUNT = Rule(people(SIGN_IN, *OUTSIDE))
OWN_THING = Rule(people(SIGN_IN, *OUTSIDE), people(NOT_FOUND, *INSIDE) | {"editor": OK})
SIGNED_OUT = Rule(people(ELSEWHERE, *INSIDE))


@dataclass(frozen=True)
class Row:
    """`args` and `sends` are made of the things of one office and of the world. `shows` and `does` are what those who
    may get for GET and POST."""

    name: str
    rule: Rule
    methods: tuple[str, ...] = READ
    args: Callable[[Any, Any], list[Any]] = lambda things, world: []
    sends: Callable[[Any, Any], dict[str, Any]] = lambda things, world: {}
    shows: str = OK
    does: str = CHANGES
    method_first: bool = False  # asked about the method before anything else
    what: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.what}".strip()

    def expected(self, method: str, rule: Rule | None = None) -> dict[str, str]:
        return {person: self._expected(method, rule or self.rule, person) for person in PEOPLE}

    def _expected(self, method: str, rule: Rule, person: str) -> str:
        is_taken = method in self.methods
        if self.method_first and not is_taken:
            return NOT_ALLOWED
        if person in rule.door:
            return rule.door[person]
        if not is_taken:
            return NOT_ALLOWED
        outcome = rule.page.get(person, OK)
        return (self.shows if method == "GET" else self.does) if outcome == OK else outcome
