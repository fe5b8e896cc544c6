"""The desk where events are set up."""

from tests.consistency.rules import Row

ROWS: list[Row] = []
