"""What stands in the answer when a file leaves the house, through all the portal's middleware."""

import pytest
from django.test import Client, RequestFactory

from core.web.serving import picture_response
from tests.core.test_documents import make_document
from tests.core.test_pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.samples.urls")]


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def content(response):
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("kind", ["avif", "webp", "jpeg"])
def test_a_picture_is_shown_and_does_nothing_else(client, media, kind):
    picture = make_picture()
    response = client.get(picture.address(480, kind))
    assert response.status_code == 200
    assert response["Content-Type"] == f"image/{kind}"
    assert response["Content-Disposition"] == "inline"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    stored = (media / picture.file_name(f"480.{kind}")).read_bytes()
    assert (content(response), response["Content-Length"]) == (stored, str(len(stored)))


def test_files_are_not_packed_once_more_but_pages_are(client):
    picture = make_picture()
    response = client.get(picture.address(480, "jpeg"), headers={"accept-encoding": "gzip"})
    page = Client().get("/seite/", headers={"accept-encoding": "gzip"})
    assert ("Content-Encoding" in response, "Content-Length" in response) == (False, True)
    assert page["Content-Encoding"] == "gzip"
    response.close()


def test_what_not_everybody_may_see_is_kept_nowhere(client):
    response = client.get(make_picture(note="geheim").address(480, "jpeg"))
    assert response["Cache-Control"] == "private, no-store"
    response.close()


@pytest.mark.parametrize("name", ["481.jpeg", "480.png", "480.svg", "480.JPEG", "0.jpeg", "1600.avif"])
def test_a_size_or_kind_that_is_not_stored_is_not_found(client, name):
    assert client.get(f"/bild/{make_picture().key}/{name}").status_code == 404


@pytest.mark.parametrize("kind", ["../../../secret_key", "jpeg/..", "jpeg\x00", ""])
def test_no_kind_leads_to_another_file(kind):
    with pytest.raises(Exception, match="Größe") as refused:
        picture_response(RequestFactory().get("/"), make_picture(), 480, kind, is_public=True)
    assert type(refused.value).__name__ == "Http404"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_file_that_is_lost_is_not_found(client, media, method):
    picture = make_picture()
    (media / picture.file_name("480.jpeg")).unlink()
    assert getattr(client, method)(picture.address(480, "jpeg")).status_code == 404


def test_whoever_has_it_gets_it_only_once(client):
    picture = make_picture()
    first = client.get(picture.address(480, "jpeg"))
    again = client.get(picture.address(480, "jpeg"), headers={"if-none-match": first["ETag"]})
    other = client.get(picture.address(480, "webp"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]
    assert other.status_code == 200
    first.close()
    other.close()


def test_head_says_the_same_without_the_file():
    picture = make_picture()
    factory = RequestFactory()
    answers = [picture_response(ask("/"), picture, 480, "jpeg", is_public=True) for ask in (factory.get, factory.head)]
    assert dict(answers[0].headers) == dict(answers[1].headers)
    assert (answers[1].streaming, answers[1].content) == (False, b"")
    answers[0].close()


def test_a_document_is_saved_under_its_german_name(client, media):
    document = make_document(title="Öffnungszeiten & Programm: Straße 2026")
    response = client.get(f"/dokument/{document.key}/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="oeffnungszeiten-programm-strasse-2026.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert content(response) == (media / document.stored_name).read_bytes()
