"""What bench/crowd_inside.py knows, asked from outside."""

import json
import subprocess
import sys
from typing import Any

from bench.data import Database
from bench.server import ROOT, environment


def ask(database: Database, *words: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.crowd_inside", *map(str, words)],
        cwd=ROOT,
        env=environment(database.data_dir, database.url),
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise SystemExit("What went wrong stands above.")
    return json.loads(done.stdout)
