"""The desk for those who come."""

from tests.consistency.rules import Row

ROWS: list[Row] = []
