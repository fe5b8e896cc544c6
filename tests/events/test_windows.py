"""Letters fit envelopes with a window (DIN 5008, form B): measured in the document."""

from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.media.pdf import render
from events.models import Registration
from events.telling.letters import address_lines, to_print
from tests.events_factories import make_event, make_person, register
from tests.factories import make_office

MM = 72 / 25.4
LONG = "Dr. Mechthild Freifrau von Mustermann-Beispielhausen-Müller-Lüdenscheidt"
HOUSE = "Seniorenbüro der Arbeiterwohlfahrt Kreisverband Märkischer Kreis e. V. mit einem sehr langen Namen"


def places(address):
    """Of each piece of text: its words, millimetres from the left and from the top."""
    letter = {"address": address, "date": "1. Mai 2027", "subject": "Betreff", "paragraphs": [["Text"]]}
    data = {"title": "Briefe", "organiser": "BaS", "sender": ["BaS", "Ring 1", "53111 Bonn"], "letters": [letter]}
    found = []

    def look(words, page, line, *_):
        if words.strip():
            x = page[0] * line[4] + page[2] * line[5] + page[4]
            y = page[1] * line[4] + page[3] * line[5] + page[5]
            found.append((words.strip(), x / MM, 297 - y / MM))

    PdfReader(BytesIO(render("letters", data, at=timezone.now()))).pages[0].extract_text(visitor_text=look)
    return found


@pytest.mark.parametrize(
    "address",
    [
        ["Erika Beispiel", "Ring 1", "44137 Dortmund"],
        ["Frau", LONG, HOUSE, "z. Hd. Olena Коваленко", "Straße der Einheit 12", "44137 Dortmund"],
        [LONG, "Ring 1", "44137 Dortmund"],
        ["Erika Beispiel", HOUSE, "Ring 1", "44137 Dortmund"],
        [*(f"{LONG} {HOUSE}" for _ in range(5)), "44137 Dortmund"],
    ],
)
def test_postcode_and_town_are_seen_through_the_window(address):
    found = places(address)
    (town,) = [place for place in found if place[0].endswith("Dortmund")]
    in_window = [place for place in found if 45 < place[2] < town[2] + 0.1 and place[1] < 105]
    assert all(25 - 0.1 <= x <= 105 and 45 <= y <= 90 for _, x, y in in_window)
    assert town[2] <= 89
    sender = next(place for place in found if "·" in place[0])
    assert 45 < sender[2] < 62.7  # above the address, and seen as well
    subject = next(place for place in found if place[0] == "Betreff")
    assert subject[2] > 98.46  # the text begins below the field of the address


def written_to(office, **fields):
    person = Registration(first_name="Erika", last_name="Beispiel", office=office, **fields)
    return address_lines(person)


@pytest.mark.django_db
@pytest.mark.parametrize("street", ["Südstraße 11", "südstr. 11", "Südstr.11"])
def test_who_gave_the_address_of_her_office_is_found_there_under_its_name(office, street):
    office.places.update(street="Südstraße 11", postcode="59227")
    lines = written_to(office, street=street, postcode="59227", town="Ahlen")
    assert lines == ["Erika Beispiel", office.name, street, "59227 Ahlen"]


@pytest.mark.django_db
def test_at_home_no_office_is_named(office):
    office.places.update(street="Südstraße 11", postcode="59227")
    for street, postcode in (("Südstraße 12", "59227"), ("Südstraße 11", "44137")):
        assert len(written_to(office, street=street, postcode=postcode, town="Ahlen")) == 3
    assert len(written_to(None, street="Südstraße 11", postcode="59227", town="Ahlen")) == 3
    assert written_to(office, street="", postcode="59227") == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_letters_takes_the_same_questions(office, count, django_assert_num_queries):
    event = make_event()
    for _ in range(count):
        person = make_person(office=make_office(), street="Ring 1", postcode="44137", town="Dortmund")
        register(event, person)
    with django_assert_num_queries(2):
        assert len([address_lines(letter.registration) for letter in to_print(event)]) == count
