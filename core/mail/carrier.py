"""Carries mails away over one connection, whatever settings.EMAIL_BACKEND is."""

import logging
import smtplib
from contextlib import suppress
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

from core.mail import smtp
from core.mail.smtp import InDoubtError, RefusedError, ServerError
from core.traces import trace

logger = logging.getLogger(__name__)


class Carrier:
    """Open for one round. Django's SMTP backend lends us its connection, so that its settings hold and we still see
    at which stage a conversation breaks."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Raises ServerError."""
        try:
            self._backend.open()
            found = getattr(self._backend, "connection", None)
            if isinstance(found, smtplib.SMTP):
                smtp.greet(found)
                self._smtp = found
        except (OSError, ValueError) as error:
            self._close()
            raise ServerError(f"{type(error).__name__} {error}") from error
        except ServerError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()

    def carry(self, mail: EmailMessage) -> None:
        """Returns when the mail was taken; raises a NotDeliveredError otherwise."""
        sender, recipient, content = _written_out(mail)
        if self._smtp:
            smtp.deliver(self._smtp, sender=sender, recipient=recipient, content=content)
            return
        try:
            self._backend.send_messages([mail])
        except Exception as error:  # another backend may fail in any way, before or after it did its work
            logger.error("A mail is in doubt: %s", trace(error))
            raise InDoubtError(type(error).__name__) from error

    def start_over(self) -> None:
        """Raises ServerError."""
        if self._smtp:
            smtp.start_over(self._smtp)

    def _close(self) -> None:
        with suppress(OSError):  # whether the server answers our farewell changes nothing
            self._backend.close()


def _written_out(mail: EmailMessage) -> tuple[str, str, bytes]:
    """Sender, recipient and the mail as it travels. Raises RefusedError."""
    try:
        sender, recipient = (sanitize_address(parseaddr(name)[1], "utf-8") for name in (mail.from_email, mail.to[0]))
        return sender, recipient, mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own
    except ValueError as error:
        raise RefusedError(type(error).__name__) from error
