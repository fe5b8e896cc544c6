"""The cache that limits count in: Django's table, whose faults are heard."""

import base64
import pickle
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.db.backends.utils import CursorWrapper
from django.utils import timezone


class Counters(DatabaseCache):
    """Django's own takes every error of the database for "is there already", and a limiter takes that for "too often".
    Here one statement says which: no row written means that there is one, and whatever else fails is raised."""

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        connection = connections[router.db_for_write(self.cache_model_class) or "default"]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]  # as Django's own code does
        now = timezone.now().replace(microsecond=0)
        expires = self._moment(self.get_backend_timeout(timeout))
        moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (expires, now)]
        with connection.cursor() as cursor:
            if mode == "touch":
                cursor.execute(f"UPDATE {table} SET expires = %s WHERE cache_key = %s", [moments[0], key])  # noqa: S608
                return bool(cursor.rowcount)
            self._make_room(connection.alias, cursor, table, now)
            only_old = f"WHERE {table}.expires < %s" if mode == "add" else ""
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608 (our own name)
                f"ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires {only_old}",
                [key, _packed(value, self.pickle_protocol), moments[0], *moments[1:] * (mode == "add")],
            )
            return bool(cursor.rowcount)

    def _make_room(self, alias: str, cursor: CursorWrapper, table: str, now: datetime) -> None:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 (our own name)
        if (number := cursor.fetchone()[0]) > self._max_entries:
            self._cull(alias, cursor, now, number)  # type: ignore[attr-defined]  # as Django's own code does

    @staticmethod
    def _moment(timeout: float | None) -> datetime:
        """Seconds since 1970, as Django counts it; without one the end of time."""
        if timeout is None:
            return datetime.max.replace(tzinfo=UTC, microsecond=0)
        return datetime.fromtimestamp(int(timeout), tz=UTC)


def _packed(value: Any, protocol: int) -> str:
    return base64.b64encode(pickle.dumps(value, protocol)).decode("latin1")
