"""Offices → rows → CSV.

Semicolons, UTF-8 with a byte order mark, CRLF: what a German Excel opens with umlauts and columns in their places when
the file is double-clicked, and what the import reads back. A text that a spreadsheet would run as a formula gets an
apostrophe in front; the import takes it off again.
"""

import csv
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.db.models import Prefetch

from core.sheets.formulas import guarded
from offices.exchange.binding import VALUE_OF
from offices.exchange.columns import COLUMNS
from offices.exchange.rows import canonical_or_raw
from offices.exchange.statements import Vocabulary
from offices.exchange.vocabulary import load_vocabulary
from offices.models import Contact, Office, OfficeQuerySet, OpeningHours, Place, Provision, Topic

CHUNK = 100
EMPTY: Mapping[str, str] = MappingProxyType({})
BYTE_ORDER_MARK = "\ufeff"


def with_columns(offices: OfficeQuerySet) -> OfficeQuerySet:
    """Everything a row is made of, in eight queries for any number of offices."""
    return offices.select_related("successor", "import_origin").prefetch_related(
        Prefetch("contacts", Contact.objects.order_by("position", "pk")),
        Prefetch("provisions", Provision.objects.select_related("provider").order_by("position", "pk")),
        Prefetch("topics", Topic.objects.order_by("position", "name")),
        Prefetch("places", Place.objects.order_by("position", "pk")),
        Prefetch("places__hours", OpeningHours.objects.order_by("pk")),
    )


def row_of(office: Office, vocabulary: Vocabulary, known: Mapping[str, str] = EMPTY) -> dict[str, str]:
    """Column → canonical text: the portal's own statement about an office that `with_columns` has read.

    `known` are canonical texts; what is said in the same words need not be read once more.
    """
    said = {name: column.say(VALUE_OF[name](office)) for name, column in COLUMNS.items()}
    return {
        name: text if text == known.get(name) else canonical_or_raw(name, text, vocabulary)
        for name, text in said.items()
    }


def csv_lines(offices: OfficeQuerySet) -> Iterator[str]:
    """The file piece by piece, at most 100 offices in memory. Public: a successor that isn't visible goes unnamed."""
    line = _Line()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield BYTE_ORDER_MARK + line.taken()
    vocabulary = load_vocabulary()
    for office in with_columns(offices).iterator(chunk_size=CHUNK):
        row = row_of(office, vocabulary)
        if office.successor and not office.successor.is_public:
            row["nachfolger"] = ""
        writer.writerow(map(guarded, row.values()))
        yield line.taken()


class _Line:
    """A file that holds what was written since it was last asked."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> int:
        self._parts.append(text)
        return len(text)

    def taken(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text
