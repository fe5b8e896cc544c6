"""A list of people comes in: first what would become of each row, then doing it; nobody is lost and nobody doubled."""

import io
from html import unescape

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.sheets.table import FileProblem
from events.models import Registration, Source
from events.people.exchange.export import csv_file, xlsx_file
from events.people.exchange.intake import Fate
from events.people.exchange.reading import MOST_PEOPLE, read
from tests.events.counting import check
from tests.events.lists import foresee
from tests.events_factories import make_event, make_person, make_slot, register, wish, workshop

pytestmark = pytest.mark.django_db

HEAD = "Vorname;Nachname;E-Mail"


def table(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def upload(client, event, content, name="liste.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("events:import_participants", args=[event.pk]), {"file": file})


def take_in(client, event, preview, **more):
    sent = {"rows": preview.context["form"].initial["rows"], **more}
    return client.post(reverse("events:take_in_participants", args=[event.pk]), sent)


def verdicts(response):
    return {row.name: (row.fate, row.number) for _, _, rows in response.context["groups"] for row in rows}


def fate_of(event, row, head=HEAD):
    (found,) = foresee(event, read(table(row, head=head)).lines)
    return found.fate, " ".join(found.sentences)


def text(response):
    return unescape(response.content.decode())


# --- the whole way -----------------------------------------------------------------------------------------------


def test_the_preview_says_what_happens_and_changes_nothing(coordinator):
    event = make_event(capacity=2)
    register(event, make_person("Erika", "Beispiel", email="erika@example.org"))
    content = table(
        "Erika;Beispiel;ERIKA@example.org",
        "Anna;Neu;anna@example.org",
        "Berta;Später;berta@example.org",
        "Claus;Falsch;claus.example.org",
        "Anna;Neu;anna@example.org",
    )
    page = upload(coordinator, event, content)
    assert [(row.name, row.fate, row.number) for _, _, rows in page.context["groups"] for row in rows] == [
        ("Claus Falsch", Fate.WRONG, 5),
        ("Berta Später", Fate.WAITS, 4),
        ("Anna Neu", Fate.NEW, 3),
        ("Erika Beispiel", Fate.KNOWN, 2),
        ("Anna Neu", Fate.KNOWN, 6),
    ]
    assert "In der E-Mail-Adresse fehlt das @-Zeichen." in text(page)
    assert "Diese Person steht schon in Zeile 3." in text(page)
    assert event.registrations.count() == 1


def test_what_the_preview_foresaw_comes_true(coordinator):
    event = make_event(capacity=2, workshops=[1])
    rows = [f"Person;Nummer {number};p{number}@example.org;Werkstatt A" for number in range(3)]
    page = upload(coordinator, event, table(*rows, head=f"{HEAD};Werkstatt"))
    done = take_in(coordinator, event, page)
    assert verdicts(done) == verdicts(page)
    people = event.registrations.order_by("pk")
    assert [person.standing for person in people] == ["angemeldet", "angemeldet", "warteliste"]
    assert {person.source for person in people} == {Source.IMPORT}
    assert [person.is_unconfirmed for person in people] == [False] * 3
    assert Message.objects.filter(about="Anmeldung").count() == 3
    check(event)


def test_pressing_twice_registers_once(coordinator):
    event = make_event()
    page = upload(coordinator, event, table("Anna;Neu;anna@example.org"))
    take_in(coordinator, event, page)
    again = take_in(coordinator, event, page)
    assert verdicts(again) == {"Anna Neu": (Fate.KNOWN, 2)}
    assert (event.registrations.count(), Message.objects.count()) == (1, 1)


def test_beyond_the_limit_only_with_the_tick(coordinator):
    event = make_event(capacity=1, has_waiting_list=False)
    page = upload(coordinator, event, table("Anna;Eins;a@example.org", "Berta;Zwei;b@example.org"))
    assert verdicts(page) == {"Berta Zwei": (Fate.FULL, 3), "Anna Eins": (Fate.NEW, 2)}
    assert verdicts(take_in(coordinator, event, page))["Berta Zwei"] == (Fate.FULL, 3)
    assert verdicts(take_in(coordinator, event, page, exceed="on"))["Berta Zwei"] == (Fate.NEW, 3)
    assert event.registrations.admitted().count() == 2


def test_wrong_rows_keep_nobody_else_out(coordinator):
    event = make_event()
    page = upload(coordinator, event, table("Anna;Falsch;a.example.org", "Berta;Gut;b@example.org", ";;"))
    done = take_in(coordinator, event, page)
    assert verdicts(done) == {"Anna Falsch": (Fate.WRONG, 2), "Berta Gut": (Fate.NEW, 3)}


def test_rows_of_another_event_or_of_yesterday_are_refused(coordinator, at):
    at("2026-11-26 10:00")
    event, other = make_event(), make_event()
    page = upload(coordinator, event, table("Anna;Neu;anna@example.org"))
    assert take_in(coordinator, other, page).status_code == 302
    rows = page.context["form"].initial["rows"]
    coordinator.post(reverse("events:take_in_participants", args=[event.pk]), {"rows": f"{rows}x"})
    assert not Registration.objects.exists()


def test_nobody_is_read_into_what_is_over(coordinator):
    event = make_event(first=timezone.localdate().replace(year=2020))
    assert "vorbei" in text(upload(coordinator, event, table("Anna;Neu;anna@example.org")))


# --- what a row may say ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Anna;Neu;", "Es fehlt, wie diese Person zu erreichen ist: E-Mail-Adresse, Telefon oder Anschrift."),
        (";;a@example.org", "Der Vorname fehlt. Der Nachname fehlt."),
        (f"Anna;{'N' * 90};a@example.org", "Nachname: Das ist zu lang. Bitte schreiben Sie höchstens 80 Zeichen."),
    ],
)
def test_what_is_wrong_with_a_row_is_a_sentence(row, sentence):
    assert fate_of(make_event(), row) == (Fate.WRONG, sentence)


