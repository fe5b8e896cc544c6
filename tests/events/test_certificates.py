"""Certificates: for those who were there, verifiable by everybody, and telling nobody more than that."""

import time
from datetime import time as clock
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.attendance import attending, certificates, papers
from events.attendance.certificates import CertificateError, tidy_number
from events.attendance.scope import duration_text, minutes_of
from events.models import Certificate, ItemKind, Notice, Series
from events.models.units import units_of
from tests.events.documents import check_document, words_of
from tests.events_factories import make_event, make_item, make_person, register, wish
from tests.factories import make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def event(office):
    return make_event("Fachtag Besuchsdienste", office=office, first=YESTERDAY, town="Ahlen", workshops=[None, None])


def come(event, *args, attends=("tag",), **fields):
    guest = register(
        event,
        make_person(*args, **fields),
        by=event.created_by,
        source="telefon",
        wishes=wish(event, "A") if event.days.filter(items__isnull=False).exists() else None,
    )
    for unit in units_of(event):
        if any(unit.key.startswith(word) for word in attends):
            attending.mark(guest, unit, by=None)
    return guest


def test_only_those_who_were_there_get_one_and_each_gets_one(event):
    was_there, _ = come(event), come(event, attends=())
    by = make_user()
    assert certificates.issue(event, by=by) == 1
    assert certificates.issue(event, by=by) == 0
    assert Certificate.objects.get().registration == was_there


def test_there_are_none_before_the_last_day(office):
    event = make_event(office=office, days=2, first=timezone.localdate())
    with pytest.raises(CertificateError, match="ab dem letzten Tag"):
        certificates.issue(event, by=make_user())


def test_those_with_an_address_get_a_mail_with_the_link_and_all_others_a_letter(event):
    with_mail = come(event, "Anna", "Arnold", email="anna@example.org")
    come(event, "Berta", "Busch", street="Markt 1")
    certificates.issue(event, by=make_user())
    mail = Message.objects.get(about="Teilnahmebescheinigung")
    assert reverse("events:certificate", args=[with_mail.token]) in mail.text
    assert "liegt diesem Brief bei" in Notice.objects.on_paper().get(about="Teilnahmebescheinigung").text


def test_the_scope_leaves_breaks_and_the_evening_out(office):
    event = make_event(office=office, first=YESTERDAY)
    day = event.days.get()
    make_item(event, "Mittag", kind=ItemKind.BREAK, starts=clock(12), ends=clock(13))
    make_item(event, "Kaffee", kind=ItemKind.BREAK, starts=clock(12, 30), ends=clock(13, 30))
    make_item(event, "Abend", kind=ItemKind.EVENING, starts=clock(15, 30), ends=clock(22))
    assert minutes_of(day) == 6 * 60 - 90 - 30
    assert duration_text(minutes_of(day)) == "4 Stunden"
    assert [duration_text(45), duration_text(60), duration_text(330), duration_text(255)] == [
        "45 Minuten", "1 Stunde", "5,5 Stunden", "4,25 Stunden"
    ]  # fmt: skip


def test_only_the_days_somebody_was_there_count(office):
    event = make_event(office=office, first=YESTERDAY - timedelta(days=1), days=2)
    guest = register(event, by=event.created_by, source="telefon")
    attending.mark(guest, units_of(event)[0], by=None)
    certificates.issue(event, by=make_user())
    assert Certificate.objects.get().minutes == 360


def test_the_paper_says_who_what_when_where_how_long_and_which_number(event, at):
    come(event, "Ärztin Änne", "O’Dell-Übelacker", attends=("tag", "werkstatt"))
    certificates.issue(event, by=make_user())
    found = Certificate.objects.get()
    content = papers.certificates([found], at=timezone.now())
    check_document(content, pages=1)
    words = words_of(content)
    for said in (
        *("Teilnahmebescheinigung", "Ärztin Änne O’Dell-Übelacker", "Fachtag Besuchsdienste", "6 Stunden"),
        *("Werkstatt A", "Ahlen, ", found.number, "Seniorenbüro Ahlen"),
    ):
        assert said in words


def test_five_hundred_are_one_document_in_less_than_twenty_seconds(event):
    guest = come(event, attends=("tag", "werkstatt"))
    certificates.issue(event, by=make_user())
    one = Certificate.objects.select_related("registration__office", "event__office", "series").get()
    before = time.perf_counter()
    content = papers.certificates([one] * 500, at=timezone.now())
    assert time.perf_counter() - before < 20
    check_document(content, pages=500)
    assert guest.certificates.count() == 1


def test_the_personal_link_opens_her_own_certificate_and_nothing_where_she_was_not_there(event, client):
    was_there, was_not = come(event, "Anna", "Arnold"), come(event, attends=())
    certificates.issue(event, by=make_user())
    answer = client.get(reverse("events:certificate", args=[was_there.token]))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "Anna Arnold" in words_of(answer.content)
    assert client.get(reverse("events:certificate", args=[was_not.token])).status_code == 404


