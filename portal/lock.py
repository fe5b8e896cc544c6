"""A lock that one process of all holds, and that goes with the process however it ends."""

import fcntl
from typing import IO, Any, Protocol

from django.conf import settings
from django.db import connection

KEY = 0x53_42_4E_52_57  # any number, as long as nothing else in this database locks it
FILE = "worker.lock"


class Lock(Protocol):
    def take(self) -> bool:
        """False while another process holds it. Never waits."""

    def is_held(self) -> bool:
        """Asks nobody; cheap enough to ask before every step."""

    def give_back(self) -> None: ...


def for_this_database() -> Lock:
    return AdvisoryLock() if connection.vendor == "postgresql" else FileLock()


class AdvisoryLock:
    """Of the database session. Where Django has quietly opened a new session, the lock is lost, and we notice."""

    _session: Any = None

    def take(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if cursor.fetchone()[0]:
                self._session = connection.connection
        return self.is_held()

    def is_held(self) -> bool:
        session = self._session
        return session is not None and session is connection.connection and not session.closed

    def give_back(self) -> None:
        if self.is_held():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
        self._session = None


class FileLock:
    """SQLite lives on one machine, so a file beside it will do. The kernel gives it back when the process ends."""

    _file: IO[str] | None = None

    def take(self) -> bool:
        if self._file:
            return True
        file = (settings.DATA_DIR / FILE).open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def is_held(self) -> bool:
        return self._file is not None

    def give_back(self) -> None:
        if self._file:
            self._file.close()
        self._file = None
