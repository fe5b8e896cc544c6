"""The list of many people as a spreadsheet, written by bench/participants_inside.py and measured from outside."""

import json
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

from bench.data import Database
from bench.server import ROOT, environment


@dataclass(frozen=True, slots=True)
class Written:
    seconds: float
    peak_mb: float
    kb: float


def written(database: Database, rounds: int) -> Written:
    """The median of the seconds, and the most memory that any of the rounds took."""
    _program(database, "fill")
    runs = [Written(**json.loads(_program(database, "xlsx"))) for _ in range(rounds)]
    return Written(median(one.seconds for one in runs), max(one.peak_mb for one in runs), runs[0].kb)


def _program(database: Database, what: str) -> bytes:
    command = [sys.executable, "-m", "bench.participants_inside", what]
    env = environment(database.data_dir, database.url)
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True).stdout
