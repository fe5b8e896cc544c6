"""Offices and all that belongs to them, in every state the portal knows. Keyword arguments are fields."""

from datetime import date, time
from itertools import count
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator

from accounts.models import User
from offices.finding.wordsearch import reindex
from offices.models import (
    Contact,
    HoursException,
    Membership,
    Office,
    OpeningHours,
    Place,
    Provider,
    Provision,
    Role,
    Status,
    Topic,
)

AHLEN, BECKUM, BOCHUM, DORTMUND, KOELN, ALPEN = (
    "05570004",
    "05570008",
    "05911000",
    "05913000",
    "05315000",
    "05170004",
)

PASSWORD = "ein-langes-kennwort"  # noqa: S105 (of invented people)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105
BERLIN = ZoneInfo("Europe/Berlin")

_numbers = count(1)


def make_office(name="", *, ags=AHLEN, district="", place=None, topics=(), providers=(), **fields):
    """An active, listed office with a main place; `place` holds further fields of that."""
    number = next(_numbers)
    office = Office.objects.create(name=name or f"Seniorenbüro {number}", **fields)
    Place.objects.create(office=office, role=Place.Role.MAIN, ags=ags, district=district, **(place or {}))
    office.topics.set(Topic.objects.filter(name__in=topics))
    for position, provider in enumerate(providers):
        Provision.objects.create(
            office=office, provider=Provider.objects.get_or_create(name=provider)[0], position=position
        )
    office.refresh_from_db()
    office.settle()
    reindex([office.pk])
    return office


def make_full_office(name="Seniorenbüro Voll", **fields):
    """Everything filled in that an office page can show."""
    office = make_office(
        name,
        **{
            "summary": "Rat und Gesellschaft für Menschen ab 60.",
            "description": "Erster Absatz.\n\nZweiter Absatz.",
            "other_names": "Leitstelle Älter werden\nHaus am Markt",
            "phone": "+4922147100",
            "fax": "+4922147101",
            "email": "buero@voll.example.org",
            "website": "https://voll.example.org",
            "staffing": "gemischt",
            "founded": 1998,
            "topics": ["Pflegeberatung", "Wohnberatung"],
            "offers_note": "Nähcafé",
            "home_visits": True,
            "free_of_charge": True,
            "registration_needed": False,
            "languages": ["de", "tr"],
            "catchment": "Ahlen\nBeckum (Neubeckum)",
            "is_bas_member": True,
            "bas_member_since": 2001,
            "is_las_member": True,
            "verified_on": date(2026, 10, 12),
            "source": "https://www.example.org/quelle",
            "note": "Im Sommer draußen.",
            "providers": ["Stadt Ahlen", "Caritas"],
            "place": {
                "name": "Rathaus, Zimmer 12",
                "street": "Markt 1",
                "postcode": "59227",
                "hint": "Eingang hinten",
                "public_transport": "Bus 1",
                "parking": "Am Markt",
                "lat": 51.76,
                "lon": 7.89,
                "by_appointment": True,
                "hours_note": "In den Ferien seltener.",
                "step_free": True,
                "wide_doors": False,
                "access_note": "Klingel am Tor",
                "access_checked_on": date(2026, 1, 5),
            },
            **fields,
        },
    )
    main = office.places.get()
    for weekday in range(4):
        make_hours(main, weekday, "9:00", "12:00")
    make_hours(main, 0, "14:00", "16:00", kind="phone")
    make_exception(main, date(2026, 12, 24), date(2026, 12, 31), note="Weihnachten")
    outreach = Place.objects.create(
        office=office, role=Place.Role.OUTREACH, ags=BECKUM, name="Bürgerhaus", street="Süd 2", position=1
    )
    make_hours(outreach, 3, "10:00", "12:00", nth=1)
    Contact.objects.create(
        office=office,
        function="Leitung",
        person="Erika Muster",
        consent_on=date(2026, 1, 1),
        phone="+4922147102",
    )
    return office


def make_hours(place, weekday, starts, ends, *, nth=None, kind="visit"):
    return OpeningHours.objects.create(
        place=place, kind=kind, weekday=weekday, nth=nth, starts=_clock(starts), ends=_clock(ends)
    )


def make_exception(place, first, last=None, starts="", ends="", note=""):
    return HoursException.objects.create(
        place=place,
        first=first,
        last=last or first,
        starts=_clock(starts) if starts else None,
        ends=_clock(ends) if ends else None,
        note=note,
    )


def every_state():
    """One office per status, public and not; name → office."""
    offices = {}
    for status in Status:
        for is_public in (True, False):
            key = f"{status.value}-{'öffentlich' if is_public else 'verborgen'}"
            offices[key] = make_office(key, status=status, is_public=is_public)
    return offices


def make_user(email="", *, second_factor=None, **fields):
    """Coordinators have a second factor unless the test says otherwise."""
    user = User.objects.create_user(email or f"person{next(_numbers)}@example.org", PASSWORD, **fields)
    if user.is_staff if second_factor is None else second_factor:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    return user


def make_member(office, email="", *, role=Role.EDITOR, **fields):
    """Somebody who works for that office."""
    user = make_user(email, **fields)
    Membership.objects.create(office=office, user=user, role=role)
    return user


def _clock(text):
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
