"""A file that somebody uploads: looked at first, written after a second click, and never twice."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from offices.exchange.importer import import_rows
from offices.exchange.table import Table, read
from offices.exchange.wordings import clean
from offices.models import ImportRun


class AlreadyAppliedError(Exception):
    """The message is the German sentence."""


@transaction.atomic
def look_at(*, file_name: str, content: bytes, table: Table, by: User) -> ImportRun:
    """Keeps the file with the report of a dry run; nothing else is written."""
    report = import_rows(table.lines, dry_run=True, hints=table.hints)
    return ImportRun.objects.create(
        file_name=clean(file_name)[:200] or "Datei", content=content, report=report.to_json(), created_by=by
    )


@transaction.atomic
def apply_run(run: ImportRun) -> ImportRun:
    """Writes exactly the stored file. What has changed in the portal since the preview is merged anew.

    Raises AlreadyAppliedError.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.applied_at:
        raise AlreadyAppliedError(
            "Diese Datei ist schon übernommen. Laden Sie sie noch einmal hoch, wenn Sie das möchten."
        )
    table = read(bytes(locked.content))
    locked.report = import_rows(table.lines, hints=table.hints).to_json()
    locked.applied_at = timezone.now()
    locked.save(update_fields=["report", "applied_at"])
    return locked
