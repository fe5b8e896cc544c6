"""Registrations by telephone, by letter and at the door; and the letters that answer people without e-mail."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance, Notice, Registration, Source, Standing
from tests.events.counting import check
from tests.events.documents import check_document, words_of
from tests.events.visitors import typed
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.factories import make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

POST = {"street": "Südstraße 11", "postcode": "59227", "town": "Ahlen"}


@pytest.fixture
def event(office):
    return make_event("Fachtag", office=office, capacity=2, workshops=[1, 5])


def at(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *(getattr(one, "pk", one) for one in more)])


def call(event, **fields):
    """What was written down on all pages of the telephone."""
    slot = workshop(event, "B").parent_id
    return typed(**{"email": "", "phone": "02382 1234", f"slot{slot}": workshop(event, "B").pk, **fields})


def send(client, event, **fields):
    return Page(client.post(at("phone_send", event), call(event, **fields), follow=True))


def the_only(event):
    return event.registrations.get()


# --- the pages ----------------------------------------------------------------------------------------------------


def test_the_first_page_holds_questions_to_read_aloud_and_suggests_nothing(editor, event):
    page = Page(editor.get(at("phone", event)))
    assert "Wie heißen Sie mit Nachnamen?" in page.text
    assert {field.get("autocomplete") for field in page.all("input", type="text")} == {"off"}
    assert not page.all("input", name="website")


def test_each_page_leads_to_the_next_and_keeps_what_was_written_down(editor, event):
    first = call(event, source="brief")
    for name in ("phone_programme", "phone_check"):
        page = Page(editor.post(at(name, event), first))
        assert [field.get("value") for field in page.all("input", name="source")] == ["brief"]
    assert "„Ich lese Ihnen vor:“" in page.texts("h2")
    assert "Werkstatt B" in page.text
    back = Page(editor.post(at("phone", event), first))
    assert [field.get("value") for field in back.all("input", name="last_name")] == ["Beispiel"]


def test_the_caller_hears_how_many_places_there_are_now(editor, event):
    asked = call(event)
    assert "Noch 5 Plätze frei" in Page(editor.post(at("phone_programme", event), asked)).text
    register(event, wishes=wish(event, "B"))
    assert "Noch 4 Plätze frei" in Page(editor.post(at("phone_programme", event), asked)).text


def test_mistakes_are_said_before_anybody_reads_aloud(editor, event):
    page = Page(editor.post(at("phone_check", event), call(event, last_name="", phone="")))
    assert "Es fehlt noch der Nachname." in page.errors
    assert event.registrations.count() == 0


@pytest.mark.parametrize(
    ("said", "source"), [("telefon", "telefon"), ("brief", "brief"), ("web", "telefon"), ("", "telefon")]
)
def test_who_took_it_and_how_it_came_is_kept(editor, event, said, source):
    page = send(editor, event, source=said)
    found = the_only(event)
    assert (found.source, found.taken_by, found.standing) == (source, editor.user, Standing.ADMITTED)
    assert page.h1 == "Erika Beispiel: Hat einen Platz"
    assert not found.is_unconfirmed
    check(event)


def test_sent_twice_is_once_and_somebody_known_is_said(editor, event):
    sent = call(event)
    for _ in range(2):
        editor.post(at("phone_send", event), sent)
    assert event.registrations.count() == 1
    assert "war schon angemeldet" in send(editor, event).text
    assert event.registrations.count() == 1


def test_the_deadline_does_not_bind_the_desk_but_the_end_does(editor, event):
    event.closes_at = timezone.now()
    event.save()
    send(editor, event)
    assert event.registrations.count() == 1
    event.starts_at = event.ends_at = timezone.now()
    event.save()
    assert "Die Veranstaltung ist vorbei." in Page(editor.get(at("phone", event))).text
    assert "Die Veranstaltung ist vorbei." in send(editor, event, first_name="Zu", last_name="Spät").text
    assert event.registrations.count() == 1


def test_what_is_full_is_said_and_nobody_comes_beyond_it_by_a_slip(editor, event):
    register(event), register(event)
    page = Page(editor.post(at("phone_check", event), call(event)))
    assert "Alle Plätze sind vergeben" in page.texts("h2")
    assert "dann setzen Sie unten den Haken" in send(editor, event, place="platz").text
    assert "Wartet an Stelle 1" in send(editor, event, place="warteliste", exceed="on").h1
    assert "Hat einen Platz" in send(editor, event, place="platz", exceed="on", last_name="Trotzdem").h1


# --- at the door --------------------------------------------------------------------------------------------------


def test_a_guest_at_the_door_is_in_and_marked_with_nothing_but_her_name(editor, office):
    event = make_event(office=office, first=timezone.localdate(), days=2)
    page = Page(
        editor.post(at("walk_in", event), {"first_name": "Otto", "last_name": "Ohne", "is_there": "on"}, follow=True)
    )
    assert "Otto Ohne ist angemeldet." in page.text
    found = the_only(event)
    assert (found.source, found.standing, found.days.count()) == (Source.WALK_IN, Standing.ADMITTED, 2)
    assert Attendance.objects.get().registration == found
    assert not Notice.objects.exists()


def test_at_the_door_nobody_is_sent_to_a_waiting_list(editor, office):
    event = make_event(office=office, capacity=1)
    register(event)
    guest = {"first_name": "Otto", "last_name": "Ohne"}
    page = Page(editor.post(at("walk_in", event), guest))
    assert "Setzen Sie den Haken, wenn die Person trotzdem bleiben soll." in page.text
    assert event.registrations.count() == 1
    editor.post(at("walk_in", event), {**guest, "exceed": "on"})
    assert event.registrations.admitted().count() == 2


# --- letters ------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_post(event, coordinator):
    person = make_person("Käthe", "Brieflich", **POST)
    return register(event, person, by=coordinator.user, source=Source.LETTER).notices.get()


def test_letters_wait_to_be_printed_and_calls_to_be_made(editor, event, by_post, coordinator):
    register(event, make_person("Theo", "Telefon", phone="+4923821234"), by=coordinator.user)
    page = Page(editor.get(at("letters", event)))
    assert "Ein Brief ist zu drucken." in page.text
    assert "Käthe Brieflich" in page.text
    assert "tel:+4923821234" in page.links


def test_letters_are_one_document_that_everybody_can_read(editor, event, by_post, coordinator):
    register(event, make_person("Zweite", "Person", **POST), by=coordinator.user)
    content = editor.get(at("letters_pdf", event)).content
    check_document(content, pages=2)
    words = words_of(content)
    for part in ("Käthe Brieflich", "Südstraße 11", "59227 Ahlen", "Sie sind angemeldet", "Seniorenbüro Ahlen"):
        assert part in words


def test_a_single_letter_can_be_printed_again(editor, event, by_post):
    editor.post(at("letters_printed", event), {"brief": by_post.pk})
    check_document(editor.get(at("letter_pdf", event, by_post)).content, pages=1)


def test_only_what_stood_on_the_page_counts_as_printed(editor, event, by_post, coordinator):
    later = register(event, make_person("Später", "Dran", **POST), by=coordinator.user).notices.get()
    page = Page(editor.post(at("letters_printed", event), {"brief": by_post.pk}, follow=True))
    assert "Ein Brief ist erledigt." in page.text
    assert set(Notice.objects.to_print()) == {later}
    by_post.refresh_from_db()
    assert by_post.printed_by == editor.user
    assert (
        "Bitte wählen Sie mindestens einen Brief aus."
        in Page(editor.post(at("letters_printed", event), {"brief": "x"}, follow=True)).text
    )


@pytest.mark.parametrize("sent", [[], ["x"], [str(10**20)], ["-1", "\0"]])
def test_letters_that_nobody_can_mean_are_refused_with_a_sentence(editor, event, by_post, sent):
    page = Page(editor.post(at("letters_printed", event), {"brief": sent}, follow=True))
    assert "Bitte wählen Sie mindestens einen Brief aus." in page.text
    assert Notice.objects.to_print().exists()


def test_letters_of_another_event_are_neither_shown_nor_marked(editor, event, by_post, office):
    other = make_event(office=office)
    assert editor.get(at("letter_pdf", other, by_post)).status_code == 404
    editor.post(at("letters_printed", other), {"brief": by_post.pk})
    assert set(Notice.objects.to_print()) == {by_post}
    assert "Zurzeit ist kein Brief zu drucken." in Page(editor.get(at("letters_pdf", other), follow=True)).text


@pytest.mark.parametrize("count", [1, 3])
def test_letters_ask_the_same_number_of_times_for_any_number(editor, office, count, django_assert_num_queries):
    event = make_event(office=office)
    by = event.created_by
    for number in range(count):
        register(event, make_person("Brief", f"{number}", **POST, office=make_office(f"Büro {number}")), by=by)
        register(event, make_person("Anruf", f"{number}", phone=f"+49238212{number}"), by=by)
    with django_assert_num_queries(13):
        assert editor.get(at("letters", event)).status_code == 200
    with django_assert_num_queries(7 + count):  # each letter says what she has chosen as it holds today
        assert editor.get(at("letters_pdf", event)).status_code == 200


def test_a_letter_written_for_somebody_who_is_forgotten_is_gone(editor, event, by_post):
    Registration.objects.update(cleared_at=timezone.now())
    assert editor.get(at("letter_pdf", event, by_post)).status_code == 404
