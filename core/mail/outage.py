"""When a mail server refuses everybody: sending pauses, the mails wait, and one of them tries now and then.

Three different addresses in a row that are refused in the same way are not three wrong addresses. An answer that
speaks of the address ("user unknown") never counts here: such a mail fails alone.
"""

import logging
import re
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from core.mail.smtp import BrokenOffError, InDoubtError, NotDeliveredError, RefusedError
from core.models.outbox import Message, MessageState, Sending

logger = logging.getLogger(__name__)

ENOUGH: Final = 3  # different addresses
PAUSES: Final = [timedelta(minutes=minutes) for minutes in (5, 15, 30, 60)]  # between tries; the last goes on
RELAY: Final = "relay"  # the server wants to know us first, or is not to carry our mails at all
IN_DOUBT: Final = "in doubt"
BROKEN_OFF: Final = "broken off"

_ANSWER = re.compile(r"(?P<stage>RCPT|DATA|text) (?P<code>5\d\d)\b(?P<text>.*)", re.DOTALL)
_OF_US = re.compile(r"relay|authenticat|not permitted|not authori[sz]ed|sender|\b5\.1\.[78]\b", re.IGNORECASE)
_OF_THE_ADDRESS = re.compile(
    r"\b5\.1\.[0-6]\b|\b5\.1\.10\b|\b5\.2\.[0-4]\b|unknown|unbekannt|no such|not exist|not found|invalid|inactive"
    r"|disabled|no mailbox|mailbox (?:unavailable|full|name)|undeliverable|quota|over ?quota|full\b",
    re.IGNORECASE,
)


class PausedError(Exception):
    """Ends a round: nothing more goes out for now."""


def current() -> Sending:
    return Sending.objects.filter(pk=Sending.SINGLE).first() or Sending()


def is_paused() -> bool:
    return Sending.objects.filter(paused_at__isnull=False).exists()


def refusal_kind(error: NotDeliveredError) -> str:
    """How everybody is refused; nothing where it is the mail's own fault, or where the server only says "later"."""
    if isinstance(error, InDoubtError):
        return IN_DOUBT
    if isinstance(error, BrokenOffError):
        return BROKEN_OFF
    found = _ANSWER.match(error.detail) if isinstance(error, RefusedError) else None
    if found is None:
        return ""
    if found["stage"] == "RCPT" and _OF_US.search(found["text"]):
        return RELAY
    if found["stage"] == "RCPT" and _OF_THE_ADDRESS.search(found["text"]):
        return ""
    return f"{found['stage']} {found['code']}"


@transaction.atomic
def note_refusal(message: Message, error: NotDeliveredError, now: datetime) -> None:
    """After the mail was put down. Sending pauses once it is clear that nobody is served."""
    kind = refusal_kind(error)
    sending = Sending.objects.select_for_update().filter(pk=Sending.SINGLE).first() or Sending()
    if sending.paused_at:
        _still_refused(sending, message, kind, now)
        return
    if not kind or (message.attempts > 1 and kind not in {RELAY, BROKEN_OFF}):
        return  # a mail that was refused in an outage and again after it is refused for itself
    before = sending.refused if sending.kind == kind else []
    sending.kind, sending.detail, sending.refused = kind, error.detail, [*before, message.pk]
    addresses = set(Message.objects.filter(pk__in=sending.refused).values_list("to", flat=True))
    if len(addresses) >= ENOUGH:
        sending.paused_at, sending.probe_at, sending.probes = now, now + PAUSES[0], 0
        _back_in_line(sending.refused, now)
        logger.error("Sending mails is paused: the server refuses everybody (%s)", kind)
    sending.save()


def note_taken() -> None:
    """The server took a mail. What it says to our own servers' addresses proves nothing where it refuses to relay."""
    sending = current()
    if sending.pk and (sending.paused_at or (sending.kind and sending.kind != RELAY)):
        end()


def end() -> None:
    """Everything goes out again, what was refused meanwhile included."""
    sending = current()
    _back_in_line(sending.refused, timezone.now())
    Sending.objects.filter(pk=Sending.SINGLE).update(
        paused_at=None, probe_at=None, probes=0, kind="", detail="", refused=[]
    )


def try_now() -> None:
    """The button: one mail tries at the next turn, and if it is taken all the others follow."""
    Sending.objects.filter(pk=Sending.SINGLE, paused_at__isnull=False).update(probe_at=timezone.now())
    Message.objects.waiting().update(due_at=timezone.now())


def probe(sending: Sending, now: datetime) -> list[int]:
    """The one mail that tries, if it is time. Where the addresses might be at fault after all, one of somebody else."""
    if sending.probe_at is None or now < sending.probe_at:
        return []
    due = Message.objects.due(now)
    first = due.filter(pk__in=sending.refused) if sending.kind == RELAY else due.exclude(pk__in=sending.refused)
    found = first.values_list("pk", flat=True).first() or due.values_list("pk", flat=True).first()
    return [found] if found else []


def _still_refused(sending: Sending, message: Message, kind: str, now: datetime) -> None:
    sending.probes += 1
    sending.probe_at = now + PAUSES[min(sending.probes, len(PAUSES) - 1)]
    if kind:
        sending.refused = [*(pk for pk in sending.refused if pk != message.pk), message.pk]
        _back_in_line([message.pk], now)
    sending.save()


def _back_in_line(pks: list[int], now: datetime) -> None:
    """Not those in doubt: they may have arrived."""
    mails = Message.objects.filter(pk__in=pks, state__in=[MessageState.FAILED, MessageState.WAITING]).remembered()
    mails.update(state=MessageState.WAITING, due_at=now, last_error=WAITS)


WAITS: Final = "Der Mailserver lehnt gerade alle Mails ab. Die Mail wartet."
