"""What the gallery shows: every component in each of its variants, in the words of a template."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.templatetags.static import static

from core.forms.widgets import tidy
from core.web.paging import Paging
from portal.models import Operator


@dataclass(frozen=True, slots=True)
class Component:
    """`purpose` is for people who write pages; each variant is a piece of template that stands on its own."""

    name: str
    purpose: str
    variants: tuple[str, ...]


class SampleForm(forms.Form):
    """One field of each kind, some of them answered wrongly."""

    name = forms.CharField(label="Ihr Name", help_text="So sprechen wir Sie an.")
    ort = forms.CharField(label="Wo wohnen Sie?")
    mail = forms.EmailField(
        label="E-Mail-Adresse",
        error_messages={"invalid": "Die E-Mail-Adresse ist unvollständig. Es fehlt der Teil nach dem @-Zeichen."},
        required=False,
    )
    umkreis = forms.ChoiceField(label="Umkreis", choices=[("10", "10 Kilometer"), ("25", "25 Kilometer")])
    barrierefrei = forms.BooleanField(label="Nur stufenlose Büros zeigen", required=False)
    besuch = forms.ChoiceField(
        label="Wie möchten Sie beraten werden?",
        choices=[("tel", "Am Telefon"), ("ort", "Im Büro"), ("haus", "Bei mir zu Hause")],
        error_messages={"required": "Bitte wählen Sie aus, wie Sie beraten werden möchten."},
        widget=forms.RadioSelect,
    )
    hilfe = forms.MultipleChoiceField(
        label="Was brauchen Sie dafür?",
        choices=[("rollstuhl", "Platz für den Rollstuhl"), ("hoeren", "Eine Höranlage")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tidy(self)
        for name in ("mail", "hilfe"):
            self.fields[name].mark_optional = True  # type: ignore[attr-defined]


class SamplePicture:
    """A picture that is always there: the sign of the portal."""

    alt = "Das Zeichen des Portals"
    caption = "So sieht das Portal auf dem Telefon aus."
    credit = "Seniorenbüros NRW"
    usual_size = (180, 180)

    def srcset(self, kind: str) -> str:
        return f"{self.address(180, kind)} 180w"

    def address(self, width: int, kind: str) -> str:
        return static("img/apple-touch-icon.png")


COMPONENTS = (
    Component(
        "crumbs",
        "Wo bin ich? Der Weg von der Startseite bis hierher.",
        ("{% crumbs trail %}",),
    ),
    Component(
        "phone",
        "Eine Telefonnummer, in Gruppen und zum Antippen. Die Nummer steht nie in zwei Zeilen.",
        ("{% phone number %}", '{% phone number size="large" %}'),
    ),
    Component(
        "phone_first",
        "Die Antwort zuerst: das Telefon eines Büros, auch wenn wir die Nummer noch nicht kennen.",
        (
            '{% phone_first number %}<p>{% state "ok" "Heute geöffnet" %}</p>{% endphone_first %}',
            '{% phone_first "" %}<p>Die Stadtverwaltung verbindet Sie weiter.</p>{% endphone_first %}',
        ),
    ),
    Component(
        "button",
        "Was man tun kann, mit Tätigkeitswort. Eine Hauptsache je Seite, alles andere ist ruhig.",
        (
            '{% button "Darstellung übernehmen" %}',
            '{% button "Seniorenbüro ansehen" url="/" %}',
            '{% button "Als Kontakt speichern" url="/" kind="quiet" %}',
        ),
    ),
    Component(
        "state",
        "Ein Zustand ist ein Satz mit einem Zeichen, nie nur eine Farbe.",
        (
            '{% state "ok" "Heute geöffnet: 9 bis 12 Uhr" %}',
            '{% state "warn" "Vorübergehend geschlossen" %}',
            '{% state "off" "Dieses Büro gibt es nicht mehr" %}',
            '{% state "rest" "Heute geschlossen" %}',
            '{% state "unknown" "Höranlage: nicht geprüft" %}',
        ),
    ),
    Component(
        "tags",
        "Stichwörter, mit oder ohne Link.",
        ("{% tags words %}", "{% tags links %}"),
    ),
    Component(
        "date_leaf",
        "Ein Kalenderblatt als Schmuck; das Datum steht daneben in Worten.",
        ("{% date_leaf day %}", "{% date_leaf day until %}"),
    ),
    Component(
        "card",
        "Ein Link, und die ganze Karte ist sein Ziel.",
        (
            '{% card "Seniorenbüro Beispielstadt" "/" meta="Beispielstadt, 4 km entfernt" %}'
            '<p>{% phone number %}</p><p>{% state "ok" "Heute geöffnet" %}</p>{% tags words %}{% endcard %}',
            '{% card "Kontakt" level=3 %}<p>Eine Karte ohne Link.</p>{% endcard %}',
        ),
    ),
    Component(
        "facts",
        "Paare aus Bezeichnung und Angabe.",
        (
            "{% facts %}<dt>Adresse</dt><dd>Rathausplatz 1, Beispielstadt</dd>"
            "<dt>Telefon</dt><dd>{% phone number %}</dd>{% endfacts %}",
        ),
    ),
    Component(
        "notice",
        "Was man wissen sollte, bevor man weiterliest.",
        (
            '{% notice "info" title="Kein Büro in Ihrem Ort?" level=3 %}'
            "<p>Das nächste berät Sie gern.</p>{% endnotice %}",
            '{% notice "ok" title="Ihre Wahl gilt jetzt" level=0 %}'
            "<p>Sie können sie jederzeit ändern.</p>{% endnotice %}",
            '{% notice "warn" %}<p>Angaben noch nicht bestätigt.</p>{% endnotice %}',
        ),
    ),
    Component(
        "picture",
        "Ein Bild in der Größe, die der Bildschirm braucht. Darunter steht, was es zeigt und wer es gemacht hat.",
        ("{% picture sign %}", '{% picture sign sizes="10rem" lazy=False %}'),
    ),
    Component(
        "finder_form",
        "Die erste Frage des Portals.",
        ("{% finder_form %}",),
    ),
    Component(
        "form_field",
        "Bezeichnung, Hinweis, Fehler, Eingabe, immer in dieser Reihenfolge.",
        (
            "{% form_field form.name %}",
            "{% form_field form.mail %}",
            "{% form_field form.umkreis %}",
            "{% form_field form.barrierefrei %}",
            "{% form_field form.besuch %}",
            "{% form_field form.hilfe %}",
        ),
    ),
    Component(
        "error_summary",
        "Oben im Formular; jeder Satz führt zu seinem Feld. Der Fokus springt hierher.",
        ("{% error_summary form focus=False %}",),
    ),
    Component(
        "pager",
        "Seitenzahlen statt endlosem Rollen.",
        ("{% pager paging %}",),
    ),
    Component(
        "help_band",
        "Steht auf jeder Seite an derselben Stelle.",
        ("{% help_band operator %}",),
    ),
)


def samples() -> dict[str, Any]:
    """The names that the variants use."""
    form = SampleForm({"mail": "erika.beispiel@", "name": "Erika Beispiel", "ort": "Ahlen", "umkreis": "10"})
    return {
        "trail": [("Start", "/"), ("Seniorenbüros", "/"), ("Seniorenbüro Beispielstadt", "")],
        "number": "+492214710000",
        "words": ["Pflegeberatung", "Besuchsdienst", "Smartphone-Sprechstunde"],
        "links": [("Kreis Warendorf", "/"), ("Kreis Wesel", "/")],
        "day": date(2026, 11, 24),
        "until": date(2026, 11, 25),
        "form": form,
        "paging": Paging(QueryDict("seite=5"), list(range(180))),
        "operator": Operator(),
        "sign": SamplePicture(),
    }
