"""An office as its page tells it: who, where, when, by telephone first. What is empty is not there."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

from django.urls import reverse

from core.language.dates import near_date
from core.language.german import join_words
from offices.geography.gazetteer import gazetteer
from offices.hours import Kind, OpenState, Timetable, rule_sentences, today_sentence, unsure_day_sentence, unsure_days
from offices.models import Contact, Office, Place, Provision
from offices.models.places import AccessFeature
from offices.topics.taxonomy import taxonomy

NEXT_DATES = 3
UNSURE_AHEAD = 45  # days for which the page says that somebody should call first
SIGN_OF = {OpenState.OPEN: "ok", OpenState.LATER: "ok", OpenState.UNSURE: "warn"}
SIGNS = {True: "ok", False: "off", None: "unknown"}
ENDINGS = {True: "", False: ": nein", None: ": nicht geprüft"}


@dataclass(frozen=True, slots=True)
class Access:
    feature: AccessFeature
    sign: str  # ok, off or unknown, as the `state` component knows them
    sentence: str


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    place: Place
    where: str  # the building, else the street, else the part of town
    visits: list[str]
    phone_times: list[str]
    next_dates: list[str]
    unsure: list[str]  # "Donnerstag, 24. Dezember (Heiligabend): bitte vorher anrufen"
    today: str
    today_sign: str
    access: list[Access]
    map_url: str

    @property
    def address(self) -> str:
        """In one line; empty while nobody has told us more than the town."""
        place = self.place
        if not (place.name or place.street):
            return ""
        town = f"{place.postcode} {place.municipality.name}".strip()
        return ", ".join(part for part in (place.name, place.street, town) if part)

    @property
    def has_hours(self) -> bool:
        return bool(self.visits or self.phone_times or self.place.by_appointment or self.place.hours_note)


@dataclass(frozen=True, slots=True)
class Profile:
    office: Office
    places: list[PlaceProfile]
    contacts: list[Contact]
    provisions: list[Provision]
    offers: list[tuple[str, list[str]]]  # field of action, its offers

    @property
    def is_reachable(self) -> bool:
        """An office that is gone keeps its page and its address, but nobody is sent to its door or telephone."""
        return self.office.is_running

    @property
    def title(self) -> str:
        """The name, and the town where the name does not say it."""
        office, town = self.office, self.office.municipality
        return office.name if town.short_name in office.name else f"{office.name}, {town.name}"

    @property
    def names(self) -> str:
        return join_words(self.office.name_list)

    @property
    def catchment(self) -> str:
        return join_words(line.strip() for line in self.office.catchment.splitlines() if line.strip())

    @property
    def languages(self) -> str:
        return join_words(self.office.language_names)

    @property
    def conditions(self) -> list[str]:
        """What to know before coming, as far as somebody told us."""
        office = self.office
        sentences = {
            "Die Beratung ist kostenfrei.": office.free_of_charge is True,
            "Manche Angebote kosten etwas. Bitte fragen Sie nach.": office.free_of_charge is False,
            "Bitte melden Sie sich vorher an.": office.registration_needed is True,
            "Sie können ohne Anmeldung kommen.": office.registration_needed is False,
            "Wir kommen auch zu Ihnen nach Hause.": office.home_visits is True,
        }
        return [sentence for sentence, holds in sentences.items() if holds]

    @property
    def memberships(self) -> list[str]:
        since = f" (seit {self.office.bas_member_since})" if self.office.bas_member_since else ""
        named = {
            f"Bundesarbeitsgemeinschaft Seniorenbüros (BaS){since}": self.office.is_bas_member,
            "Landesarbeitsgemeinschaft Seniorenbüros NRW (LaS NRW)": self.office.is_las_member,
        }
        return [name for name, holds in named.items() if holds]

    @property
    def website_name(self) -> str:
        return urlsplit(self.office.website).netloc.removeprefix("www.")

    @property
    def successor_url(self) -> str:
        """Empty while there is none, or none that visitors may see."""
        office = self.office
        return reverse("offices:detail", args=[office.successor_slug]) if office.successor_is_public else ""

    @property
    def town_url(self) -> str:
        return reverse("offices:municipality", args=[self.office.municipality.slug])

    @property
    def vcard_url(self) -> str:
        return reverse("offices:vcard", args=[self.office.slug])

    @property
    def main(self) -> PlaceProfile | None:
        return next((place for place in self.places if place.place.role == Place.Role.MAIN), None)

    @property
    def with_hours(self) -> list[PlaceProfile]:
        return [place for place in self.places if place.has_hours]

    @property
    def phone_times(self) -> list[str]:
        """When somebody answers the first number."""
        return [sentence for place in self.places for sentence in place.phone_times]

    @property
    def other_places(self) -> list[PlaceProfile]:
        return [place for place in self.places if place.place.role != Place.Role.MAIN]


def profile_of(office: Office, moment: datetime) -> Profile:
    """`office` comes from `with_profile`; `moment` is aware or local."""
    return Profile(
        office=office,
        places=[_place(place, moment) for place in office.places.all()],
        contacts=list(office.contacts.all()),
        provisions=list(office.provisions.all()),
        offers=_offers(office),
    )


def _place(place: Place, moment: datetime) -> PlaceProfile:
    timetable = place.timetable
    state = timetable.state_at(moment)
    today = moment.date()
    return PlaceProfile(
        place=place,
        where=place.name or place.street or place.label,
        visits=rule_sentences(rule for rule in timetable.rules if rule.kind is Kind.VISIT),
        phone_times=rule_sentences((rule for rule in timetable.rules if rule.kind is Kind.PHONE), name_phone=False),
        next_dates=[near_date(day.day, today) for day in timetable.next_days(today, NEXT_DATES)],
        today=today_sentence(state),
        unsure=_unsure(timetable, today),
        today_sign=SIGN_OF.get(state.status, "rest"),
        access=_access(place),
        map_url=_map_url(place),
    )


def _unsure(timetable: Timetable, today: date) -> list[str]:
    named = ((day, timetable.unsure_on(day)) for day in unsure_days(today, UNSURE_AHEAD))
    return [unsure_day_sentence(day, name, today) for day, name in named if name]


def _access(place: Place) -> list[Access]:
    """All features once anything has been checked; where nobody has looked at all, nothing."""
    features = place.accessibility
    if all(value is None for _, value in features):
        return []
    return [Access(feature, SIGNS[value], feature.label + ENDINGS[value]) for feature, value in features]


def _map_url(place: Place) -> str:
    """A plain link to OpenStreetMap: to the typed coordinates, else a search for the address, else nothing."""
    if place.lat is not None and place.lon is not None:
        point = {"mlat": f"{place.lat:.5f}", "mlon": f"{place.lon:.5f}"}
        return f"https://www.openstreetmap.org/?{urlencode(point)}#map=17/{place.lat:.5f}/{place.lon:.5f}"
    if not place.street:
        return ""
    town = gazetteer().municipality_by_ags[place.ags].name
    address = f"{place.street}, {place.postcode} {town}".replace("  ", " ")
    return f"https://www.openstreetmap.org/search?{urlencode({'query': address})}"


def _offers(office: Office) -> list[tuple[str, list[str]]]:
    """Fields and offers both in the order of the taxonomy, which is read once per change of content."""
    chosen = set(office.topics.through.objects.filter(office_id=office.pk).values_list("topic_id", flat=True))
    groups = ((field.name, [offer.name for offer in offers if offer.pk in chosen]) for field, offers in taxonomy())
    return [(field, offers) for field, offers in groups if offers]
