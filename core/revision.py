"""Compute once per change of content, not once per visit.

Every change of published content draws a new number in its own transaction. A function marked
`@once_per_revision` keeps its result in this process until the number has moved; so all workers and machines
agree without talking to each other, and the price is one tiny query per page.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

from asgiref.local import Local
from django.core.signals import request_started
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save

P = ParamSpec("P")
T = TypeVar("T")

_request = Local()
_kept: OrderedDict[tuple[object, ...], tuple[int, object]] = OrderedDict()
_lock = RLock()
MOST_KEPT = 4096  # results; the one that was not asked for longest goes first


def current() -> int:
    """The number of the content as it is now; asked once per request."""
    number: int | None = getattr(_request, "number", None)
    if number is None:
        from core.models import ContentRevision

        number = ContentRevision.objects.values_list("number", flat=True).first() or 0
        _request.number = number
    return number


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
        with _lock:
            found = _kept.get(key)
            if found is not None and found[0] == number:
                _kept.move_to_end(key)
                return found[1]  # type: ignore[return-value]
        result = function(*args, **kwargs)
        with _lock:
            _kept[key] = (number, result)
            _kept.move_to_end(key)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
        return result

    return kept


request_started.connect(forget, dispatch_uid="revision-forget")
