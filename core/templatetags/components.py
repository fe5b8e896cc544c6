"""The components: pages say what stands there, a component decides how it looks.

One component is a tag here, a template in templates/components/, a file in static/css/components/ and an
entry on /bausteine/, all of the same name. Django itself refuses an attribute that a tag does not know.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from core.forms.widgets import without_controls
from core.language.dates import MONTHS
from core.web.paging import Paging

register = template.Library()

NUMBER_WORDS = ("keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
LONGEST_SHORT_ANSWER = 14  # characters; three such stand beside each other
MOST_AT_A_GLANCE = 6


class HelpDesk(Protocol):
    """Who answers the telephone of the help band."""

    phone: str
    phone_hours: str


class StoredPicture(Protocol):
    """A picture in several widths and kinds; core/media/pictures.py keeps them."""

    alt: str
    caption: str
    credit: str

    @property
    def usual_size(self) -> tuple[int, int]: ...

    def srcset(self, kind: str) -> str: ...

    def address(self, width: int, kind: str) -> str: ...


def _render(name: str, /, **words: Any) -> SafeString:
    rendered = Engine.get_default().get_template(f"components/{name}.html").render(Context(words))
    return SafeString(rendered.strip())  # a line end would become a space before the next full stop


def _one_of(tag: str, value: str, allowed: Iterable[str]) -> str:
    if value not in (names := list(allowed)):
        raise TemplateSyntaxError(f"{{% {tag} %}} kennt „{value}“ nicht, nur: {', '.join(names)}")
    return value


# --- small ones, many times on a page: rendered once per wording ------------------------------------------
# Words are escaped before they become part of a key, because "&" and a safe "&" would be equal keys.


@register.simple_tag
def phone(number: str, size: str = "normal") -> SafeString:
    """`number` is E.164. Sizes: normal (1.25 of the text around), large. Without a number nothing."""
    return _phone(number, _one_of("phone", size, ("normal", "large"))) if number else SafeString("")


@lru_cache(maxsize=4096)
def _phone(number: str, size: str) -> SafeString:
    return _render("phone", number=number, size=size)


@register.simple_tag
def state(kind: str, text: str) -> SafeString:
    """A sentence with a sign: ok (tick), warn (exclamation mark), off (cross), rest (bar), unknown (question mark)."""
    return _state(_one_of("state", kind, ("ok", "warn", "off", "rest", "unknown")), conditional_escape(text))


@lru_cache(maxsize=4096)
def _state(kind: str, text: str) -> SafeString:
    return _render("state", kind=kind, text=text)


@register.simple_tag
def tags(items: Iterable[str | tuple[str, str]]) -> SafeString:
    """Words, or (word, address) pairs. Nothing for no items."""
    pairs = [(item, "") if isinstance(item, str) else item for item in items]
    return _tags(tuple((conditional_escape(label), conditional_escape(url)) for label, url in pairs))


@lru_cache(maxsize=4096)
def _tags(items: tuple[tuple[str, str], ...]) -> SafeString:
    return _render("tags", items=items)


@register.simple_tag
def date_leaf(day: date, until: date | None = None) -> SafeString:
    """Leaf of a tear-off calendar. Ornament only: the date stands in words beside it."""
    return _date_leaf(day, until)


@lru_cache(maxsize=1024)
def _date_leaf(day: date, until: date | None) -> SafeString:
    month = MONTHS[day.month - 1]
    return _render("date_leaf", month=month if len(month) < 6 else f"{month[:3]}.", day=day, until=until)


# --- navigation -------------------------------------------------------------------------------------------


@register.simple_tag
def crumbs(trail: Sequence[tuple[str, str]]) -> SafeString:
    """(label, address) from the start page down; the last one is the page itself and needs no address."""
    return _render("crumbs", ancestors=trail[:-1], current=trail[-1][0])


@register.simple_tag
def pager(paging: Paging[Any]) -> SafeString:
    """Numbers of pages and where one is; nothing where everything fits on one page."""
    return _render("pager", paging=paging, links=paging.links) if paging.pages > 1 else SafeString("")


@register.simple_tag
def button(
    text: str,
    *,
    url: str = "",
    kind: str = "main",
    name: str = "",
    value: str = "",
    download: bool = False,
    opens: bool = False,
) -> SafeString:
    """With an address a link that looks like a button, otherwise it sends its form, and `opens` the answer in a window
    of its own: the text has to say so. Kinds: main, quiet."""
    _one_of("button", kind, ("main", "quiet"))
    return _render("button", text=text, url=url, kind=kind, name=name, value=value, download=download, opens=opens)


# --- boxes ------------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, title: str, url: str = "", *, level: int = 3, meta: str = "") -> SafeString:
    """One link, and the whole card is its target. `level` is that of the heading."""
    return _render("card", content=content, title=title, url=url, level=level, meta=meta)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Pairs of <dt> and <dd>; beside each other where there is room."""
    return _render("facts", content=content)


