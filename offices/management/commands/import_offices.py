"""`manage.py import_offices FILE [--dry-run]`: reads a list of offices and tells what became of every row."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from tqdm import tqdm

from core.sheets.table import AT_THE_CONSOLE, MOST_BYTES, FileProblem
from offices.exchange.importer import import_rows
from offices.exchange.report import ImportReport
from offices.exchange.table import Table, read


class Command(BaseCommand):
    help = "Liest eine Liste von Seniorenbüros (CSV, XLSX oder ODS) in das Verzeichnis ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI", help="CSV-, XLSX- oder ODS-Datei")
        parser.add_argument("--dry-run", action="store_true", help="zeigt nur, was geschehen würde")

    def handle(self, *args: Any, **options: Any) -> None:
        table = _table(options["file"])
        report = self._import(table, dry_run=options["dry_run"])
        for hint in report.hints:
            self.stdout.write(hint)
        for row in report.rows:
            if row.is_worth_a_line:
                self.stdout.write(" ".join([f"Zeile {row.number}: {row.title}: {row.outcome.label}.", *row.sentences]))
        self.stdout.write(report.summary)
        if options["dry_run"]:
            self.stdout.write("Probelauf: Es wurde nichts gespeichert.")
        rejected = sum(bool(row.reasons) for row in report.rows)
        if rejected:
            raise CommandError(_rejection(rejected))

    def _import(self, table: Table, *, dry_run: bool) -> ImportReport:
        # The bar belongs on a terminal; in a log it would be thousands of lines.
        bar = tqdm(
            total=len(table.lines),
            unit=" Zeilen",
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            leave=False,
        )
        with bar:
            try:
                return import_rows(table.lines, dry_run=dry_run, hints=table.hints, progress=bar.update)
            except IntegrityError as error:
                raise CommandError(
                    "Jemand anderes hat das Verzeichnis gerade geändert. Es wurde nichts übernommen. "
                    "Bitte starten Sie den Import noch einmal."
                ) from error


def _table(file: Path) -> Table:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CommandError(f"{file.name}: Die Datei ist größer als 10 MB. Bitte teilen Sie die Tabelle auf.")
        return read(file.read_bytes(), AT_THE_CONSOLE)
    except FileNotFoundError:
        raise CommandError(f"Die Datei {file} gibt es nicht. Bitte prüfen Sie den Namen.") from None
    except IsADirectoryError:
        raise CommandError(f"{file} ist ein Ordner. Bitte nennen Sie eine Datei.") from None
    except OSError:
        raise CommandError(f"Die Datei {file} lässt sich nicht öffnen. Bitte prüfen Sie die Rechte.") from None
    except FileProblem as problem:
        raise CommandError(f"{file.name}: {problem}") from None


def _rejection(count: int) -> str:
    return "1 Zeile wurde abgelehnt." if count == 1 else f"{count} Zeilen wurden abgelehnt."
