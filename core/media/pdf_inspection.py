"""Looks into a PDF file from outside. Runs as a process of its own (core/media/documents.py), because a file can be
made so that reading it takes hours or all the memory there is; a process can be ended. It needs no Django and sees no
settings.

Input: the file on stdin. Output: {"pages": 3} or {"problem": "encrypted"}; the problems are those of PROBLEMS.
"""

import json
import logging
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

PROBLEMS = ("not_a_pdf", "broken", "encrypted", "active", "attachments", "too_complex")
MOST_OBJECTS = 200_000
MOST_SECONDS = 10
MOST_MEMORY = 1_000_000_000

# What a reader would execute, send or start. Jumping within the document and links to the web are fine.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA"}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"}
ACTIONS |= {"/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"}
ACTIVE_KINDS = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
ATTACHMENT_KEYS = {"/EmbeddedFiles", "/EF"}


class UnfitError(Exception):
    """`args[0]` is one of PROBLEMS."""


def pages(content: bytes) -> int:
    """How many there are. UnfitError unless the document is one that only wants to be read."""
    if not content.startswith(b"%PDF-"):
        raise UnfitError("not_a_pdf")
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnfitError("encrypted")  # with an owner's password only it opens everywhere
        count = sum(_inspected(found) for found in _dictionaries(reader))
    except UnfitError:
        raise
    except Exception:  # pypdf's own errors, and whatever else a broken file leads to
        raise UnfitError("broken") from None
    if not count:
        raise UnfitError("broken")
    return count


def _inspected(found: DictionaryObject) -> bool:
    """Whether it is a page."""
    keys, subtype = set(found), _name(found, "/Subtype")
    if keys & ACTIVE_KEYS or _name(found, "/S") in ACTIONS or subtype in ACTIVE_KINDS:
        raise UnfitError("active")
    if keys & ATTACHMENT_KEYS or subtype == "/FileAttachment":
        raise UnfitError("attachments")
    if "/OpenAction" in keys and not _only_jumps(found["/OpenAction"]):
        raise UnfitError("active")
    return _name(found, "/Type") == "/Page"


def _only_jumps(action: Any) -> bool:
    """Nearly every office program writes at which page and size the document opens."""
    return isinstance(action, ArrayObject) or (isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo")


def _name(found: DictionaryObject, key: str) -> str:
    return str(found.get(key, ""))


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached from the catalog, each once and without recursion. Only the outline of
    headings for screen readers is left out: nothing in it is executed, and it is often larger than all the rest."""
    waiting: list[Any] = [reader.trailer.raw_get("/Root")]
    seen: set[tuple[int, int]] = set()
    for _ in range(MOST_OBJECTS * 10):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (number := (found.idnum, found.generation)) in seen:
                continue
            seen.add(number)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [value for key, value in found.items() if key != "/StructTreeRoot"]
        elif isinstance(found, ArrayObject):
            waiting += list(found)
        if len(seen) > MOST_OBJECTS:
            break
    raise UnfitError("too_complex")


def main() -> None:
    logging.disable()
    with suppress(ValueError, OSError):  # not every system has each of these limits
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        answer: dict[str, Any] = {"pages": pages(sys.stdin.buffer.read())}
    except UnfitError as refused:
        answer = {"problem": refused.args[0]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
