"""The kinds of things that are written, reviewed and shown: what the kit has to know of each, and which there are.

A kind is described once, by a subclass of `ContentKind`, and registered when its app is ready. The verbs (workflow),
the writing, the versions and the clock ask it for what is its own; whatever it does not say is the same for all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Literal

from django.db import models
from django.urls import reverse

from core.publishing.states import Publishable


class Verb(StrEnum):
    """What somebody, or the clock, does with a thing."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    RELEASE = "release"
    APPEAR = "appear"
    ARCHIVE = "archive"
    EXPIRE = "expire"
    REOPEN = "reopen"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Noun:
    """A German noun with what sentences about it need."""

    singular: str
    plural: str
    gender: Literal["f", "m", "n"] = "f"
    genitive: str = ""  # "Angebots", where it differs from the singular

    def _by_gender(self, feminine: str, masculine: str, neuter: str) -> str:
        return {"f": feminine, "m": masculine, "n": neuter}[self.gender]

    @property
    def the(self) -> str:
        """ "Die Meldung", as a sentence begins."""
        return f"{self._by_gender('Die', 'Der', 'Das')} {self.singular}"

    @property
    def the_within(self) -> str:
        """ "die Meldung", within a sentence."""
        return f"{self._by_gender('die', 'der', 'das')} {self.singular}"

    @property
    def this(self) -> str:
        """ "Diese Meldung", as a sentence begins."""
        return f"{self._by_gender('Diese', 'Dieser', 'Dieses')} {self.singular}"

    @property
    def this_object(self) -> str:
        """ "Diese Meldung", as the object with which a sentence begins: "Diesen Beitrag gibt es nicht mehr"."""
        return f"{self._by_gender('Diese', 'Diesen', 'Dieses')} {self.singular}"

    @property
    def new(self) -> str:
        """ "Neue Meldung"."""
        return f"{self._by_gender('Neue', 'Neuer', 'Neues')} {self.singular}"

    @property
    def none_yet(self) -> str:
        """ "Noch gibt es keine Meldung"."""
        return f"Noch gibt es {self._by_gender('keine', 'keinen', 'kein')} {self.singular}"

    @property
    def your(self) -> str:
        """ "Ihre Meldung"."""
        return f"{self._by_gender('Ihre', 'Ihr', 'Ihr')} {self.singular}"

    @property
    def of_a(self) -> str:
        """ "einer Meldung", as in "Änderung an einer Meldung"."""
        return f"{self._by_gender('einer', 'einem', 'einem')} {self.singular}"

    @property
    def of_the(self) -> str:
        """ "der Meldung", as in "Text der Meldung"."""
        return f"{self._by_gender('der', 'des', 'des')} {self.genitive or self.singular}"

    @property
    def whom(self) -> str:
        """ "sie", as in "holen Sie sie zurück"."""
        return self._by_gender("sie", "ihn", "es")

    @property
    def it(self) -> str:
        """ "Sie", as a sentence begins."""
        return self._by_gender("Sie", "Er", "Es")

    @property
    def who(self) -> str:
        """ "sie", as in "sobald sie freigegeben ist"."""
        return self.it.lower()


class ContentKind:
    """One kind. `names` are those URL names of its namespace that differ from the kit's own; `fields` are what belongs
    to a version, in the order in which a reader sees them; `natural_keys` names, of fields that are rows of other
    tables, what such a row is known by."""

    model: ClassVar[type[Publishable]]
    noun: ClassVar[Noun]
    namespace: ClassVar[str]
    names: ClassVar[Mapping[str, str]] = {}
    fields: ClassVar[tuple[str, ...]] = ()
    natural_keys: ClassVar[Mapping[str, str]] = {}

    @property
    def label(self) -> str:
        """As versions and proposals name it: "news.post"."""
        return self.model._meta.label_lower

    def name(self, page: str) -> str:
        """The URL name of a page that every kind has ("page", "submit", "history" …), without the namespace."""
        return self.names.get(page, page)

    def url(self, page: str, *args: object) -> str:
        return reverse(f"{self.namespace}:{self.name(page)}", args=args)

    # --- access words ---------------------------------------------------------------------------------------------

    def managed_by(self, user: Any) -> models.QuerySet[Any]:
        """What this person may write."""
        managed: models.QuerySet[Any] = self.model.objects.managed_by(user)  # type: ignore[attr-defined]  # of its own query set
        return managed

    def may_release(self, user: Any, thing: Publishable) -> bool:
        """Coordinators; a kind may trust more people."""
        return bool(user.is_coordinator)

    # --- hooks ----------------------------------------------------------------------------------------------------

    def lock(self, thing: Publishable) -> Any:
        """The thing as it is now; whoever else wants to change it waits."""
        return self.model._default_manager.select_for_update().get(pk=thing.pk)

    def missing(self, thing: Any) -> list[str]:
        """Sentences; empty when it may go its way."""
        return []

    @contextmanager
    def changing(self, verb: Verb, thing: Any) -> Iterator[None]:
        """Around the change of state, before it is saved. Raises WrongStateError where the verb does not fit now."""
        yield

    def after(self, verb: Verb, thing: Any) -> None:
        """Once it is saved, in the same transaction."""


_kinds: dict[type[models.Model], ContentKind] = {}


def register(kind: ContentKind) -> None:
    """Called once per kind, when its app is ready."""
    _kinds[kind.model] = kind


def forget(kind: ContentKind) -> None:
    """Takes a kind back, as tests do that made one up."""
    _kinds.pop(kind.model, None)


def kinds() -> list[ContentKind]:
    """All of them, in the order in which they were registered."""
    return list(_kinds.values())


def kind_of(thing: models.Model | type[models.Model]) -> ContentKind:
    """Raises KeyError of what was never registered."""
    return _kinds[thing if isinstance(thing, type) else type(thing)]
