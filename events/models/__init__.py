"""Conferences and trainings. One file per noun; this page is its table of contents."""

from events.models.attendance import Attendance, Certificate
from events.models.events import Event
from events.models.files import EventPicture, ItemDocument
from events.models.mailings import Mailing
from events.models.notices import About, Notice
from events.models.programme import Day, Item, ItemKind, Speaker, SpeakerRole
from events.models.querysets import EventQuerySet
from events.models.registrations import (
    Booking,
    BookingState,
    Function,
    Registration,
    RegistrationQuerySet,
    Source,
    Standing,
)
from events.models.results import Feedback, Figures
from events.models.series import Series
from events.models.stages import Allocation, Kind, Mode, Stage
from events.models.support import SUPPORT, Diet, Support

# What visitors see of them; registrations change nothing but places, which pages read fresh (events/models/seats.py).
PUBLISHED = (Event, Series, Day, Item, Speaker, EventPicture, ItemDocument)

__all__ = [
    "PUBLISHED",
    "SUPPORT",
    "About",
    "Allocation",
    "Attendance",
    "Booking",
    "BookingState",
    "Certificate",
    "Day",
    "Diet",
    "Event",
    "EventPicture",
    "EventQuerySet",
    "Feedback",
    "Figures",
    "Function",
    "Item",
    "ItemDocument",
    "ItemKind",
    "Kind",
    "Mailing",
    "Mode",
    "Notice",
    "Registration",
    "RegistrationQuerySet",
    "Series",
    "Source",
    "Speaker",
    "SpeakerRole",
    "Stage",
    "Standing",
    "Support",
]
