"""`manage.py demo`: fills the portal with content to look at."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.demo import people, stages

STAGES = ("real", "full")


class Command(BaseCommand):
    help = (
        "Lädt die echten Büros aus den öffentlichen Quellen (--stage real) und erfundene dazu (--stage full). "
        "Ein zweiter Aufruf ändert nichts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="full")
        parser.add_argument("--seed", type=int, default=stages.SEED, help="Gleiche Zahl, gleicher Inhalt")
        parser.add_argument("--offices", type=int, default=0, help="So viele Büros insgesamt, für Messungen")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["offices"] <= stages.MOST_OFFICES:
            raise CommandError(f"--offices ist eine Zahl von 0 bis {stages.MOST_OFFICES}.")
        self.stdout.write(f"Echte Büros: {stages.load_real().summary}")
        if options["stage"] == "full":
            report = stages.load_invented(total=options["offices"], seed=options["seed"])
            self.stdout.write(f"Erfundene Büros (Beispieldaten): {report.summary}")
            self.stdout.write(f"Beispielpersonen: {len(people.load())}")
