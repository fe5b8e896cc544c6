"""Title, heading and trail say what is true, in every state that a registration can be in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Day, Event, ItemKind, Registration, Series, Standing
from events.places import bundles
from events.places import registration as use_cases
from events.planning.steps import call_off, postpone
from events.views.registering.series import done_token
from tests.events.visitors import address, send, text, typed
from tests.events_factories import make_application, make_event, make_item, make_person, register
from tests.reading import Page

pytestmark = pytest.mark.django_db

SITE = " – Seniorenbüros NRW"


def said(page):
    """Title without the name of the event and of the site, heading, last step of the trail."""
    read = Page(page)
    (trail,) = read.all("nav", class_="crumbs")
    here = [item.text for item in trail.iter() if item.get("aria-current") == "page"]
    return read.title.removesuffix(SITE).rpartition(": ")[0], read.h1, here[0]


# --- the states: each makes a registration and returns it -------------------------------------------------------


def unconfirmed():
    return register(make_event(), confirmed=False)


def admitted():
    return register(make_event())


def waiting():
    event = make_event(capacity=1)
    register(event)
    return register(event)


def waiting_unconfirmed():
    event = make_event(capacity=1)
    register(event)
    return register(event, confirmed=False)


def offered():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    use_cases.cancel(first)
    return second


def offered_too_long_ago():
    second = offered()
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(minutes=1))
    return second


def cancelled():
    found = register(make_event())
    use_cases.cancel(found)
    return found


def refused():
    found = register(make_event())
    Registration.objects.filter(pk=found.pk).update(standing=Standing.REFUSED, ended_at=timezone.now())
    return found


def called_off():
    found = register(make_event())
    call_off(found.event, by=found.event.created_by, reason="Der Saal ist nicht frei.")
    return found


def postponed():
    found = register(make_event())
    postpone(found.event, by=found.event.created_by, reason="Der Saal ist nicht frei.")
    return found


def over():
    found = register(make_event())
    return _moved_back(found)


def waited_till_the_end():
    return _moved_back(waiting())


def _moved_back(found):
    Day.objects.filter(event=found.event).update(date=timezone.localdate() - timedelta(days=2))
    event = Event.objects.get(pk=found.event_id)
    event.settle()
    event.save()
    return found


CONFIRM = "Fast fertig: bitte bestätigen Sie Ihre E-Mail-Adresse"
PERSONAL = {
    unconfirmed: CONFIRM,
    waiting_unconfirmed: CONFIRM,
    admitted: "Sie sind angemeldet",
    waiting: "Sie stehen auf der Warteliste, Platz 1",
    offered: "Ein Platz ist für Sie frei",
    offered_too_long_ago: "Das Angebot ist abgelaufen",
    cancelled: "Sie haben sich abgemeldet",
    refused: "Wir konnten Ihnen leider keinen Platz geben",
    called_off: "Die Veranstaltung ist abgesagt",
    postponed: "Der Termin ist verschoben",
    over: "Die Veranstaltung ist vorbei",
    waited_till_the_end: "Die Veranstaltung ist vorbei",
}
GLAD, ASKED, PROMISED = "Wir freuen uns auf Sie", "Kommen Sie?", "bieten wir ihn Ihnen an"
WORDS_OF_ONE_STATE = {GLAD: {admitted}, ASKED: {offered}, PROMISED: {waiting}}


@pytest.mark.parametrize("state", PERSONAL, ids=lambda state: state.__name__)
def test_the_personal_page_says_how_somebody_stands(client, state):
    page = client.get(Registration.objects.get(pk=state().pk).get_absolute_url())
    assert said(page) == (PERSONAL[state], PERSONAL[state], "Ihre Anmeldung")
    found = {words for words in WORDS_OF_ONE_STATE if words in text(page)}
    assert found == {words for words, states in WORDS_OF_ONE_STATE.items() if state in states}


CANCEL = ("Absagen", "Möchten Sie absagen?", "Absagen")
LATE = "Das geht jetzt nicht mehr"
STEPS = {
    ("confirm", unconfirmed): ("E-Mail-Adresse bestätigen", "Stimmt Ihre E-Mail-Adresse?", "E-Mail-Adresse bestätigen"),
    ("confirm", admitted): (*["Ihre E-Mail-Adresse ist bestätigt"] * 2, "E-Mail-Adresse bestätigt"),
    ("cancel", admitted): CANCEL,
    ("cancel", waiting): CANCEL,
    ("cancel", cancelled): (*["Sie sind nicht mehr angemeldet"] * 2, "Abgemeldet"),
    ("change", cancelled): (LATE, LATE, "Wahl ändern"),
    ("transfer", admitted): (*["Wer kommt an Ihrer Stelle?"] * 2, "Wer kommt an Ihrer Stelle?"),
    ("transfer", cancelled): (LATE, LATE, "Wer kommt an Ihrer Stelle?"),
    ("delete_own_data", admitted): ("Angaben löschen", "Möchten Sie alle Angaben löschen?", "Angaben löschen"),
}


@pytest.mark.parametrize(("step", "state"), STEPS, ids=lambda value: getattr(value, "__name__", value))
def test_each_step_says_what_it_does_and_whether_it_can(client, step, state):
    found = Registration.objects.get(pk=state().pk)
    link = found.confirm_url if step == "confirm" else reverse(f"events:{step}", args=[found.token])
    assert said(client.get(link)) == STEPS[step, state]


def test_whoever_waits_is_not_told_that_she_has_a_place_to_give(client):
    found = waiting()
    page = text(client.get(reverse("events:cancel", args=[found.token])))
    assert ("Sie stehen dann nicht mehr auf der Warteliste." in page, "Ihr Platz" in page) == (True, False)


def test_an_offer_answered_too_late_is_over(client):
    found = offered_too_long_ago()
    page = client.post(reverse("events:accept_place", args=[Registration.objects.get(pk=found.pk).token]))
    assert said(page) == (*["Dieses Angebot gilt nicht mehr"] * 2, "Angebot")


# --- the way to a registration ----------------------------------------------------------------------------------

BY_PHONE = {"email": "", "phone": "0228 614074"}
DONE = {
    "with an address": (False, {}, "Fast fertig: bitte bestätigen"),
    "with an address, full": (True, {"place": "warteliste"}, "Fast fertig: bitte bestätigen"),
    "by telephone": (False, BY_PHONE, "Sie sind angemeldet"),
    "by telephone, full": (True, {"place": "warteliste", **BY_PHONE}, "Sie stehen auf der Warteliste, Platz 1"),
}


@pytest.mark.parametrize("case", DONE)
def test_after_sending_it_says_how_it_went(client, case):
    is_full, fields, heading = DONE[case]
    event = make_event(capacity=1)
    if is_full:
        register(event)
    page = client.get(send(client, event, **fields)["Location"])
    assert said(page) == (heading, heading, "Ihre Anmeldung")


def test_after_cancelling_nobody_is_promised_a_confirmation(client):
    event = make_event()
    address = send(client, event, **BY_PHONE)["Location"]
    use_cases.cancel(event.registrations.get())
    page = client.get(address)
    assert said(page) == ("Abgemeldet", "Abgemeldet", "Ihre Anmeldung")
    assert "Die Bestätigung" not in text(page)


def with_nothing():
    return make_event(asks_support=False)


def with_needs():
    return make_event()


def with_days():
    return make_event(days=2)


def with_workshops():
    return make_event(workshops=[5])


def with_an_evening():
    return make_event(extras=[5])


CHECKING = ("Prüfen und absenden", "Weiter zum Prüfen")
NEXT = {
    with_nothing: CHECKING,
    with_needs: ("Ihre Wünsche", "Weiter zu Ihren Wünschen"),
    with_days: ("Tage wählen", "Weiter zu den Tagen"),
    with_workshops: ("Programm wählen", "Weiter zum Programm"),
    with_an_evening: ("Programm wählen", "Weiter zum Programm"),
}


@pytest.mark.parametrize("make", NEXT, ids=lambda make: make.__name__)
def test_the_button_names_the_page_it_leads_to(client, make):
    event = make()
    label, button = NEXT[make]
    first = Page(client.get(address(event)))
    assert first.texts("button", class_="button") == [button]
    second = client.post(first.all("form", class_="registering")[0].get("action"), _filled_in())
    (current,) = [step for step in Page(second).all("span") if step.get("aria-current") == "step"]
    assert "".join(current.itertext()).split(": ")[1] == label
    assert said(second)[1:] == (f"Anmeldung: {event.title}", "Anmeldung")
    assert Page(second).title.startswith("Schritt 2 von ")


def _filled_in():
    return {name: value for name, value in typed().items() if name != "answered"}


@pytest.mark.parametrize("make", [called_off, postponed, over], ids=lambda make: make.__name__)
def test_where_nobody_can_register_the_form_says_so(client, make):
    event = Event.objects.get(pk=make().event_id)
    page = client.get(address(event))
    assert said(page) == ("Anmeldung nicht möglich", "Anmeldung nicht möglich", "Anmeldung")


MODULES = {
    "unconfirmed": ({}, (None, None), "Fast fertig: bitte bestätigen"),
    "unconfirmed and full": ({}, (1, 1), "Fast fertig: bitte bestätigen"),
    "admitted": (BY_PHONE, (None, None), "Sie sind angemeldet"),
    "waiting": (BY_PHONE, (1, 1), "Sie stehen auf der Warteliste"),
    "both": (BY_PHONE, (None, 1), "Sie sind angemeldet, teils auf der Warteliste"),
}


@pytest.mark.parametrize("case", MODULES)
def test_after_sending_for_several_modules_it_says_how_it_went(client, case):
    reached, capacities, heading = MODULES[case]
    series = Series.objects.create(title="Lernlabor", slug="lernlabor")
    modules = [make_event(series=series, number=at, capacity=seats) for at, seats in enumerate(capacities, 1)]
    for module in modules:
        register(module)
    person = make_person(phone="+49228614074") if reached else make_person()
    booked = bundles.register_for_modules(modules, make_application(person))
    token = done_token(booked.registrations[0].bundle)
    page = client.get(reverse("events:series_registered", args=[series.slug, token]))
    assert said(page) == (heading, heading, "Anmeldung")


def test_an_event_without_programme_speaks_of_none(client):
    """Nor of workshops or days to change."""
    event = make_event()
    pages = [event.get_absolute_url(), register(event).get_absolute_url()]
    words = " ".join(text(client.get(page)) for page in pages)
    assert [word for word in ("Werkstatt", "Werkstätten", "Wahl ändern", "Programm am") if word in words] == []
    make_item(event, "Begrüßung", kind=ItemKind.TALK)
    assert "Programm am" in text(client.get(pages[0]))
