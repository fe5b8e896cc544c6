"""An event is set up: from two lines to a conference with workshops, with other open tabs and with bad input."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.publishing.states import WrongStateError
from events.models import Event, Item, Series, Speaker
from events.planning import copying, programme
from events.planning.lines import read_lines
from events.planning.programme import DayRow, ItemRow, SpeakerRow
from tests.events_factories import make_event, make_item, make_slot, register, wish, workshop
from tests.factories import make_user

pytestmark = pytest.mark.django_db

COUNTS = {"INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "60"}


def rows(prefix, *filled):
    found = {f"{prefix}-{name}": value for name, value in COUNTS.items()} | {f"{prefix}-TOTAL_FORMS": str(len(filled))}
    for number, row in enumerate(filled):
        found |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return found


def send(client, name, *args, **sent):
    return client.post(reverse(f"events:{name}", args=args), sent, follow=True)


def reload(event):
    return Event.objects.get(pk=event.pk)


def begin(client, **sent):
    sent = {
        "title": "Jahresfachtagung",
        "kind": "jahresfachtagung",
        "first": "22.11.2027",
        "last": "23.11.2027",
        **sent,
    }
    return send(client, "new_bas_event", **sent)


def section(client, event, slug, **sent):
    return send(client, "section", event.pk, slug, edition=str(reload(event).edition), **sent)


WORDS = {"title": "Jahresfachtagung", "kind": "jahresfachtagung", "visibility": "alle", "teaser": "Zwei Tage."}


def test_a_coordinator_sets_up_a_conference_and_people_register(coordinator, client):
    begin(coordinator)
    event = Event.objects.get()
    assert [day.date for day in event.days.all()] == [date(2027, 11, 22), date(2027, 11, 23)]
    section(coordinator, event, "wichtiges", **WORDS)
    section(coordinator, event, "ort", mode="ort", venue="Bürgerhaus", postcode="44137", town="Dortmund")
    answers = {"takes_registrations": "on", "capacity": "120", "has_waiting_list": "on", "allocation": "sofort"}
    limits = {"offer_hours": "72", "keep_support_days": "14", "keep_contact_days": "60", "keep_waiting_days": "14"}
    section(coordinator, event, "anmeldung", **answers, **limits, closes_on="10.11.2027")
    day = event.days.first()
    text = "9.30 Ankommen\n10 – 11.30 Werkstätten\n- Wohnen (Raum 1)\n- Smartphone (Raum 2)\n19 Uhr Abend"
    send(coordinator, "lines", event.pk, day.pk, lines=text)
    send(
        coordinator,
        "edit_item",
        event.pk,
        Item.objects.get(title="Wohnen").pk,
        edition=str(reload(event).edition),
        title="Wohnen im Alter",
        capacity="30",
        room="Raum 1",
        text="",
        **rows("personen", {"name": "Erika Beispiel", "organisation": "Seniorenbüro Beispielstadt", "role": "leitung"}),
    )
    send(coordinator, "release", event.pk)
    event = reload(event)
    assert (event.capacity, event.town, event.where) == (120, "Dortmund", "Dortmund")
    assert timezone.localtime(event.closes_at).strftime("%d.%m.%Y %H:%M:%S") == "10.11.2027 23:59:59"
    page = client.get(event.get_absolute_url()).content.decode()
    for words in ("Zwei Tage.", "Wohnen im Alter", "Erika Beispiel", "Platz anmelden", "Bürgerhaus"):
        assert words in page
    slot = Item.objects.get(title="Werkstätten")
    found = register(event, wishes={slot.pk: (Item.objects.get(title="Wohnen im Alter").pk,)})
    assert found.bookings.get().state == "platz"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"first": "30.2.2027"}, "„30.2.2027“ ist kein Datum."),
        ({"first": ""}, "Bitte füllen Sie „Erster Tag“ aus."),
        ({"last": "21.11.2027"}, "Der letzte Tag muss nach dem ersten liegen."),
        ({"last": "22.12.2027"}, "Möglich sind 14 Tage."),
        ({"title": "x" * 121}, "„Titel“ ist zu lang: 121 Zeichen. Möglich sind 120."),
        ({"kind": "quatsch"}, "Bitte wählen Sie bei „Art“ aus der Liste."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(coordinator, sent, sentence):
    page = begin(coordinator, **sent).content.decode()
    assert sentence in page
    assert "22. November 2027" in page or "first" in sent
    assert not Event.objects.exists()


def test_the_preview_shows_what_is_typed_and_saves_nothing(coordinator):
    event = make_event("Fachtag", body="<p>Alter Text.</p>")
    page = section(coordinator, event, "wichtiges", **{**WORDS, "body": "Neuer Text.", "tun": "vorschau"})
    assert "Neuer Text." in page.content.decode()
    assert "Noch ist nichts gespeichert." in page.content.decode()
    assert (reload(event).edition, reload(event).title) == (0, "Fachtag")


def test_two_open_tabs_lose_nothing(editor, coordinator, office):
    event = make_event(office=office, by=editor.user)
    section(coordinator, event, "wichtiges", **{**WORDS, "teaser": "Von der Geschäftsstelle."})
    late = {**WORDS, "teaser": "Vom Büro.", "edition": "0"}
    response = send(editor, "section", event.pk, "wichtiges", **late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Von der Geschäftsstelle." in page
    assert "Vom Büro." in page
    assert reload(event).teaser == "Von der Geschäftsstelle."
    section(editor, event, "wichtiges", **{**WORDS, "teaser": "Vom Büro."})
    assert reload(event).teaser == "Vom Büro."


def test_rows_of_an_old_tab_are_kept_too(coordinator):
    event = make_event()
    day = event.days.get()
    section(coordinator, event, "wichtiges", **WORDS)
    sent = rows("tage", {"pk": day.pk, "date": "3.5.2027", "starts": "11", "ends": "15"})
    response = send(coordinator, "days", event.pk, edition="0", **sent)
    assert response.status_code == 409
    assert "3. Mai 2027" in response.content.decode()
    assert event.days.get().date == day.date


def test_a_postcode_has_five_figures(coordinator):
    event = make_event()
    page = section(coordinator, event, "ort", mode="ort", postcode="4413", town="Dortmund").content.decode()
    assert "Eine Postleitzahl hat fünf Ziffern" in page
    assert 'value="4413"' in page


# --- days ---------------------------------------------------------------------------------------------------


def days_of(event):
    return [(day.pk, day.date) for day in event.days.order_by("date")]


def test_days_may_swap_their_dates(by):
    event = make_event(days=2)
    (one, first), (two, second) = days_of(event)
    programme.save_days(event, [DayRow(one, second), DayRow(two, first)], by=by, edition=0)
    assert days_of(event) == [(two, first), (one, second)]


def test_a_day_with_people_stays(by):
    event = make_event(days=2)
    register(event)
    with pytest.raises(WrongStateError, match="sind Menschen angemeldet"):
        programme.save_days(event, [DayRow(event.days.first().pk, event.days.first().date)], by=by, edition=0)
    assert event.days.count() == 2


def test_a_day_with_a_programme_stays(by):
    event = make_event(days=2)
    make_item(event, "Begrüßung")
    with pytest.raises(WrongStateError, match="steht noch etwas im Programm"):
        programme.save_days(event, [DayRow(event.days.first().pk, event.days.first().date)], by=by, edition=0)


def test_the_night_of_the_clock_change(by):
    event = make_event()
    row = DayRow(event.days.get().pk, date(2027, 3, 28), time(2, 30), time(12))  # half past two does not exist
    programme.save_days(event, [row], by=by, edition=0)
    assert timezone.localdate(reload(event).starts_at) == date(2027, 3, 28)


def test_the_same_day_twice_is_said(coordinator):
    event = make_event()
    sent = rows("tage", {"date": "3.5.2027"}, {"date": "3. Mai 2027"})
    page = send(coordinator, "days", event.pk, edition="0", **sent).content.decode()
    assert "Tag 2: Diesen Tag gibt es schon weiter oben." in page


# --- items --------------------------------------------------------------------------------------------------


def test_what_somebody_has_chosen_stays(by):
    event = make_event(workshops=[5], extras=[5])
    extra = Item.objects.get(title="Abend 0")
    register(event, wishes=wish(event, "A"), extras=[extra])
    with pytest.raises(WrongStateError, match="muss deshalb so bleiben"):
        programme.save_item(event, extra, ItemRow({"needs_booking": False}), by=by)


def test_an_item_with_people_stays_on_its_day(by):
    event = make_event(days=2, workshops=[5])
    register(event, wishes=wish(event, "A"))
    with pytest.raises(WrongStateError, match="nicht auf einen anderen Tag"):
        programme.save_item(event, workshop(event).parent, ItemRow({}, event.days.last()), by=by)


def test_a_slot_with_workshops_remains_one(by):
    event = make_event(workshops=[5])
    with pytest.raises(WrongStateError, match="löschen Sie zuerst die Werkstätten"):
        programme.save_item(event, workshop(event).parent, ItemRow({"kind": "vortrag"}), by=by)


def test_workshops_move_with_their_slot(by):
    event = make_event(days=2)
    slot = make_slot(event, [5, 5])
    programme.save_item(event, slot, ItemRow({"starts": time(9), "ends": time(10)}, event.days.last()), by=by)
    moved = set(slot.parallel.values_list("day", "starts", "ends"))
    assert moved == {(event.days.last().pk, time(9), time(10))}


def test_a_new_name_has_agreed_to_nothing(by):
    event = make_event()
    item = make_item(event, "Vortrag")
    speaker = Speaker.objects.create(item=item, name="Erika Beispiel", released=True)
    programme.save_item(event, item, ItemRow({}, None, [SpeakerRow(speaker.pk, "Erika Beispiel", "BaS")]), by=by)
    assert item.speakers.get().released
    programme.save_item(event, item, ItemRow({}, None, [SpeakerRow(speaker.pk, "Karl Muster")]), by=by)
    assert not item.speakers.get().released


def test_a_bigger_room_is_offered_to_those_who_wait(coordinator):
    event = make_event(capacity=1, has_waiting_list=True)
    first, second = register(event), register(event)
    assert (first.standing, second.standing) == ("angemeldet", "warteliste")
    limits = {"offer_hours": "72", "keep_support_days": "14", "keep_contact_days": "60", "keep_waiting_days": "14"}
    answers = {"takes_registrations": "on", "capacity": "2", "has_waiting_list": "on", "allocation": "sofort"}
    response = section(coordinator, event, "anmeldung", **answers, **limits)
    second.refresh_from_db()
    assert second.standing == "angeboten"
    assert "Von der Warteliste haben wir dafür eine Person gefragt." in response.content.decode()


def test_fewer_places_than_given_away_is_said_and_nobody_loses_hers(coordinator):
    event = make_event(capacity=5)
    people = [register(event) for _ in range(3)]
    limits = {"offer_hours": "72", "keep_support_days": "14", "keep_contact_days": "60", "keep_waiting_days": "14"}
    answers = {"takes_registrations": "on", "capacity": "2", "has_waiting_list": "on", "allocation": "sofort"}
    page = section(coordinator, event, "anmeldung", **answers, **limits).content.decode()
    assert "Vergeben sind schon 3 Plätze. Niemand verliert seinen Platz" in page
    for one in people:
        one.refresh_from_db()
        assert one.standing == "angemeldet"


def test_a_module_has_its_number_alone(coordinator):
    series = Series.objects.create(title="Lernlabor", slug="lernlabor-test")
    make_event(series=series, number=1)
    other = make_event()
    page = section(coordinator, other, "wichtiges", **WORDS, series=series.pk, number="1").content.decode()
    assert "Das Modul 1 dieser Reihe gibt es schon." in page
    assert reload(other).series is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_programme_asks_the_same_number_of_times(coordinator, count, django_assert_num_queries):
    event = make_event()
    for number in range(count):
        slot = make_slot(event, [1] * count, starts=time(9 + number), ends=time(10 + number))
        Speaker.objects.create(item=slot.parallel.first(), name="Erika Beispiel")
    coordinator.get(reverse("events:programme", args=[event.pk]))
    with django_assert_num_queries(8):
        coordinator.get(reverse("events:programme", args=[event.pk]))


# --- many lines at once -------------------------------------------------------------------------------------


def test_a_programme_is_read_from_lines():
    items, unread = read_lines(
        "9.30 Ankommen und Kaffee\n\n10 - 11:30 Uhr: Vortrag: Gute Netze (Saal)\n11.30 bis 13 Uhr Werkstätten\n"
        "- Wohnen (Raum 1)\n– Smartphone\n13 Mittagspause\n19.00 Uhr Abend der Begegnung"
    )
    assert not unread
    assert [(item.title, item.kind, item.starts, item.ends, item.room) for item in items] == [
        ("Ankommen und Kaffee", "pause", time(9, 30), time(10), ""),
        ("Vortrag: Gute Netze", "vortrag", time(10), time(11, 30), "Saal"),
        ("Werkstätten", "parallel", time(11, 30), time(13), ""),
        ("Wohnen", "werkstatt", time(11, 30), time(13), "Raum 1"),
        ("Smartphone", "werkstatt", time(11, 30), time(13), ""),
        ("Mittagspause", "pause", time(13), time(19), ""),
        ("Abend der Begegnung", "abend", time(19), None, ""),
    ]
    assert [item.title for item in items if item.needs_booking] == ["Abend der Begegnung"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Begrüßung", "Zeile 1: „Begrüßung“ beginnt mit keiner Uhrzeit."),
        ("25.00 Begrüßung", "Zeile 1: „25.00 Begrüßung“ beginnt mit keiner Uhrzeit."),
        ("11 – 10 Vortrag", "Zeile 1: Das Ende muss nach dem Anfang liegen."),
        ("19 – 24 Uhr Abend", "Geht es bis Mitternacht, schreiben Sie 23.59."),
        ("- Wohnen", "Zeile 1: Über einer Werkstatt muss eine Zeile mit Uhrzeit stehen."),
    ],
)
def test_a_line_that_can_not_be_read_is_named(coordinator, line, sentence):
    event = make_event()
    page = send(coordinator, "lines", event.pk, event.days.get().pk, lines=line).content.decode()
    assert sentence in page
    assert line in page
    assert not Item.objects.exists()


# --- last year's as a draft of this year's --------------------------------------------------------------------


def test_a_copy_has_everything_but_people(by):
    event = make_event(days=2, workshops=[5, None], extras=[9], body="<p>Kommen Sie!</p>", capacity=120)
    Speaker.objects.create(item=workshop(event), name="Erika Beispiel")
    register(event, wishes=wish(event, "A"))
    first = event.days.first().date + timedelta(days=364)
    new = copying.copy(reload(event), title="Im nächsten Jahr", first=first, by=by)
    assert (new.state, new.taken, new.capacity, str(new.body)) == ("entwurf", 0, 120, "<p>Kommen Sie!</p>")
    assert [day.date for day in new.days.all()] == [first, first + timedelta(days=1)]
    ours, theirs = (
        list(Item.objects.of_event(one).values_list("title", "kind", "starts", "room", "capacity"))
        for one in (event, new)
    )
    assert sorted(map(str, ours)) == sorted(map(str, theirs))
    assert workshop(new).parent.day == new.days.first()
    assert (new.uid, new.slug) != (event.uid, event.slug)
    assert not Speaker.objects.filter(item__day__event=new).exists()
    assert not new.registrations.exists()


@pytest.fixture
def by():
    return make_user()


# --- what a pasted programme means -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "title", "room", "capacity"),
    [
        ("- Wohnen (Raum 101, 25 Plätze)", "Wohnen", "Raum 101", 25),
        ("- Wohnen (25 Plätze, Raum 101)", "Wohnen", "Raum 101", 25),
        ("- Wohnen (max. 25)", "Wohnen", "", 25),
        ("- Wohnen (höchstens 12 Personen; Saal)", "Wohnen", "Saal", 12),
        ("- Wohnen (Raum 101)", "Wohnen", "Raum 101", None),
        ("- Wohnen (Haus 2, Raum 5)", "Wohnen", "Haus 2, Raum 5", None),
    ],
)
def test_brackets_hold_a_room_and_how_many_it_holds(line, title, room, capacity):
    (_, item), unread = read_lines(f"10 – 11 Werkstätten\n{line}")
    assert (item.title, item.room, item.capacity, unread) == (title, room, capacity, [])


@pytest.mark.parametrize(
    ("line", "kind"),
    [("16 Uhr Feierabend", "punkt"), ("19 Uhr Abend der Begegnung", "abend"), ("19 Uhr Gesellschaftsabend", "abend")],
)
def test_when_work_ends_the_evening_has_not_begun(line, kind):
    (item,), _ = read_lines(line)
    assert (item.kind, item.needs_booking) == (kind, kind == "abend")


@pytest.mark.parametrize(
    ("line", "starts", "ends", "title"),
    [
        ("9h30 Begrüßung", time(9, 30), None, "Begrüßung"),
        ("9:30h Begrüßung", time(9, 30), None, "Begrüßung"),
        ("9,30 Uhr Begrüßung", time(9, 30), None, "Begrüßung"),
        ("9 Uhr 30: Begrüßung", time(9, 30), None, "Begrüßung"),
        ("ab 9 Uhr Begrüßung", time(9), None, "Begrüßung"),
        ("von 9.30 bis 10.15 Uhr: Begrüßung", time(9, 30), time(10, 15), "Begrüßung"),
        ("9.30h-10.15h Begrüßung", time(9, 30), time(10, 15), "Begrüßung"),
        ("9,30 \u2010 10,15 Uhr Begrüßung", time(9, 30), time(10, 15), "Begrüßung"),
        ("9.30\t10.15\tBegrüßung", time(9, 30), time(10, 15), "Begrüßung"),
        ("\ufeff9\u202f:\u202f30 Begrüßung", time(9, 30), None, "Begrüßung"),
        ("• 9.30 Uhr Begrüßung", time(9, 30), None, "Begrüßung"),
        ("10 – 11 Begrüßung", time(10), time(11), "Begrüßung"),
    ],
)
def test_a_time_is_read_as_it_is_meant(line, starts, ends, title):
    (item,), unread = read_lines(line)
    assert (item.starts, item.ends, item.title, unread) == (starts, ends, title, [])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("10 Jahre Seniorenbüro", "„10 Jahre Seniorenbüro“ beginnt mit keiner Uhrzeit."),
        ("10 – 20 Personen erwartet", "„10 – 20 Personen erwartet“ beginnt mit keiner Uhrzeit."),
        ("9.00 Uhr", "Hinter „9.00 Uhr“ fehlt, was dann ist."),
        ("9.00-9.30", "Hinter „9.00-9.30“ fehlt, was dann ist."),
        ("Dienstag, 4. Mai 2027", "„Dienstag, 4. Mai 2027“ ist ein Tag."),
        ("Tag 2", "„Tag 2“ ist ein Tag."),
        ("9.30 10.15 Vortrag", "In „9.30 10.15 Vortrag“ stehen mehrere Zeiten."),
        ("9:00 bis ca. 10:00 Uhr Start", "In „9:00 bis ca. 10:00 Uhr Start“ stehen mehrere Zeiten."),
        ("14 - 16 Uhr A, 16 - 17 Uhr B", "In „14 - 16 Uhr A, 16 - 17 Uhr B“ stehen mehrere Zeiten."),
        ("9:00 Begrüßung 9:30 Vortrag", "In „9:00 Begrüßung 9:30 Vortrag“ stehen mehrere Zeiten."),
        ("9:00 " + "x" * 161, "ist zu lang. Ein Titel hat höchstens 160 Zeichen"),
    ],
)
def test_what_would_become_another_time_or_lose_words_is_asked_about(line, sentence):
    items, (unread,) = read_lines(line)
    assert not items
    assert sentence in unread.sentence


@pytest.mark.parametrize(
    "line",
    ["WS 1: Wohnen", "Workshop 2 – Wohnen", "AG 3: Wohnen", "Forum A: Wohnen", "1. Wohnen", "3) Wohnen", "b) Wohnen"],
)
def test_a_workshop_with_its_number_belongs_to_the_time_above_it(line):
    (slot, item), unread = read_lines(f"10 – 11 Uhr Workshops\n{line} (Raum 5)")
    assert (slot.kind, item.kind, item.title, item.room, unread) == ("parallel", "werkstatt", line, "Raum 5", [])


@pytest.mark.parametrize("sign", ["·", "▪", "◦", "●", "→", "o", "\uf0b7", "—"])
def test_every_bullet_of_a_text_program_is_one(sign):
    (_, item), unread = read_lines(f"10 – 11 Uhr Workshops\n{sign}\tWohnen")
    assert (item.title, unread) == ("Wohnen", [])


def test_a_table_has_the_room_in_its_third_column():
    items, unread = read_lines("9.00\tBegrüßung\tSaal\n10.00 – 11.00\tVortrag\tRaum 2, 30 Plätze")
    assert not unread
    assert [(item.title, item.room, item.capacity) for item in items] == [
        ("Begrüßung", "Saal", None),
        ("Vortrag", "Raum 2", 30),
    ]


@pytest.mark.parametrize(
    "words",
    ["Dr. Anna Beispiel, Köln", "Leitung: Erika Muster", "entfällt", "bis 10 Uhr", "max. 15 Uhr", "15-20 TN", "12"],
)
def test_brackets_that_are_neither_room_nor_places_stay_in_the_title(words):
    (item,), _ = read_lines(f"9.00 Vortrag ({words})")
    assert (item.title, item.room, item.capacity) == (f"Vortrag ({words})", "", None)
