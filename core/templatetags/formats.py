"""How numbers, dates and texts are written for readers: in full, without abbreviations or leading zeros."""

import re
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.language import dates, phones
from core.richtext import for_reading

register = template.Library()

_BLANK_LINES = re.compile(r"\n\s*\n")


@register.filter
def phone(e164: str | None) -> str:
    """ "+49228614074" → "0228 61 40 74"; empty without a number."""
    return phones.readable(e164) if e164 else ""


@register.filter
def km(distance: float | None) -> str:
    """Whole kilometres: the distance is as the crow flies, so more digits would promise too much. No line ends
    between number and unit."""
    if distance is None:
        return ""
    return "unter 1\N{NO-BREAK SPACE}km" if distance < 1 else f"{german_number(round(distance))}\N{NO-BREAK SPACE}km"


@register.filter
def german_number(number: int | None) -> str:
    """12345 → "12.345"."""
    return "" if number is None else f"{number:,}".replace(",", ".")


@register.filter
def pdf_size(size: int) -> str:
    """What a link to a document of so many bytes says of it: "(PDF, 84 KB)", "(PDF, 1,2 MB)"."""
    if size < 1_000_000:
        return f"(PDF, {max(round(size / 1000), 1)}\N{NO-BREAK SPACE}KB)"
    return f"(PDF, {size / 1_000_000:.1f}\N{NO-BREAK SPACE}MB)".replace(".", ",")


@register.filter
def long_date(day: date | None) -> str:
    """ "Dienstag, 24. November 2026"; a moment counts as the day it is in Germany."""
    if day is None:
        return ""
    return dates.long_date(_local(day))


@register.filter
def full_date(day: date | None) -> str:
    """ "24. November 2026"."""
    if day is None:
        return ""
    return dates.full_date(_local(day))


@register.filter
def day_month(day: date | None) -> str:
    """ "24. November"."""
    if day is None:
        return ""
    return dates.day_month(_local(day))


@register.filter
def moment(at: datetime | None) -> str:
    """ "24. November 2026, 9:05 Uhr", "24. November 2026, 9 Uhr", as clocks go in Germany."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{dates.full_date(local)}, {dates.clock(local.hour, local.minute)}"


@register.filter
def until(at: datetime | None) -> str:
    """A deadline: "Freitag, 16. Oktober 2026, 18 Uhr"; at the end of a day the day alone."""
    return "" if at is None else dates.until(at)


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Plain text as typed → escaped <p>: blank lines separate paragraphs, single line ends stay line ends."""
    cleaned = (text or "").replace("\r\n", "\n").strip()
    blocks = [conditional_escape(block.strip()) for block in _BLANK_LINES.split(cleaned) if block.strip()]
    return mark_safe("".join(f"<p>{block}</p>" for block in blocks).replace("\n", "<br>"))  # noqa: S308 (escaped above)


@register.filter
def richtext(html: str | None) -> SafeString:
    """Formatted text for reading; links to other websites say that they are."""
    return for_reading(html or "")


def _local(day: date) -> date:
    if isinstance(day, datetime):
        return timezone.localdate(day) if timezone.is_aware(day) else day.date()
    return day
