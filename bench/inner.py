"""What bench/crowd_inside.py knows, asked from outside."""

from typing import Any

from bench.data import Database


def ask(database: Database, *words: object) -> Any:  # Any: JSON
    return database.inside("bench.crowd_inside", *map(str, words))
