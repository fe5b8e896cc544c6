"""A spreadsheet is a zip of XML. Read piece by piece, so that whatever is too much is refused before it takes time.

Nothing of a document type is taken, so no entity can grow; a single tag of megabytes, which some versions of the
parser read again and again, ends the reading."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar
from xml.parsers import expat

from core.sheets.table import LONGEST_CELL, Budget, FileProblem, too_large, too_long_cell

T = TypeVar("T")
MOST_MEMBERS = 2_000
MOST_BYTES_OF_LIST = 400_000
PIECE = 65_536  # bytes
LONGEST_TAG = 2 * PIECE  # bytes
Attributes = Mapping[str, str]


class Reader(Protocol):
    """Hears of the elements of one part, by their names without prefix."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


class Archive:
    """Raises FileProblem, whatever may be wrong with it."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.budget = budget
        end = content.rfind(b"PK\x05\x06")  # where the list of members says how long it is
        if end >= 0 and MOST_BYTES_OF_LIST < int.from_bytes(content[end + 12 : end + 16], "little") < 0xFFFF_FFFF:
            raise too_large()
        self._zip: zipfile.ZipFile = _guarded(lambda: zipfile.ZipFile(io.BytesIO(content)))
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MOST_MEMBERS:
            raise too_large()

    def begins(self, name: str, most: int) -> bytes:
        """The first bytes of a part; none where it is missing."""
        if name not in self.names:
            return b""
        first: bytes = _guarded(lambda: self._zip.open(name).read(most))
        return first

    def parse(self, name: str, reader: Reader) -> None:
        if name not in self.names:
            raise broken()
        _guarded(lambda: self._parse(name, reader))

    def _parse(self, name: str, reader: Reader) -> None:
        def start(tag: str, attributes: Attributes) -> None:
            self.budget.take_element()
            reader.start(tag.rpartition(":")[2], attributes)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda tag: reader.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = _refuse
        read = 0
        with self._zip.open(name) as part:
            while piece := part.read(PIECE):
                self.budget.take_bytes(len(piece))
                parser.Parse(piece, False)
                read += len(piece)
                if read - parser.CurrentByteIndex > LONGEST_TAG:
                    raise too_long_cell()
        parser.Parse(b"", True)


def broken() -> FileProblem:
    return FileProblem(
        "Die Datei ist beschädigt und lässt sich nicht lesen. "
        "Bitte öffnen Sie sie in Ihrem Tabellenprogramm, speichern Sie sie neu und versuchen Sie es noch einmal."
    )


def _refuse(*_: Any) -> None:
    raise broken()


def _guarded(act: Callable[[], T]) -> T:
    try:
        return act()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, expat.ExpatError, ValueError):
        raise broken() from None


class Words:
    """Collects the text of a cell, which may come in many pieces."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > LONGEST_CELL * 4:
            raise too_long_cell()

    def taken(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text
