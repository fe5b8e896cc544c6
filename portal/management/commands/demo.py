"""`manage.py demo`: fills the portal with content to look at."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo import conferences, many_posts, news, people, stages

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
        parser.add_argument("--posts", type=int, default=0, help="So viele Meldungen insgesamt, für Messungen")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["offices"] <= stages.MOST_OFFICES:
            raise CommandError(f"--offices ist eine Zahl von 0 bis {stages.MOST_OFFICES}.")
        if not 0 <= options["posts"] <= many_posts.MOST_POSTS:
            raise CommandError(f"--posts ist eine Zahl von 0 bis {many_posts.MOST_POSTS}.")
        if options["posts"] and not (settings.DEMO and options["stage"] == "full"):
            raise CommandError("--posts geht nur in der Vorführung (DEMO=1) und mit --stage full.")
        self.stdout.write(f"Echte Büros: {stages.load_real().summary}")
        if options["stage"] == "full":
            report = stages.load_invented(total=options["offices"], seed=options["seed"])
            self.stdout.write(f"Erfundene Büros (Beispieldaten): {report.summary}")
            self.stdout.write(f"Beispielpersonen: {len(people.load())}")
            self.stdout.write(f"Meldungen: {news.load()}")
            self.stdout.write(f"Veranstaltungen: {conferences.load()}")
            self._fill_with_posts(options["posts"], options["seed"])

    def _fill_with_posts(self, total: int, seed: int) -> None:
        try:
            if count := many_posts.fill(total, seed=seed):
                self.stdout.write(f"Meldungen für Messungen: {count}")
        except many_posts.NobodyError as error:
            raise CommandError(str(error)) from None
