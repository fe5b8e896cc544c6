"""Where an error came from, in one line that names nobody: kinds of errors, and lines of files of this house.

A message or a value may be about a person, the name of a class and the number of a line never are. What libraries did
in between is left out: of them only the one that raised is named.
"""

import os
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

HOUSE: Final = str(Path(__file__).absolute().parent.parent) + os.sep
LIBRARIES: Final = ("site-packages", "dist-packages")  # also where they lie in a folder of the house
FIRST_FRAMES, LAST_FRAMES = 10, 20  # of an endless recursion nobody needs more


def trace(error: BaseException) -> str:
    """`ValueError in portal/worker.py:90 > core/outbox.py:41 (raised in smtplib), from KeyError in core/smtp.py:7`:
    from the outermost line to the innermost, then the same of the error it came from."""
    return ", from ".join(_told(one) for one in chain(error))


def kind(error: BaseException) -> str:
    """`smtplib.SMTPDataError`, `ValueError`, and the database's own code where it gives one."""
    module, name = type(error).__module__, type(error).__qualname__
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
    return f"{name if module == 'builtins' else f'{module}.{name}'} {code}".rstrip()


def place(error: BaseException) -> str:
    """The innermost line of ours, `core/outbox.py:41`; empty where none of ours took part."""
    return next(reversed(_own_lines(error)), "")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it was raised from or while handling, and so on; each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    lines = _own_lines(error)
    if len(lines) > FIRST_FRAMES + LAST_FRAMES:
        lines = [*lines[:FIRST_FRAMES], "…", *lines[-LAST_FRAMES:]]
    where = f" in {' > '.join(lines)}" if lines else ""
    library = _library(error)
    return f"{kind(error)}{where}{f' (raised in {library})' if library else ''}"


def _own_lines(error: BaseException) -> list[str]:
    frames = traceback.walk_tb(error.__traceback__)
    return [f"{_file(frame)}:{line}" for frame, line in frames if _is_ours(frame)]


def _library(error: BaseException) -> str:
    """The module that raised, where it is none of ours."""
    *_, last = [None, *(frame for frame, _ in traceback.walk_tb(error.__traceback__))]
    return "" if last is None or _is_ours(last) else str(last.f_globals.get("__name__", "?"))


def _is_ours(frame: FrameType) -> bool:
    name = frame.f_code.co_filename
    return name.startswith(HOUSE) and not any(f"{os.sep}{folder}{os.sep}" in name for folder in LIBRARIES)


def _file(frame: FrameType) -> str:
    return frame.f_code.co_filename.removeprefix(HOUSE).replace(os.sep, "/")
