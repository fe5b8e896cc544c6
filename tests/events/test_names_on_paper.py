"""What stands on badges, lists, certificates and letters where a name can't be printed as it is."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from events.attendance import papers
from tests.events.visitors import text
from tests.events_factories import make_event, make_person, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office):
    return make_event(office=office)


def desk(name, event, *more):
    return reverse(f"events:{name}", args=[event.pk, *more])


def test_the_desk_reads_whose_name_cannot_be_printed_and_types_how_it_should_stand(editor, event):
    person = register(event, make_person("Ꮳ", "Beispiel"))
    for name in ("attendance", "certificates"):
        page = editor.get(desk(name, event))
        assert "Diese Namen können wir nicht ganz drucken." in text(page)
        assert "(es fehlt: Ꮳ)" in text(page)
    address = desk("correct_participant", event, person.pk)
    fields = {"first_name": "Ꮳ", "last_name": "Beispiel", "email": person.email}
    page = editor.post(address, {**fields, "printed_name": "Tsa Ꮳ"})
    assert "Diese Zeichen können wir nicht drucken: Ꮳ" in text(page)
    editor.post(address, {**fields, "printed_name": "Tsa Beispiel"})
    person.refresh_from_db()
    assert (person.name, person.name_on_paper) == ("Ꮳ Beispiel", "Tsa Beispiel")
    assert "nicht ganz drucken" not in text(editor.get(desk("attendance", event)))
    printed = PdfReader(BytesIO(papers.badges(event, [person], at=timezone.now()))).pages[0].extract_text()
    assert "Tsa Beispiel" in printed


def test_letters_say_it_too(editor, event):
    register(event, make_person("Ꮳ", "Beispiel", street="Ring 1", postcode="44137", town="Dortmund"), confirmed=False)
    assert "Diese Namen können wir nicht ganz drucken." in text(editor.get(desk("letters", event)))


def test_who_comes_instead_has_a_name_of_her_own(editor, event):
    from events.places.registration import transfer

    person = register(event, make_person())
    person.printed_name = "Prof. Beispiel"
    person.save()
    transfer(person, make_person("Karla", "Muster"))
    person.refresh_from_db()
    assert person.name_on_paper == "Karla Muster"


def test_long_names_and_houses_stay_within_their_badge(event, office):
    name = "Freifrau von Mustermann-Beispielhausen-Lüdenscheidt"
    people = [register(event, make_person("Mechthild-Annegret", name, institution="Haus " * 30)) for _ in range(3)]
    pages = PdfReader(BytesIO(papers.badges(event, people, at=timezone.now()))).pages
    assert len(pages) == 1
    lowest = []

    def look(words, page, line, *_):
        if words.strip():
            lowest.append(page[1] * line[4] + page[3] * line[5] + page[5])

    pages[0].extract_text(visitor_text=look)
    # Two rows of badges from the top of the page, 13.5 + 2 × 54 mm.
    assert min(lowest) >= (297 - 13.5 - 2 * 54) * 72 / 25.4
