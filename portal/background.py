"""What is done in the background, and what stands still: read from the rows that the worker writes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from core.models import Message
from portal.duties import DUTIES, Duty
from portal.models import LastRun

MAILS = "send_mails"


@dataclass(frozen=True, slots=True)
class Report:
    """How it stands with one duty. `run` is None where no worker has begun since the duty exists, and `quiet_since`
    where nothing is waited for."""

    duty: Duty
    run: LastRun | None
    quiet_since: datetime | None
    at: datetime

    @property
    def is_late(self) -> bool:
        """It stands still."""
        return self.quiet_since is not None and self.at - self.quiet_since > self.duty.late_after

    @property
    def is_failing(self) -> bool:
        """The last turn failed; the next one may succeed."""
        return self.run is not None and self.run.failures > 0

    @property
    def is_troubled(self) -> bool:
        return self.is_late or self.is_failing


def reports(at: datetime | None = None) -> list[Report]:
    """Of all duties: first what stands still, then what fails, then the others. One query, or two before the first
    worker has begun: as nobody can say then since when it is missing, the oldest mail that waits says it."""
    at = at or timezone.now()
    runs = {run.name: run for run in LastRun.objects.all()}
    since = {run.name: run.quiet_since for run in runs.values()}
    if not runs and (oldest := Message.objects.due(at).values_list("due_at", flat=True).first()):
        since = {MAILS: oldest}
    found = [Report(duty, runs.get(duty.name), since.get(duty.name), at) for duty in DUTIES]
    return sorted(found, key=lambda report: (not report.is_late, not report.is_failing))


def standing_still(at: datetime | None = None) -> list[str]:
    """Names of the vital duties that stand still."""
    return [report.duty.name for report in reports(at) if report.is_late and report.duty.is_vital]
