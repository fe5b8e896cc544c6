"""What stays when nobody's name is left: opinions that belong to nobody, and figures for the funder."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.attendance import attending, certificates, feedback, figures
from events.models import About, Feedback, Function
from events.models.units import units_of
from events.people import retention
from offices.models import Need
from tests.events.documents import check_document, words_of
from tests.events_factories import make_event, make_person, register
from tests.factories import BECKUM, make_office, make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def event(office):
    return make_event("Fachtag Rückblick", office=office, first=TODAY - timedelta(days=1))


def come(event, is_there=True, **fields):
    guest = register(event, make_person(**fields), by=event.created_by, source="telefon")
    if is_there:
        attending.mark(guest, units_of(event)[0], by=None)
    return guest


def address_of(guest):
    return reverse("events:feedback", args=[feedback.token_of(guest)])


def test_those_who_came_are_asked_once_and_nobody_else(event):
    guest = come(event, email="anna@example.org")
    come(event, is_there=False)
    now = timezone.now()
    assert feedback.ask_due(now + timedelta(hours=12)) == 1
    assert feedback.ask_due(now + timedelta(hours=13)) == 0
    mail = Message.objects.get(about=About.FEEDBACK)
    assert address_of(guest) in mail.text
    assert mail.subject == "Wie war es? Fachtag Rückblick"


def test_weeks_later_nobody_is_asked_any_more(event):
    come(event)
    assert feedback.ask_due(timezone.now() + timedelta(days=20)) == 0


def test_an_answer_is_kept_without_a_trace_of_who_gave_it_and_only_once(event, client):
    guest = come(event)
    page = Page(client.post(address_of(guest), {"overall": "4", "good": "Das Essen"}, follow=True))
    assert page.h1 == "Vielen Dank für Ihre Antwort"
    client.post(address_of(guest), {"overall": "1"})
    found = Feedback.objects.get()
    assert (found.overall, found.good, found.on, found.event) == (4, "Das Essen", TODAY, event)
    links = [field.name for field in Feedback._meta.get_fields() if field.is_relation]
    assert links == ["event"]
    guest.refresh_from_db()
    assert guest.feedback_given


@pytest.mark.parametrize("sent", [{}, {"overall": "9"}, {"overall": "gut"}, {"good": "x" * 3000}, {"good": "a\0b"}])
def test_what_cannot_be_kept_is_answered_with_a_sentence(event, client, sent):
    page = Page(client.post(address_of(come(event)), sent))
    assert page.title.startswith("Fehler: ")
    assert not Feedback.objects.exists()


def test_results_are_numbers_in_words_and_bars(event, editor):
    for mark in (5, 5, 4):
        feedback.answer(come(event), Feedback(overall=mark, better="Mehr Pausen" if mark == 4 else ""))
    page = Page(editor.get(reverse("events:feedback_results", args=[event.pk])))
    assert "3 Personen haben geantwortet." in page.text
    assert "Im Mittel 4,7 von 5." in page.text
    assert "2 von 3" in page.text
    assert "Mehr Pausen" in page.text
    assert "Darauf hat niemand geantwortet." in page.text


def test_figures_say_who_came_from_where_and_what_became_of_it(event):
    ahlen, beckum = event.office, make_office("Seniorenbüro Beckum", ags=BECKUM)
    event.needs.add(Need.objects.order_by("number").first() or Need.objects.create(number=1, title="Vernetzung"))
    come(event, office=ahlen, function=Function.PAID)
    come(event, office=ahlen, function=Function.VOLUNTEER)
    come(event, office=beckum)
    come(event, is_there=False, office=make_office("Seniorenbüro Essen", ags="05113000"))
    certificates.issue(event, by=make_user())
    found = figures.count(event)
    assert (found.registered, found.admitted, found.attended, found.no_shows) == (4, 4, 3, 1)
    assert (found.paid, found.volunteers, found.others) == (1, 1, 1)
    assert (found.offices, found.kreise) == (2, ["Kreis Warendorf"])
    assert (found.certificates, found.minutes, len(found.needs)) == (3, 360, 1)
    assert [part.attended for part in found.days] == [3]


def test_stored_figures_come_back_as_they_were_and_of_an_older_version_too(event):
    come(event)
    now = timezone.now()
    figures.freeze(event, now=now)
    event.cleared_at = now
    assert figures.of(event) == figures.count(event)
    assert figures.EventFigures.stored({"attended": 3, "unknown": 1}).attended == 3


def test_the_worker_counts_events_that_are_over_once_a_day(event):
    come(event)
    now = timezone.now() + timedelta(hours=1)
    assert figures.recount_due(now) == 1
    assert figures.recount_due(now + timedelta(hours=1)) == 0
    assert figures.recount_due(now + timedelta(hours=25)) == 1


def test_the_report_of_an_event_is_the_same_before_and_after_the_names_are_gone(event, editor):
    come(event, office=event.office)
    address = reverse("events:report", args=[event.pk])
    before = Page(editor.get(address)).texts("td")
    retention.forget_due(timezone.now() + timedelta(days=90))
    page = Page(editor.get(address))
    assert page.texts("td") == before
    assert "Gezählt, bevor die Namen am" in page.text
    document = editor.get(reverse("events:report_pdf", args=[event.pk])).content
    check_document(document)
    assert "Teilgenommen" in words_of(document)


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_of_a_year_needs_the_same_queries_for_any_number(coordinator, count, django_assert_max_num_queries):
    for number in range(count):
        come(make_event(f"Fachtag {number}", first=TODAY - timedelta(days=2)))
    figures.recount_due(timezone.now())
    year = (TODAY - timedelta(days=2)).year
    address = reverse("events:year_report", args=[year])
    coordinator.get(address)
    with django_assert_max_num_queries(8) as counted:
        page = Page(coordinator.get(address))
    assert len(counted) <= 8
    assert f"Fachtag {count - 1}" in page.text
    document = coordinator.get(reverse("events:year_report_pdf", args=[year])).content
    check_document(document)
    assert f"Fachtag {count - 1}" in words_of(document)


@pytest.mark.parametrize("year", [1, 1989, 2101, 99999])
def test_a_year_that_no_calendar_has_is_not_found(coordinator, year):
    assert coordinator.get(reverse("events:year_report", args=[year])).status_code == 404


def test_a_year_without_events_says_so(coordinator):
    page = Page(coordinator.get(reverse("events:year_report", args=[1999])))
    assert "Keine Veranstaltung" in page.text
    check_document(coordinator.get(reverse("events:year_report_pdf", args=[1999])).content)
