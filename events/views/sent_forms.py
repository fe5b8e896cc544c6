"""Forms that were sent: to a page that shows the same form again where something is wrong."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest, QueryDict

from events.places.registration import RegistrationError

Done = TypeVar("Done")


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing but a press on the button."""
    return request.POST if request.method == "POST" else None


def carry_out(form: forms.BaseForm, do: Callable[[], Done]) -> Done | None:
    """What the use case returns; nothing while the form has to be shown, empty or with what is wrong."""
    if not form.is_valid():
        return None
    try:
        return do()
    except RegistrationError as error:
        form.add_error(None, str(error))
        return None
