"""Which pages of the events are measured, and what each may cost."""

from dataclasses import dataclass

from bench.news_pages import COORDINATOR
from bench.pages import PLAIN, Page

OFFICES = 60
FEW, MANY = 100, 100_000  # registrations of two events that are the same otherwise
CERTIFICATES = 500

SMALL = Page("small", f"Event, {FEW} registrations", "{small}")
LARGE = Page("large", f"Event, {MANY:,} registrations", "{large}")
CERTIFICATE_FILE = Page("certificates", f"{CERTIFICATES} certificates", "{certificates}", reader=COORDINATOR)

EVENT_PAGES = (
    PLAIN,
    Page("events", "List of events", "/veranstaltungen/"),
    Page("archive", "Archive", "/veranstaltungen/archiv/"),
    Page("calendar", "Calendar of all events, iCal", "/veranstaltungen/kalender.ics"),
    Page("conference", "Event, two days and ten workshops", "{conference}"),
    SMALL,
    LARGE,
    Page("form", f"Registration, {FEW} registrations", "{small}anmeldung/"),
    Page("form_large", f"Registration, {MANY:,} registrations", "{large}anmeldung/"),
)
# Of each pair the second may cost so much more than the first.
PAIRS = (("small", "large"), ("form", "form_large"))


@dataclass(frozen=True, slots=True)
class EventTargets:
    growth: float = 1.2  # from few to many registrations, in the same run
    certificates_seconds: float = 20
    people_seconds: float = 3
    people_mb: float = 200


TARGETS = EventTargets()
