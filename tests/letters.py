"""Every letter in templates/emails/, written to people in every state that changes its words."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from django.utils import timezone

from core.mail.letters import compose
from events.models import Series
from events.places import bundles
from events.places.registration import cancel, confirm
from news.publishing import posts
from offices.models import Invitation
from tests.events_factories import make_application, make_event, register, wish
from tests.factories import make_full_office
from tests.news_factories import make_post

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "emails"
FRAMES = {"base", "event_base"}
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem not in FRAMES)
AFTER = timedelta(days=7)


def every_letter():
    """Name of the letter and of the state → the letter. One that asks for nothing more than its address is written
    once; one about a registration to each of those below."""
    words, people = _words(), _people()
    letters = {}
    for name in NAMES:
        if name.startswith("event_"):
            letters |= {f"{name}, {state}": _to(name, person, words) for state, person in people.items()}
        else:
            letters[name] = compose(name, **words)
    letters["check, again"] = compose("check", **{**words, "reminder": True})
    letters["event_message, with an address"] = _to("event_message", people["coming"], {**words, "text": TYPED})
    return letters


TYPED = "das Programm steht fest:\nhttps://www.example.org/programm\n\n1. Anreise\n2. Mittagessen\n\nBis bald"


def _to(name, person, words):
    booking = person.bookings.first() or SimpleNamespace(item=SimpleNamespace(title="Werkstatt A"), offered_until=None)
    extra = {"booking": booking, "series": person.event.series or SimpleNamespace(title="Lernlabor")}
    return compose(name, registration=person, event=person.event, **{**words, **extra, "modules": [person, person]})


def _people():
    event = make_event(
        capacity=1, workshops=[1, 1], venue="Haus am Markt", street="Markt 1", postcode="44137",
        directions="Mit der U-Bahn 41.", online_link="https://video.example.org/raum", contact_phone="+4923112345",
    )  # fmt: skip
    coming = register(event, wishes=wish(event, "A"), has_companion=False)
    waiting = register(event, wishes=wish(event, "A"))
    open_event = make_event(workshops=[1], extras=[5])
    unconfirmed = register(open_event, wishes=wish(open_event, "A"), confirmed=False)
    full = make_event(capacity=1, workshops=[1])
    first, offered = register(full), register(full, wishes=wish(full, "A"))
    cancel(first)
    offered.refresh_from_db()
    module = make_event(series=Series.objects.create(title="Lernlabor", slug="lernlabor"), number=1, workshops=[1])
    in_series = bundles.register_for_modules([module], make_application()).registrations[0]
    confirm(in_series)
    in_series.refresh_from_db()
    return {
        "coming": coming,
        "waiting": waiting,
        "unconfirmed": unconfirmed,
        "offered": offered,
        "in a series": in_series,
    }


def _words():
    now = timezone.now()
    return {
        "office": make_full_office(),
        "thing": make_post("Der Bücherbus"),
        "noun": posts.noun,
        "invitation": Invitation(name="Erika Beispiel", expires_at=now + AFTER),
        "kept_until": now + AFTER,
        "name": "Erika Beispiel",
        "path": "/weg/zur/seite/",
        "address": "/rueckmeldung/abc/",
        "code": "1234-5678",
        "from_email": "alt@example.org",
        "to_email": "neu@example.org",
        "reminder": False,
        "place": "Seniorenbüro Ahlen",
        "role": "Redaktion",
        "inviter": "Ute Prüferin",
        "answer": "Bitte nennen Sie die Quelle.",
        "request": "Bitte kürzen Sie den Text.",
        "reason": "Es haben sich zu viele angemeldet.",
        "changes": ["Neuer Ort: Rathaus", "Neue Uhrzeit: 11 Uhr"],
        "words": "Wir bitten um Verständnis.",
        "text": "bitte bringen Sie Hausschuhe mit.",
        "subject": "Hausschuhe",
        "position": 3,
        "waiting": 1,
        "to_whom": "Karl Muster",
        "from_whom": "Karl Muster",
        "has_certificate": True,
        "items": [SimpleNamespace(title="Bücherbus", what="Neue Meldung", age="seit gestern")],
        "total": 2,
        "days": [(now.date(), "Heiligabend")],
    }
