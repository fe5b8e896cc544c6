"""What happens in the background: a list of duties, each done when its turn comes, by one process of all."""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from accounts import sessions
from core.mail import outbox
from core.media import stored
from core.publishing import workflow
from events.attendance import feedback, figures
from events.people import retention, unconfirmed
from events.places import offers, recounting
from events.planning import changes
from events.telling import reminding
from news import incoming
from offices.team import members
from offices.upkeep import checks, special_days
from portal.lock import Lock
from portal.reminders import remind_coordinators

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks
stopping = threading.Event()  # set by a signal; asked between two mails
_parent = os.getppid()


def _nothing(now: datetime) -> int:
    return 0


def _send_mails(now: datetime) -> int:
    return outbox.send_due(now, until=stopping.is_set)


@dataclass(frozen=True, slots=True)
class Duty:
    """`work` does everything due and returns how much it did. `mend` puts right what an unfinished turn left behind;
    it runs before the first turn and after one that failed."""

    name: str
    work: Callable[[datetime], int]
    every: timedelta
    mend: Callable[[datetime], int] = _nothing


DUTIES = [
    Duty("Mails verschickt", _send_mails, every=timedelta(seconds=PAUSE), mend=outbox.doubt_interrupted),
    Duty("Geplantes erschienen", workflow.appear_due, every=timedelta(minutes=1)),
    Duty("Abgelaufenes ins Archiv gelegt", workflow.expire_due, every=timedelta(minutes=1)),
    Duty("Meldungslisten abgerufen", incoming.fetch_due, every=timedelta(minutes=5)),
    Duty("Plätze neu gezählt", recounting.recount_due, every=timedelta(days=1)),
    Duty("angebotene Plätze weitergegeben", offers.pass_on_expired, every=timedelta(minutes=1)),
    Duty("Kalendereinträge neu gezählt", changes.renumber_due, every=timedelta(minutes=10)),
    Duty("nicht bestätigte Anmeldungen gelöscht", unconfirmed.forget_due, every=timedelta(minutes=1)),
    Duty("an die Bestätigung erinnert", unconfirmed.remind_due, every=timedelta(minutes=10)),
    Duty("persönliche Angaben zu Veranstaltungen gelöscht", retention.forget_due, every=timedelta(hours=1)),
    Duty("Veranstaltungen gezählt", figures.recount_due, every=timedelta(hours=1)),
    Duty("an Veranstaltungen erinnert", reminding.remind_due, every=timedelta(minutes=10)),
    Duty("um eine Rückmeldung gebeten", feedback.ask_due, every=timedelta(minutes=30)),
    Duty("Büros nach ihren Angaben gefragt", checks.ask_due, every=timedelta(hours=6)),
    Duty("Büros nach besonderen Tagen gefragt", special_days.ask_due, every=timedelta(hours=6)),
    Duty("Geschäftsstelle erinnert", remind_coordinators, every=timedelta(minutes=10)),
    Duty("Angaben alter Mails gelöscht", outbox.forget_old, every=timedelta(days=1)),
    Duty("alte Einladungen gelöscht", members.forget_old, every=timedelta(days=1)),
    Duty("beendete Sitzungen gelöscht", sessions.forget_old, every=timedelta(days=1)),
    Duty("alte Zähler gelöscht", sessions.forget_counters, every=timedelta(minutes=30)),
    Duty("herrenlose Dateien gelöscht", stored.sweep, every=timedelta(days=1)),
]


class LostLockError(Exception):
    """Another process may be at work by now."""


class Rota:
    """Whose turn it is. Kept in memory: after a start every duty has its turn at once."""

    def __init__(self, duties: Iterable[Duty] | None = None, lock: Lock | None = None) -> None:
        self._duties = list(DUTIES if duties is None else duties)
        self._lock = lock
        self._next: dict[str, datetime] = {}
        self._unmended = {duty.name for duty in self._duties}

    def run(self, now: datetime) -> int:
        """Does what is due at this moment; returns how much was done. Raises LostLockError."""
        done = {duty.name: self._turn(duty, now) for duty in self._duties if self._is_due(duty, now)}
        if any(done.values()):
            logger.info(", ".join(f"{name}: {count}" for name, count in done.items() if count))
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
        try:
            if duty.name in self._unmended:
                duty.mend(now)
            self._unmended.add(duty.name)
            done = duty.work(now)
            self._unmended.discard(duty.name)
        except Exception as error:
            # Neither message nor values: either could name a person.
            logger.error("%s: %s", duty.name, _where(error))
            return 0
        return done


def run_once(now: datetime, duties: Iterable[Duty] | None = None) -> int:
    """Every duty once; returns how much was done. The caller holds the lock."""
    return Rota(duties).run(now)


def work(lock: Lock) -> None:
    """Until it has to stop. Raises LostLockError."""
    _write_to_disk_at_once()
    rota = Rota(lock=lock)
    while not has_to_stop(0 if rota.run(timezone.now()) else PAUSE):
        pass  # whatever was done may have left more to do


def has_to_stop(within: float) -> bool:
    """Waits that many seconds. True: a signal came, or the process that started this one is gone."""
    return stopping.wait(within) or os.getppid() != _parent


def _write_to_disk_at_once() -> None:
    """SQLite in WAL mode may lose the last transactions in a power cut. A lost claim would send a mail twice."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _where(error: Exception) -> str:
    """`ValueError in offices/feeds.py:12`, the innermost place."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    place = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else "?"
    return f"{type(error).__name__} in {place}"
