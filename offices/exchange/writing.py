"""Many drafts into the database in a fixed number of statements. Signals and `save()` are left out, so everything
that they would derive (address, sort name, seat, municipalities served) is derived here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from core.language.german import fold
from offices.exchange.binding import Draft
from offices.exchange.schedule import Stop
from offices.exchange.statements import Vocabulary, kind_of
from offices.geography.slugs import free_slug, slug_base
from offices.models import (
    Contact,
    HoursException,
    ImportOrigin,
    Office,
    OpeningHours,
    Place,
    Provider,
    Provision,
    ServedTown,
    Topic,
)

_SEAT = {"ags", "district", "postcode", "lat", "lon"}


class Batch:
    """Some hundred offices. `slugs` are all addresses in use and grow with every new office."""

    def __init__(self, vocabulary: Vocabulary, slugs: set[str]) -> None:
        self.vocabulary = vocabulary
        self.slugs = slugs
        self.drafts: list[Draft] = []
        self.origins: list[ImportOrigin] = []
        self.removed_places: set[int] = set()

    def add(self, draft: Draft, origin: ImportOrigin, origin_has_changed: bool) -> None:
        self.drafts.append(draft)
        if origin_has_changed:
            origin.office = draft.office
            self.origins.append(origin)

    def write(self) -> None:
        self._write_offices()
        self._write_main_places()
        self._write_phones()
        self._write_providers()
        self._write_topics()
        self._write_schedules()
        self._write_served_towns()
        self._write_origins()

    # --- the office and where it sits -------------------------------------------------------------------------

    def _write_offices(self) -> None:
        for draft in self.drafts:
            if draft.place_fields & _SEAT or draft.is_new:
                point = draft.main.point
                draft.set_office(ags=draft.main.ags, district=draft.main.district, x_km=point.x_km, y_km=point.y_km)
            if draft.is_new or "name" in draft.office_fields:
                draft.set_office(sort_name=fold(draft.office.name)[:300])
            if draft.is_new:
                base = slug_base(draft.office.name, draft.office.municipality.short_name)
                draft.office.slug = free_slug(base, self.slugs)
                self.slugs.add(draft.office.slug)
        Office.objects.bulk_create([draft.office for draft in self.drafts if draft.is_new])
        known = [draft for draft in self.drafts if not draft.is_new and _is_touched(draft)]
        for draft in known:
            draft.set_office(updated_at=timezone.now())
        _update(known, "office", "office_fields")

    def _write_main_places(self) -> None:
        known = [draft for draft in self.drafts if draft.main.pk is not None]
        Place.objects.bulk_create([draft.main for draft in self.drafts if draft.main.pk is None])
        _update(known, "main", "place_fields")

    # --- telephone, Träger, offers ----------------------------------------------------------------------------

    def _write_phones(self) -> None:
        """Persons and their numbers are no part of a list and stay."""
        gone: list[int] = []
        new: list[Contact] = []
        for draft in self.drafts:
            if draft.phones is None:
                continue
            old = (
                []
                if draft.is_new
                else [c for c in draft.office.contacts.all() if c.phone and not c.person and not c.email]
            )
            gone += [contact.pk for contact in old]
            new += [
                Contact(office=draft.office, phone=number, function=what_for, position=position)
                for position, (number, what_for) in enumerate(draft.phones, start=1)
            ]
        _delete(Contact.objects.filter(pk__in=gone), gone)
        Contact.objects.bulk_create(new)

    def _write_providers(self) -> None:
        drafts = [draft for draft in self.drafts if draft.parts is not None]
        names = dict.fromkeys(name for draft in drafts for name, _ in draft.parts or ())
        providers = {provider.name: provider for provider in Provider.objects.filter(name__in=names)} if names else {}
        missing = [Provider(name=name, kind=kind_of(name)) for name in names if name not in providers]
        providers.update({provider.name: provider for provider in Provider.objects.bulk_create(missing)})
        self.vocabulary.providers.update({fold(provider.name): provider.name for provider in missing})
        _clear(Provision, drafts)
        Provision.objects.bulk_create(
            Provision(office=draft.office, provider=providers[name], role=role, position=position)
            for draft in drafts
            for position, (name, role) in enumerate(draft.parts or ())
        )

    def _write_topics(self) -> None:
        drafts = [draft for draft in self.drafts if draft.topics is not None]
        names = {name for draft in drafts for name in draft.topics or ()}
        topics = dict(Topic.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
        through: Any = Office.topics.through
        _clear(through, drafts)
        through.objects.bulk_create(
            through(office_id=draft.office.pk, topic_id=topics[name]) for draft in drafts for name in draft.topics or ()
        )

    # --- hours --------------------------------------------------------------------------------------------------

    def _write_schedules(self) -> None:
        drafts = [draft for draft in self.drafts if draft.schedule is not None]
        old = [place for draft in drafts if not draft.is_new for place in draft.office.places.all()]
        _delete(OpeningHours.objects.filter(place_id__in=[place.pk for place in old]), old)
        stops: list[tuple[Place, Stop]] = []
        for draft in drafts:
            if draft.schedule:
                stops += [(draft.main, draft.schedule.own), *_further_places(draft)]
        Place.objects.bulk_create([place for place, _ in stops if place.pk is None])
        kept = {place.pk for place, _ in stops}
        unnamed = [place for place in old if place.pk not in kept and place.role != Place.Role.MAIN]
        self.removed_places |= _say_no_more(unnamed)
        Place.objects.bulk_update(
            [place for place, _ in stops if place.role != Place.Role.MAIN], ["by_appointment", "hours_note"]
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(
                place=place,
                kind=rule.kind.value,
                weekday=rule.weekday,
                nth=rule.nth,
                starts=rule.starts,
                ends=rule.ends,
            )
            for place, stop in stops
            for rule in stop.rules
        )

    # --- what follows -------------------------------------------------------------------------------------------

    def _write_served_towns(self) -> None:
        drafts = [
            draft
            for draft in self.drafts
            if draft.is_new or draft.schedule is not None or {"ags", "catchment"} & draft.office_fields
        ]
        _clear(ServedTown, drafts)
        served: list[ServedTown] = []
        for draft in drafts:
            places = [] if draft.is_new else draft.office.places.all()
            ags = {draft.main.ags, *(town.ags for town in draft.office.catchment_towns)}
            ags |= {place.ags for place in places if place.pk not in self.removed_places}
            served += [ServedTown(office=draft.office, ags=one) for one in sorted(ags)]
        ServedTown.objects.bulk_create(served)

    def _write_origins(self) -> None:
        """Writing over is three times as quick as `bulk_update` with its CASE per row."""
        ImportOrigin.objects.bulk_create(
            self.origins,
            update_conflicts=True,
            unique_fields=["office"],
            update_fields=["key", "columns", "imported_at"],
        )


def _is_touched(draft: Draft) -> bool:
    relations = (draft.phones, draft.parts, draft.topics, draft.schedule, draft.successor)
    return bool(draft.office_fields or draft.place_fields) or any(relation is not None for relation in relations)


def _update(drafts: Sequence[Draft], what: str, fields_of: str) -> None:
    """Only rows and columns that have changed."""
    changed = [draft for draft in drafts if getattr(draft, fields_of)]
    fields = sorted({name for draft in changed for name in getattr(draft, fields_of)})
    if changed:
        objects = [getattr(draft, what) for draft in changed]
        type(objects[0])._default_manager.bulk_update(objects, fields)


def _clear(model: type[Model], drafts: Iterable[Draft]) -> None:
    known = [draft.office.pk for draft in drafts if not draft.is_new]
    _delete(model._default_manager.filter(office_id__in=known), known)


def _delete(rows: QuerySet[Any], of: Sequence[int | Model]) -> None:
    """In one statement: `delete()` would send a signal, and with it a query, per row. Nothing hangs on these rows."""
    if of:
        rows._raw_delete(rows.db)


def _further_places(draft: Draft) -> list[tuple[Place, Stop]]:
    """The Standorte beside the main one, by what people call them; unknown ones are new, in the town of the office."""
    found: list[tuple[Place, Stop]] = []
    old = [] if draft.is_new else [place for place in draft.office.places.all() if place.role != Place.Role.MAIN]
    last = max((place.position for place in old), default=0)
    for stop in draft.schedule.others if draft.schedule else ():
        place = next((place for place in old if _is_meant(place, stop)), None)
        if place is None:
            last += 1
            role = Place.Role.MOBILE if stop.is_mobile else Place.Role.OUTREACH
            place = Place(office=draft.office, role=role, name=stop.name or "", ags=draft.main.ags, position=last)
        else:
            old.remove(place)
        place.by_appointment, place.hours_note = stop.by_appointment, ""
        found.append((place, stop))
    return found


def _is_meant(place: Place, stop: Stop) -> bool:
    if stop.is_mobile != (place.role == Place.Role.MOBILE):
        return False
    return fold(place.name) == fold(stop.name or "") or (stop.name is not None and fold(place.label) == fold(stop.name))


def _say_no_more(places: Sequence[Place]) -> set[int]:
    """Standorte that the file no longer names lose their hours; where nothing else is known of them, they go.

    Returns the ids of those that went.
    """
    going = {place.pk for place in places if not _is_known_otherwise(place)}
    going -= (
        set(HoursException.objects.filter(place_id__in=going).values_list("place_id", flat=True)) if going else set()
    )
    _delete(Place.objects.filter(pk__in=going), tuple(going))
    staying = [place for place in places if place.pk not in going]
    for place in staying:
        place.by_appointment, place.hours_note = False, ""
    Place.objects.bulk_update(staying, ["by_appointment", "hours_note"])
    return going


def _is_known_otherwise(place: Place) -> bool:
    words = (
        place.street,
        place.postcode,
        place.hint,
        place.public_transport,
        place.parking,
        place.access_note,
    )
    flags = (flag for _, flag in place.accessibility)
    return any(words) or place.lat is not None or any(flag is not None for flag in flags)
