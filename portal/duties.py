"""What is done in the background, in this order: the list of all duties. portal/worker.py does them, and
portal/background.py says whether they are done."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import sessions
from core.mail import outbox
from core.media import stored
from core.publishing import workflow
from events.attendance import feedback, figures
from events.people import retention, unconfirmed
from events.places import offers, recounting
from events.planning import changes
from events.telling import reminding
from news import incoming
from offices.team import members
from offices.upkeep import checks, special_days
from portal.reminders import remind_coordinators

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
stopping = threading.Event()  # set by a signal; asked between two mails


def _nothing(now: datetime) -> int:
    return 0


def _send_mails(now: datetime) -> int:
    return outbox.send_due(now, until=stopping.is_set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """`work` does everything due and returns how much it did. `mend` puts right what an unfinished turn left behind;
    it runs before the first turn and after one that failed.

    `title` and `without` are read by people: what is done, and what becomes of it while nobody does. Programs know the
    duty by its `name`. Without success for `late_after` it stands still, and the portal is not healthy where it
    `is_vital`: mails, and the deletion of what is about persons.
    """

    name: str
    title: str
    without: str
    work: Callable[[datetime], int]
    every: timedelta
    late_after: timedelta
    mend: Callable[[datetime], int] = _nothing
    is_vital: bool = False


DUTIES = [
    Duty(
        name="send_mails",
        title="Mails verschicken",
        without="Alle Mails warten, auch Codes zum Anmelden, Bestätigungen und Erinnerungen.",
        work=_send_mails,
        every=2 * SECOND,
        late_after=15 * MINUTE,
        mend=outbox.doubt_interrupted,
        is_vital=True,
    ),
    Duty(
        name="show_scheduled",
        title="Meldungen und Veranstaltungen zu ihrem Tag zeigen",
        without="Was an einem bestimmten Tag erscheinen soll, erscheint nicht.",
        work=workflow.appear_due,
        every=MINUTE,
        late_after=HOUR,
    ),
    Duty(
        name="archive_expired",
        title="Abgelaufenes ins Archiv legen",
        without="Abgelaufene Meldungen und Veranstaltungen bleiben zu sehen.",
        work=workflow.expire_due,
        every=MINUTE,
        late_after=HOUR,
    ),
    Duty(
        name="recount_places",
        title="Plätze nachzählen",
        without="Ein falscher Zähler fällt nicht auf. Dann gilt etwas als voll, obwohl noch Plätze frei sind.",
        work=recounting.recount_due,
        every=DAY,
        late_after=2 * DAY,
    ),
    Duty(
        name="pass_on_offers",
        title="Angebotene Plätze weitergeben",
        without="Antwortet jemand nicht auf einen angebotenen Platz, rückt niemand nach.",
        work=offers.pass_on_expired,
        every=MINUTE,
        late_after=HOUR,
    ),
    Duty(
        name="renew_calendars",
        title="Kalendereinträge erneuern",
        without="Abonnierte Kalender zeigen alte Angaben, zum Beispiel den früheren Namen eines Büros.",
        work=changes.renumber_due,
        every=10 * MINUTE,
        late_after=6 * HOUR,
    ),
    Duty(
        name="delete_unconfirmed",
        title="Nicht bestätigte Anmeldungen löschen",
        without="Nicht bestätigte Anmeldungen bleiben gespeichert und belegen Plätze.",
        work=unconfirmed.forget_due,
        every=MINUTE,
        late_after=6 * HOUR,
        is_vital=True,
    ),
    Duty(
        name="remind_unconfirmed",
        title="An die Bestätigung erinnern",
        without="Wer die eigene Anmeldung noch nicht bestätigt hat, wird nicht daran erinnert.",
        work=unconfirmed.remind_due,
        every=10 * MINUTE,
        late_after=6 * HOUR,
    ),
    Duty(
        name="delete_event_data",
        title="Persönliche Angaben zu Veranstaltungen löschen",
        without="Namen, Adressen und Angaben zu Unterstützung bleiben länger gespeichert als zugesagt.",
        work=retention.forget_due,
        every=HOUR,
        late_after=DAY,
        is_vital=True,
    ),
    Duty(
        name="count_events",
        title="Vergangene Veranstaltungen zählen",
        without="Die Zahlen für den Verwendungsnachweis sind nicht auf dem neuesten Stand.",
        work=figures.recount_due,
        every=HOUR,
        late_after=DAY,
    ),
    Duty(
        name="remind_of_events",
        title="An Veranstaltungen erinnern",
        without="Angemeldete werden nicht erinnert, weder mit einer Mail noch mit einem Brief.",
        work=reminding.remind_due,
        every=10 * MINUTE,
        late_after=6 * HOUR,
    ),
    Duty(
        name="ask_for_feedback",
        title="Um eine Rückmeldung bitten",
        without="Wer bei einer Veranstaltung war, wird nicht nach der eigenen Meinung gefragt.",
        work=feedback.ask_due,
        every=30 * MINUTE,
        late_after=DAY,
    ),
    Duty(
        name="check_offices",
        title="Büros nach ihren Angaben fragen",
        without="Kein Büro wird gefragt, ob seine Angaben noch stimmen.",
        work=checks.ask_due,
        every=6 * HOUR,
        late_after=2 * DAY,
    ),
    Duty(
        name="ask_special_days",
        title="Büros nach besonderen Tagen fragen",
        without="Kein Büro wird gefragt, ob es an Heiligabend oder Rosenmontag geöffnet hat.",
        work=special_days.ask_due,
        every=6 * HOUR,
        late_after=2 * DAY,
    ),
    Duty(
        name="remind_coordinators",
        title="Die Geschäftsstelle erinnern",
        without="Die Geschäftsstelle bekommt morgens keine Mail über das, was zu erledigen ist.",
        work=remind_coordinators,
        every=10 * MINUTE,
        late_after=6 * HOUR,
    ),
    Duty(
        name="delete_mails",
        title="Angaben alter Mails löschen",
        without="Adressen und Texte alter Mails bleiben gespeichert.",
        work=outbox.forget_old,
        every=DAY,
        late_after=2 * DAY,
        is_vital=True,
    ),
    Duty(
        name="delete_invitations",
        title="Alte Einladungen löschen",
        without="Mail-Adressen aus alten Einladungen bleiben gespeichert.",
        work=members.forget_old,
        every=DAY,
        late_after=2 * DAY,
        is_vital=True,
    ),
    Duty(
        name="delete_sessions",
        title="Beendete Sitzungen löschen",
        without="Gespeichert bleibt, mit welchem Gerät jemand früher angemeldet war.",
        work=sessions.forget_old,
        every=DAY,
        late_after=2 * DAY,
        is_vital=True,
    ),
    Duty(
        name="delete_counters",
        title="Alte Zähler von Anmelde-Versuchen löschen",
        without="Gespeichert bleibt, von welcher Adresse sich jemand anmelden wollte.",
        work=sessions.forget_counters,
        every=30 * MINUTE,
        late_after=DAY,
        is_vital=True,
    ),
    Duty(
        name="delete_files",
        title="Dateien löschen, die niemand mehr braucht",
        without="Bilder und Dokumente, die jemand gelöscht hat, liegen noch auf dem Rechner.",
        work=stored.sweep,
        every=DAY,
        late_after=2 * DAY,
        is_vital=True,
    ),
    # The last: it waits for servers of strangers.
    Duty(
        name="fetch_feeds",
        title="Meldungslisten abrufen",
        without="Neues von den eigenen Internetseiten der Büros kommt nicht herein.",
        work=incoming.fetch_due,
        every=5 * MINUTE,
        late_after=6 * HOUR,
    ),
]
