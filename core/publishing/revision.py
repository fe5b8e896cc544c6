"""Compute once per change of content, not once per visit.

Every change of published content draws a new number in its own transaction. A function marked
`@once_per_revision` keeps its result in this process until the number has moved; so all workers and machines
agree without talking to each other, and the price is one tiny query per page.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar

from asgiref.local import Local
from django.core.signals import request_started
from django.db import connection, models
from django.db.models.signals import m2m_changed, post_delete, post_save

P = ParamSpec("P")
K = TypeVar("K")
T = TypeVar("T")

_request = Local()
_kept: OrderedDict[tuple[object, ...], tuple[int, object]] = OrderedDict()
_lock = RLock()
_NOTHING = object()
MOST_KEPT = 4096  # results; the one that was not asked for longest goes first


def current() -> int:
    """The number of the content as it is now; asked once per request."""
    number: int | None = getattr(_request, "number", None)
    if number is None:
        number = _request.number = _asked()
    return number


def _asked() -> int:
    """Every page asks it, so in plain SQL: to put the question together takes Django longer than all the rest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM core_contentrevision")
        row = cursor.fetchone()
    return row[0] if row else 0


def forget(**_signal: object) -> None:
    """The next `current()` asks the database again."""
    _request.number = None


def forget_everything() -> None:
    """Between tests, where a rolled-back transaction leaves numbers that come again."""
    _kept.clear()
    forget()


def bump(**_signal: object) -> None:
    """Content has changed: everything computed from it counts as old as soon as this transaction ends."""
    from core.models import ContentRevision

    # Drawn, not counted: a number from a transaction that was rolled back must never come again for other content.
    number = secrets.randbits(62)
    if not ContentRevision.objects.update(number=number):
        ContentRevision.objects.create(number=number)
    forget()


def watch(*senders: type[models.Model]) -> None:
    """Draws a new number whenever a row of these models is saved or deleted. Bulk writes call `bump` themselves."""
    for sender in senders:
        uid = f"revision-{sender._meta.label}"
        post_save.connect(bump, sender=sender, dispatch_uid=uid)
        post_delete.connect(bump, sender=sender, dispatch_uid=uid)
        for field in sender._meta.many_to_many:
            m2m_changed.connect(bump, sender=getattr(sender, field.name).through, dispatch_uid=uid + field.name)


def once_per_revision(function: Callable[P, T]) -> Callable[P, T]:
    """For functions of hashable arguments whose result depends on published content alone and is never changed
    by its readers."""

    @wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, tuple(sorted(kwargs.items())))
        number = current()
        if (found := _find(key, number)) is not _NOTHING:
            return found  # type: ignore[return-value]  # kept under the function that gave it
        result = function(*args, **kwargs)
        _keep(key, number, result)
        return result

    return kept


def each_once_per_revision(
    function: Callable[Concatenate[Sequence[K], P], Mapping[K, T]],
) -> Callable[Concatenate[Iterable[K], P], dict[K, T]]:
    """The same for functions that compute something for each of many keys: only for those not kept yet is it called.
    A key it leaves out has no result."""

    @wraps(function)
    def kept(keys: Iterable[K], *args: P.args, **kwargs: P.kwargs) -> dict[K, T]:
        number = current()
        rest = (args, tuple(sorted(kwargs.items())))
        found = {key: _find((function, key, rest), number) for key in keys}
        if missing := [key for key, result in found.items() if result is _NOTHING]:
            computed = function(missing, *args, **kwargs)
            for key in missing:
                found[key] = computed.get(key, _NOTHING)
                if key in computed:
                    _keep((function, key, rest), number, computed[key])
        return {key: result for key, result in found.items() if result is not _NOTHING}  # type: ignore[misc]  # as above

    return kept  # type: ignore[return-value]  # the same signature, wrapped


def _find(key: tuple[object, ...], number: int) -> object:
    with _lock:
        found = _kept.get(key)
        if found is None or found[0] != number:
            return _NOTHING
        _kept.move_to_end(key)
        return found[1]


def _keep(key: tuple[object, ...], number: int, result: object) -> None:
    with _lock:
        _kept[key] = (number, result)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


request_started.connect(forget, dispatch_uid="revision-forget")
