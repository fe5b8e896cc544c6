"""Who gets what at which address. A row names an address and its rule; a rule says who is stopped where.

Two doors stand before a page. The first asks who somebody is: visitors are led to the sign-in, coordinators without a
second factor to the page where they set one up. The second is the page itself, which does not exist for people who have
no business there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, get_resolver

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
HAS_APP = Rule(people(SIGN_IN, *OUTSIDE), people(NOT_FOUND, *INSIDE) | {"coordinator": OK})
HAS_CODES = Rule({**HAS_APP.door, **people(NOT_FOUND, "stranger", *OFFICE, "colleague", "half")})
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
    but: dict[str, dict[str, str]] = field(default_factory=dict)  # method → people of whom something else is true
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
        usual = self.shows if method == "GET" else self.does
        return self.but.get(method, {}).get(person, usual) if outcome == OK else outcome


def addresses(resolver: Any = None, prefix: str = "") -> dict[str, list[str]]:
    """Names of all addresses but those of the administration, with what they ask for."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found[f"{prefix}{pattern.name}"] = list(pattern.pattern.converters)
        elif pattern.namespace != "admin":
            found |= addresses(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
    return found


# --- how rows are written -------------------------------------------------------------------------------------


def rows(rule: Rule, *names: str, **more: Any) -> list[Row]:
    """Several addresses that differ in nothing but their name."""
    return [Row(name, rule, **more) for name in names]


def own(*names: str | int) -> Callable[[Any, Any], list[Any]]:
    """Arguments that are things of the office: "slug", "place.pk". Numbers and "=word" stand for themselves."""

    def args(things: Any, world: Any) -> list[Any]:
        return [_find(things, name) if isinstance(name, str) else name for name in names]

    return args


def _find(things: Any, name: str) -> Any:
    if name.startswith("="):
        return name[1:]
    for part in name.split("."):
        things = things[part] if isinstance(things, dict) else getattr(things, part)
    return things


def both(**outcomes: str) -> dict[str, dict[str, str]]:
    return {"GET": outcomes, "POST": outcomes}


def token(name: str) -> Callable[[Any, Any], list[Any]]:
    return lambda things, world: [world.tokens[name]]


def fixed(*args: Any) -> Callable[[Any, Any], list[Any]]:
    return lambda things, world: list(args)


def typed(**fields: Any) -> Callable[[Any, Any], dict[str, Any]]:
    return lambda things, world: fields