def test_the_number_is_found_however_it_is_typed_and_tells_no_name(event, client):
    come(event, "Anna", "Arnold")
    certificates.issue(event, by=make_user())
    number = Certificate.objects.get().number
    for typed in (number.lower(), number.replace("-", " "), number.replace("-", ""), f" {number}. "):
        answer = client.get(reverse("events:verify_form"), {"nummer": typed}, follow=True)
        page = Page(answer)
        assert page.h1 == "Diese Bescheinigung gilt"
        assert "Fachtag Besuchsdienste" in page.text
        assert "Arnold" not in answer.content.decode()
    assert client.get(reverse("events:verify", args=[number.lower()])).status_code == 302


@pytest.mark.parametrize("typed", ["", "7K3M", "x" * 90, "\0", "7K3M-Q9WD-2HXTT"])
def test_what_cannot_be_a_number_is_answered_with_a_sentence(client, typed):
    page = Page(client.get(reverse("events:verify_form"), {"nummer": typed}))
    assert page.title.startswith("Fehler: ")


@pytest.mark.parametrize("typed", ["x", "<b>", "\0", "7K3M-Q9WD-2HX\u202e", "ä" * 400])
def test_whatever_stands_in_the_address_is_simply_not_valid(client, typed):
    page = Page(client.get(reverse("events:verify", args=[typed])))
    assert page.h1 == "Diese Bescheinigung gilt nicht"


def test_unknown_and_withdrawn_ones_are_not_valid_and_a_new_one_may_follow(event, client):
    come(event)
    by = make_user()
    certificates.issue(event, by=by)
    found = Certificate.objects.get()
    certificates.withdraw(found, by=by)
    page = Page(client.get(reverse("events:verify", args=[found.number])))
    assert page.h1 == "Diese Bescheinigung gilt nicht"
    assert "Sie wurde zurückgezogen." in page.text
    unknown = Page(client.get(reverse("events:verify", args=["7K3M-Q9WD-2HXT"])))
    assert "Diese Nummer kennen wir nicht." in unknown.text
    assert certificates.issue(event, by=by) == 1
    assert tidy_number("7k3m q9wd 2hxt") == "7K3M-Q9WD-2HXT"


def test_a_series_is_certified_after_enough_modules_whoever_registered_how(office):
    series = Series.objects.create(title="Lernlabor", slug="lernlabor", office=office, modules_needed=2)
    modules = [
        make_event(office=office, series=series, number=number, first=YESTERDAY - timedelta(days=30 * (3 - number)))
        for number in (1, 2, 3)
    ]
    for module in modules[:2]:
        come(module, "Änne", "Müller", email="anne@example.org")
    come(modules[2], "Änne", "Mueller", email="ANNE@example.org", attends=())
    come(modules[0], "Karl", "Einmal", email="karl@example.org")
    by = make_user()
    assert certificates.issue_for_series(series, by=by) == 1
    assert certificates.issue_for_series(series, by=by) == 0
    found = Certificate.objects.get()
    assert (found.registration.last_name, found.minutes, found.title) == ("Müller", 720, "Lernlabor")
    words = words_of(papers.certificates([found], at=timezone.now()))
    assert modules[0].title in words
    assert modules[2].title not in words


def test_the_desk_issues_prints_and_withdraws(event, editor):
    come(event, "Anna", "Arnold")
    address = reverse("events:certificates", args=[event.pk])
    assert "1 Person hat noch keine." in Page(editor.get(address)).text
    page = Page(editor.post(reverse("events:issue_certificates", args=[event.pk]), follow=True)).text
    assert "1 Bescheinigung ist ausgestellt." in page
    assert "Anna Arnold" in page
    found = Certificate.objects.get()
    one = editor.get(reverse("events:one_certificate", args=[event.pk, found.number]))
    check_document(one.content, pages=1)
    gone = reverse("events:withdraw_certificate", args=[event.pk, found.number])
    assert found.number in Page(editor.get(gone)).h1
    assert "gilt nicht mehr" in Page(editor.post(gone, follow=True)).text
    assert not Certificate.objects.valid().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_certificates_needs_the_same_queries_for_any_number(
    event, editor, count, django_assert_max_num_queries
):
    for _ in range(count):
        come(event)
    certificates.issue(event, by=make_user())
    address = reverse("events:certificates", args=[event.pk])
    editor.get(address)
    with django_assert_max_num_queries(10) as counted:
        editor.get(address)
    assert len(counted) == 10


def test_badges_and_list_are_documents_that_screen_readers_can_read(event, editor):
    for number in range(11):
        come(event, f"Vorname {number}", "Leutheusser-Schnarrenberger-Wunderlich" if not number else f"Nach{number}")
    badges = editor.get(reverse("events:badges", args=[event.pk])).content
    check_document(badges, pages=2)
    assert "Vorname 10" in words_of(badges)
    listed = editor.get(reverse("events:attendance_list", args=[event.pk])).content
    check_document(listed)
    words = words_of(listed)
    assert "Unterschrift" in words
    assert "Nach10" in words
    assert "@example.org" not in words


def test_without_days_or_people_the_papers_say_what_is_missing(office, editor):
    event = make_event(office=office)
    for name in ("badges", "all_certificates"):
        assert editor.get(reverse(f"events:{name}", args=[event.pk])).status_code == 302
    event.days.all().delete()
    assert editor.get(reverse("events:attendance_list", args=[event.pk])).status_code == 302
    assert "Noch kein Tag" in Page(editor.get(reverse("events:attendance", args=[event.pk]))).text
