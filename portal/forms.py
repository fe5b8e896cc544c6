"""Forms of the pages that belong to no app below."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from portal.display import Display


class OwnPathField(forms.CharField):
    """A path of this portal; anything else counts as nothing, because the reader did not type it."""

    widget = forms.HiddenInput
    LONGEST = 2000

    def clean(self, value: Any) -> str:
        return self.prepare_value(value)

    def prepare_value(self, value: Any) -> str:
        path = value if isinstance(value, str) and len(value) <= self.LONGEST else ""
        is_own = path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, None)
        return path if is_own else ""


class DisplayForm(forms.Form):
    """Text size, contrast, colours; `display` is the answer, `address` where the reader came from."""

    schrift = forms.ChoiceField(
        label="Wie groß soll die Schrift sein?",
        choices=[("", "Normal"), ("large", "Groß"), ("larger", "Sehr groß")],
        widget=forms.RadioSelect,
        required=False,
    )
    kontrast = forms.ChoiceField(
        label="Wie stark sollen sich Schrift und Hintergrund unterscheiden?",
        choices=[("", "Normal"), ("high", "Hoher Kontrast")],
        widget=forms.RadioSelect,
        required=False,
    )
    farben = forms.ChoiceField(
        label="Heller oder dunkler Hintergrund?",
        choices=[("", "Normal, wie an Ihrem Gerät eingestellt"), ("light", "Hell"), ("dark", "Dunkel")],
        widget=forms.RadioSelect,
        required=False,
    )
    zurueck = OwnPathField(required=False)

    @classmethod
    def opened_by(cls, request: HttpRequest, own_path: str) -> "DisplayForm":
        """Shows what holds now, and remembers the page of the portal from which the reader came."""
        display = Display.of(request)
        here = f"{request.scheme}://{request.get_host()}"
        came_from = request.headers.get("Referer", "").removeprefix(here)
        return cls(
            initial={
                "schrift": display.text,
                "kontrast": display.contrast,
                "farben": display.scheme,
                "zurueck": "" if came_from.split("?")[0] == own_path else came_from,
            }
        )

    @property
    def display(self) -> Display:
        answers: dict[str, Any] = self.cleaned_data
        return Display(answers["schrift"], answers["kontrast"], answers["farben"])

    @property
    def address(self) -> str:
        return str(self.cleaned_data["zurueck"])
