"""The databases of the benchmark, filled by the portal's own commands, each in a process of its own."""

import csv
import json
import os
import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql

from bench.inside import Facts
from bench.pages import MANY
from bench.server import ROOT, Server, environment, python_of, running
from portal.demo.offices import rows

SEED = 2008
# All that was computed is out of date afterwards (core/publishing/revision.py).
CHANGE = "UPDATE core_contentrevision SET number = number + 1"


@dataclass(frozen=True, slots=True)
class Database:
    data_dir: Path
    url: str = ""  # empty: SQLite in data_dir
    root: Path = ROOT  # the checkout whose commands fill it and whose server serves it

    def command(self, *arguments: str) -> "Run":
        return _run([python_of(self.root), "manage.py", *arguments], environment(self.data_dir, self.url), self.root)

    def inside(self, module: str, *words: str) -> Any:  # Any: JSON
        """What that module writes as JSON, in a process that sees this database."""
        done = subprocess.run(
            [python_of(self.root), "-m", module, *words],
            cwd=self.root,
            env=environment(self.data_dir, self.url),
            stdout=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            raise SystemExit("What went wrong stands above.")
        return json.loads(done.stdout)

    def running(self) -> AbstractContextManager[Server]:
        return running(self.data_dir, self.url, self.root)

    def change_content(self) -> None:
        """Without changing it: the portal only learns that what it keeps may no longer be right."""
        if self.url:
            with closing(psycopg2.connect(self.url)) as connection, connection, connection.cursor() as cursor:
                cursor.execute(CHANGE)
        else:
            with closing(sqlite3.connect(self.data_dir / "portal.sqlite3", timeout=20)) as connection, connection:
                connection.execute(CHANGE)


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


def fill(database: Database, *, offices: int, posts: int = 0) -> Run:
    numbers = ["--seed", str(SEED), "--offices", str(offices), "--posts", str(posts)]
    return database.command("demo", "--stage", "full", *numbers)


def facts_in(database: Database, part: str) -> dict[str, Facts]:
    """Page key → facts of the pages of that part."""
    with database.running():
        pass  # the first start of all collects the static files, without which no page is whole
    return {key: Facts(**of_page) for key, of_page in database.inside("bench.inside", part).items()}


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


def _run(command: list[str], env: dict[str, str], root: Path) -> Run:
    started = time.monotonic()
    with TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=root, env=env, stdout=output, stderr=output)
        _pid, status, usage = os.wait4(process.pid, 0)  # the only call that tells the peak memory of one child
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"manage.py {command[2]} failed:\n{output.read().decode()[-3000:]}")
    return Run(time.monotonic() - started, _megabytes(usage))


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024  # Linux counts in kilobytes
