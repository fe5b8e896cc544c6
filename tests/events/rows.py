"""What is true of an event, counted from the rows by plain SQL: nothing of the portal's own words takes part."""

from django.db import connection

HOLDING, WAITING = "('angemeldet', 'angeboten')", "'warteliste'"
BOOKED = "('platz', 'angeboten')"
SEATS = "CASE WHEN r.has_companion THEN 2 ELSE 1 END"


class Rows:
    def __init__(self, event):
        self.event = event.pk

    def ask(self, query, *values):
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def counters(self):
        """As they are stored: unit → (taken, waiting)."""
        found = {
            "event": self.ask("SELECT taken, waiting FROM events_event WHERE id = %s", self.event)[0],
        }
        for key, *counts in self.ask("SELECT id, taken, waiting FROM events_day WHERE event_id = %s", self.event):
            found[f"day {key}"] = tuple(counts)
        query = """SELECT i.id, i.taken, i.waiting FROM events_item i JOIN events_day d ON d.id = i.day_id
                   WHERE d.event_id = %s"""
        for key, *counts in self.ask(query, self.event):
            found[f"item {key}"] = tuple(counts)
        return found

    def recounted(self):
        """The same, from registrations and bookings."""
        where = f"r.event_id = %s AND r.standing IN {HOLDING}"
        waits = f"r.event_id = %s AND r.standing = {WAITING}"
        found = {"event": (self._sum("events_registration r", where), self._sum("events_registration r", waits))}
        table = "events_registration r JOIN events_registration_days x ON x.registration_id = r.id"
        for (key,) in self.ask("SELECT id FROM events_day WHERE event_id = %s", self.event):
            only = f" AND x.day_id = {key}"
            found[f"day {key}"] = (self._sum(table, where + only), self._sum(table, waits + only))
        table = "events_booking b JOIN events_registration r ON r.id = b.registration_id"
        query = "SELECT i.id FROM events_item i JOIN events_day d ON d.id = i.day_id WHERE d.event_id = %s"
        for (key,) in self.ask(query, self.event):
            only = f"r.event_id = %s AND b.item_id = {key} AND "
            found[f"item {key}"] = (
                self._sum(table, f"{only} b.state IN {BOOKED}"),
                self._sum(table, f"{only} b.state = {WAITING}"),
            )
        return found

    def _sum(self, table, where):
        return self.ask(f"SELECT COALESCE(SUM({SEATS}), 0) FROM {table} WHERE {where}", self.event)[0][0]  # noqa: S608

    def standings(self):
        return dict(
            self.ask(
                "SELECT standing, COUNT(*) FROM events_registration WHERE event_id = %s GROUP BY standing", self.event
            )
        )

    def check(self):
        assert self.counters() == self.recounted()

    def seats_of(self, standing):
        return self._sum("events_registration r", f"r.event_id = %s AND r.standing = '{standing}'")

    def days(self):
        return [key for (key,) in self.ask("SELECT id FROM events_day WHERE event_id = %s ORDER BY date", self.event)]

    def slots(self):
        """Slot → its workshops."""
        query = """SELECT i.parent_id, i.id FROM events_item i JOIN events_day d ON d.id = i.day_id
                   WHERE d.event_id = %s AND i.kind = 'werkstatt' ORDER BY d.date, i.position"""
        found = {}
        for slot, item in self.ask(query, self.event):
            found.setdefault(slot, []).append(item)
        return found

    def extras(self):
        query = """SELECT i.id FROM events_item i JOIN events_day d ON d.id = i.day_id
                   WHERE d.event_id = %s AND i.needs_booking AND i.kind <> 'werkstatt' ORDER BY d.date"""
        return [key for (key,) in self.ask(query, self.event)]

    def figures(self):
        """Confirmed registrations by standing, and who of all was marked as being there."""
        query = """SELECT standing, COUNT(*) FROM events_registration
                   WHERE event_id = %s AND confirm_until IS NULL GROUP BY standing"""
        by = dict(self.ask(query, self.event))
        query = """SELECT r.function, COUNT(*) FROM events_registration r WHERE r.event_id = %s AND EXISTS
                   (SELECT 1 FROM events_attendance a WHERE a.registration_id = r.id) GROUP BY r.function"""
        there = dict(self.ask(query, self.event))
        return {
            "admitted": by.get("angemeldet", 0),
            "waiting": by.get("warteliste", 0) + by.get("angeboten", 0),
            "cancelled": by.get("abgemeldet", 0),
            "declined": by.get("weitergegeben", 0),
            "refused": by.get("abgesagt", 0),
            "attended": sum(there.values()),
            "paid": there.get("hauptamt", 0),
            "volunteers": there.get("ehrenamt", 0),
        }

    # --- people ---------------------------------------------------------------------------------------------

    def mails(self, about):
        """Address → how many it got."""
        query = "SELECT m.to, COUNT(*) FROM core_message m WHERE m.about = %s GROUP BY m.to"
        return dict(self.ask(query.replace("m.to", 'm."to"'), about))

    def emails(self, standings):
        query = f"SELECT email FROM events_registration WHERE event_id = %s AND email <> '' AND standing IN {standings}"  # noqa: S608
        return [email for (email,) in self.ask(query, self.event)]

    def keys(self, standing):
        query = f"SELECT id FROM events_registration WHERE event_id = %s AND standing = {standing} ORDER BY id"  # noqa: S608
        return [key for (key,) in self.ask(query, self.event)]

    def standing(self, email):
        found = self.ask("SELECT standing FROM events_registration WHERE email = %s", email)
        return found[0][0] if found else None

    def sequence(self):
        return self.ask("SELECT sequence FROM events_event WHERE id = %s", self.event)[0][0]

    def workshop_places(self):
        """Person and slot → workshop."""
        query = """SELECT registration_id, slot_id, item_id FROM events_booking
                   WHERE slot_id IS NOT NULL AND state = 'platz'"""
        return {(person, slot): item for person, slot, item in self.ask(query)}

    def known_words(self):
        """All addresses that stand anywhere."""
        found = self.ask('SELECT email FROM events_registration UNION SELECT "to" FROM core_message')
        return {word for (word,) in found}
