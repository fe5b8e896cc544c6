"""One run over a file: every row becomes an office, changes one, leaves it alone or is rejected with its reasons.

The whole run is one transaction, so a run that breaks off leaves nothing half done; a dry run does everything and
takes it back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from core.language.german import fold
from core.publishing.revision import bump
from offices.exchange import vocabulary as vocabularies
from offices.exchange.binding import (
    PUT,
    SUCCESSOR_NOTE,
    Draft,
    main_place,
    successor_name,
    without_successor,
)
from offices.exchange.columns import COLUMNS
from offices.exchange.export import row_of, with_columns
from offices.exchange.identity import Directory, duplicates, key_of_row
from offices.exchange.merge import Merge, merge
from offices.exchange.report import ImportReport, RowOutcome, RowReport
from offices.exchange.rows import OfficeRow, canonical_or_raw, from_line
from offices.exchange.statements import Vocabulary
from offices.exchange.table import Line
from offices.exchange.writing import Batch
from offices.finding.wordsearch import reindex
from offices.models import ImportOrigin, Office, Place, Status

CHUNK = 500
LONGEST_STATUS_NOTE = 300
UNREADABLE = "!"  # before the name of a column: its last text that could not be taken over

Progress = Callable[[int], object]


@transaction.atomic
def import_rows(
    lines: Iterable[Line],
    *,
    dry_run: bool = False,
    is_sample: bool = False,
    hints: Sequence[str] = (),
    progress: Progress = lambda _rows: None,
) -> ImportReport:
    """`progress` hears how many rows are done since it was last called. `is_sample` marks new offices as invented."""
    vocabulary = vocabularies.load_vocabulary()
    rows = [from_line(line, vocabulary) for line in lines]
    run = _Run(rows, vocabulary, is_sample)
    for chunk in _chunks(rows):
        run.take(chunk)
        progress(len(chunk))
    run.finish()
    if dry_run:
        transaction.set_rollback(True)
    return ImportReport([run.reports[row.number] for row in rows], list(hints))


def _chunks(rows: Sequence[OfficeRow]) -> Iterator[Sequence[OfficeRow]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


class _Run:
    """What one run knows: the directory as it was, the rows, and what became of them so far."""

    def __init__(self, rows: Sequence[OfficeRow], vocabulary: Vocabulary, is_sample: bool) -> None:
        self.vocabulary = vocabulary
        self.is_sample = is_sample
        self.directory = Directory.load()
        self.reports: dict[int, RowReport] = {}
        self.touched: list[int] = []
        self.successors: list[tuple[int, str, RowReport]] = []
        usable = [row for row in rows if not row.problems]
        self.earlier = duplicates(usable)
        self.offices = self.directory.match([row for row in usable if row.number not in self.earlier])

    def take(self, rows: Sequence[OfficeRow]) -> None:
        known = self._known_offices(rows)
        batch = Batch(self.vocabulary, self.directory.slugs)
        merged: list[tuple[OfficeRow, Draft, RowReport]] = []
        for row in rows:
            report = self.reports[row.number] = RowReport(
                row.number, row.name, row.town, RowOutcome.UNCHANGED, notes=list(row.notes)
            )
            if reasons := self._reasons_against(row):
                report.outcome, report.reasons = RowOutcome.REJECTED, reasons
                continue
            office = known.get(self.offices.get(row.number, 0))
            draft = self._draft(row, office, report)
            batch.add(draft, *_origin(row, office))
            merged.append((row, draft, report))
        batch.write()
        for row, draft, report in merged:
            self._remember(row, draft, report)

    def finish(self) -> None:
        self._link_successors()
        if self.touched:
            reindex(self.touched)
            bump()

    def _known_offices(self, rows: Sequence[OfficeRow]) -> Mapping[int, Office]:
        ids = [pk for row in rows if (pk := self.offices.get(row.number))]
        return {office.pk: office for office in with_columns(Office.objects.filter(pk__in=ids))} if ids else {}

    def _reasons_against(self, row: OfficeRow) -> list[str]:
        if row.problems:
            return list(row.problems)
        if earlier := self.earlier.get(row.number):
            return [f"Dieses Büro steht schon in Zeile {earlier} der Datei."]
        return []

    def _draft(self, row: OfficeRow, office: Office | None, report: RowReport) -> Draft:
        if office is None:
            report.outcome = RowOutcome.CREATED
            office = Office(is_sample=self.is_sample)
            draft = Draft(office, Place(office=office, role=Place.Role.MAIN))
            # A new office has no statement of its own: everything that says something is taken.
            changes = merge(base={}, mine={}, theirs=row.values)
        else:
            place = main_place(office)
            draft = Draft(office, place or Place(office=office, role=Place.Role.MAIN, ags=office.ags), is_new=False)
            changes = self._merge(row, office)
        report.changes, report.conflicts = changes.changes, changes.conflicts
        for change in changes.changes:
            PUT[change.column](draft, COLUMNS[change.column].read(change.new, self.vocabulary))
        self._keep_unreadable(row, draft)
        if not draft.is_new and (changes.changes or draft.office_fields):
            report.outcome = RowOutcome.UPDATED
        return draft

    def _merge(self, row: OfficeRow, office: Office) -> Merge:
        return merge(
            base=_base(office),
            mine=row_of(office, self.vocabulary, row.values),
            theirs=row.values,
            canonical=lambda column, text: canonical_or_raw(column, text, self.vocabulary),
        )

    def _keep_unreadable(self, row: OfficeRow, draft: Draft) -> None:
        """What can't be taken over is put down in the internal note, once."""
        base = {} if draft.is_new else _base(draft.office)
        for column, text in row.unreadable.items():
            if text == base.get(UNREADABLE + column) or (text == base.get(column)):
                continue
            line = f"Aus einer Liste, nicht übernommen: {COLUMNS[column].title} „{text}“"
            draft.set_office(internal_note="\n".join(filter(None, [draft.office.internal_note, line])))

    def _remember(self, row: OfficeRow, draft: Draft, report: RowReport) -> None:
        office = draft.office
        if report.outcome is not RowOutcome.UNCHANGED:
            self.touched.append(office.pk)
        if draft.is_new:
            self.directory.by_name[fold(office.name), office.ags].append((office.pk, fold(office.district)))
        wanted = draft.successor
        if wanted is None and row.values.get("nachfolger") and not office.successor_id:
            # Named before, not found then: perhaps it has come in since.
            wanted = row.values["nachfolger"] if successor_name(office) == row.values["nachfolger"] else None
        if wanted is not None:
            self.successors.append((office.pk, wanted, report))

    def _link_successors(self) -> None:
        """After all rows, because the successor may stand further down in the file."""
        offices = Office.objects.select_related("successor").in_bulk([pk for pk, _, _ in self.successors])
        changed = []
        for pk, name, report in self.successors:
            office = offices[pk]
            before = (office.successor_id, office.status_note)
            found = [item for item, _ in self.directory.by_name.get((fold(name), office.ags), ()) if item != pk]
            note = without_successor(office.status_note)
            office.successor_id = found[0] if len(found) == 1 else None
            if name and not office.successor_id:
                note = f"{note} {SUCCESSOR_NOTE}{name}".strip()
                report.notes.append(
                    f"Den Nachfolger „{name}“ gibt es in {report.town} nicht; der Name steht als Hinweis da."
                )
            if len(note) <= LONGEST_STATUS_NOTE:
                office.status_note = note
            if (office.successor_id, office.status_note) != before:
                changed.append(office)
                self._count_as_updated(report, pk)
        Office.objects.bulk_update(changed, ["successor", "status_note"], batch_size=CHUNK)

    def _count_as_updated(self, report: RowReport, pk: int) -> None:
        if report.outcome is RowOutcome.UNCHANGED:
            report.outcome = RowOutcome.UPDATED
            self.touched.append(pk)


def _base(office: Office) -> Mapping[str, str]:
    origin = getattr(office, "import_origin", None)
    columns: Mapping[str, str] = origin.columns if origin else {}
    return columns


def _origin(row: OfficeRow, office: Office | None) -> tuple[ImportOrigin, bool]:
    """What this run has said, beside what earlier runs have said about columns that this file doesn't have; and
    whether that must be written."""
    before = {"status": Status.ACTIVE.label} if office is None else _base(office)
    said = {**before, **row.values, **{UNREADABLE + name: text for name, text in row.unreadable.items()}}
    key = key_of_row(row)
    origin: ImportOrigin | None = getattr(office, "import_origin", None)
    if origin is None:
        return ImportOrigin(key=key, columns=said), True
    is_new = (origin.key, origin.columns) != (key, said)
    origin.key, origin.columns, origin.imported_at = key, said, timezone.now()
    return origin, is_new
