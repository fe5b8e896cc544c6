"""The worker notes when each duty last ran and how that ended. Once a minute is often enough where nothing changes."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from core.traces import kind, place, trace
from portal.duties import DUTIES
from portal.models import LastRun

logger = logging.getLogger(__name__)

AT_LEAST_EVERY = timedelta(minutes=1)


def begin(now: datetime) -> None:
    """The worker starts. From now on success is waited for, unless that has been so since an earlier start: a worker
    that ends again and again before a duty is done does not look like a new one."""
    try:
        _begin([duty.name for duty in DUTIES], now)
    except DatabaseError as error:
        logger.error("The start of the worker cannot be noted: %s", trace(error))


def _begin(names: list[str], now: datetime) -> None:
    LastRun.objects.exclude(name__in=names).delete()
    LastRun.objects.filter(awaited_since__lt=F("succeeded_at")).update(awaited_since=now)
    LastRun.objects.bulk_create([LastRun(name=name, awaited_since=now) for name in names], ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class _Written:
    outcome: tuple[str, str]
    at: datetime


class Notes:
    """Of one worker: one UPDATE after a turn, and none where the last one says the same and is not a minute old. That
    it cannot be written is told in the log and stops nothing."""

    def __init__(self) -> None:
        self._written: dict[str, _Written] = {}
        self._failures = Counter[str]()  # not written yet

    def succeeded(self, name: str, began: datetime) -> None:
        self._failures.pop(name, None)
        self._note(name, began, ("", ""))

    def failed(self, name: str, began: datetime, error: BaseException) -> None:
        self._failures[name] += 1
        self._note(name, began, (kind(error)[: LastRun.LONGEST], place(error)[-LastRun.LONGEST :]))

    def _note(self, name: str, began: datetime, outcome: tuple[str, str]) -> None:
        now = timezone.now()
        last = self._written.get(name)
        if last and last.outcome == outcome and timedelta(0) <= now - last.at < AT_LEAST_EVERY:
            return
        try:
            self._write(name, began, now, outcome)
        except DatabaseError as error:
            logger.error("A duty's last run cannot be noted: %s", trace(error))
            return
        self._written[name] = _Written(outcome, now)
        self._failures.pop(name, None)

    def _write(self, name: str, began: datetime, now: datetime, outcome: tuple[str, str]) -> None:
        error, where = outcome
        row = LastRun.objects.filter(name=name)
        if error:
            new = {"failed_at": now, "error": error, "place": where}
            failures = self._failures[name]
            if not row.update(started_at=began, failures=F("failures") + failures, **new):
                LastRun.objects.create(name=name, awaited_since=began, started_at=began, failures=failures, **new)
        elif not row.update(started_at=began, succeeded_at=now, failures=0):
            LastRun.objects.create(name=name, awaited_since=began, started_at=began, succeeded_at=now)
