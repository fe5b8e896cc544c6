"""Pages for journalists: figures, contact, press releases."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from offices.models import Office
from portal.models import Operator
from tests.factories import BECKUM, KOELN, make_office
from tests.news_factories import make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db


def pdf(client):
    response = client.get("/presse/kennzahlen.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content))


@pytest.fixture
def offices():
    make_office("Eins", ags=KOELN, is_bas_member=True, languages=["de", "tr"], staffing="ehrenamtlich")
    make_office("Zwei", ags=KOELN, is_bas_member=False, languages=["de"], is_sample=True)
    make_office("Drei", ags=BECKUM, is_bas_member=True)
    make_office("Fort", ags=BECKUM, status="geschlossen", is_bas_member=True, languages=["pl"])
    make_office("Versteckt", is_public=False, is_bas_member=True, languages=["uk"])


def test_the_figures_are_counted_in_the_directory(offices, client):
    page = Page(client.get("/presse/"))
    assert page.texts("dd") == ["3", "2", "2 von 53", "2 von 396", "2", "1", "2"]
    assert "Darunter ist ein erfundenes Büro (Beispieldaten)." in page.text


def test_of_what_nobody_has_told_us_there_is_no_figure(client):
    make_office()
    assert Page(client.get("/presse/")).texts("dd") == ["1", "1", "1 von 53", "1 von 396"]


def test_the_telephone_for_the_press_is_that_of_the_operator(client):
    Operator(phone="+4922812345", email="presse@example.org").save()
    page = Page(client.get("/presse/"))
    assert {"tel:+4922812345", "mailto:presse@example.org"} <= set(page.links)


def test_only_press_releases_are_listed(client):
    make_post("Für alle Zeitungen", kind="presse")
    make_post("Etwas anderes")
    make_post("Nur intern", kind="presse", visibility="netzwerk")
    assert Page(client.get("/presse/")).texts("h3", class_="card__title") == ["Für alle Zeitungen"]


def test_without_press_releases_the_page_says_so(client):
    assert "Zurzeit gibt es keine Pressemitteilung" in Page(client.get("/presse/")).text


def test_the_document_is_one_tagged_german_page(offices, client, at):
    at("2026-11-24 10:00")
    document = pdf(client)
    assert len(document.pages) == 1
    assert document.metadata.title == "Seniorenbüros in Nordrhein-Westfalen: Kennzahlen"
    assert document.trailer["/Root"]["/Lang"] == "de-DE"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert b"pdfuaid:part" in document.trailer["/Root"]["/Metadata"].get_data()
    words = " ".join(document.pages[0].extract_text().split())
    for part in ("Stand: 24. November 2026", "2 von 53", "Quelle:", "0228 61 40 74", "erfunden"):
        assert part in words, part


def test_the_document_is_set_once_per_change_and_day(offices, client, at, monkeypatch):
    at("2026-11-24 10:00")
    first = client.get("/presse/kennzahlen.pdf").content
    monkeypatch.setattr("portal.figures.render", lambda *_, **__: b"anew")
    assert client.get("/presse/kennzahlen.pdf").content == first
    Office.objects.get(name="Eins").save()
    assert client.get("/presse/kennzahlen.pdf").content == b"anew"
    monkeypatch.setattr("portal.figures.render", lambda *_, **__: b"tomorrow")
    at("2026-11-25 10:00")
    assert client.get("/presse/kennzahlen.pdf").content == b"tomorrow"


def test_signs_of_the_typesetting_language_are_plain_words(client):
    Operator(name='Büro #panic("x") *fett* $x$ @y <z>').save()
    assert '#panic("x") *fett* $x$ @y <z>' in " ".join(pdf(client).pages[0].extract_text().split())
