"""`manage.py worker`: the process in the background. `make run` starts one; docs/betrieb.md says how else."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.logs import tell_discreetly
from portal import last_runs, lock, worker
from portal.duties import stopping


class Command(BaseCommand):
    help = "Verschickt Mails und erledigt, was regelmäßig zu tun ist. Endet mit Strg-C."
    requires_system_checks = []  # they would load every page of the portal into this process

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Alles Fällige einmal erledigen und enden")

    def handle(self, *args: Any, **options: Any) -> None:
        tell_discreetly()
        stopping.clear()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        only_one = lock.for_this_database()
        if options["once"]:
            self._once(only_one)
        elif self._wait_for(only_one):
            self._work(only_one)

    def _once(self, only_one: lock.Lock) -> None:
        if not only_one.take():
            raise CommandError("Der Dienst im Hintergrund läuft schon. Er erledigt alles Fällige von selbst.")
        try:
            last_runs.begin(timezone.now())
            worker.run_once(timezone.now())
        finally:
            only_one.give_back()

    def _wait_for(self, only_one: lock.Lock) -> bool:
        """A second one stands by and takes over when the first has ended. False: it was told to stop before."""
        if not only_one.take():
            self.stderr.write("Ein anderer Dienst im Hintergrund läuft schon. Dieser wartet, bis er endet.")
            while not only_one.take():
                if worker.has_to_stop(worker.PAUSE):
                    return False
        return True

    def _work(self, only_one: lock.Lock) -> None:
        try:
            last_runs.begin(timezone.now())
            worker.work(only_one)
        except worker.LostLockError:
            raise CommandError("Die Verbindung zur Datenbank ist abgerissen. Der Dienst endet.") from None
        finally:
            only_one.give_back()
