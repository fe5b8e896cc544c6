import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import RequestFactory

from portal.views import errors
from tests.strict import StrictClient, check_page


@pytest.fixture
def request_():
    return RequestFactory().get("/kaputt/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "problem", "status", "headline"),
    [
        (errors.bad_request, SuspiciousOperation("secret"), 400, "Diese Anfrage können wir nicht lesen"),
        (errors.permission_denied, PermissionDenied("secret"), 403, "Diese Seite ist nicht öffentlich"),
        (errors.csrf_failure, "secret", 403, "Das Formular ist abgelaufen"),
        (errors.page_not_found, Exception("secret"), 404, "Diese Seite gibt es nicht"),
    ],
)
def test_error_pages_help_on_and_hide_the_cause(request_, handler, problem, status, headline):
    response = handler(request_, problem)
    html = response.content.decode()
    check_page(html)
    assert response.status_code == status
    assert f"<h1>{headline}</h1>" in html
    assert ('role="search"' in html, "tel:+49228614074" in html, 'href="/">Zur Startseite' in html) == (True,) * 3
    assert "secret" not in html


def test_the_page_for_broken_things_needs_no_database(request_):
    """No database mark: a query would fail the test."""
    response: HttpResponse = errors.server_error(request_)
    html = response.content.decode()
    check_page(html)
    assert (response.status_code, "tel:+49228614074" in html) == (500, True)


def test_the_page_for_broken_things_keeps_the_chosen_look(request_):
    request_.COOKIES["darstellung"] = "larger"
    assert '<html lang="de" data-text="larger">' in errors.server_error(request_).content.decode()


@pytest.mark.django_db
def test_an_unknown_address_gets_the_page_of_the_portal(client):
    response = client.get("/gibt-es-nicht/")
    assert (response.status_code, "Diese Seite gibt es nicht" in response.content.decode()) == (404, True)


@pytest.mark.django_db
def test_an_unknown_host_gets_a_page_that_can_be_read():
    response = StrictClient(headers={"host": "fremd.example"}).get("/impressum/")
    assert (response.status_code, "Diese Anfrage können wir nicht lesen" in response.content.decode()) == (400, True)