@pytest.mark.parametrize("full", ["Beispiel, Erika", "Erika Beispiel"])
def test_a_name_may_stand_in_one_column(coordinator, full):
    event = make_event()
    take_in(coordinator, event, upload(coordinator, event, table(f"{full};02382 123456", head="Name;Telefon")))
    person = event.registrations.get()
    assert (person.first_name, person.last_name, person.phone) == ("Erika", "Beispiel", "+492382123456")


@pytest.mark.parametrize(
    ("said", "count"),
    [("", 2), ("alle", 2), ("10.12.2026", 1), ("10.12. und 11.12.", 2), ("Freitag", 1), ("Do, Fr", 2)],
)
def test_days_are_understood_as_people_write_them(coordinator, at, said, count):
    at("2026-11-26 10:00")
    event = make_event(days=2, first=timezone.localdate().replace(month=12, day=10))
    content = table(f"Anna;Neu;anna@example.org;{said}", head=f"{HEAD};Tage")
    take_in(coordinator, event, upload(coordinator, event, content))
    assert event.registrations.get().days.count() == count


def test_an_unknown_day_or_workshop_is_named():
    event = make_event(workshops=[1], days=2)
    head = f"{HEAD};Tage;Workshop"
    assert "Am „1.1.2020“ ist die Veranstaltung nicht." in fate_of(event, "A;B;a@b.de;1.1.2020;", head)[1]
    assert fate_of(event, "A;B;a@b.de;;Häkeln", head)[1] == "„Häkeln“ steht nicht im Programm."
    second = f"{event.days.last().date:%d.%m.%Y}"
    sentence = "„Werkstatt A“ ist an einem anderen Tag als gewählt."
    assert fate_of(event, f"A;B;a@b.de;{second};Werkstatt A", head)[1] == sentence


def test_a_title_that_stands_for_two_is_not_guessed():
    event = make_event(workshops=[1], days=2)
    make_slot(event, [1], day=event.days.last())
    assert "gibt es mehrmals" in fate_of(event, "A;B;a@b.de;Werkstatt A", f"{HEAD};Werkstatt")[1]


def test_two_wishes_may_stand_in_two_columns(coordinator):
    event = make_event(workshops=[1, 1])
    content = table("Anna,Neu,a@example.org,Werkstatt B,werkstatt a", head="Vorname,Nachname,Mail,Workshop,Werkstatt")
    take_in(coordinator, event, upload(coordinator, event, content))
    booked = event.registrations.get().bookings.order_by("wish")
    assert [(one.item, one.state) for one in booked] == [
        (workshop(event, "B"), "platz"),
        (workshop(event, "A"), "wunsch"),
    ]


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
def test_our_own_list_comes_in_again(coordinator, write):
    event, other = make_event(workshops=[5, 5], days=2), make_event(workshops=[5, 5], days=2)
    person = make_person("=Anna", "Neu", email="a@example.org", institution="Caritas", function="ehrenamt")
    register(event, person, wishes=wish(event, "B"), has_companion=True)
    take_in(coordinator, other, upload(coordinator, other, write(event)))
    found = other.registrations.get()
    assert (found.first_name, found.institution, found.function, found.has_companion) == (
        "=Anna",
        "Caritas",
        "ehrenamt",
        True,
    )
    assert found.bookings.get().item == workshop(other, "B")


def test_an_excel_list_is_read_with_a_title_above_its_header(coordinator):
    event, book = make_event(), openpyxl.Workbook()
    for row in (
        ["Unsere Gäste"],
        ["Nachname", "Vorname", "Tel.", "Lieblingsfarbe"],
        ["Neu", "Anna", "02382 123456", 7],
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    page = upload(coordinator, event, file.getvalue(), "liste.xlsx")
    assert verdicts(page) == {"Anna Neu": (Fate.NEW, 3)}
    assert "„Lieblingsfarbe“" in text(page)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"%PDF-1.7", "Die Datei ist eine PDF-Datei, keine Tabelle."),
        (b"PK\x03\x04 broken", "Die Datei ist beschädigt"),
        (b"a;b\n1;2\n", "Die Datei hat keine Kopfzeile mit den Namen der Spalten."),
        (b"Vorname;Nachname\n", "Unter der Kopfzeile steht niemand."),
        (b"Vorname;Nachname;Ort;Stadt\nA;B;C;D\n", "Zwei Spalten bedeuten dasselbe"),
        (table('"Anna;Neu;a@example.org'), "In Zeile 2 beginnt ein Anführungszeichen"),
        (table(*["A;B;C"] * (MOST_PEOPLE + 1)), "Auf einmal gehen höchstens 400."),
    ],
)
def test_a_broken_file_is_one_clear_sentence(coordinator, content, sentence):
    event = make_event()
    if content:
        with pytest.raises(FileProblem):
            read(content)
    assert sentence in text(upload(coordinator, event, content))


def test_without_a_file_somebody_is_asked_for_one(coordinator):
    page = coordinator.post(reverse("events:import_participants", args=[make_event().pk]))
    assert "Bitte wählen Sie die Datei mit Ihrer Tabelle." in text(page)


def test_a_preview_takes_the_same_questions_for_any_number_of_rows(coordinator):
    event, counts = make_event(), []
    for number in (1, 3):
        rows = [f"Person;Nummer {index};p{index}@example.org" for index in range(number)]
        upload(coordinator, event, table(*rows))
        with CaptureQueriesContext(connection) as queries:
            upload(coordinator, event, table(*rows))
        counts.append(len(queries))
    assert counts[0] == counts[1]
