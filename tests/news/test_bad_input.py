"""What goes wrong at the desk of the news gets a sentence that helps, and nothing that was typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core.mail import outbox
from core.models import Message
from core.publishing import workflow, writing
from core.publishing.states import State
from news.models import FeedSource, Post, PostDocument, PostPicture
from tests.core.test_uploads import CONTENT_TYPE, END, Stream, field, large_file
from tests.factories import PASSWORD
from tests.news_factories import make_picture, make_post
from tests.reading import Page
from tests.samples.files import pdf_file, picture_bytes, picture_file, png, zeros
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

RIGHT = {
    "kind": "meldung",
    "title": "Seniorenbus",
    "teaser": "Er fährt samstags.",
    "body": "Am Samstag fährt er.",
    "area": "05570",
    "visibility": "alle",
    "source": "https://www.example.org/bus",
    "publish_on": "3.5.2027",
    "expires_on": "4.5.2027",
    "edition": "1",
}
SHOWN = {**RIGHT, "publish_on": "Montag, 3. Mai 2027", "expires_on": "Dienstag, 4. Mai 2027"}
TEXT_FIELDS = ("title", "teaser", "body", "source", "publish_on", "expires_on")


@pytest.fixture
def new(office):
    return f"/buero/{office.slug}/meldungen/neu/"


@pytest.fixture
def draft(office, editor):
    words = {"title": "Alter Titel", "teaser": "Alt.", "body": "<p>Alter Text.</p>", "area": "05570"}
    return writing.create(Post, {**words, "office": office}, by=editor.user)


def values(page):
    """What stands in the controls of a page."""
    found = {control.get("name"): control.get("value") for control in page.all("input") if control.get("value")}
    # As a browser does, without the line break behind the tag.
    found |= {area.get("name"): "".join(area.itertext()) for area in page.all("textarea")}
    chosen = [control for control in page.all("input") if control.get("checked") is not None]
    found |= {control.get("name"): control.get("value", "on") for control in chosen}
    for select in page.all("select"):
        options = [option for option in select.iter() if option.get("selected") is not None]
        found[select.get("name")] = options[0].get("value") if options else ""
    return {name: (value or "").strip() for name, value in found.items()}


def kept(page, *, but=()):
    """Every field but those still holds what was sent."""
    found = values(page)
    wanted = {name: value for name, value in SHOWN.items() if name not in {*but, "edition"}}
    return {name: found.get(name) for name in wanted} == wanted


def sentences(page):
    return [sentence.removeprefix("Fehler: ") for sentence in page.errors]


# --- fields -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("title", "", "Bitte geben Sie der Meldung eine Überschrift."),
        ("title", "x" * 10_000, "Die Überschrift ist zu lang. Bitte kürzen Sie sie auf 120 Zeichen."),
        ("title", "Bus\x00", "unsichtbares Zeichen"),
        ("teaser", "x" * 10_000, "Das ist zu lang. Bitte kürzen Sie es auf 300 Zeichen."),
        ("teaser", "Bus\x00", "unsichtbares Zeichen"),
        ("body", "x" * 1_100_000, "Der Text ist zu lang."),
        ("publish_on", "30.2.", "„30.2.“ ist kein Datum."),
        ("publish_on", "9" * 10_000, "ist kein Datum."),
        ("publish_on", "5.5.2027", "Die Meldung kann nicht verschwinden, bevor sie erscheint."),
        ("expires_on", "1.1.0000", "ist kein Datum."),
        ("kind", "quatsch", "Bitte wählen Sie"),
        ("kind", "", "Bitte wählen Sie"),
        ("visibility", "quatsch", "Bitte wählen Sie"),
        ("area", "99999", "Bitte wählen Sie"),
        ("topics", "99999999", "Bitte wählen Sie"),
        ("topics", "quatsch", "Bitte wählen Sie"),
        ("topics", "9" * 5000, "Bitte wählen Sie"),
        ("source", "javascript:alert(1)", "Adresse"),
        ("source", "https://" + "x" * 5000 + ".de", "Adresse"),
        ("source", "http://[::1", "Adresse"),
    ],
)
def test_each_mistake_is_named_and_the_rest_of_the_form_stays(editor, new, name, value, sentence):
    response = editor.post(new, {**RIGHT, name: value})
    page = Page(response)
    assert response.status_code == 200
    assert sentence in page.text
    assert kept(page, but={name})
    assert not Post.objects.exists()


@pytest.mark.parametrize("name", ["title", "teaser", "body"])
@pytest.mark.parametrize(
    "text", ["Bus \N{GRINNING FACE}", "\u202eBus\u202c", "\ufeffBus\u200b", "Bus\x0b\x1f!", "Bus\nBcc: x@evil.example"]
)
def test_strange_signs_go_all_the_way_to_the_public_and_into_mails(editor, coordinator, new, name, text):
    assert editor.post(new, {**RIGHT, "publish_on": "", "expires_on": "", name: text}).status_code == 302
    post = Post.objects.get()
    for address in ("", "text/", "verlauf/", "verlauf/1/", "bilder/"):
        assert editor.get(f"/redaktion/{post.pk}/{address}").status_code == 200
    assert editor.post(f"/redaktion/{post.pk}/einreichen/").status_code == 302
    assert coordinator.post(f"/redaktion/{post.pk}/freigeben/").status_code == 302
    post.refresh_from_db()
    assert post.state == State.PUBLISHED
    for address in (post.get_absolute_url(), "/aktuelles/", "/", "/aktuelles/meldungen.atom"):
        assert StrictClient().get(address).status_code == 200
    assert not outbox.NOT_IN_A_HEADER.search(Message.objects.get().subject)


@pytest.mark.parametrize("form", ["html", "marks"])
def test_halves_of_signs_are_taken_for_a_question_mark_or_nothing(editor, new, form):
    body = "&".join(f"{name}={value}" for name, value in RIGHT.items() if name not in {"title", "body"})
    body += f"&title=Bus%ED%A0%80&body=%ED%A0%80Text&body-form={form}"
    assert editor.post(new, body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert Post.objects.get().title.startswith("Bus")


def test_a_long_text_pasted_from_word_is_taken_in_or_refused_with_a_sentence(editor, new):
    word = '<p class=MsoNormal style="mso-fareast-language:DE"><span lang=DE style="font-size:11pt">{}</span></p>'
    short, long = (word.format("Wort " * length) * 1600 for length in (2, 40))
    assert len(short) + len(long) > 500_000 > len(short) > 150_000
    assert editor.post(new, {**RIGHT, "body": short, "body-form": "html"}).status_code == 302
    assert "Mso" not in Post.objects.get().body
    page = Page(editor.post(new, {**RIGHT, "body": long, "body-form": "html"}))
    assert "Der Text ist zu lang. Höchstens 100.000 Zeichen sind möglich. Bitte kürzen Sie ihn." in page.text
    assert kept(page, but={"body"})
    assert "Wort Wort" in values(page)["body"]


def test_an_empty_request_gets_the_form_with_sentences(editor, new, draft):
    for address in (new, f"/redaktion/{draft.pk}/text/"):
        response = editor.post(address, {})
        assert response.status_code == 200
        assert "Bitte geben Sie der Meldung eine Überschrift." in Page(response).text


# --- two tabs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["", "0", "-1", "7", "9" * 5000, "abc", "²"])
def test_another_edition_than_the_saved_one_shows_both_texts_and_can_then_be_saved(editor, draft, edition):
    address = f"/redaktion/{draft.pk}/text/"
    response = editor.post(address, {**RIGHT, "edition": edition})
    page = Page(response)
    assert response.status_code == 409
    assert "Alter Text." in page.text
    assert kept(page)
    sent = values(page)
    assert sent["edition"] == "1"
    assert editor.post(address, {**sent, "topics": []}).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.teaser, draft.edition) == (RIGHT["title"], RIGHT["teaser"], 2)


def test_a_post_archived_meanwhile_says_so_and_keeps_the_words(editor, office):
    post = make_post(office=office, by=editor.user, state=State.ARCHIVED, area="05570")
    response = editor.post(f"/redaktion/{post.pk}/text/", {**RIGHT, "edition": "0"})
    page = Page(response)
    assert response.status_code == 200
    assert "Diese Meldung liegt im Archiv. Bitte holen Sie sie zuerst zurück." in page.text
    assert kept(page)


@pytest.mark.parametrize(
    "step", ["text", "einreichen", "archivieren", "loeschen", "bilder/neu", "verlauf/1/wiederherstellen"]
)
def test_a_post_deleted_meanwhile_is_not_found(editor, draft, step):
    address = f"/redaktion/{draft.pk}/{step}/"
    workflow.delete(draft, by=editor.user)
    response = editor.post(address, RIGHT)
    assert response.status_code == 404
    assert Page(response).h1 == "Diese Seite gibt es nicht"


@pytest.mark.parametrize("step", ["zurueckziehen", "freigeben", "archivieren", "zurueckholen"])
def test_a_step_that_no_longer_fits_says_why(editor, draft, step):
    page = Page(editor.post(f"/redaktion/{draft.pk}/{step}/", follow=True))
    assert page.texts("div", class_="notice")
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


# --- files --------------------------------------------------------------------------------------------------

PICTURE = {
    "alt": "Zwei Frauen spielen Schach",
    "caption": "Montags im Treff",
    "credit": "Erika Beispiel",
    "people": "keine",
    "may_publish": "on",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (picture_file(SVG), "Diese Datei ist kein Bild, das wir zeigen können."),
        (
            picture_file(b"<!doctype html><script>alert(1)</script>"),
            "Diese Datei ist kein Bild, das wir zeigen können.",
        ),
        (picture_file(png(60_000, 60_000, data=zeros(10_000_000))), "Das Bild hat zu viele Bildpunkte."),
        (picture_file(png(6_000, 6_000, data=zeros(1_000_000))), "Die Datei ist beschädigt oder unvollständig."),
        (picture_file(picture_bytes()[:2000]), "Die Datei ist beschädigt oder unvollständig."),
        (SimpleUploadedFile("leer.jpg", b""), "Die Datei ist leer. Bitte wählen Sie eine andere."),
        ("kein Bild, nur ein Wort", "Bitte wählen Sie ein Bild aus."),
    ],
    ids=["svg", "html", "bomb", "zeros", "half", "empty", "word"],
)
def test_what_is_no_picture_is_refused_and_the_words_about_it_stay(editor, draft, file, sentence):
    response = editor.post(f"/redaktion/{draft.pk}/bilder/neu/", {**PICTURE, "file": file})
    page = Page(response)
    assert response.status_code == 200
    assert sentence in page.text
    assert {name: value for name, value in values(page).items() if name in PICTURE} == PICTURE
    assert not PostPicture.objects.exists()


def test_500_megabytes_get_a_sentence_and_the_words_around_them_stay(editor, draft, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    parts = [*(field(name, value) for name, value in PICTURE.items()), *large_file(500), END]
    body = {"wsgi.input": Stream(*parts), "CONTENT_LENGTH": str(sum(map(len, parts))), "CONTENT_TYPE": CONTENT_TYPE}
    response = editor.generic("POST", f"/redaktion/{draft.pk}/bilder/neu/", **body)
    page = Page(response)
    assert response.status_code == 200
    assert "Die Datei ist zu groß: Sie hat 500 MB, erlaubt sind 25 MB." in page.text
    assert values(page)["alt"] == PICTURE["alt"]


@pytest.mark.parametrize("name", ["alt", "caption", "credit"])
@pytest.mark.parametrize("text", ["x" * 10_000, "Bus\x00"])
def test_words_about_a_picture_that_cannot_be_kept_are_named(editor, draft, name, text):
    response = editor.post(f"/redaktion/{draft.pk}/bilder/neu/", {**PICTURE, "file": picture_file(), name: text})
    page = Page(response)
    assert (response.status_code, PostPicture.objects.exists()) == (200, False)
    assert "Bitte wählen Sie das Bild noch einmal aus. Ihr Browser merkt es sich nicht." in page.text
    assert {key: values(page)[key] for key in PICTURE if key != name} == {
        key: value for key, value in PICTURE.items() if key != name
    }


def test_a_picture_removed_meanwhile_is_not_found(editor, draft):
    picture = make_picture(draft)
    address = f"/redaktion/{draft.pk}/bilder/{picture.pk}/"
    picture.delete()
    assert editor.post(address, PICTURE).status_code == 404
    assert editor.post(f"{address}loeschen/").status_code == 404


@pytest.mark.parametrize("file", [picture_file(name="programm.pdf"), pdf_file(b"%PDF-1.7 halb"), pdf_file(b"MZ\x90")])
def test_what_is_no_document_is_refused_and_its_title_stays(editor, draft, file):
    page = Page(editor.post(f"/redaktion/{draft.pk}/dokumente/neu/", {"title": "Programm", "file": file}))
    assert sentences(page)
    assert values(page)["title"] == "Programm"
    assert not PostDocument.objects.exists()


# --- a session that has ended -------------------------------------------------------------------------------


def sign_in(client, user, to):
    response = client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD, "next": to})
    assert response["Location"] == to
    return client.get(to)


@pytest.mark.parametrize("page", ["new", "text"])
def test_a_text_sent_after_the_session_ended_is_there_again(editor, new, draft, page):
    address = new if page == "new" else f"/redaktion/{draft.pk}/text/"
    client = StrictClient()
    response = client.post(address, RIGHT)
    assert response["Location"] == f"/konto/anmelden/?next={address}"
    assert "Ihre Eingaben sind noch da." in Page(client.get(response["Location"])).text
    again = Page(sign_in(client, editor.user, address))
    assert kept(again)
    assert client.post(address, {**RIGHT, "edition": values(again)["edition"]}).status_code == 302


def test_a_text_sent_with_an_old_token_is_there_again(editor, new):
    client = StrictClient(enforce_csrf_checks=True)
    client.force_login(editor.user)
    response = client.post(new, RIGHT, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert "Ihre Eingaben sind noch da." in Page(response).text
    assert kept(Page(client.get(new)))
    assert not Post.objects.exists()


# --- the address of a feed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "",
        "quatsch quatsch",
        "file:///etc/passwd",
        "ftp://www.example.org/feed",
        "javascript:alert(1)",
        "http://127.0.0.1/feed",
        "http://localhost/feed",
        "http://[::1]/feed",
        "http://192.168.0.1/feed",
        "http://169.254.169.254/latest/meta-data/",
        "https://erika:geheim@www.example.org/feed",
        "https://www.example.org:8080/feed",
        "https://www.example.org/" + "x" * 5000,
        "https://www.example.org/\x00",
    ],
)
def test_an_address_that_is_no_feed_of_the_web_is_refused_with_a_sentence(editor, office, address):
    response = editor.post(f"/buero/{office.slug}/meldungen/von-der-internetseite/", {"address": address})
    page = Page(response)
    assert response.status_code == 200
    assert sentences(page)
    assert "Adresse" in sentences(page)[0] or "Zeichen" in sentences(page)[0]
    assert not FeedSource.objects.exists()


# --- sent back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("request_", ["", " ", "x" * 10_000, "Bitte\x00"])
def test_a_request_that_cannot_be_sent_is_named(coordinator, office, request_):
    post = make_post(office=office, state=State.SUBMITTED)
    response = coordinator.post(f"/redaktion/{post.pk}/zurueckgeben/", {"request": request_})
    assert response.status_code == 200
    assert sentences(Page(response))
    post.refresh_from_db()
    assert post.state == State.SUBMITTED


@pytest.mark.parametrize("text", ["", "x" * 300_000, "\x00", "<script>alert(1)</script>" * 1000])
def test_advice_is_given_for_any_text(editor, text):
    """A piece of a page, so it is not read as a whole one."""
    client = Client()
    client.force_login(editor.user)
    assert client.post("/redaktion/sprachhilfe/", {"text": text}).status_code == 200
