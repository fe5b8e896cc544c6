"""The outbox: a mail is a row, written in the transaction of its cause and sent by the worker (portal/worker.py).

docs/decisions/outbox.md says why, and what "in doubt" means.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.mail import outage
from core.mail.carrier import Carrier
from core.mail.html import as_html, button_of
from core.mail.smtp import BrokenOffError, InDoubtError, NotDeliveredError, RefusedError, ServerError
from core.models.outbox import UNSETTLED, Message, MessageState

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
PAUSES = [minutes * MINUTE for minutes in (1, 5, 15, 60, 240, 1440, 1440, 1440)]  # over three days in all
LONGEST_OUTAGE_PAUSE = 60 * MINUTE
KILLED = "Der Versand wurde unterbrochen. Niemand weiß, ob die Mail ankam."

NOT_IN_A_HEADER = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")  # everything that ends a line somewhere
ADDRESS = re.compile(r"[!-?A-~]+@[^\s@]+")
NOT_IN_AN_ADDRESS = re.compile(r"[,;:<>\"()\[\]\\]")


class DecidedError(Exception):
    """Somebody has decided about the mail already; the text is the sentence the person reads."""


class HeaderError(ValueError):
    """An address or a subject that would say something else in the head of a mail; never shows the value."""


def post(**mail: Any) -> Message:
    """Puts a mail in line, from what `draft` takes. It goes out if the transaction around it is committed. Raises
    HeaderError."""
    message = draft(**mail)
    message.save()
    return message


def draft(
    *,
    to: str,
    subject: str,
    text: str,
    button: str = "",
    reply_to: str = "",
    about: str = "",
    is_secret: bool = False,
    calendar: str = "",
) -> Message:
    """Not in line yet: for many at once, which are saved together. Raises HeaderError.

    `button`: words and address of what the mail asks for (core/mail/letters.py). `is_secret`: the text lets its reader
    in somewhere, so nobody else is shown it.
    """
    if NOT_IN_A_HEADER.search(subject) or not subject.strip():
        raise HeaderError("The subject is one line of text.")
    return Message(
        to=_address(to),
        reply_to=_address(reply_to) if reply_to else "",
        subject=subject.strip()[:300],
        text=text,
        button=button,
        about=about,
        is_secret=is_secret,
        calendar=calendar,
        message_id=make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]),
    )


def _address(value: str) -> str:
    """One bare address: a list or a name beside it would hide a second recipient."""
    if not ADDRESS.fullmatch(value) or NOT_IN_A_HEADER.search(value) or NOT_IN_AN_ADDRESS.search(value):
        raise HeaderError("A mail goes to one address.")
    return value


# --- what a coordinator can do ------------------------------------------------------------------------------


def send_again(message: Message) -> None:
    """Puts a mail in line once more. Raises DecidedError."""
    _decide(message, state=MessageState.WAITING, due_at=timezone.now(), attempts=0, last_error="", error_detail="")


def mark_as_sent(message: Message) -> None:
    """For a mail that is known to have arrived. Raises DecidedError."""
    _decide(message, state=MessageState.SENT, sent_at=timezone.now(), last_error="", error_detail="")


def send_all_doubtful_again() -> int:
    """Everything in doubt once more; whoever has it already gets it twice. Returns how many."""
    return (
        Message.objects.in_doubt()
        .remembered()
        .update(state=MessageState.WAITING, due_at=timezone.now(), attempts=0, last_error="", error_detail="")
    )


def doubtful_in_number() -> int:
    """How many `send_all_doubtful_again` would put in line."""
    return Message.objects.in_doubt().remembered().count()


def _decide(message: Message, **values: object) -> None:
    """In one statement, so that of two people one decides."""
    if not Message.objects.unsettled().remembered().filter(pk=message.pk).update(**values):
        raise DecidedError("Über diese Mail ist schon entschieden, oder ihre Adresse ist gelöscht.")
    message.refresh_from_db()


# --- duties of the worker -----------------------------------------------------------------------------------


def send_due(now: datetime, *, most: int = 50, until: Callable[[], bool] = lambda: False) -> int:
    """Sends what is due over one connection; returns how many mails the server took. Each is claimed in a committed
    transaction before the first word to the server. Only one process may do this at a time (portal/worker.py).
    `until` is asked between two mails."""
    due = list(Message.objects.due(now).values_list("pk", flat=True)[:most])
    if due and (sending := outage.current()).paused_at:
        due = outage.probe(sending, now)
    if not due:
        return 0
    sent = 0
    try:
        with Carrier() as carrier:
            for pk in due:
                if until():
                    break
                sent += _send(pk, carrier, now)
    except ServerError as error:
        _postpone_all(error, now)
    except (BrokenOffError, InDoubtError, outage.PausedError):
        pass  # the mail says so itself; the connection is gone, and with it the round
    return sent


def doubt_interrupted(now: datetime) -> int:
    """Mails that a process took in hand and never put down, because it was killed. Only while nobody sends."""
    return Message.objects.sending().update(
        state=MessageState.IN_DOUBT, tried_at=now, last_error=KILLED, error_detail="interrupted"
    )


def forget_old(now: datetime) -> int:
    """Blanks addresses and words that nobody needs any more; kind, state and moments stay for the figures."""
    sent = Q(state=MessageState.SENT, sent_at__lt=now - settings.MAILS_KEPT_WHEN_SENT)
    others = Q(tried_at__lt=now - settings.MAILS_KEPT_OTHERWISE)
    old = Message.objects.remembered().filter(sent | (Q(state__in=UNSETTLED) & others))
    return old.forget()


def _send(pk: int, carrier: Carrier, now: datetime) -> bool:
    """Raises what ends the round."""
    message = _claim(pk, now)
    if message is None:
        return False
    try:
        carrier.carry(_mail(message))
    except NotDeliveredError as error:
        _put_down(message, error, now)
        outage.note_refusal(message, error, now)
        if isinstance(error, ServerError | BrokenOffError | InDoubtError):
            raise
        if outage.is_paused():
            raise outage.PausedError from error
        carrier.start_over()
        return False
    _settle(message, state=MessageState.SENT, sent_at=now, last_error="", error_detail="")
    outage.note_taken()
    return True


def _claim(pk: int, now: datetime) -> Message | None:
    """None if somebody was quicker. `durable` refuses a transaction around it, in which the claim would not count."""
    with transaction.atomic(durable=True):
        message = Message.objects.waiting().select_for_update().filter(pk=pk).first()
        if message:
            message.state, message.due_at, message.tried_at = MessageState.SENDING, None, now
            message.attempts += 1
            message.save(update_fields=["state", "due_at", "tried_at", "attempts"])
    return message


def _mail(message: Message) -> EmailMultiAlternatives:
    button = button_of(message.button, settings.BASE_URL)
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(as_html(message.subject, message.text, button), "text/html")
    if message.calendar:
        # PUBLISH: calendars take it over without asking an organiser for an answer.
        mail.attach("termin.ics", message.calendar, "text/calendar; method=PUBLISH")
    return mail


def _put_down(message: Message, error: NotDeliveredError, now: datetime) -> None:
    detail = _without_name(error.detail, message.to)
    why = {"last_error": error.sentence, "error_detail": detail}
    if isinstance(error, ServerError):  # not the mail's fault, so not one of its attempts
        _settle(message, state=MessageState.WAITING, due_at=now, attempts=message.attempts - 1, **why)
    elif isinstance(error, InDoubtError):
        _settle(message, state=MessageState.IN_DOUBT, **why)
    elif isinstance(error, RefusedError) or message.attempts > len(PAUSES):
        _settle(message, state=MessageState.FAILED, **why)
    else:
        _settle(message, state=MessageState.WAITING, due_at=now + PAUSES[message.attempts - 1], **why)
    logger.warning("Mail %s (%s): %s", message.pk, message.about or "-", detail)


def _settle(message: Message, **values: object) -> None:
    """Of a mail in hand only: whoever found it lying there meanwhile has decided."""
    Message.objects.sending().filter(pk=message.pk).update(**values)


def _postpone_all(error: ServerError, now: datetime) -> None:
    """The server fails every mail alike, so one try is enough for all. The pause grows with the age of the oldest, from
    a minute to an hour, and no mail is given up for it."""
    due = Message.objects.due(now)
    oldest = due.order_by("created_at").values_list("created_at", flat=True).first() or now
    pause = min(max(now - oldest, MINUTE), LONGEST_OUTAGE_PAUSE)
    count = due.order_by().update(due_at=now + pause, last_error=error.sentence, error_detail=error.detail)
    logger.warning("%s mails wait for %d minutes: %s", count, pause // MINUTE, error.detail)


def _without_name(detail: str, address: str) -> str:
    """Some servers repeat only the part before the @."""
    return re.sub(rf"(?<!\w){re.escape(address.partition('@')[0])}(?!\w)", "…", detail, flags=re.IGNORECASE)
