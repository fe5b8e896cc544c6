"""How the log is written: what failed and where, never who or what it was about.

An address of a page may be somebody's personal link; the message of an error may quote what a person typed; what
PostgreSQL adds to its errors (DETAIL, CONTEXT) may be a whole row. So requests are named by their route, and errors
by kind and place.
"""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
# What an address holds behind these words opens something for whoever has it, and so does every long part of one.
_SECRET = re.compile(
    r"((?:anmeldung|bestaetigen|rueckmeldung|einladung|stimmt-noch|vorschau|fertig|bescheinigung)/)"
    r"(?!(?:bestaetigen|fertig|pruefen|programm|absenden)/)[^\s/?#\"']+"
)
_LONG = re.compile(r"(?<=/)(?=[^\s/?#\"']*[0-9A-Z:._])[^\s/?#\"'.]{16,}[^\s/?#\"']*(?=/|\s|\?|$)")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")


def without_secrets(text: str) -> str:
    """The text with the secret parts of its addresses, and all questions behind them, left out."""
    return _LONG.sub("…", _SECRET.sub(r"\1…", _QUERY.sub(r"\1", text)))


class Discreet(logging.Formatter):
    """One for all handlers."""

    def format(self, record: logging.LogRecord) -> str:
        copied = logging.makeLogRecord(record.__dict__)
        copied.exc_text = None  # another handler may have written the message into it
        copied.msg, copied.args = without_secrets(_message(record)), None
        return super().format(copied)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's name)
        return described(ei[1])


def described(error: BaseException | None) -> str:
    """Kind and places of an error and of those it came from; no message, no values."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
        parts.append(f"{frames}{type(error).__module__}.{type(error).__qualname__} {code}".rstrip())
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n  from\n".join(parts)


def tell_discreetly() -> None:
    """Also where a process ends with an error that nobody caught."""
    sys.excepthook = _uncaught


def _uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    sys.stderr.write(described(error.with_traceback(where)) + "\n")


def _message(record: logging.LogRecord) -> str:
    request: Any = getattr(record, "request", None)
    if hasattr(request, "resolver_match"):
        match = request.resolver_match
        return f"{getattr(record, 'status_code', '')} {request.method} /{match.route if match else '…'}"
    if record.name.startswith("django.security"):
        return "refused"
    args = record.args
    if isinstance(args, tuple):
        args = tuple(type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in args)
    return (
        str(record.msg) % args
        if args and isinstance(record.msg, str)
        else str(type(record.msg).__name__ if isinstance(record.msg, BaseException) else record.msg)
    )
