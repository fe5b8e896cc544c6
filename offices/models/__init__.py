"""The directory. One file per noun; this page is its table of contents."""

from offices.models.contacts import Contact, Provider, Provision
from offices.models.imports import ImportOrigin, ImportRun
from offices.models.needs import Need
from offices.models.offices import Office
from offices.models.people import Invitation, Membership, Role
from offices.models.places import ACCESS_FEATURES, HoursException, OpeningHours, Place
from offices.models.querysets import OfficeQuerySet
from offices.models.states import HEADQUARTERS, LANGUAGES, Staffing, Status
from offices.models.topics import Topic
from offices.models.words import SearchWord, ServedTown

PUBLISHED = (
    Office,
    Contact,
    Provider,
    Provision,
    Place,
    OpeningHours,
    HoursException,
    Topic,
    Need,
)

__all__ = [
    "ACCESS_FEATURES",
    "HEADQUARTERS",
    "LANGUAGES",
    "PUBLISHED",
    "Contact",
    "HoursException",
    "ImportOrigin",
    "ImportRun",
    "Invitation",
    "Membership",
    "Need",
    "Office",
    "OfficeQuerySet",
    "OpeningHours",
    "Place",
    "Provider",
    "Provision",
    "Role",
    "SearchWord",
    "ServedTown",
    "Staffing",
    "Status",
    "Topic",
]
