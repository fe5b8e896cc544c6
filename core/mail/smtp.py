"""One mail in conversation with a mail server, stage by stage, and what its answers mean for that mail.

The one moment that matters is the line with the single dot that ends the text. Before it is handed over the server
can't have taken the mail (RFC 5321, 4.1.1.4); from then on only its answer tells.
"""

import re
import smtplib
from collections.abc import Callable
from typing import TypeVar

ENDS_THE_CONNECTION = 421
WANTS_A_SIGN_IN = {530, 535, 538}
ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")

T = TypeVar("T")


class NotDeliveredError(Exception):
    """`sentence` is for the coordinator, `detail` for whoever looks after the machine; neither holds an address."""

    sentence = ""

    def __init__(self, detail: str) -> None:
        self.detail = ADDRESS.sub("…", " ".join(detail.split()))[:300]
        super().__init__(self.detail)


class ServerError(NotDeliveredError):
    """It concerns every mail: no connection, no sign-in, or our sender is refused. This mail was not taken."""

    sentence = "Der Mailserver ist nicht erreichbar oder weist das Portal ab. Die Mail wartet."


class DeferredError(NotDeliveredError):
    """The server says: not now."""

    sentence = "Der Mailserver hat die Mail noch nicht angenommen."


class BrokenOffError(DeferredError):
    """The conversation ended before the mail was handed over, so it was not taken."""

    sentence = "Die Verbindung zum Mailserver brach ab, bevor die Mail übergeben war."


class RefusedError(NotDeliveredError):
    """The server says: never."""

    sentence = "Der Mailserver nimmt diese Mail nicht an."


class RefusedRecipientError(RefusedError):
    sentence = "Diese Adresse nimmt keine Mails an. Bitte prüfen Sie die Adresse."


class InDoubtError(NotDeliveredError):
    """Nobody knows whether the server took it."""

    sentence = "Die Verbindung brach im letzten Moment ab. Niemand weiß, ob die Mail ankam."


def greet(smtp: smtplib.SMTP) -> None:
    """Raises ServerError."""
    _ask(smtp.ehlo_or_helo_if_needed, ServerError)


def deliver(smtp: smtplib.SMTP, *, sender: str, recipient: str, content: bytes) -> None:
    """Returns when the server has taken the mail; raises a NotDeliveredError otherwise."""
    code, answer = _ask(lambda: smtp.mail(sender, _options(smtp)), ServerError)
    if not _is_yes(code):
        raise ServerError(f"MAIL {code} {_text(answer)}")  # says nothing about the recipient, so all mails wait
    code, answer = _ask(lambda: smtp.rcpt(recipient), BrokenOffError)
    if not _is_yes(code):
        raise _refusal("RCPT", code, answer, RefusedRecipientError)
    code, answer = _ask(lambda: smtp.docmd("DATA"), BrokenOffError)
    if code != 354:
        raise _refusal("DATA", code, answer, RefusedError)
    _ask(lambda: smtp.send(_with_dots_doubled(content)), BrokenOffError)
    code, answer = _ask(lambda: _end_of_text(smtp), InDoubtError)
    if not _is_yes(code):
        raise _refusal("text", code, answer, RefusedError) if 400 <= code < 600 else InDoubtError(f"text {code}")


def start_over(smtp: smtplib.SMTP) -> None:
    """After a mail the server didn't take: the next begins anew. Raises ServerError."""
    code, answer = _ask(smtp.rset, ServerError)
    if not _is_yes(code):
        raise ServerError(f"RSET {code} {_text(answer)}")


def _ask(talk: Callable[[], T], broken: type[NotDeliveredError]) -> T:
    """smtplib's own errors are OSErrors; ValueError is what it makes of a command it can't write in ASCII."""
    try:
        return talk()
    except (OSError, ValueError) as error:
        raise broken(f"{type(error).__name__} {error}") from error


def _end_of_text(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    smtp.send(b".\r\n")
    return smtp.getreply()


def _refusal(stage: str, code: int, answer: bytes, never: type[RefusedError]) -> NotDeliveredError:
    detail = f"{stage} {code} {_text(answer)}"
    if code == ENDS_THE_CONNECTION or code in WANTS_A_SIGN_IN:
        return ServerError(detail)
    return never(detail) if 500 <= code < 600 else DeferredError(detail)


def _options(smtp: smtplib.SMTP) -> list[str]:
    return ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []


def _with_dots_doubled(content: bytes) -> bytes:
    """A line of the text that begins with a dot must not be taken for its end (RFC 5321, 4.5.2)."""
    text = re.sub(rb"(?m)^\.", b"..", content)
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _is_yes(code: int) -> bool:
    return 200 <= code < 300


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "replace")
