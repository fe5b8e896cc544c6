"""Form fields whose cleaned values belong to the directory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms.widgets import Options
from core.publishing.revision import once_per_revision
from offices.geography.places import District, Found, Outcome, look_up
from offices.models import Office, Place
from offices.topics.taxonomy import taxonomy

LONGEST = 200


@once_per_revision
def districts() -> tuple[District, ...]:
    """Every Ortsteil with an office, once."""
    places = Place.objects.filter(office__in=Office.objects.listed()).exclude(district="")
    where = places.order_by("pk").only("district", "ags", "postcode", "lat", "lon")
    found = {(place.district, place.ags): place.point for place in where}
    return tuple(District(name=name, ags=ags, point=point) for (name, ags), point in found.items())


@once_per_revision
def topic_options() -> Options:
    """Offers under their field of action; a whole field can be chosen too."""
    groups: list[tuple[str, tuple[tuple[str, str], ...]]] = [("", (("", "Alle Angebote"),))]
    for field, offers in taxonomy():
        of_field = ((offer.slug, offer.name) for offer in offers)
        groups.append((field.name, ((field.slug, f"Alles: {field.name}"), *of_field)))
    return Options(tuple(groups))


@once_per_revision
def theme_options() -> Options:
    """The same, under the name that fits what is written about them."""
    everything = ("", (("", "Alle Themen"),))
    return Options((everything, *topic_options().groups[1:]))


def topic_name(slug: str) -> str:
    names = {topic.slug: topic.name for field, offers in taxonomy() for topic in (field, *offers)}
    return names[slug]


@once_per_revision
def office_named(slug: str) -> tuple[int, str] | None:
    """Key and name of an office with a public page."""
    return Office.objects.visible().filter(slug=slug).values_list("pk", "name").first()


class PublicOfficeField(forms.CharField):
    """The slug of an office in an address → its key and its name. `unknown` is the sentence where we have none."""

    def __init__(self, unknown: str) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
        self.unknown = unknown

    def clean(self, value: Any) -> Any:
        slug = str(value or "").strip()
        if not slug:
            return None
        found = self._office(slug)
        if found is None:
            raise ValidationError(self.unknown, code="unknown")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """An office that we don't have is not asked for again."""
        return data if isinstance(data, str) and self._office(data) else initial

    def _office(self, slug: str) -> tuple[int, str] | None:
        """Only what can be a slug is looked up: PostgreSQL refuses to be asked for some of the rest."""
        return office_named(slug) if slug.isascii() and slug.isprintable() and len(slug) <= 160 else None


class PlaceField(forms.CharField):
    """A postcode, a town, both or a district → where that is. Anything else is an error at the field, which keeps
    what the lookup found instead (`error.params["outcome"]`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=True, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        outcome: Outcome = look_up(text[:LONGEST], districts())
        if isinstance(outcome, Found):
            return outcome.place
        message = getattr(outcome, "message", "Diesen Namen gibt es mehrmals. Bitte wählen Sie.")
        raise ValidationError(message, code="place", params={"outcome": outcome})
