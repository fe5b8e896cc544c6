"""A conference of 130 people from the first click to the last deletion, over HTTP, with an independent recount of the
rows after each step. The clock is the test's: nobody waits."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from unicodedata import combining, normalize

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from core.models import Message, MessageState
from events.models import Event
from portal.duties import DUTIES
from tests.events.rows import Rows
from tests.factories import BERLIN, make_user
from tests.walking import Walker

PROGRAMME = (
    """9.30 Ankommen
10 – 11 Vortrag: Gute Netze
11 – 12.30 Werkstätten
- Wohnen (Raum 101, 25 Plätze)
- Smartphone (Raum 102, 20 Plätze)
- Besuchsdienst (Raum 103, 60 Plätze)
12.30 Mittag
13.30 – 16 Plenum
19 – 22 Abend""",
    """9 – 10.30 Werkstätten
- Ehrenamt (Saal, 70 Plätze)
- Demenz (Raum 104, 30 Plätze)
11 – 13 Exkursion zum Hafen""",
)
PLACES = 100
SLOW = 12  # so many go from page to page
LINK = re.compile(r"https?://[^/\s]+(/anmeldung/\S+)")
FIRST = "Erika Özlem Böhm Jürgen Anna-Lena Hans Ayşe Olena Karl Gisela".split()
LAST = (
    "Böhm Boehm Öztürk Große von_der_Heide Zander Ärmel Müller-Lüdenscheidt Weiß Çelik d’Alembert Probe Łukas".split()
)


@pytest.fixture
def site(transactional_db):
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


def test_a_conference_of_130_people(site, time_machine):
    """Draft, registration, confirmation, waiting list, workshops, a change, the days themselves, figures, deletion."""
    clock = Clock(time_machine)
    boss = make_user("koordination@example.org", is_staff=True, is_superuser=True)
    desk = sign_in(Walker(site), boss)
    event, at = set_up(desk)
    rows, people = Rows(event), [Guest(site, clock, number) for number in range(130)]

    for guest in people:
        clock.later(minutes=1)
        guest.register(event, rows)
    rows.check()
    assert rows.seats_of("angemeldet") == PLACES
    assert rows.mails("Anmeldung") == {guest.email: 1 for guest in people if guest.email}

    silent = [guest for guest in people if guest.email and guest.number % 13 == 3]
    for guest in people:
        if guest.email and guest not in silent:
            guest.confirm()
    unconfirmed_over(clock, rows, silent)
    take_offers(clock, rows, people)

    clock.to("2027-11-11 09:00")
    sign_in(desk, boss)
    share_out_workshops(desk, rows, at)
    change_and_tell(desk, rows, event, at)

    clock.to("2027-11-22 10:00")
    sign_in(desk, boss)
    were_there = attend(desk, rows, at)
    clock.to("2027-11-24 09:00")
    sign_in(desk, boss)
    certify(desk, rows, at, were_there)
    assert names_of(desk, at) == sorted(names_of(desk, at), key=lambda name: directory_key(*name))

    clock.to("2028-12-01 09:00")
    for _ in range(2):
        duties()
    clock.later(days=400)
    duties()
    assert rows.known_words() & {f"gast{number}@example.org" for number in range(130)} == set()
    sign_in(desk, boss)
    desk.open(f"{at}verwendungsnachweis/")
    assert f"Teilgenommen{len(were_there)}" in desk.answer.page.text


def duties():
    """What the worker does in its turn; every mail arrives, and nothing is fetched from elsewhere."""
    now = timezone.now()
    Message.objects.waiting().update(state=MessageState.SENT, sent_at=now, tried_at=now, attempts=1, due_at=None)
    for duty in DUTIES:
        if duty.name not in {"send_mails", "fetch_feeds"}:
            duty.work(timezone.now())


def unconfirmed_over(clock, rows, silent):
    """Reminded once after a day, told and forgotten after two; their places go on."""
    clock.later(hours=25)
    duties()
    duties()
    waiting = {guest.email: 1 for guest in silent}
    assert rows.mails("Bestätigung fehlt") == waiting
    clock.later(hours=25)
    duties()
    rows.check()
    assert rows.mails("Anmeldung abgelaufen") == waiting
    assert not rows.ask("SELECT 1 FROM events_registration WHERE confirm_until IS NOT NULL")


def take_offers(clock, rows, people):
    """Every other one says yes, the next no; the third hears when it is over."""
    for guest in people[:8]:
        if guest.email and rows.standing(guest.email) == "angemeldet":
            guest.cancel()
    rows.check()
    for _ in range(6):
        duties()
        for place, (email,) in enumerate(
            rows.ask("SELECT email FROM events_registration WHERE standing = 'angeboten'")
        ):
            guest = next((guest for guest in people if guest.email and guest.email == email), None)
            if guest and place % 3 < 2:
                guest.answer(("Ja, ich komme", "Nein, Platz weitergeben")[place % 3])
        rows.check()
        assert rows.seats_of("angemeldet") + rows.seats_of("angeboten") <= PLACES
        clock.later(hours=40)


def share_out_workshops(desk, rows, at):
    """Whoever has a place keeps it when it is done again, and is not told the same twice."""
    desk.open(f"{at}werkstaetten/vorschlag/")
    desk.press("So verteilen")
    rows.check()
    before, told = rows.workshop_places(), rows.mails("Werkstätten zugeteilt")
    assert set(told.values()) == {1}
    desk.open(f"{at}werkstaetten/vorschlag/")
    desk.press("So verteilen")
    after = rows.workshop_places()
    assert {key: after.get(key) for key in before} == before
    assert rows.mails("Werkstätten zugeteilt") == told
    rows.check()


def change_and_tell(desk, rows, event, at):
    """Another house: the desk is asked, everybody who comes or waits hears of it once, calendars get a new number."""
    number = rows.sequence()
    desk.open(f"{at}bearbeiten/ort/")
    desk.press("Speichern", venue="Rathaus")
    assert desk.answer.path.endswith("benachrichtigen/")
    desk.press("Ja, alle benachrichtigen")
    active = rows.emails("('angemeldet', 'angeboten', 'warteliste')")
    assert rows.mails("Änderung der Veranstaltung") == dict.fromkeys(active, 1)
    assert rows.sequence() == number + 1
    desk.open(f"{event.get_absolute_url()}termin.ics")
    calendar = desk.answer.body.decode()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert f"SEQUENCE:{number + 1}" in calendar
    assert "DTSTART:20271122T080000Z" in calendar


def attend(desk, rows, at):
    """Nine of ten come on the first day, half of them on the second too."""
    first, second = rows.days()
    came = [key for place, key in enumerate(rows.keys("'angemeldet'")) if place % 10]
    for place, key in enumerate(came):
        for day in (first, second)[: 1 + place % 2]:
            desk.send(f"{at}anwesenheit/ist-da/", {**desk.token(), "anmeldung": key, "wo": f"tag-{day}", "suche": ""})
    return came


def certify(desk, rows, at, were_there):
    """As many as were there, for the hours that they were there; the figures say the same."""
    desk.open(f"{at}bescheinigungen/")
    desk.press("Alle ausstellen")
    assert rows.ask("SELECT COUNT(*) FROM events_certificate")[0][0] == len(were_there)
    desk.open(f"{at}verwendungsnachweis/")
    said, counted = desk.answer.page.text, rows.figures()
    assert counted["attended"] == len(were_there)
    for label, name in (("Teilgenommen", "attended"), ("Hauptamtlich", "paid"), ("Ehrenamtlich", "volunteers")):
        assert f"{label}{counted[name]}" in said
    desk.open(f"{at}bescheinigungen/alle.pdf")
    assert len(PdfReader(BytesIO(desk.answer.body)).pages) == len(were_there)


def names_of(desk, at):
    desk.open(f"{at}teilnehmende.csv")
    lines = desk.answer.body.decode("utf-8-sig").splitlines()[1:]
    return [tuple(line.split(";")[:2]) for line in lines]


def directory_key(last, first):
    """DIN 5007-2 in a few words, written apart from the portal's own."""
    words = [word for word in last.split() if word not in {"von", "der"}]
    return [_spelt(" ".join(words)), _spelt(first)]


