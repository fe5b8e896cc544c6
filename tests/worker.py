"""A portal with a folder, a database and a worker of its own, as real processes."""

import collections
import json
import os
import subprocess
import sys
from contextlib import contextmanager

from portal.duties import Duty
from tests.server import ROOT

SETUP = "import django; django.setup()\nfrom core.models import Message\nfrom core.mail.outbox import post\n"
POST = "from django.db import transaction\nwith transaction.atomic():\n for number in range({count}):\n  "
POST += "post(to=f'person{{number}}@example.org', subject=f'Grüße {{number}}', text='Guten Tag.', about='Probe')"
LIST = "import json; print(json.dumps(list(Message.objects.values_list('message_id', 'state'))))"


def make_duty(name, work, every, **values):
    """It stands still after four times its period unless told otherwise."""
    words = {"title": name, "without": "Es geschieht nicht."}
    return Duty(**{"name": name, "work": work, "every": every, "late_after": 4 * every, **words, **values})


class Portal:
    root = ROOT
    command = (sys.executable, "manage.py", "worker")
    empty = b""  # SQLite, with all tables

    def __init__(self, folder, server, database_url=""):
        self.server = server
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        if database_url:
            self._migrate()
        else:
            self._migrated_once(folder / "portal.sqlite3")

    def _migrate(self):
        self._run("manage.py", "migrate", "--verbosity", "0", "--no-input")

    def _migrated_once(self, file):
        """An empty database is the same each time, and takes seconds to make."""
        if not Portal.empty:
            self._migrate()
            Portal.empty = file.read_bytes()  # whoever was last to close it has left nothing beside it
        file.write_bytes(Portal.empty)

    def post(self, count):
        self._run("-c", SETUP + POST.format(count=count))

    def mails(self):
        """Message-ID → state."""
        return dict(json.loads(self._run("-c", SETUP + LIST)))

    def states(self):
        return collections.Counter(self.mails().values())

    def once(self):
        self._run("manage.py", "worker", "--once")

    @contextmanager
    def worker(self):
        """Killed at the end of the block if it still lives."""
        process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            process.stderr.close()

    def _run(self, *arguments):
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
