"""Somebody in front of the form: what she sends from page to page."""

from django.urls import reverse

from events.forms.registration.envelope import new_stamp
from tests.reading import Page


def typed(**fields):
    """A form that was opened a minute ago and is right, unless something else is said."""
    return {
        "stamp": new_stamp(60),
        "website": "",
        "first_name": "Erika",
        "last_name": "Beispiel",
        "email": "erika@example.org",
        "answered": "ja",
        "place": "platz",
        **fields,
    }


def address(event, page=""):
    return reverse(f"events:register{f'_{page}' if page else ''}", args=[event.slug])


def send(client, event, page="send", **fields):
    return client.post(address(event, page), typed(**fields))


def text(response):
    """As it is read: one space between words."""
    return " ".join(" ".join(Page(response).root.itertext()).split())
