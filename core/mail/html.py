"""The text of a mail once more as HTML: large letters, and one button for what it asks for. One source, so that both
say the same; no picture, no address of anybody else, and nothing that tells us whether somebody opened it."""

import re
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

_ADDRESS = re.compile(r"https?://\S+")
_BUTTON_LINE = re.compile(r"(?P<words>.+) (?P<address>https?://\S+)")
_ITEM = re.compile(r"(?:-|(?P<number>\d{1,3})\.) (?P<words>.+)")
_GOES_ON = "  "  # a line that begins so belongs to the item above
_CODE = re.compile(r"\d{4}-\d{4}")

# Mail programs drop what they don't know: what matters stands at the elements, and the style adds the dark colours for
# those that read it. The others darken by themselves, which needs both colours of a pair.
_STYLE = (
    ":root{color-scheme:light dark}"
    "@media (prefers-color-scheme:dark){"
    "body{background:#101715!important;color:#f3f1ea!important}"
    "a{color:#8fd6cc!important}"
    ".button{background:#8fd6cc!important}.button a{color:#0a1f1c!important}"
    "}"
)
_FRAME = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
    "<title>{}</title><style>{}</style></head>"
    '<body style="margin:0;padding:16px;background:#fffdf8;color:#18211f;'
    'font:18px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:anywhere">'
    '<div style="max-width:34em;margin:0 auto">{}</div>'
    "</body></html>"
)
# Outlook gives no padding to a link, so the cell brings it there, and only there.
_BUTTON = (
    '<table role="presentation" cellspacing="0" cellpadding="0" style="margin:16px 0"><tr>'
    '<td class="button" style="background:#0b4f4a;border-radius:8px;mso-padding-alt:14px 22px">'
    '<a href="{0}" style="display:inline-block;padding:14px 22px;color:#ffffff;font-size:20px;font-weight:bold;'
    'text-decoration:none">{1}</a></td></tr></table>'
    "<p>Wenn der Knopf nichts tut, schreiben Sie diese Adresse in Ihren Browser:<br>{2}</p>"
)
_LINK = '<a href="{0}" style="color:#0b4f4a">{0}</a>'
_LARGE = '<b style="font-size:28px;letter-spacing:2px;white-space:nowrap">{}</b>'


class Button(NamedTuple):
    words: str
    address: str


def button_of(line: str, base: str) -> Button | None:
    """ "Anmeldung ansehen https://…", as the second line of a letter has it (core/mail/letters.py). None for any other
    line, and for an address that is not of the portal at `base`."""
    found = _BUTTON_LINE.fullmatch(line.strip())
    if not found or not found["address"].startswith(f"{base}/"):
        return None
    return Button(found["words"].strip(), found["address"])


def as_html(subject: str, text: str, button: Button | None = None) -> str:
    """The button stands where the text names its address for the first time."""
    words = _Words()
    for line in text.strip().split("\n"):
        if button and button.address in line.split():
            words.take(line.replace(button.address, "").rstrip())
            words.put(format_html(_BUTTON, button.address, button.words, _linked(button.address)))
            button = None
        else:
            words.take(line.rstrip())
    return str(format_html(_FRAME, subject, mark_safe(_STYLE), words.end()))  # noqa: S308 (our own style)


class _Words:
    """Lines become paragraphs, and lists where they begin with a dash or a number. Everything it is given as HTML and
    everything it makes is escaped."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._paragraph: list[str] = []
        self._items: list[str] = []
        self._list = "ul"

    def take(self, line: str) -> None:
        item = _ITEM.fullmatch(line)
        if item:
            self._begin_item("ol" if item["number"] else "ul")
            number = format_html(' value="{}"', item["number"]) if item["number"] else ""
            self._items.append(f'<li{number} style="margin-bottom:8px">{_linked(item["words"])}')
        elif line.startswith(_GOES_ON) and self._items:
            self._items[-1] += f"<br>{_linked(line.strip())}"
        elif line:
            self._end_list()
            self._paragraph.append(_linked(line.strip()))
        else:
            self._end_paragraph()

    def put(self, html: SafeString) -> None:
        """In the item that is open, or between two paragraphs."""
        if self._items:
            self._items[-1] += html
        else:
            self._end_paragraph()
            self._made.append(html)

    def end(self) -> SafeString:
        self._end_paragraph()
        self._end_list()
        return mark_safe("".join(self._made))  # noqa: S308 (escaped line by line)

    def _begin_item(self, kind: str) -> None:
        self._end_paragraph()
        if kind != self._list:
            self._end_list()
        self._list = kind

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._made.append(f"<p>{'<br>'.join(self._paragraph)}</p>")
            self._paragraph = []

    def _end_list(self) -> None:
        if self._items:
            self._made.append(f"<{self._list}>{'</li>'.join(self._items)}</li></{self._list}>")
            self._items = []


def _linked(line: str) -> SafeString:
    """Escaped, addresses as links, and a code in digits that can be read from a distance."""
    if _CODE.fullmatch(line):
        return format_html(_LARGE, line)
    safe, reached = "", 0
    for found in _ADDRESS.finditer(line):
        safe += conditional_escape(line[reached : found.start()])
        safe += format_html(_LINK, found[0])
        reached = found.end()
    return mark_safe(safe + conditional_escape(line[reached:]))  # noqa: S308 (escaped piece by piece)
