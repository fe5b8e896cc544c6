"""What the reports are made of: tables, verdicts, the circumstances, and the place in docs/benchmarks.md."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version

from bench.server import ROOT

WRONG = "**wrong**"  # of what must never happen; a missed target only costs time
DOCUMENT = ROOT / "docs" / "benchmarks.md"


def circumstances(command: str, rounds: int, busy: float) -> str:
    """`busy`: how many processes wanted a core in the minute before the start."""
    return "\n".join(
        [
            f"- Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"- Command: `{command}`; rounds: {rounds}",
            f"- Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}; load before: {busy:.1f}",
            f"- Python {platform.python_version()}, Django {version('Django')}, gunicorn {version('gunicorn')}, "
            f"SQLite {sqlite3.sqlite_version}",
        ]
    )


def verdict(figure: float, most: float, text: str) -> str:
    """The figure as text with its verdict; compared as it is, not as it is rounded."""
    return f"{text} {'ok' if figure <= most else '**missed**'}"


def against_target(title: str, figure: float, most: float, unit: str, digits: int) -> list[str]:
    """A row of figure and target."""
    return [title, verdict(figure, most, f"{figure:.{digits}f} {unit}"), f"at most {most:g} {unit}"]


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(part: str, text: str) -> None:
    """Replaces what stands between the two marks of that part in docs/benchmarks.md."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, _mark, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    DOCUMENT.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