def _spelt(text):
    for letter, said in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ł", "l"), ("’", " "), ("-", " ")):
        text = text.lower().replace(letter, said)
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


class Guest:
    """One in twelve has a telephone only; one in twenty brings somebody along."""

    def __init__(self, site, clock, number):
        self.clock, self.walker, self.number = clock, Walker(site, f"127.0.1.{1 + number}"), number
        self.email = "" if number % 12 == 5 else f"gast{number}@example.org"

    def who(self):
        reach = {"email": self.email} if self.email else {"phone": f"0231 50 22{self.number:03}"}
        return {
            "first_name": FIRST[self.number % len(FIRST)],
            "last_name": f"{LAST[self.number % len(LAST)].replace('_', ' ')}",
            "function": ("hauptamt", "ehrenamt", "ehrenamt")[self.number % 3],
            "origin": "",
            **reach,
            **({"has_companion": "on"} if self.number % 20 == 7 else {}),
        }

    def chooses(self, rows):
        """Two wishes per time, an evening for every other one."""
        said = {"answered": "ja", "days": [str(day) for day in rows.days()]}
        for place, (slot, workshops) in enumerate(rows.slots().items()):
            first = (self.number * 7 + place) % len(workshops)
            said[f"slot{slot}"] = str(workshops[first])
            said[f"second{slot}"] = str(workshops[(first + 1) % len(workshops)])
        if self.number % 2:
            said["extras"] = [str(key) for key in rows.extras()]
        return said

    def register(self, event, rows):
        """Page by page; most people of the test are quicker, so that it is."""
        here = f"{event.get_absolute_url()}anmeldung/"
        self.walker.open(here)
        if self.number < SLOW:
            self.walker.press("Weiter zum Programm", **self.who())
            self.walker.press("Weiter zum Prüfen", **self.chooses(rows))
            self.clock.later(seconds=20)
            is_full = "Auf die Warteliste setzen" in self.walker.answer.page.html
            self.walker.press("Auf die Warteliste setzen" if is_full else "Platz anmelden")
        else:
            stamp = self.walker.answer.page.all("input", name="stamp")[0].get("value")
            self.clock.later(seconds=20)
            said = {"stamp": stamp, "website": "", "place": "warteliste", **self.who(), **self.chooses(rows)}
            self.walker.send(f"{here}absenden/", said)
        assert "fertig" in self.walker.answer.path, self.walker.answer.page.text
        return self.walker.answer.page.h1

    def cancel(self):
        self.walker.open(link_to(self.email, "/anmeldung/") + "absagen/")
        self.walker.press("Ja, absagen")

    def answer(self, button):
        self.walker.open(link_to(self.email, "/anmeldung/"))
        self.walker.press(button)

    def confirm(self):
        self.walker.open(link_to(self.email, "bestaetigen"))
        self.walker.press("Ja, das ist meine Adresse")


