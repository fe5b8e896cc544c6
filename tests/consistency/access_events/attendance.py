"""Who was there."""

from tests.consistency.rules import Row

ROWS: list[Row] = []
