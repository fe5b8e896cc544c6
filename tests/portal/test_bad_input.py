"""Whatever comes in gets a sensible page or a clear sentence, and never an error of ours."""

import string

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_office
from tests.reading import Page
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

FIELDS = ("ort", "q", "umkreis", "kreis", "bezirk", "angebot", "barrierefrei", "heute", "ohne_zeiten", "seite")


@pytest.mark.parametrize(
    "path",
    [
        "/seniorenbueros/%E4%F6%FC/",
        "/seniorenbueros/%00/",
        "/seniorenbueros/%/",
        "/seniorenbueros/%zz/",
        "/seniorenbueros/ort/%C3/",
        "/seniorenbueros/kreis/..%2F..%2Fetc%2Fpasswd/",
        "/seniorenbueros/" + "x" * 3000 + "/",
        "/seniorenbueros/<script>/",
        "/seniorenbueros/köln/",
        "/wp-login.php",
        "/.env",
        "//evil.example/",
        "/static/../portal/settings.py",
    ],
)
def test_a_broken_address_is_a_page_not_found(path):
    response = (
        StrictClient().get("/", headers={}, PATH_INFO=path) if path.startswith("//") else StrictClient().get(path)
    )
    assert response.status_code == 404
    assert Page(response).h1 == "Diese Seite gibt es nicht"


@pytest.mark.parametrize(
    "query",
    [
        "ort=%E4",
        "ort=%",
        "ort=%zz&q=%C3%28",
        "q=%ED%A0%80",
        "&&&===",
        "ort[]=1&ort[0]=2",
        "ort=59227;q=1",
        "seite=1&seite=2&seite=x",
        "heute=%00&barrierefrei=%00&ohne_zeiten=%00",
        "ort=" + "%F0%9F%98%80" * 100,
        "q=" + "a+" * 5000,
        "ort=" + "1" * 10_000,
        "kreis=" + "x" * 10_000,
        "umkreis=" + "9" * 10_000,
        "seite=" + "9" * 10_000,
    ],
)
def test_a_broken_question_gets_the_page_with_the_search(query):
    make_office()
    response = StrictClient().get(f"/seniorenbueros/?{query}")
    assert response.status_code == 200


def test_a_question_with_too_many_parts_is_told_that_it_cannot_be_read():
    response = StrictClient().get("/seniorenbueros/?" + "&".join(f"a{number}=1" for number in range(2000)))
    assert response.status_code == 400
    assert Page(response).h1 == "Diese Anfrage können wir nicht lesen"


@pytest.mark.parametrize("cookie", ["", "....", "larger.high.dark", "<script>", "x" * 4000, "larger.larger"])
def test_a_broken_cookie_is_passed_over(cookie):
    client = StrictClient()
    client.cookies["darstellung"] = cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("session", ["x", "../../etc/passwd", "a" * 500])
def test_a_made_up_session_is_nobody(session):
    client = Client()
    client.cookies["sessionid"] = session
    assert client.get("/seniorenbueros/").status_code == 200
    assert client.get("/verwaltung/").status_code == 302


anything = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(string.digits + " -%\x00", max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.dictionaries(st.sampled_from(FIELDS), anything, max_size=5))
def test_any_question_at_all_gets_a_valid_page(question):
    assert StrictClient().get("/seniorenbueros/", question).status_code == 200
