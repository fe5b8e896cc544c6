"""The databases of the benchmark, filled by the portal's own commands, each in a process of its own."""

import csv
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql

from bench.pages import MANY
from bench.server import ROOT, environment
from portal.demo.offices import rows

SEED = 2008


@dataclass(frozen=True, slots=True)
class Database:
    data_dir: Path
    url: str = ""  # empty: SQLite in data_dir

    def command(self, *arguments: str) -> "Run":
        return _run([sys.executable, "manage.py", *arguments], environment(self.data_dir, self.url))


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took from start to end."""

    seconds: float
    peak_mb: float


@contextmanager
def empty_databases(folder: Path, server_url: str, names: list[str]) -> Iterator[list[Database]]:
    """Migrated and empty. On PostgreSQL they are new databases of that server, dropped at the end."""
    with ExitStack() as stack:
        databases = []
        for name in names:
            (folder / name).mkdir(parents=True)
            url = stack.enter_context(_postgres_database(server_url, f"portal_bench_{name}")) if server_url else ""
            database = Database(folder / name, url)
            database.command("migrate", "--verbosity", "0", "--no-input")
            databases.append(database)
        yield databases


@contextmanager
def _postgres_database(server_url: str, name: str) -> Iterator[str]:
    admin = psycopg2.connect(server_url)
    admin.autocommit = True  # CREATE DATABASE refuses to run inside a transaction
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    try:
        with admin.cursor() as cursor:
            cursor.execute(drop)
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        with admin.cursor() as cursor:
            cursor.execute(drop)
        admin.close()


def fill(database: Database, offices: int) -> None:
    database.command("demo", "--stage", "full", "--seed", str(SEED), "--offices", str(offices))


def measure_import(database: Database) -> Run:
    """Of a list of 10,000 offices into an empty directory."""
    return database.command("import_offices", str(_office_list(database.data_dir / "offices.csv")))


def _office_list(path: Path) -> Path:
    lines = [{name: text for name, text in row.items() if name != "beispieldaten"} for row in rows(MANY, seed=SEED)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    return path


def _run(command: list[str], env: dict[str, str]) -> Run:
    started = time.monotonic()
    with TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
        _pid, status, usage = os.wait4(process.pid, 0)  # the only call that tells the peak memory of one child
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"manage.py {command[2]} failed:\n{output.read().decode()[-3000:]}")
    return Run(time.monotonic() - started, _megabytes(usage))


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024  # Linux counts in kilobytes
