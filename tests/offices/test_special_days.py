"""Heiligabend, Silvester, carnival: who is asked, once, and what an answer writes."""

import re
from datetime import date, time

import pytest
from django.utils import timezone

from core.models import Message
from offices.models import HoursException, Office, Status
from offices.upkeep.special_days import ask_due, days_to_answer, open_days, season_after
from tests.factories import make_exception, make_hours, make_member, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

EVE, SILVESTER = date(2026, 12, 24), date(2026, 12, 31)  # both on a Thursday
CARNIVAL = (date(2027, 2, 4), date(2027, 2, 8), date(2027, 2, 9))


@pytest.fixture
def office(at):
    at("2026-11-27 10:00")
    office = make_office("Seniorenbüro Ahlen")
    for weekday in range(5):
        make_hours(office.places.get(), weekday, "9:00", "12:00")
    make_member(office)
    return office


def ask():
    return ask_due(timezone.now())


def link():
    return re.search(r"/besondere-tage/\S+", Message.objects.latest("pk").text).group()


def said():
    return list(HoursException.objects.values_list("first", "last", "starts", "ends", "note"))


@pytest.mark.parametrize(
    ("today", "days", "asked_from"),
    [
        (date(2026, 11, 27), (EVE, SILVESTER), date(2026, 11, 1)),
        (date(2026, 12, 31), (EVE, SILVESTER), date(2026, 11, 1)),
        (date(2027, 1, 1), CARNIVAL, date(2027, 1, 7)),
        (date(2027, 2, 9), CARNIVAL, date(2027, 1, 7)),
        (date(2027, 2, 10), (date(2027, 12, 24), date(2027, 12, 31)), date(2027, 11, 1)),
    ],
)
def test_a_question_is_about_the_days_ahead(today, days, asked_from):
    season = season_after(today)
    assert (season.days, season.asked_from) == (days, asked_from)


def test_every_office_is_asked_once_in_november_and_once_before_carnival(office, at):
    assert (ask(), ask(), Message.objects.count()) == (1, 0, 1)
    text = Message.objects.get().text
    assert "- Heiligabend, Donnerstag, 24. Dezember 2026\n- Silvester, Donnerstag, 31. Dezember 2026\n" in text
    at("2027-01-06 10:00")
    assert ask() == 0
    at("2027-01-08 10:00")
    assert (ask(), ask()) == (1, 0)
    assert "Rosenmontag, Montag, 8. Februar 2027" in Message.objects.latest("pk").text


def test_nobody_is_asked_before_november_nor_about_days_without_hours_nor_while_closed(office, at):
    make_member(make_office("ohne Zeiten"))
    make_member(make_office("macht Pause", status=Status.PAUSED))
    told = make_office("hat es gesagt")
    make_member(told)
    make_hours(told.places.get(), 3, "9:00", "12:00")
    make_exception(told.places.get(), EVE, SILVESTER)
    at("2026-10-31 10:00")
    assert ask() == 0
    at("2026-11-01 10:00")
    assert ask() == 1
    assert "Seniorenbüro Ahlen" in Message.objects.get().subject


def test_the_mail_leads_to_a_page_where_one_button_answers(office, client):
    ask()
    page = Page(client.get(link()))
    assert said() == []
    assert "Donnerstag, 24. Dezember 2026 (Heiligabend)" in page.text
    assert client.post(link(), {"alle": "geschlossen"}).status_code == 200
    assert said() == [(EVE, EVE, None, None, "Heiligabend"), (SILVESTER, SILVESTER, None, None, "Silvester")]
    assert days_to_answer(Office.objects.get(), date(2026, 11, 27)) == []
    assert "alles gesagt" in Page(client.get(link())).text


def test_open_as_ever_and_day_by_day(office, client):
    ask()
    client.post(link(), {"tag0": "wie-sonst", "tag1": ""})
    assert said() == [(EVE, EVE, time(9), time(12), "Heiligabend")]
    assert set(Office.objects.open_on(EVE)) == {office}
    fresh = Office.objects.get()
    assert open_days(fresh, season_after(date(2026, 11, 27))) == [(SILVESTER, "Silvester")]


def test_an_empty_answer_changes_nothing_and_says_so(office, client):
    ask()
    page = Page(client.post(link(), {}))
    assert "Bitte wählen Sie für mindestens einen Tag eine Antwort." in page.text
    assert said() == []


def test_the_desk_says_what_is_due_and_the_link_ends_with_its_days(office, client, at):
    ask()
    path = link()
    client.force_login(office.memberships.get().user)
    desk = Page(client.get(f"/buero/{office.slug}/"))
    assert "Sind Sie an diesen Tagen da?" in desk.text
    client.post(f"/buero/{office.slug}/besondere-tage/", {"alle": "wie-sonst"})
    assert [first for first, *_ in said()] == [EVE, SILVESTER]
    at("2027-01-01 10:00")
    assert client.get(path).status_code == 410
