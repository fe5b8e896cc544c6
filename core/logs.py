"""How the log is written: what failed and where, never who or what it was about.

An address of a page may be somebody's personal link; the message of an error may quote what a person typed; what
PostgreSQL adds to its errors (DETAIL, CONTEXT) may be a whole row. So requests are named by their route, and errors
by kind and place. Whoever catches an error that she did not expect and goes on writes one line of core/traces.py, and
hands neither the error nor `exc_info` to the log: not every handler is one of ours.
"""

import logging
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from core.traces import chain, kind

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
# What an address holds behind these words opens something for whoever has it, and so does every long part of one.
_SECRET = re.compile(
    r"((?:anmeldung|bestaetigen|rueckmeldung|einladung|stimmt-noch|vorschau|fertig|bescheinigung)/)"
    r"(?!(?:bestaetigen|fertig|pruefen|programm|absenden)/)[^\s/?#\"']+"
)
_LONG = re.compile(r"(?<=/)(?!\w+\.py:\d+\b)(?=[^\s/?#\"']*[0-9A-Z:._])[^\s/?#\"'.]{16,}[^\s/?#\"']*(?=/|\s|\?|$)")
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
    parts = ["".join(traceback.format_tb(one.__traceback__)) + kind(one) for one in chain(error)]
    return "\n  from\n".join(parts)


def tell_discreetly() -> None:
    """Also where a process or one of its threads ends with an error that nobody caught, or where nobody can."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda last: _uncaught(last.exc_type, last.exc_value, last.exc_traceback)
    sys.unraisablehook = lambda last: _uncaught(last.exc_type, last.exc_value, last.exc_traceback)


def _uncaught(_: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
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
