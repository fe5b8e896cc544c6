"""`manage.py up`: what `make run` starts. From a bare folder to a running portal, and every later time at once."""

import hashlib
import os
import sys
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from offices.models import Office
from portal import last_runs
from portal.demo import people

# Few threads each: while one works, the others of its process wait, and with them whoever holds the lock of an event.
WORKERS = 4
THREADS = 2


class Command(BaseCommand):
    help = "Richtet die Datenbank ein, lädt beim ersten Mal den Beispielinhalt und startet das Portal."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        self._collect_static()
        if not Office.objects.exists():
            self.stdout.write("Die Datenbank ist leer. Der Beispielinhalt wird geladen …")
            call_command("demo", stage="full" if settings.DEMO else "real")
        last_runs.begin(timezone.now())  # the server may answer monitors before the worker has begun
        self._say_how_to_sign_in()
        self.stdout.write(f"\n  Das Portal läuft: {settings.BASE_URL}/\n  Beenden mit Strg-C.\n")
        self.stdout.flush()
        _serve()

    def _say_how_to_sign_in(self) -> None:
        if lines := people.sign_ins():
            text = "\n  ".join(("Anmelden, nur in der Vorführung:", *lines))
            self.stdout.write(f"\n  {text}")

    def _collect_static(self) -> None:
        """Only when a file has changed since the last time: compressing takes longer than everything else."""
        stamp = settings.STATIC_ROOT / ".stamp"
        state = _state_of_static_files()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state)


def _state_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode())
    return digest.hexdigest()


def _serve() -> None:
    """This process becomes the small one that watches server and worker, so that Ctrl-C reaches it."""
    port = settings.CONFIG.port
    arguments = [
        *("portal.processes", "portal.wsgi:application", "--bind", f"127.0.0.1:{port}", "--preload"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--worker-tmp-dir", str(settings.DATA_DIR)),
        # Whoever pastes a whole letter into the search gets our answer; the proxy in front holds off what is longer.
        *("--limit-request-line", "0"),
        *(
            "--max-requests",
            "20000",
            "--max-requests-jitter",
            "2000",
            "--log-level",
            "warning",
            "--no-control-socket",
            "--logger-class",
            "portal.server_log.ServerLogger",
        ),
    ]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", *arguments])  # noqa: S606 (no shell wanted)
