"""The list of all news, its filters and its archive."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.lists import EVERYTHING, Question, keys, months, total
from news.models import Kind, Post
from offices.geography.gazetteer import gazetteer
from offices.models import Topic
from tests.factories import make_office
from tests.news_factories import make_picture, make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db


def titles(client, path="/aktuelles/"):
    return Page(client.get(path)).offices


@pytest.fixture
def several(at):
    at("2026-11-24 10:00")
    sued = make_office("Büro Süd", slug="sued")
    make_post("Neu", at="2026-11-20 10:00", kind="praxisbeispiel", office=sued, topics=["Tanz"], area="05570")
    make_post("Mittel", at="2026-11-01 00:30", kind="presse", area="055", topics=["Pflegeberatung"])
    make_post("Alt", at="2025-12-31 23:30", kind="foerdertipp", deadline=timezone.localdate(), office=sued)


def test_newest_first(several, client):
    assert titles(client) == ["Neu", "Mittel", "Alt"]


def test_what_came_at_the_same_moment_keeps_one_order(client):
    for number in range(3):
        make_post(f"Zugleich {number}", at="2026-05-01 10:00")
    assert titles(client) == ["Zugleich 2", "Zugleich 1", "Zugleich 0"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("art=praxisbeispiel", ["Neu"]),
        ("thema=tanz", ["Neu"]),
        ("region=warendorf", ["Neu", "Mittel"]),
        ("region=bezirk-muenster", ["Neu", "Mittel"]),
        ("region=muenster", ["Mittel"]),
        ("region=koeln", []),
        ("buero=sued", ["Neu", "Alt"]),
        ("buero=sued&art=foerdertipp", ["Alt"]),
        ("art=&thema=&region=&buero=", ["Neu", "Mittel", "Alt"]),
    ],
)
def test_filters_narrow_the_list(question, found, several, client):
    assert titles(client, f"/aktuelles/?{question}") == found


def test_a_field_of_action_holds_all_its_offers(several, client):
    field = Topic.objects.get(name="Tanz").parent
    assert Topic.objects.get(name="Pflegeberatung").parent == field
    assert titles(client, f"/aktuelles/?thema={field.slug}") == ["Neu", "Mittel"]


def test_what_narrows_the_list_is_said_and_can_be_removed(several, client):
    page = Page(client.get("/aktuelles/?art=praxisbeispiel&buero=sued&region=bezirk-muenster"))
    links = {
        text: link.get("href")
        for text, link in zip(page.texts("a", class_="tag"), page.all("a", class_="tag"), strict=True)
    }
    assert links == {
        "Praxisbeispiel entfernen": "?region=bezirk-muenster&buero=sued",
        "Regierungsbezirk Münster entfernen": "?art=praxisbeispiel&buero=sued",
        "von Büro Süd entfernen": "?art=praxisbeispiel&region=bezirk-muenster",
    }
    assert [Page(client.get(f"/aktuelles/{link}")).offices for link in links.values()] == [["Neu"]] * 3
    alone = Page(client.get("/aktuelles/?thema=tanz"))
    assert [link.get("href") for link in alone.all("a", class_="tag")] == ["./"]


def test_an_office_that_was_chosen_stays_chosen(several, client):
    page = Page(client.get("/aktuelles/?buero=sued"))
    assert [field.get("value") for field in page.all("input", name="buero")] == ["sued"]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("art=unfug", "„unfug“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."),
        ("thema=%00", "„“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."),
        ("region=muenster&region=bayern", "„bayern“ können wir nicht auswählen. Bitte wählen Sie aus der Liste."),
    ],
)
def test_a_choice_that_there_is_not_is_named_and_left_out(question, sentence, several, client):
    page = Page(client.get(f"/aktuelles/?{question}"))
    assert (page.errors, page.offices) == ([sentence], ["Neu", "Mittel", "Alt"])
    assert page.title.startswith("Fehler: ")
    assert page.all("details", class_="fold")[0].get("open") is not None


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "%00", "%F0%9F%98%80", "x" * 5000, "'; DROP"])
def test_an_office_that_there_is_not_is_named_and_left_out(slug, several, client):
    page = Page(client.get(f"/aktuelles/?buero={slug}&art=presse"))
    assert "Dieses Büro kennen wir nicht." in page.text
    assert page.offices == ["Mittel"]


def test_a_hidden_office_is_not_known(client):
    make_office("Verborgen", slug="verborgen", is_public=False)
    assert "Dieses Büro kennen wir nicht." in Page(client.get("/aktuelles/?buero=verborgen")).text


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "%00", "1e9"])
def test_a_page_that_there_is_not_shows_one_that_there_is(page, several, client):
    assert titles(client, f"/aktuelles/?seite={page}") == ["Neu", "Mittel", "Alt"]


def test_twenty_on_a_page(client):
    now = timezone.now()
    for number in range(45):
        make_post(f"Nummer {number}", at=now - timedelta(hours=number))
    assert titles(client, "/aktuelles/?seite=3") == [f"Nummer {number}" for number in range(40, 45)]
    assert "Sie sehen 21 bis 40 von 45" in Page(client.get("/aktuelles/?seite=2")).text


def test_a_card_says_what_to_know_before_reading(several, client):
    text = Page(client.get("/aktuelles/?art=foerdertipp")).text
    assert "Fördertipp" in text
    assert "Das Wichtigste." in text
    assert "Noch bis Dienstag, 24. November 2026" in text
    assert "31. Dezember 2025\xa0· Büro Süd\xa0· Nordrhein-Westfalen".replace("\xa0", " ") in text


def test_a_deadline_ends_with_its_last_day(several, client, at):
    at("2026-11-25 00:10")
    text = Page(client.get("/aktuelles/?art=foerdertipp")).text
    assert "Frist abgelaufen am Dienstag, 24. November 2026" in text
    assert "Noch bis" not in text


def test_a_card_shows_the_first_picture_small_and_silently(several, client):
    post = Post.objects.get(title="Neu")
    make_picture(post, position=2)
    first = make_picture(post, position=1)
    [image] = Page(client.get("/aktuelles/")).all("img")
    assert (image.get("src"), image.get("alt")) == (first.address(480, "jpeg"), "")


# --- archive ------------------------------------------------------------------------------------------------


def test_the_archive_counts_months_as_clocks_go_in_germany(several):
    assert [(month.year, month.month, month.count) for month in months()] == [(2026, 11, 2), (2025, 12, 1)]


def test_months_and_years_have_pages(several, client):
    assert titles(client, "/aktuelles/2026/") == ["Neu", "Mittel"]
    assert titles(client, "/aktuelles/2026/11/") == ["Neu", "Mittel"]
    assert titles(client, "/aktuelles/2025/12/") == ["Alt"]
    assert Page(client.get("/aktuelles/2025/12/")).h1 == "Meldungen aus Dezember 2025"


def test_the_list_leads_to_every_month(several, client):
    links = Page(client.get("/aktuelles/")).links
    assert {"/aktuelles/2026/", "/aktuelles/2026/11/", "/aktuelles/2025/", "/aktuelles/2025/12/"} <= set(links)
    [current] = Page(client.get("/aktuelles/2025/12/")).texts("a", **{"aria-current": "page"})
    assert current == "Dezember 2025"


def test_a_month_without_news_says_so(several, client):
    page = Page(client.get("/aktuelles/2026/03/"))
    assert "In diesem Monat gab es keine Meldungen" in page.text
    assert page.offices == []


@pytest.mark.parametrize(
    "path", ["2024/", "2027/01/", "2026/13/", "2026/00/", "2026/5/", "1999/", "20260/", "2026/11/x"]
)
def test_there_is_no_page_for_times_without_any_news(path, several, client):
    assert client.get(f"/aktuelles/{path}").status_code in {301, 404}
    assert client.get(f"/aktuelles/{path}", follow=True).status_code == 404


# --- nothing there -------------------------------------------------------------------------------------------


def test_an_empty_list_says_where_to_go_instead(client):
    page = Page(client.get("/aktuelles/"))
    assert "Noch hat kein Büro etwas veröffentlicht" in page.text
    assert "/seniorenbueros/" in page.links


def test_a_filter_without_answer_says_what_to_do(several, client):
    page = Page(client.get("/aktuelles/?thema=pflegeberatung&art=praxisbeispiel"))
    assert "Dazu gibt es noch keine Meldung" in page.text
    assert "Praxisbeispiel entfernen" in page.text


def test_first_page_and_office_page_show_three_and_the_way_to_all(client):
    office = make_office("Büro Süd", slug="sued")
    assert "Aktuelles aus diesem Büro" not in Page(client.get("/seniorenbueros/sued/")).text
    assert "aktuelles" not in [heading.get("id") for heading in Page(client.get("/")).all("h2")]
    for number in range(4):
        make_post(f"Nummer {number}", office=office)
    for path, everything in (("/", "/aktuelles/"), ("/seniorenbueros/sued/", "/aktuelles/?buero=sued")):
        page = Page(client.get(path))
        cards = [title for title in page.texts("h3", class_="card__title") if title.startswith("Nummer")]
        assert cards == ["Nummer 3", "Nummer 2", "Nummer 1"], path
        assert everything in page.links, path


# --- what it costs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/aktuelles/",
        "/aktuelles/?art=meldung&thema=tanz&region=warendorf&buero=sued",
        "/aktuelles/{year}/",
        "/aktuelles/{year}/{month:02}/",
        "/seniorenbueros/sued/",
        "/",
    ],
)
def test_one_and_three_posts_need_the_same_queries(path, client):
    office = make_office("Büro Süd", slug="sued")
    today = timezone.localdate()
    path = path.format(year=today.year, month=today.month)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_picture(make_post(office=office, topics=["Tanz"], area="05570"))
        with CaptureQueriesContext(connection) as cold:
            client.get(path)
        with CaptureQueriesContext(connection) as warm:
            client.get(path)
        counts.append((len(cold), len(warm)))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 8


def test_pages_of_keys_are_read_from_an_index_alone(is_postgres):
    if is_postgres:
        return  # it plans by what is in the table; SQLite by what could be
    kreis = gazetteer().kreis_by_slug["warendorf"]
    for question in (EVERYTHING, Question(kind=Kind.NEWS.value), Question(office=1), Question(year=2026)):
        assert "USING COVERING INDEX" in question.posts.newest_first().keys()[:20].explain(), question
    for question in (EVERYTHING, Question(kind=Kind.NEWS.value), Question(office=1), Question(area=kreis)):
        assert "USING COVERING INDEX" in question.posts.order_by().keys().explain(), question


def test_the_archive_counts_as_the_database_does(several):
    assert total(EVERYTHING) == Post.objects.public().count() == 3
    assert total(Question(year=2026, month=11)) == 2
    assert list(keys(EVERYTHING, 1, 3)) == list(Post.objects.public().newest_first().keys())[1:]
