"""The widget of the text editor: HTML in, HTML out, whichever way it was written."""

import pytest
from django.conf import settings as portal_settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import QueryDict

from core import richtext
from core.forms import editor_files
from core.forms.editor import ALLOWED_CONTENT, EditorWidget
from tests.editor_page import STORED, NewsForm
from tests.reading import Page

pytestmark = pytest.mark.urls("tests.editor_page")


def sent(text, form, html=""):
    """What a browser posts, line ends included."""
    data = QueryDict(mutable=True)
    data.update({"body": text.replace("\n", "\r\n"), "body-form": form, "body-html": html})
    return data


def received(*words):
    return EditorWidget().value_from_datadict(sent(*words), {}, "body")


def control(root, name):
    return next(element for element in root.iter() if element.get("name") == name)


def test_without_javascript_the_field_shows_marks_and_no_html(client, db):
    root = Page(client.get("/schreiben/")).root
    assert control(root, "body").text.strip() == richtext.to_marks(STORED).strip()
    assert "<" not in control(root, "body").text
    assert (control(root, "body-form").get("value"), control(root, "body-html").get("value")) == ("marks", STORED)


def test_html_of_the_editor_is_handed_on_to_the_field_as_it_is():
    assert received("<p>Eins</p>", "html", STORED) == "<p>Eins</p>"


def test_marks_become_html():
    assert received("Eins\n\nZwei", "marks") == richtext.from_marks("Eins\n\nZwei")


@pytest.mark.parametrize(
    "stored",
    [
        STORED,
        "<table><thead><tr><th>Tag</th></tr></thead><tbody><tr><td>Montag</td></tr></tbody></table>",
        "<p>Ein * Stern, ein _ Strich und 3. Oktober</p>",
        "",
    ],
)
def test_marks_nobody_touched_leave_the_stored_html_alone(stored):
    assert received(richtext.to_marks(stored), "marks", stored) == stored


def test_marks_that_were_changed_count_even_where_html_came_along():
    marks = richtext.to_marks(STORED) + "\n\nNeu"
    assert received(marks, "marks", STORED) == richtext.from_marks(marks)


def test_a_field_that_was_not_sent_is_missing_and_not_empty():
    assert EditorWidget().value_from_datadict(QueryDict(), {}, "body") is None


@pytest.mark.parametrize("form", ["marks", "html"])
def test_an_empty_text_is_an_empty_text(form):
    assert received("", form) == ""


def test_marks_come_back_as_they_were_typed_when_another_field_is_wrong(client, db):
    typed = "Erste Zeile\n\n*  Stern\n2) zwei   Leerzeichen"
    root = Page(client.post("/schreiben/", {"title": "", **sent(typed, "marks", STORED).dict()})).root
    assert control(root, "body").text.strip() == typed
    assert control(root, "body-html").get("value") == richtext.from_marks(typed)


def test_what_the_editor_wrote_comes_back_when_another_field_is_wrong(client, db):
    answer = client.post("/schreiben/", {"title": "", **sent("<p>Ein <strong>Wort</strong></p>", "html").dict()})
    root = Page(answer).root
    assert control(root, "body-html").get("value") == "<p>Ein <strong>Wort</strong></p>"
    assert control(root, "body-form").get("value") == "marks"


def test_markup_that_was_typed_is_shown_and_not_obeyed(client, db):
    attack = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    for form in ("marks", "html"):
        page = client.post("/schreiben/", {"title": "", **sent(attack, form, attack).dict()}).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


def test_every_text_that_arrives_is_cleaned_by_the_field():
    form = NewsForm({"title": "Titel", **sent('<p onclick="x()">Ja</p><script>x()</script>', "html").dict()})
    assert form.is_valid()
    assert form.cleaned_data["body"] == richtext.clean("<p>Ja</p>")


def test_the_editor_lets_in_nothing_that_cleaning_takes_out():
    names, link = ALLOWED_CONTENT.split("; ")
    # a small heading stands below a heading
    lost = [name for name in names.split() if f"<{name}" not in richtext.clean(f"<h2>Oben</h2>{wrapped(name)}")]
    assert lost == []
    assert (link, "href=" in richtext.clean('<p><a href="https://example.org/">Wort</a></p>')) == ("a[!href]", True)


def wrapped(name):
    """An element where it may stand."""
    if name in {"table", "caption", "thead", "tbody", "tr", "th", "td"}:
        head = "<thead><tr><th>Tag</th></tr></thead>"
        return f"<table><caption>Woche</caption>{head}<tbody><tr><td>Montag</td></tr></tbody></table>"
    if name in {"ul", "ol", "li"}:
        return "<ul><li>Wort</li></ul><ol><li>Wort</li></ol>"
    return "<p>eins<br>zwei</p>" if name == "br" else f"<{name}>Wort</{name}>"


def test_the_page_brings_scripts_and_style_only_through_the_form():
    media = NewsForm().media
    assert media._css == {"all": ["editor/look.css"]}
    assert [str(script) for script in media._js] == [
        f'<script src="/static/js/{name}.js" defer></script>' for name in ("editor_policy", "editor_links", "editor")
    ]


def test_pages_without_the_editor_ask_for_none_of_it(client, db):
    assert "editor" not in client.get("/").content.decode()


def test_the_page_of_the_editor_has_the_same_policy_as_any_other(client, db):
    policies = [client.get(path)["Content-Security-Policy"].split("; ") for path in ("/schreiben/", "/")]
    assert sorted(policies[0]) == sorted(policies[1])
    assert "unsafe" not in " ".join(policies[0])


def test_the_package_is_no_app_so_its_widget_templates_and_media_cannot_be_used():
    assert "ckeditor" not in portal_settings.INSTALLED_APPS


def test_only_the_files_that_the_editor_asks_for_are_served():
    served = {
        path
        for finder in finders.get_finders()
        for path, storage in finder.list([])
        if getattr(storage, "prefix", "") == "editor/ckeditor"
    }
    assert served == set(editor_files.SHIPPED)
    assert all((editor_files.source() / path).is_file() for path in served)


@pytest.mark.parametrize(
    "path",
    [
        "editor/ckeditor/config.js",
        "editor/ckeditor/lang/en.js",
        "editor/ckeditor/plugins/preview/preview.html",
        "editor/ckeditor/plugins/codesnippetgeshi/plugin.js",
        "editor/ckeditor/plugins/iframe/dialogs/iframe.js",
        "editor/ckeditor/plugins/ajax/plugin.js",
        "editor/ckeditor/../ckeditor-init.js",
        "ckeditor/ckeditor/ckeditor.js",
    ],
)
def test_everything_else_of_the_package_is_not_found(path):
    assert finders.find(path) is None


def test_files_are_collected_under_the_folder_the_editor_looks_into(tmp_path):
    finder = editor_files.EditorFinder()
    target = StaticFilesStorage(location=tmp_path)
    for path, storage in finder.list(["*.map"]):
        with storage.open(path) as content:
            target.save(f"{storage.prefix}/{path}", content)
    assert (tmp_path / editor_files.FOLDER / "ckeditor.js").stat().st_size > 500_000
    assert [path for path, _ in finder.list(["*.js"])] == []
    assert finder.find("editor/ckeditor/lang/de.js", find_all=True) == [str(editor_files.source() / "lang" / "de.js")]
