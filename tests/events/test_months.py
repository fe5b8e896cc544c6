"""The calendar of a month, the archive by years, and what is printed for walls and tables."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance import papers
from events.models import Item, Speaker
from events.showing import printed
from events.showing.months import Month
from tests.events.documents import check_document, words_of
from tests.events_factories import make_event, make_person, register, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def month(client, year, month):
    return client.get(reverse("events:month", args=[year, month]))


def test_each_day_of_an_event_has_its_square(client):
    make_event("Tagung", first=date(2027, 5, 31), days=2)
    make_event("Entwurf", first=date(2027, 5, 3), state="entwurf")
    squares = month(client, 2027, 5).context["squares"]
    assert [square.date for square in squares if square.events] == [date(2027, 5, 31)]
    assert (squares[0].date, squares[-1].date) == (date(2027, 5, 1), date(2027, 5, 31))
    assert month(client, 2027, 5).context["month"].column == 6  # a Saturday
    squares = month(client, 2027, 6).context["squares"]
    assert [square.date for square in squares if square.events] == [date(2027, 6, 1)]


def test_a_month_without_events_says_so(client):
    assert "In diesem Monat ist keine Veranstaltung." in month(client, 2031, 1).content.decode()


def test_months_follow_each_other_over_the_turn_of_the_year():
    assert (Month(2027, 1).before, Month(2027, 12).after) == (Month(2026, 12), Month(2028, 1))


def test_at_the_ends_of_the_calendar_no_link_leads_outside(client):
    for year, number in ((2000, 1), (2099, 12)):
        assert month(client, year, number).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_month_asks_the_same_number_of_times(client, count, django_assert_num_queries):
    for number in range(count):
        make_event(first=date(2027, 5, 3 + number), days=2)
    month(client, 2027, 5)
    with django_assert_num_queries(3):
        month(client, 2027, 5)


def test_the_archive_by_years(client):
    for year in (2008, 2009):
        make_event(f"Konferenz {year}", first=date(year, 11, 11))
    page = client.get(reverse("events:archive_year", args=[2008])).content.decode()
    assert "Konferenz 2008" in page
    assert "Konferenz 2009" not in page
    assert client.get(reverse("events:archive_year", args=[2007])).status_code == 404


@pytest.mark.parametrize("make", [printed.programme, printed.poster, printed.handout])
def test_what_is_printed_can_be_read_by_everybody(make):
    event = make_event("Gute Netze", workshops=[5, 5], motto="Näher, als Sie denken", body="<p>Kommen Sie!</p>")
    Speaker.objects.create(item=workshop(event), name="Erika Beispiel", organisation="BaS")
    content = make(event, telephone="+49228614074", at=timezone.now())
    check_document(content)
    assert "0228 61 40 74" in words_of(content)
    assert "Näher, als Sie denken" in words_of(content)


def test_the_programme_on_paper_names_workshops_rooms_and_people():
    event = make_event(workshops=[5, 5])
    Speaker.objects.create(item=workshop(event), name="Erika Beispiel", organisation="BaS")
    words = words_of(printed.programme(event, telephone="", at=timezone.now()))
    for expected in ("Werkstatt A · Raum 1", "Vortrag: Erika Beispiel, BaS", "14 bis 15:30 Uhr"):
        assert expected in words


@pytest.mark.parametrize("make", [printed.poster, printed.handout])
@pytest.mark.parametrize("title", ["x" * 120, "Fortbildungsveranstaltungsreihe " * 3, "😀 שלום #typst *mit* $Zeichen$"])
def test_posters_stay_on_one_page_whatever_the_title(make, title):
    event = make_event(title, motto="Motto " * 25, teaser="Worum es geht. " * 20, body="<p>Text.</p>" * 30)
    check_document(make(event, telephone="+49228614074", at=timezone.now()), pages=1)


def test_a_poster_of_what_is_called_off_says_so():
    event = make_event(called_off_at=timezone.now(), called_off_by=make_user())
    words = words_of(printed.poster(event, telephone="", at=timezone.now()))
    assert "Abgesagt" in words
    assert "Bitte melden Sie sich" not in words


def test_the_event_offers_its_papers(client):
    event = make_event()
    page = client.get(event.get_absolute_url()).content.decode()
    for name in ("programme_pdf", "poster", "handout"):
        address = reverse(f"events:{name}", args=[event.slug])
        assert address in page
        assert client.get(address)["Content-Type"] == "application/pdf"
    assert not Item.objects.exists()  # even without a programme


def test_the_list_to_hand_out_names_only_those_who_have_agreed(client):
    event = make_event("Tagung")
    listed = register(event, make_person("Lisa", "Gelistet", institution="Haus der Familie"), on_list=True)
    register(event, make_person("Vera", "Verborgen"))
    register(event, make_person("Uwe", "Unbestätigt"), on_list=True, confirmed=False)
    content = client.get(reverse("events:fellow_participants", args=[listed.token])).content
    check_document(content, pages=1)
    words = words_of(content)
    assert "Lisa Gelistet Haus der Familie" in words
    assert "Eine weitere Person nimmt teil, ohne auf der Liste zu stehen." in words
    assert "Vera" not in words
    assert "Uwe" not in words


def test_without_anybody_the_list_says_so():
    event = make_event()
    assert "Bisher möchte niemand auf dieser Liste stehen." in words_of(papers.participants(event, at=timezone.now()))
