"""The text editor for posts: CKEditor 4 where JavaScript runs, a text field with light marks everywhere.

docs/decisions/editor.md says why this editor, and how it is kept harmless.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.forms.widgets import Media, Script
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString

from core import richtext
from core.forms.editor_files import FOLDER

# What the editor lets in, in CKEditor's words; nothing here that richtext.clean() would take out again.
ALLOWED_CONTENT = "p br h2 h3 strong em ul ol li blockquote table caption thead tbody tr th td; a[!href]"


class Written(str):
    """HTML that keeps the marks it was typed as, so that a form with mistakes shows again just what was typed."""

    marks: str

    def __new__(cls, html: str, marks: str) -> "Written":
        written = super().__new__(cls, html)
        written.marks = marks
        return written


class EditorWidget(forms.Textarea):
    """Takes and gives HTML. Cleaning it is the business of the field (core.richtext.RichTextField).

    `<name>` is what was written, `<name>-form` says whether it is marks or HTML, and `<name>-html` brings back
    the HTML that was shown, so that marks nobody touched don't change it.
    """

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 12, **(attrs or {})})

    @property
    def media(self) -> Media:
        scripts: list[Any] = [
            Script(f"js/{name}.js", defer=True) for name in ("editor_policy", "editor_links", "editor")
        ]
        return Media(css={"all": ["editor/look.css"]}, js=scripts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        html = str(value or "")
        marks = value.marks if isinstance(value, Written) else richtext.to_marks(html)
        context = super().get_context(name, marks, attrs)
        return context | {
            "attributes": flatatt(context["widget"]["attrs"]),
            "html": html,
            "script": static(f"{FOLDER}ckeditor.js"),
            # CKEditor puts names of further files behind it, so this one can't carry a hash.
            "folder": f"{settings.STATIC_URL}{FOLDER}",
            "allowed": ALLOWED_CONTENT,
        }

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return render_to_string("forms/editor.html", self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        text = data.get(name)
        if text is None or data.get(f"{name}-form") == "html":
            return text
        marks, shown = _one_line_end(text), data.get(f"{name}-html") or ""
        untouched = marks == _one_line_end(richtext.to_marks(shown))
        return Written(shown if untouched else richtext.from_marks(marks), marks)


def _one_line_end(text: str) -> str:
    """Browsers send CR LF, whatever the page said."""
    return "\n".join(text.splitlines()).strip()
