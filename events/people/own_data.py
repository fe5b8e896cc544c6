"""Everything the portal knows about one registration, for the person herself (Article 20 of the GDPR)."""

from typing import Any

from events.models import Registration, Support

FIELDS = (
    *(
        "salutation",
        "first_name",
        "last_name",
        "printed_name",
        "function",
        "institution",
        "email",
        "phone",
        "street",
        "postcode",
    ),
    *("town", "has_companion", "on_list", "remarks", "standing", "source", "registered_at", "confirmed_at"),
    *("queued_at", "offered_until", "ended_at"),
)


def own_data(registration: Registration) -> dict[str, Any]:
    """Keys are the German names of the fields, values what stands in them. `notes` are the organiser's own words about
    the event's course and belong to her too."""
    labels = {field.name: str(field.verbose_name) for field in Registration._meta.concrete_fields}
    person = {labels[name]: getattr(registration, name) for name in (*FIELDS, "notes")}
    return {
        "Veranstaltung": registration.event.title,
        "Seniorenbüro": registration.office.name_with_town if registration.office else "",
        **person,
        "Tage": [day.date for day in registration.days.all()],
        "Wahl": [
            {"Programmpunkt": booking.item.title, "Wunsch": booking.wish, "Stand": booking.get_state_display()}
            for booking in registration.bookings.select_related("item")
        ],
        "Unterstützung": _support(registration),
        "Nachrichten": [
            {"Anlass": notice.about, "geschrieben am": notice.created_at}
            for notice in registration.notices.newest_first()
        ],
        "Anwesenheit": [attendance.day.date for attendance in registration.attendances.of_days().select_related("day")],
        "Bescheinigungen": [certificate.number for certificate in registration.certificates.all()],
    }


def _support(registration: Registration) -> dict[str, Any]:
    support = Support.objects.filter(registration=registration).first()
    if support is None:
        return {}
    return {
        "Unterstützung": support.labels,
        "Essen": support.get_diet_display() if support.diet else "",
        "Was wir noch wissen sollten": support.note,
        "eingewilligt am": support.consented_at,
    }
