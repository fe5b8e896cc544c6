"""The way to a registration."""

from tests.consistency.rules import Row

ROWS: list[Row] = []
