"""Several modules of a series in one go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from events.attendance import attending
from events.models import Event, Registration, Series, Source, Standing
from events.models.units import units_of
from events.places import bundles
from events.places.registration import cancel, transfer
from tests.events.visitors import text, typed
from tests.events_factories import make_application, make_event, make_person, register
from tests.factories import make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(title="Lernlabor", slug="lernlabor", modules_needed=2)


@pytest.fixture
def modules(series):
    return [make_event(f"Modul {number}", series=series, number=number, capacity=2) for number in (1, 2, 3)]


def address(series, name):
    return reverse(f"events:{name}", args=[series.slug])


def send(client, series, name, modules, **fields):
    return client.post(address(series, name), typed(modules=[module.pk for module in modules], **fields))


def test_two_steps_lead_to_places_in_all_chosen_modules(client, series, modules):
    assert "Für die ganze Reihe oder mehrere Module anmelden" in text(client.get(series.get_absolute_url()))
    assert "Schritt 1 von 2" in text(client.get(address(series, "register_series")))
    page = text(send(client, series, "series_check", modules[:2]))
    assert "Stimmt alles?" in page
    assert "Modul 1" in page
    assert "Modul 3" not in page
    assert not Registration.objects.exists()
    done = text(client.get(send(client, series, "series_send", modules[:2])["Location"]))
    assert "Fast fertig: bitte bestätigen" in done
    assert [one.event.title for one in Registration.objects.order_by("event_id")] == ["Modul 1", "Modul 2"]
    assert len(set(Registration.objects.values_list("bundle", flat=True))) == 1
    mail = Message.objects.get()  # one for all
    assert mail.subject == "Bitte bestätigen: Lernlabor"


def test_one_button_confirms_all_and_one_mail_says_so(client, series, modules):
    register(modules[1], make_person()), register(modules[1], make_person())
    Message.objects.all().delete()
    send(client, series, "series_send", modules)
    first = Registration.objects.unconfirmed().first()
    client.post(first.confirm_url)
    client.post(first.confirm_url)
    assert not Registration.objects.unconfirmed().exists()
    asked, told = Message.objects.order_by("pk")
    assert told.subject == "Angemeldet, teils Warteliste: Lernlabor"
    assert "In 1 von 3 Modulen stehen Sie auf der Warteliste." in told.text
    assert told.text.count(first.get_absolute_url()) == 1
    assert asked.to == told.to


def test_sent_twice_is_once(client, series, modules):
    same = typed(modules=[module.pk for module in modules])
    places = [client.post(address(series, "series_send"), same)["Location"] for _ in range(2)]
    assert Registration.objects.count() == 3
    assert Message.objects.count() == 1
    assert "Fast fertig" in text(client.get(places[1]))


@pytest.mark.parametrize("known", [1, 3])
def test_the_page_is_the_same_whether_somebody_was_registered_before(client, series, modules, time_machine, known):
    time_machine.move_to(timezone.now(), tick=False)
    Event.objects.update(capacity=None)
    newcomer = text(client.get(send(client, series, "series_send", modules)["Location"]))
    Registration.objects.all().delete()
    for module in modules[:known]:
        register(module, make_person("Erika", "Beispiel", email="erika@example.org"))
    assert text(client.get(send(client, series, "series_send", modules)["Location"])) == newcomer
    assert Registration.objects.count() == 3


def test_what_closes_meanwhile_is_said_and_what_was_typed_stays(client, series, modules):
    chosen = modules[:2]
    modules[0].closes_at = timezone.now() - timedelta(hours=1)
    modules[0].save()
    page = send(client, series, "series_send", chosen)
    assert "steht nicht mehr zur Wahl" in text(page)
    assert 'value="erika@example.org"' in page.content.decode()
    for module in modules:
        module.closes_at = timezone.now() - timedelta(hours=1)
        module.save()
    assert "Zurzeit kann man sich für kein Modul anmelden." in text(send(client, series, "series_send", chosen))
    assert not Registration.objects.exists()


def test_a_module_that_does_not_work_out_is_named(client, series, modules):
    office = make_office("Seniorenbüro Beckum")
    modules[1].office_quota = 1
    modules[1].save()
    register(modules[1], make_person(office=office))
    page = text(client.get(send(client, series, "series_send", modules, origin=office.name)["Location"]))
    assert "Für diese Module sind Sie nicht angemeldet." in page
    assert Registration.objects.filter(bundle__isnull=False).count() == 2
    assert not Registration.objects.filter(event=modules[1], first_name="Erika", last_name="Beispiel").exists()


def test_too_many_from_one_connection_are_asked_to_wait(client, series, modules, settings):
    settings.REGISTRATIONS_PER_HOUR = 1
    send(client, series, "series_send", modules)
    page = send(client, series, "series_send", modules, first_name="Karl")
    assert page.status_code == 429
    assert "kamen gerade sehr viele Anmeldungen" in text(page)
    assert not Registration.objects.filter(first_name="Karl").exists()


def test_no_module_is_a_mistake(client, series, modules):
    assert "Bitte wählen Sie mindestens ein Modul." in text(send(client, series, "series_check", []))


def test_each_module_goes_its_own_way(series, modules):
    booked = bundles.register_for_modules(modules, make_application())
    first, second, third = booked.registrations
    for one in booked.registrations:
        one.refresh_from_db()
    bundles.confirm_bundle(first)
    cancel(second)
    transfer(third, make_person("Karl"))
    standings = Registration.objects.order_by("event_id").values_list("standing", flat=True)
    assert list(standings) == [Standing.ADMITTED, Standing.CANCELLED, Standing.ADMITTED]
    assert bundles.of_bundle(first.bundle) == [first]  # what was handed over belongs to somebody else


def test_without_a_mail_address_it_is_one_letter(series, modules):
    person = make_person(street="Musterweg 1", postcode="50667", town="Köln")
    booked = bundles.register_for_modules(modules, make_application(person))
    notices = [notice for one in booked.registrations for notice in one.notices.all()]
    assert len(notices) == 1
    assert "Modul 3" in notices[0].text
    assert "Ein Anruf genügt." in notices[0].text


def test_the_personal_page_says_how_far_she_has_come(client, series):
    by, person = make_user(), make_person(email="erika@example.org")
    past = make_event("Modul 1", series=series, number=1, first=timezone.localdate() - timedelta(days=3))
    attending.mark(register(past, person, source=Source.PHONE, by=by), units_of(past)[0], by=by)
    ahead = register(make_event("Modul 2", series=series, number=2), person)
    stranger = register(make_event("Modul 3", series=series, number=3), make_person("Erika"))
    page = text(client.get(ahead.get_absolute_url()))
    assert "Sie haben bisher 1 von 2 Modulen besucht. Für das Zertifikat brauchen Sie 2." in page
    assert "Modul 3" not in page
    assert "1 von 2" not in text(client.get(stranger.get_absolute_url()))
