"""Form fields whose cleaned values belong to the directory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.revision import once_per_revision
from core.widgets import Options
from offices.models import Office, Place
from offices.places import District, Found, Outcome, look_up
from offices.taxonomy import taxonomy

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
