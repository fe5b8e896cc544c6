import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.display import Display

pytestmark = pytest.mark.django_db
ADDRESS = "/darstellung/"
NORMAL = {"schrift": "", "kontrast": "", "farben": ""}


def html_tag(response):
    return response.content.decode().split("<head>")[0].split("<html")[1].strip().rstrip(">")


def test_looking_at_the_page_leaves_no_cookie(client):
    response = client.get(ADDRESS)
    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_a_choice_is_kept_for_a_year_and_shows_on_every_page(client):
    response = client.post(ADDRESS, {"schrift": "larger", "kontrast": "high", "farben": "dark"})
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    cookie = response.cookies["darstellung"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (
        "larger.high.dark",
        365 * 24 * 60 * 60,
        "Lax",
        True,
    )
    assert html_tag(client.get("/impressum/")) == (
        'lang="de" data-text="larger" data-contrast="high" data-scheme="dark"'
    )


def test_the_form_shows_what_holds(client):
    client.cookies["darstellung"] = "large"
    form = client.get(ADDRESS).context["form"]
    assert (form["schrift"].value(), form["kontrast"].value(), form["farben"].value()) == ("large", "", "")


def test_back_to_normal_deletes_the_cookie(client):
    client.post(ADDRESS, {**NORMAL, "schrift": "large"})
    response = client.post(ADDRESS, NORMAL)
    assert (response.cookies["darstellung"].value, response.cookies["darstellung"]["max-age"]) == ("", 0)
    assert html_tag(client.get(ADDRESS)) == 'lang="de"'


def test_over_https_the_cookie_stays_on_https(client):
    response = client.post(ADDRESS, {**NORMAL, "schrift": "large"}, secure=True)
    assert response.cookies["darstellung"]["secure"] is True


def test_the_reader_returns_to_where_she_came_from(client):
    page = client.get(ADDRESS, headers={"Referer": "http://testserver/impressum/?a=1"})
    origin = page.context["form"]["zurueck"].value()
    assert origin == "/impressum/?a=1"
    assert client.post(ADDRESS, {**NORMAL, "zurueck": origin})["Location"] == origin


@pytest.mark.parametrize(
    "referer",
    [
        "http://testserver/darstellung/",
        "https://example.org/x/",
        "http://testserver.example.org/",
        "",
        "http://[",
        "Unsinn",
    ],
)
def test_other_origins_are_no_way_back(client, referer):
    assert client.get(ADDRESS, headers={"Referer": referer}).context["form"]["zurueck"].value() == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "impressum/",
        "http:///x",
        "/" + 2001 * "x",
        "\x00/",
    ],
)
def test_nobody_is_sent_to_another_place(client, address):
    response = client.post(ADDRESS, {**NORMAL, "zurueck": address})
    assert response["Location"] == ADDRESS


def test_an_unknown_choice_is_answered_at_the_field(client):
    response = client.post(ADDRESS, {**NORMAL, "schrift": "riesig"})
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert list(response.context["form"].errors) == ["schrift"]
    assert "<title>Fehler: Darstellung anpassen" in response.content.decode()


@pytest.mark.parametrize(
    ("cookie", "display"),
    [
        ("", Display()),
        ("large", Display(text="large")),
        ("dark.high", Display(contrast="high", scheme="dark")),
        ("Large.HIGH", Display()),
        ('"><script>.large', Display(text="large")),
        ("light.dark", Display(scheme="light")),
    ],
)
def test_unknown_words_in_the_cookie_are_passed_over(cookie, display):
    request = RequestFactory().get("/")
    request.COOKIES["darstellung"] = cookie
    assert Display.of(request) == display


def test_what_is_kept_is_read_back():
    for display in (Display("large", "high", "light"), Display("larger"), Display("", "", "dark")):
        response = HttpResponse()
        display.keep(response, secure=False)
        request = RequestFactory().get("/")
        request.COOKIES["darstellung"] = response.cookies["darstellung"].value
        assert Display.of(request) == display


def test_the_form_works_without_a_token():
    from tests.strict import StrictClient

    response = StrictClient(enforce_csrf_checks=True).post(ADDRESS, {**NORMAL, "schrift": "large"})
    assert response.status_code == 302