@register.simple_block_tag
def notice(content: str, kind: str, *, title: str = "", level: int = 2) -> SafeString:
    """Something to know before reading on. Kinds: info, ok, warn. `level` of the title; 0: no heading."""
    _one_of("notice", kind, ("info", "ok", "warn"))
    return _render("notice", content=content, kind=kind, title=title, level=level)


@register.simple_block_tag
def phone_first(
    content: str,
    number: str,
    *,
    title: str = "Am schnellsten per Telefon",
    missing: str = "Eine Telefonnummer liegt uns noch nicht vor",
) -> SafeString:
    """The box that answers first; `missing` is its title where the office has given no number."""
    return _render("phone_first", content=content, number=number, title=title if number else missing)


@register.simple_tag
def picture(picture: StoredPicture, *, sizes: str = "(min-width: 48rem) 44rem, 100vw", lazy: bool = True) -> SafeString:
    """With what stands below it. `sizes`: how wide it is shown, so that the browser fetches no more than that.
    `lazy=False` for the first one of a page: what is seen at once need not wait."""
    sources = [(f"image/{kind}", picture.srcset(kind)) for kind in ("avif", "webp")]
    width, height = picture.usual_size
    words = {"sources": sources, "src": picture.address(width, "jpeg"), "srcset": picture.srcset("jpeg")}
    return _render("picture", picture=picture, sizes=sizes, lazy=lazy, width=width, height=height, **words)


@register.simple_tag
def help_band(operator: HelpDesk) -> SafeString:
    """Same words at the same place on every page."""
    return _render("help_band", operator=operator)


# --- forms ------------------------------------------------------------------------------------------------


@register.simple_tag
def form_field(field: BoundField) -> SafeString:
    """Label, hint, error, control, in this order. A form field with `mark_optional` says "(freiwillig)"."""
    widget = field.field.widget
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    words = {
        "field": field,
        "described": " ".join(described),
        "optional": getattr(field.field, "mark_optional", False),
    }
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return _render("form_field", kind="choices", control="", arrangement=_arrangement(field), **words)
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if isinstance(widget, CheckboxInput):
        return _render("form_field", kind="checkbox", control=field.as_widget(attrs=attributes), **words)
    attributes["class"] = f"input {widget.attrs.get('class', '')}".strip()
    return _render("form_field", kind="input", control=without_controls(field.as_widget(attrs=attributes)), **words)


def _arrangement(field: BoundField) -> str:
    """What a page may set beside each other: three answers of a word or two, and a list too long for a glance."""
    labels = [str(option.choice_label) for option in field.subwidgets]
    if len(labels) <= 3 and max(map(len, labels), default=0) <= LONGEST_SHORT_ANSWER:
        return "choices choices--short"
    return "choices choices--many" if len(labels) > MOST_AT_A_GLANCE else "choices"


@register.simple_tag
def error_summary(form: BaseForm, *, focus: bool = True) -> SafeString:
    """On top of a form sent with mistakes; each sentence leads to its field, if it has one that can be seen. Nothing
    without errors."""
    lines = [(sentence, "") for sentence in form.non_field_errors()]
    lines += [(sentence, _anchor(field)) for field in form for sentence in field.errors]
    if not lines:
        return SafeString("")
    count = len(lines)
    number = NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)
    title = f"Bitte ändern Sie {number} {'Angabe' if count == 1 else 'Angaben'}"
    return _render("error_summary", title=title, lines=lines, focus=focus)


def _anchor(field: BoundField) -> str:
    """The first of several choices is where the reader goes on; where there is none, what stands around them. A hidden
    field is nowhere to go."""
    if field.is_hidden:
        return ""
    if field.id_for_label:
        return str(field.id_for_label)
    has_choices = bool(getattr(field.field, "choices", None))
    return f"{field.auto_id}_0" if has_choices else str(field.auto_id)


@register.simple_tag
def finder_form(form: BaseForm | None = None, *, label: str = "Wo wohnen Sie?") -> SafeString:
    """The first question of the portal. `form` brings what was typed into its field `ort` and its errors."""
    field = form["ort"] if form is not None else None
    value = (field.value() or "") if field is not None else ""
    errors = field.errors if field is not None else []
    return _render("finder_form", label=label, value=value, errors=errors)
