"""What people and monitors are told of the background: what stands still, and nothing about anybody."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.mail.outbox import post
from core.models import Message, Sending
from portal import last_runs
from portal.background import standing_still
from portal.duties import DUTIES
from portal.models import LastRun
from portal.views import machines
from tests.factories import BERLIN
from tests.reading import Page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 10, tzinfo=BERLIN)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PATH = "/geschaeftsstelle/hintergrund/"
VITAL = [duty.name for duty in DUTIES if duty.is_vital]


@pytest.fixture(autouse=True)
def now(at):
    machines._state.cache_clear()
    at("2026-11-24 10:00")
    yield
    machines._state.cache_clear()


@pytest.fixture
def well():
    """The worker has begun a week ago and did everything a moment ago."""
    last_runs.begin(NOW - 7 * DAY)
    LastRun.objects.update(started_at=NOW, succeeded_at=NOW)


def quiet(name, since, **values):
    LastRun.objects.filter(name=name).update(started_at=NOW - since, succeeded_at=NOW - since, **values)


def failing(name, since, failures=1):
    quiet(name, since, failed_at=NOW, error="smtplib.SMTPDataError", place="core/smtp.py:7", failures=failures)


def health(client):
    answer = client.get("/health/")
    return answer.status_code, answer.json()


# --- monitors --------------------------------------------------------------------------------------------------


def test_monitors_hear_that_all_is_well(client, well):
    assert health(client) == (200, {"status": "ok"})


@pytest.mark.parametrize("name", VITAL)
def test_monitors_hear_which_vital_duty_stands_still_once_its_own_time_is_over(client, well, name):
    late_after = next(duty.late_after for duty in DUTIES if duty.name == name)
    quiet(name, late_after)
    assert health(client) == (200, {"status": "ok"})
    machines._state.cache_clear()
    quiet(name, late_after + timedelta(seconds=1))
    assert health(client) == (503, {"status": "standing still", "reason": name})


def test_what_is_vital_sends_mails_or_deletes():
    assert VITAL[0] == "send_mails"
    assert set(VITAL[1:]) == {duty.name for duty in DUTIES if "gelöscht" in duty.title or "löschen" in duty.title}


def test_monitors_hear_all_that_stands_still_and_nothing_about_anybody(client, well):
    failing("send_mails", DAY)
    quiet("delete_mails", 3 * DAY)
    Sending.objects.create(paused_at=NOW, probe_at=NOW, detail="RCPT 550 anna")
    told = {"status": "standing still", "reason": "send_mails, delete_mails", "mails": "paused"}
    assert health(client) == (503, told)


def test_what_is_not_vital_is_no_reason_for_an_alarm(client, well):
    quiet("fetch_feeds", 30 * DAY)
    failing("delete_event_data", HOUR)  # and an error is none as long as the time is not over
    assert health(client) == (200, {"status": "ok"})


def test_a_portal_whose_worker_has_just_begun_is_healthy_until_the_time_is_over(client, at):
    last_runs.begin(NOW)
    assert health(client) == (200, {"status": "ok"})
    at("2026-11-24 10:16")
    assert standing_still() == ["send_mails"]
    last_runs.begin(timezone.now())  # another start without success is no new beginning
    assert standing_still() == ["send_mails"]
    at("2026-11-27 10:00")
    assert standing_still() == VITAL


def test_after_a_long_night_a_new_start_is_healthy_at_once(well, at):
    at("2026-12-24 10:00")
    assert standing_still() == VITAL
    last_runs.begin(timezone.now())
    assert standing_still() == []


def test_where_no_worker_has_ever_begun_a_mail_that_waits_tells_so(client, at):
    assert health(client) == (200, {"status": "ok"})
    post(to="anna@example.org", subject="Neu", text="…")
    assert standing_still() == []
    at("2026-11-24 10:16")
    machines._state.cache_clear()
    assert health(client) == (503, {"status": "standing still", "reason": "send_mails"})
    Message.objects.update(state="sent", due_at=None, sent_at=NOW, tried_at=NOW)
    assert standing_still() == []


# --- coordinators ----------------------------------------------------------------------------------------------


def states(page):
    """Title of the duty → its state, in the order of the page."""
    lists = [element for element in page.root.iter() if element.get("class") in {"due", "lines"}]
    found = [(words(line[0][0]), words(line[0][2])) for each in lists for line in each]
    assert len(found) == len(DUTIES)
    return dict(found)


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_coordinators_read_that_all_is_well(coordinator, well):
    page = Page(coordinator.get(PATH))
    assert page.h1 == "Was im Hintergrund läuft"
    assert "Alles läuft" in page.text
    assert states(page) == dict.fromkeys([duty.title for duty in DUTIES], "läuft")
    assert "24. November 2026, 10 Uhr" in page.text


def test_what_stands_still_stands_first_with_what_it_means_and_what_to_say(coordinator, well):
    quiet("delete_files", 3 * DAY)
    failing("remind_of_events", 7 * HOUR, failures=12)
    failing("fetch_feeds", HOUR)
    page = Page(coordinator.get(PATH))
    assert list(states(page).items())[:4] == [
        ("An Veranstaltungen erinnern", "steht still"),
        ("Dateien löschen, die niemand mehr braucht", "steht still"),
        ("Meldungslisten abrufen", "zuletzt misslungen"),
        ("Mails verschicken", "läuft"),
    ]
    failed = "Zuletzt misslungen: 24. November 2026, 10 Uhr, 12 Mal nacheinander"
    assert page.text.count(failed) == 1
    assert page.text.count("Fehler: smtplib.SMTPDataError in core/smtp.py:7") == 2
    assert page.text.count("Kein Fehler vermerkt. Der Dienst läuft nicht oder kommt nicht voran.") == 1
    assert page.text.count("Das bedeutet:") == 2
    assert "2 Aufgaben erledigt das Portal gerade nicht." in page.text
    assert "Das bedeutet: Angemeldete werden nicht erinnert" in page.text


def test_where_everything_stands_still_nothing_else_is_listed(coordinator, at):
    last_runs.begin(NOW)
    at("2026-11-28 10:00")
    page = Page(coordinator.get(PATH))
    assert set(states(page).values()) == {"steht still"}
    assert f"{len(DUTIES)} Aufgaben erledigt das Portal gerade nicht." in page.text
    assert "Die anderen Aufgaben" not in page.text


def test_coordinators_read_that_no_worker_has_ever_begun(coordinator):
    page = Page(coordinator.get(PATH))
    assert "Der Dienst im Hintergrund ist noch nie gestartet" in page.text
    assert set(states(page).values()) == {"noch nicht begonnen"}


def test_while_sending_is_paused_the_page_does_not_say_that_mails_go_out(coordinator, well):
    Sending.objects.create(paused_at=NOW, probe_at=NOW)
    page = Page(coordinator.get(PATH))
    assert "Mails gehen gerade nicht hinaus" in page.text
    assert "Alles läuft" not in page.text
    assert states(page)["Mails verschicken"] == "angehalten"


def test_the_desk_says_that_something_stands_still_and_leads_there(coordinator, well):
    assert "Im Hintergrund steht etwas still" not in coordinator.get("/geschaeftsstelle/").content.decode()
    quiet("fetch_feeds", DAY)
    html = coordinator.get("/geschaeftsstelle/").content.decode()
    assert "Eine Aufgabe erledigt das Portal gerade nicht." in html
    assert html.count(f'href="{PATH}"') == 3  # in both menus and in the notice


def test_the_page_asks_as_often_whatever_stands_still(coordinator, well):
    coordinator.get(PATH)
    counts = []
    for late in ([], ["send_mails"], [duty.name for duty in DUTIES]):
        for name in late:
            failing(name, 7 * DAY)
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(PATH)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 8
