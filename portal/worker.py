"""The process in the background, one of all: it does the duties (portal/duties.py), each when its turn comes."""

import faulthandler
import logging
import os
from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from core.traces import trace
from portal.duties import DUTIES, Duty, stopping
from portal.last_runs import Notes
from portal.lock import Lock

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks
LONGEST_ROUND = 900  # seconds; then the log says at which line the worker is kept, without any value
_parent = os.getppid()


class LostLockError(Exception):
    """Another process may be at work by now."""


class Rota:
    """Whose turn it is. Kept in memory: after a start every duty has its turn at once."""

    def __init__(self, duties: Iterable[Duty] | None = None, lock: Lock | None = None) -> None:
        self._duties = list(DUTIES if duties is None else duties)
        self._lock = lock
        self._notes = Notes()
        self._next: dict[str, datetime] = {}
        self._unmended = {duty.name for duty in self._duties}

    def run(self, now: datetime) -> int:
        """Does what is due at this moment; returns how much was done. Raises LostLockError."""
        done = {duty.title: self._turn(duty, now) for duty in self._duties if self._is_due(duty, now)}
        if any(done.values()):
            logger.info(", ".join(f"{title}: {count}" for title, count in done.items() if count))
        return sum(done.values())

    def _is_due(self, duty: Duty, now: datetime) -> bool:
        """A clock that was set back counts as a turn, too: nobody waits for a time that has been."""
        turn = self._next.get(duty.name, now)
        return now >= turn or turn - now > duty.every

    def _turn(self, duty: Duty, now: datetime) -> int:
        if self._lock and not self._lock.is_held():
            raise LostLockError
        if stopping.is_set():
            return 0
        self._next[duty.name] = now + duty.every
        began = timezone.now()
        try:
            done = self._do(duty, now)
        except Exception as error:
            logger.error("%s: %s", duty.title, trace(error))
            self._notes.failed(duty.name, began, error)
            return 0
        self._notes.succeeded(duty.name, began)
        return done

    def _do(self, duty: Duty, now: datetime) -> int:
        if duty.name in self._unmended:
            duty.mend(now)
        self._unmended.add(duty.name)
        done = duty.work(now)
        self._unmended.discard(duty.name)
        return done


def run_once(now: datetime, duties: Iterable[Duty] | None = None) -> int:
    """Every duty once; returns how much was done. The caller holds the lock."""
    return Rota(duties).run(now)


def work(lock: Lock) -> None:
    """Until it has to stop. Raises LostLockError."""
    _write_to_disk_at_once()
    rota = Rota(lock=lock)
    while not has_to_stop(0 if _round(rota) else PAUSE):
        pass  # whatever was done may have left more to do


def _round(rota: Rota) -> int:
    faulthandler.dump_traceback_later(LONGEST_ROUND)
    try:
        return rota.run(timezone.now())
    finally:
        faulthandler.cancel_dump_traceback_later()


def has_to_stop(within: float) -> bool:
    """Waits that many seconds. True: a signal came, or the process that started this one is gone."""
    return stopping.wait(within) or os.getppid() != _parent


def _write_to_disk_at_once() -> None:
    """SQLite in WAL mode may lose the last transactions in a power cut. A lost claim would send a mail twice."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