def link_to(email, part):
    """The newest one in the mails to that address."""
    for text in Message.objects.filter(to=email).order_by("-pk").values_list("text", flat=True):
        for link in LINK.findall(text):
            if part in link and "bestaetigen" not in link.replace(part, ""):
                return link
    raise AssertionError(f"no link with {part!r} in the mails to {email}")


def sign_in(walker, user):
    """At the moment: sessions end, and this takes months."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    walker.cookies[name] = client.cookies[name].value
    return walker


def set_up(desk):
    desk.open("/geschaeftsstelle/veranstaltungen/neu/")
    desk.press(
        "Entwurf anlegen", title="Jahresfachtagung", kind="jahresfachtagung", first="22.11.2027", last="23.11.2027"
    )
    event = Event.objects.get()
    at = f"/planung/{event.pk}/"
    sections = {
        "bearbeiten/wichtiges/": {"teaser": "Zwei Tage.", "visibility": "alle"},
        "bearbeiten/ort/": {"venue": "Bürgerhaus", "street": "Ring 1", "postcode": "44137", "town": "Dortmund"},
        "tage/": {f"tage-{n}-{name}": hour for n in (0, 1) for name, hour in (("starts", "9"), ("ends", "16"))},
        "bearbeiten/anmeldung/": {
            "takes_registrations": "on",
            "capacity": str(PLACES),
            "has_waiting_list": "on",
            "allocation": "wuensche",
            "closes_on": "10.11.2027",
        },
    }
    for path, fields in sections.items():
        desk.open(at + path)
        desk.press("Speichern", **fields)
        assert desk.answer.path == at, desk.answer.page.errors
    for day, lines in zip(event.days.order_by("date"), PROGRAMME, strict=True):
        desk.open(f"{at}programm/zeilen/{day.pk}/")
        desk.press("Prüfen", lines=lines)
        desk.press("Ins Programm übernehmen")
    desk.open(at)
    desk.press("Veröffentlichen")
    return Event.objects.get(), at


class Clock:
    def __init__(self, machine):
        self.machine = machine
        self.to("2027-09-01 09:00")

    def to(self, text):
        self.now = datetime.fromisoformat(text).replace(tzinfo=BERLIN)
        self.machine.move_to(self.now, tick=True)

    def later(self, **time):
        self.now += timedelta(**time)
        self.machine.move_to(self.now, tick=True)
