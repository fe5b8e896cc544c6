"""What an event forgets: after its periods nothing that anybody typed about herself is left anywhere."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from core.mail import outbox
from core.models import Message
from events.attendance import attending, certificates, feedback, figures
from events.models import Certificate, Event, Feedback, Function, Notice, Registration, Series, Source, Support
from events.models.units import current, units_of
from events.people import retention, unconfirmed
from events.people.erasing import erase
from events.places import registration
from events.places.applications import SupportWish
from events.planning import steps
from tests.events_factories import make_event, make_person, register, wish, workshop
from tests.factories import make_office, make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db

TYPED = [
    *("Zwetlana", "Quittenbaum", "Xaver", "Pfefferkorn", "Yolanda", "Wunderlich", "Ottokar", "Jammerthal"),
    *("quitte@geheim.example", "pfeffer@geheim.example", "wunder@geheim.example", "jammer@geheim.example"),
    *("2342112345", "Verschwiegene Gasse 7", "Bücherstube Geheimnis", "braucht einen Platz am Fenster"),
    *("Sesamunverträglich", "hat zweimal angerufen"),
]
DAY = date(2026, 11, 24)


def go(days, hour=12):
    """That many days after the end of the event."""
    return timezone.make_aware(timezone.datetime(2026, 11, 24, 16)) + timedelta(days=days, hours=hour - 12, minutes=1)


@pytest.fixture
def event(at):
    """One who came with all there is to say, one who waits, one who cancelled, one who came by telephone and one who
    never confirmed; mails and letters for all of them."""
    at("2026-11-01 10:00")
    event = make_event("Fachtag Vergessen", first=DAY, days=1, capacity=3, workshops=[5, 5])
    support = SupportWish(needs=("wheelchair",), diet="vegan", note="Sesamunverträglich")
    came = make_person(
        "Zwetlana", "Quittenbaum", email="quitte@geheim.example", phone="+492342112345", function=Function.VOLUNTEER,
        street="Verschwiegene Gasse 7", postcode="44787", town="Bochum", institution="Bücherstube Geheimnis",
    )  # fmt: skip
    event.who = register(
        event, came, wishes=wish(event, "A"), support=support, remarks="braucht einen Platz am Fenster"
    )
    Registration.objects.filter(pk=event.who.pk).update(notes="hat zweimal angerufen")
    by = make_user()
    event.by_phone = register(
        event, make_person("Xaver", "Pfefferkorn", street="Verschwiegene Gasse 7"), source=Source.PHONE, by=by
    )
    gone = register(event, make_person("Yolanda", "Wunderlich", email="wunder@geheim.example"))
    register(event, make_person("Pia", "Pfefferkorn", email="pfeffer@geheim.example"), confirmed=False)
    register(event, make_person("Ottokar", "Jammerthal", email="jammer@geheim.example"))
    registration.cancel(gone)
    return event


def everything_written():
    """Every value of every text column of every table, models or not."""
    tables = connection.introspection.table_names()
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (its own tables)
            found += [(table, str(value)) for row in cursor.fetchall() for value in row if value is not None]
    return found


def still_known():
    texts = everything_written()
    hits = {(table, word) for table, text in texts for word in TYPED if word.casefold() in text.casefold()}
    folder = Path(settings.MEDIA_ROOT)
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    hits |= {(str(path), word) for path in files for word in TYPED if word.encode() in path.read_bytes()}
    return hits


def hold_and_certify(event, at):
    at("2026-11-24 11:00")
    unit = current(units_of(event), timezone.now())
    attending.mark(event.who, unit, by=None)
    certificates.issue(event, by=make_user())
    at("2026-11-25 10:00")
    assert feedback.ask_due(timezone.now()) == 1
    feedback.answer(Registration.objects.get(pk=event.who.pk), Feedback(overall=5, good="Das Essen"))
    outbox.send_due(timezone.now())


def test_what_is_typed_is_known_before_and_by_nobody_after_the_periods(event, at):
    hold_and_certify(event, at)
    known = {word for _, word in still_known()}
    assert known == set(TYPED) - {"Pia"}, set(TYPED) - known
    before = figures.count(event)
    at("2026-12-09 09:00")
    retention.forget_due(timezone.now())
    at("2027-01-25 09:00")
    retention.forget_due(timezone.now())
    assert still_known() == set()
    event.refresh_from_db()
    assert event.cleared_at
    assert figures.of(event) == before
    assert (before.attended, before.volunteers, before.certificates, before.answers) == (1, 1, 1, 1)


def test_every_model_with_words_that_can_be_reached_from_an_event_is_emptied_or_speaks_of_nobody():
    """A new model or field with room for words has to be put on one of these two lists."""
    speaks_of_nobody = {
        *("Event", "Day", "Item", "Speaker", "ItemDocument", "EventPicture", "Series", "Need", "Feedback", "Figures"),
        *("Certificate", "Attendance"),
    }
    is_emptied = {"Registration", "Booking", "Support", "Notice", "Mailing"}
    words = (models.CharField, models.TextField, models.JSONField)
    reachable = {
        model.__name__
        for model in apps.get_app_config("events").get_models()
        if any(isinstance(field, words) for field in model._meta.get_fields())
    }
    assert reachable - speaks_of_nobody == is_emptied


def test_health_data_go_first_and_then_those_who_did_not_get_in(event, at):
    hold_and_certify(event, at)
    Event.objects.filter(pk=event.pk).update(keep_support_days=3, keep_waiting_days=7)
    retention.forget_due(go(2))
    assert Support.objects.count() == 1
    retention.forget_due(go(3))
    assert Support.objects.count() == 0
    assert event.registrations.named().count() == 5
    retention.forget_due(go(7))
    assert set(event.registrations.named().values_list("last_name", flat=True)) == {"Quittenbaum", "Pfefferkorn"}
    assert event.registrations.count() == 5


def test_names_are_kept_until_so_many_days_after_the_last_certificate(event, at):
    hold_and_certify(event, at)
    at("2026-12-20 10:00")
    certificates.withdraw(Certificate.objects.get(), by=make_user())
    certificates.issue(event, by=make_user())
    retention.forget_due(go(65))
    assert event.registrations.named().exists()
    retention.forget_due(go(88))
    assert not event.registrations.named().exists()


def test_modules_keep_names_until_the_whole_series_can_be_certified(at):
    at("2026-03-01 10:00")
    series = Series.objects.create(title="Lernlabor", slug="lernlabor")
    first = make_event(series=series, number=1, first=date(2026, 4, 1))
    make_event(series=series, number=2, first=date(2026, 11, 24))
    register(first)
    retention.forget_due(go(59))
    assert first.registrations.named().count() == 1
    retention.forget_due(go(60))
    assert first.registrations.named().count() == 0


def test_certificates_keep_number_title_and_date_and_can_still_be_verified(event, at, client):
    hold_and_certify(event, at)
    retention.forget_due(go(80))
    found = Certificate.objects.get()
    assert (found.registration, found.issued_by, found.is_valid) == (None, None, True)
    page = Page(client.get(reverse("events:verify", args=[found.number]))).text
    assert "Diese Bescheinigung gilt" in page
    assert "Fachtag Vergessen" in page


def test_figures_stand_still_once_the_names_are_gone(event, at):
    hold_and_certify(event, at)
    retention.forget_due(go(80))
    event.refresh_from_db()
    frozen = figures.of(event)
    event.registrations.all().delete()
    figures.freeze(event, now=go(90))
    assert figures.of(event) == frozen


def test_who_registered_for_what_is_put_off_is_kept_while_there_is_hope(at):
    at("2026-11-01 10:00")
    event, by = make_event(first=DAY), make_user()
    register(event)
    steps.postpone(event, by=by, reason="Sturm.")
    retention.forget_due(go(179))
    assert event.registrations.named().exists()
    retention.forget_due(go(181))
    assert not event.registrations.named().exists()


def test_a_mail_that_never_left_goes_with_who_never_confirmed(at):
    at("2026-11-01 10:00")
    register(make_event(first=DAY), make_person(email="geheim@geheim.example"), confirmed=False)
    assert Message.objects.get().to == "geheim@geheim.example"
    at("2026-11-03 11:00")
    unconfirmed.forget_due(timezone.now())
    # Of all that was written to her one mail goes out: that her registration has run out.
    assert Message.objects.get(to="geheim@geheim.example").about == "Anmeldung abgelaufen"


def test_twice_is_once(event, at):
    hold_and_certify(event, at)
    assert retention.forget_due(go(80)) > 0
    assert retention.forget_due(go(81)) == 0


def test_letters_of_those_who_never_confirmed_go_with_them(event, at):
    assert Message.objects.filter(to="pfeffer@geheim.example").exists()
    at("2026-11-04 10:00")
    outbox.send_due(timezone.now())
    unconfirmed.forget_due(timezone.now())
    outbox.send_due(timezone.now())
    outbox.forget_old(timezone.now() + settings.MAILS_KEPT_WHEN_SENT + timedelta(hours=1))
    assert ("core_message", "pfeffer@geheim.example") not in still_known()
    assert not Registration.objects.filter(first_name="Pia").exists()


def test_erasing_one_person_leaves_the_others_and_mails_on_their_way_go_out_first(event):
    erase(event.who, now=timezone.now())
    event.who.refresh_from_db()
    assert (event.who.name, event.who.email, event.who.remarks) == ("", "", "")
    assert Message.objects.filter(to="quitte@geheim.example").exists()
    outbox.send_due(timezone.now())
    retention.forget_due(timezone.now())
    known = {word for _, word in still_known()}
    assert not known & {"Zwetlana", "Quittenbaum", "quitte@geheim.example", "2342112345", "Sesamunverträglich"}
    assert "Jammerthal" in known
    assert not Notice.objects.filter(registration=event.who).exists()


def test_the_page_says_what_is_left_and_until_when_and_the_queries_do_not_grow(
    event, coordinator, django_assert_max_num_queries
):
    address = reverse("events:not_deleted")
    coordinator.get(address)
    with django_assert_max_num_queries(8):
        page = Page(coordinator.get(address)).text
    assert "Fachtag Vergessen" in page
    assert "Unterstützung und Essen1 PersonDienstag, 8. Dezember 2026" in page
    assert "Samstag, 23. Januar 2027" in page
    assert "Quittenbaum" not in page
    for number in range(3):
        register(make_event(f"Tag {number}", office=make_office(f"Büro {number}")))
    with django_assert_max_num_queries(8):
        assert "Tag 2" in Page(coordinator.get(address)).text


def test_the_page_says_where_the_worker_is_late(event, coordinator):
    address, warning = reverse("events:not_deleted"), "Hier hätte schon etwas gelöscht sein müssen."
    assert warning not in Page(coordinator.get(address)).text
    Event.objects.filter(pk=event.pk).update(ends_at=timezone.now() - timedelta(days=100))
    assert warning in Page(coordinator.get(address)).text


def test_bookings_of_those_who_are_cleared_keep_counting_but_tell_nothing(event, at):
    event.who.bookings.update(reason="Zwetlana Quittenbaum hatte den ersten Wunsch.")
    hold_and_certify(event, at)
    retention.forget_due(go(80))
    assert list(event.who.bookings.values_list("reason", flat=True)) == [""]
    assert workshop(event).taken == 1
