"""The needs of the network: the first six come from offices/data/needs.toml, put into an empty table."""

import tomllib
from pathlib import Path

from offices.models import Need

FILE = Path(__file__).parents[1] / "data" / "needs.toml"


def ensure(**_signal: object) -> None:
    """Called after every migration; does nothing where needs exist."""
    if Need.objects.exists():
        return
    for row in tomllib.loads(FILE.read_text("utf-8"))["bedarf"]:
        Need.objects.create(number=row["nummer"], title=row["titel"], topics="\n".join(row.get("themen", [])))
