"""When nothing can be stored: what counts as that, and how long a request may wait for its turn to write."""

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from math import inf
from typing import Any, Final

from asgiref.local import Local
from django.db import InternalError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse

NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
LONGEST_WAIT: Final = 8.0  # seconds of one request, all its waiting for the one who writes together
LONGEST_TURN: Final = 4.0  # seconds of waiting for the lock that still count as a crowd, not as a lock that is stuck
LOOK_AGAIN: Final = 0.02  # seconds
WRITERS_WAITING: Final = 1  # of the threads of a process (manage.py up): the others go on answering readers
BALLAST: Final = 40_000  # characters
WRITES: Final = ("BEGIN", "INSERT", "UPDATE", "DELETE", "REPLACE")

_request = Local()


def is_fault(error: BaseException | None) -> bool:
    """Whether the house is at fault: the disk is full, the database locked, closed to writing or gone. Django wraps
    such errors into others that sound like the visitor's."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OperationalError | InternalError) or type(error).__module__.startswith("redis."):
            return True
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


def probe() -> None:
    """Writes a row and takes back another: neither a full disk nor a lock stays hidden, and nothing grows. Raises
    what `is_fault` knows."""
    from core.models import Pulse

    with transaction.atomic():
        with suppress(_TakenBackError), transaction.atomic():
            Pulse.objects.create(pk=Pulse.SINGLE + 1, ballast="." * BALLAST)
            raise _TakenBackError
        Pulse.objects.update_or_create(pk=Pulse.SINGLE)


class _TakenBackError(Exception):
    """Ends a savepoint."""


class BusyError(OperationalError):
    """Others wait to write already, and this request must not take the last thread that answers readers."""


class _Line:
    """Who may wait for the one lock of SQLite. While it goes round, as it does in a crowd, everybody may stand behind
    the one who waits for it. Once somebody waited in vain, newcomers hear so at once, until a turn comes to somebody
    again."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(WRITERS_WAITING)
        self._waits_since = 0.0  # of whoever has the place, on the monotonic clock
        self._is_stuck = False

    @contextmanager
    def place(self, until: float = inf) -> Iterator[None]:
        """Raises BusyError, at `until` (of the monotonic clock) at the latest."""
        while not self._places.acquire(timeout=LOOK_AGAIN):
            now = time.monotonic()
            self._is_stuck |= now - self._waits_since > LONGEST_TURN
            if self._is_stuck or now > until:
                raise BusyError("others wait already")
        self._waits_since = time.monotonic()
        try:
            yield
        except OperationalError:
            self._is_stuck = True
            raise
        else:
            self._is_stuck = False
        finally:
            self._places.release()


_line = _Line()


class Deadline:
    """Middleware: however many statements of a request have to wait for SQLite's lock, together it is not longer than
    `LONGEST_WAIT`. PostgreSQL has its own limit (portal/config.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if connection.vendor != "sqlite":
            return self._get_response(request)
        with at_most(LONGEST_WAIT):
            return self._get_response(request)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within it, writing on SQLite waits so long at most, in all."""
    before = getattr(_request, "until", None)
    _request.until = min(before or inf, time.monotonic() + seconds)
    try:
        with connection.execute_wrapper(_wait) if before is None else nullcontext():  # once is enough
            yield
    finally:
        _request.until = before


def _wait(  # Any: what Django's wrapper gets, and gives
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not sql.startswith(WRITES) or (context["connection"].in_atomic_block and not sql.startswith("BEGIN")):
        return execute(sql, params, many, context)
    with _line.place(_request.until):
        left = max(0.0, _request.until - time.monotonic())
        context["connection"].connection.execute(f"PRAGMA busy_timeout={int(left * 1000)}")
        return execute(sql, params, many, context)
