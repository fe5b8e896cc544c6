"""The page of one office: the telephone number first, what is empty is not there, and what is hostile does no harm."""

import json
import re
from datetime import date

import pytest
from django.test import Client

from offices.models import Contact, Place, Status
from tests.factories import BECKUM, make_exception, make_full_office, make_hours, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

HOSTILE = """</script><script>alert(1)</script>"'&<img src=x onerror=alert(2)>{{ 7 }}"""


@pytest.fixture
def show(client):
    return lambda office: Page(client.get(office.get_absolute_url()))


@pytest.fixture
def full(at):
    at("2026-11-24 10:00")
    return make_full_office()


def facts(page):
    """Term → what stands beside it."""
    return dict(zip(page.texts("dt"), page.texts("dd"), strict=True))


def linked_data(page):
    return json.loads("".join(page.all("script", type="application/ld+json")[0].itertext()))


# --- everything there -----------------------------------------------------------------------------------------


def test_the_telephone_number_comes_first_and_large(show, full):
    page = show(full)
    phones = page.all("main")[0].findall(".//*[@class='phone phone--large']")
    assert [phone.get("href") for phone in phones] == ["tel:+4922147100"]
    assert page.text.index("0221 471 00") < min(page.text.index(word) for word in ("Markt 1", "Pflegeberatung"))


def test_the_page_says_whether_somebody_is_there_now(show, full):
    states = show(full).texts("span", class_="state")
    assert states[0] == "Jetzt geöffnet, noch bis 12 Uhr. Heute: 9 bis 12 Uhr."


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-24 08:00", "Heute geöffnet: 9 bis 12 Uhr"),
        ("2026-11-24 12:00", "Für heute geschlossen. Nächste Sprechstunde: Mittwoch, 25. November, 9 bis 12 Uhr."),
        ("2026-11-27 10:00", "Heute geschlossen. Nächste Sprechstunde: Montag, 30. November, 9 bis 12 Uhr."),
        (
            "2026-12-24 10:00",
            "Heute geschlossen: Weihnachten. Nächste Sprechstunde: Montag, 4. Januar 2027, 9 bis 12 Uhr.",
        ),
    ],
)
def test_the_next_opening_follows_the_clock(show, full, at, moment, sentence):
    at(moment)
    assert show(full).texts("span", class_="state")[0] == sentence


def test_hours_are_sentences_and_the_next_three_dates(show, full):
    rows = [[" ".join(cell.itertext()).split() for cell in row] for row in show(full).all("tr")]
    assert [" ".join(cell) for cell in rows[1]] == [
        "Rathaus, Zimmer 12",
        "montags bis donnerstags 9 bis 12 Uhr und nach Vereinbarung "
        "Telefonzeit: montags 14 bis 16 Uhr In den Ferien seltener.",
        "Dienstag, 24. November Mittwoch, 25. November Donnerstag, 26. November",
    ]
    assert [" ".join(cell) for cell in rows[2]] == [
        "Bürgerhaus Außensprechstunde",
        "jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
        "Donnerstag, 3. Dezember Donnerstag, 7. Januar 2027 Donnerstag, 4. März 2027",
    ]


def test_the_card_with_the_facts_holds_everything_that_is_known(show, full):
    assert facts(show(full)) == {
        "Adresse": "Rathaus, Zimmer 12Markt 159227 Ahlen Eingang hinten Weg anzeigen (OpenStreetMap)",
        "Bus und Bahn": "Bus 1",
        "Parken": "Am Markt",
        "Außensprechstunde": "BürgerhausSüd 2 Beckum",
        "Leitung": "Erika Muster0221 471 02",
        "E-Mail": "buero@voll.example.org",
        "Fax": "0221 471 01",
        "Internet": "voll.example.org",
        "Einzugsgebiet": "Ahlen und Beckum (Neubeckum)",
        "Träger": "Stadt AhlenCaritas",
        "Team": "hauptamtlich und ehrenamtlich",
        "Sprachen": "Deutsch und Türkisch",
        "Mitglied": "Bundesarbeitsgemeinschaft Seniorenbüros (BaS) (seit 2001)"
        "Landesarbeitsgemeinschaft Seniorenbüros NRW (LaS NRW)",
        "Gegründet": "1998",
    }


def test_names_offers_and_words_of_the_office_are_told(show, full):
    page = show(full)
    assert page.h1 == "Seniorenbüro Voll"
    assert page.texts("p", class_="lead")[0] == "Rat und Gesellschaft für Menschen ab 60."
    assert page.texts("span", class_="tag") == ["Wohnberatung", "Pflegeberatung"]
    for sentence in (
        "Auch bekannt als Leitstelle Älter werden und Haus am Markt",
        "Nähcafé",
        "Die Beratung ist kostenfrei.",
        "Sie können ohne Anmeldung kommen.",
        "Wir kommen auch zu Ihnen nach Hause.",
        "Angaben geprüft am 12. Oktober 2026",
        "Im Sommer draußen.",
    ):
        assert sentence in page.text


def test_accessibility_says_yes_no_and_not_checked_in_words(show, full):
    page = show(full)
    states = page.texts("span", class_="state")[1:]
    assert states[:3] == ["Stufenloser Zugang", "Breite Türen: nein", "Automatische Tür: nicht geprüft"]
    assert len(states) == 9
    assert "Geprüft am 5. Januar 2026" in page.text


def test_the_way_leads_to_openstreetmap_by_a_plain_link(show, full):
    links = [link for link in show(full).links if "openstreetmap" in link]
    assert links == ["https://www.openstreetmap.org/?mlat=51.76000&mlon=7.89000#map=17/51.76000/7.89000"]


def test_without_coordinates_the_way_is_a_search_for_the_address(show):
    office = make_office(place={"street": "Markt 1", "postcode": "59227"})
    links = [link for link in show(office).links if "openstreetmap" in link]
    assert links == ["https://www.openstreetmap.org/search?query=Markt+1%2C+59227+Ahlen"]


def test_search_engines_learn_the_same(show, full):
    data = linked_data(show(full))
    assert (data["@type"], data["name"], data["telephone"]) == ("LocalBusiness", "Seniorenbüro Voll", "+4922147100")
    assert data["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Markt 1",
        "postalCode": "59227",
        "addressLocality": "Ahlen",
        "addressRegion": "NW",
        "addressCountry": "DE",
    }
    days = [(hours["dayOfWeek"], hours["opens"], hours["closes"]) for hours in data["openingHoursSpecification"]]
    assert days == [(day, "09:00", "12:00") for day in ("Monday", "Tuesday", "Wednesday", "Thursday")]
    assert data["url"] == f"http://127.0.0.1:8000{full.get_absolute_url()}"


# --- next to nothing there ------------------------------------------------------------------------------------


def test_what_is_empty_is_not_there(show):
    page = show(make_office("Leer"))
    assert page.texts("h2", class_="gap-above") == []
    assert facts(page) == {"Adresse": "Ahlen"}
    assert page.all("table") == []
    assert "Eine Telefonnummer liegt uns noch nicht vor" in page.text
    assert "Angaben noch nicht bestätigt" in page.text
    assert set(linked_data(page)) == {"@context", "@type", "@id", "name", "url", "areaServed", "address"}


def test_without_a_number_the_operator_helps(show):
    assert "Rufen Sie die Geschäftsstelle an: 0228 61 40 74" in show(make_office()).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("free_of_charge", False, "Manche Angebote kosten etwas. Bitte fragen Sie nach."),
        ("registration_needed", True, "Bitte melden Sie sich vorher an."),
        ("home_visits", True, "Wir kommen auch zu Ihnen nach Hause."),
    ],
)
def test_conditions_are_told_even_where_no_offers_are_known(show, field, value, sentence):
    assert sentence in show(make_office(**{field: value})).text


def test_an_office_by_appointment_only_says_so(show):
    page = show(make_office(place={"by_appointment": True}))
    assert page.texts("span", class_="state") == ["Termine nach Vereinbarung"]
    assert page.texts("td") == ["nach Vereinbarung", "auf Anfrage"]


# --- states ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "fields", "notice"),
    [
        (Status.BUILDING, {"status_note": "Ab März."}, ["Dieses Büro ist in Aufbau"]),
        (Status.PAUSED, {"paused_until": date(2026, 12, 31)}, ["Dieses Büro ist vorübergehend geschlossen"]),
        (Status.MERGED, {}, ["Dieses Büro gibt es so nicht mehr"]),
        (Status.CLOSED, {"closed_on": date(2013, 12, 11)}, ["Dieses Büro ist geschlossen"]),
        (Status.ACTIVE, {"is_sample": True}, ["Beispieldaten"]),
        (Status.ACTIVE, {}, []),
    ],
)
def test_a_state_that_matters_stands_above_everything(show, status, fields, notice):
    assert show(make_office(status=status, **fields)).texts("p", class_="notice__title") == notice


def test_a_pause_tells_until_when_and_nobody_reads_that_it_is_open(show, at):
    at("2026-11-24 10:00")
    office = make_full_office(status=Status.PAUSED, paused_until=date(2026, 12, 31))
    page = show(office)
    assert "Es bleibt geschlossen bis einschließlich Donnerstag, 31. Dezember 2026." in page.text
    assert "Jetzt geöffnet" not in page.text


@pytest.mark.parametrize("status", [Status.MERGED, Status.CLOSED])
def test_an_office_that_is_gone_leads_to_its_successor_and_sends_nobody_to_its_door(show, status, full):
    successor = make_office("Stellwerk")
    gone = make_full_office("Früher", status=status, successor=successor)
    page = show(gone)
    assert successor.get_absolute_url() in page.links
    assert [link for link in page.links if link.startswith(("tel:", "mailto:"))] == []
    assert "Sprechzeiten" not in page.texts("h2")
    assert "Markt 1" in page.text
    assert {"telephone", "email", "openingHoursSpecification"} & set(linked_data(page)) == set()


@pytest.mark.parametrize("status", [Status.MERGED, Status.CLOSED])
def test_without_a_successor_the_town_helps_on(show, status):
    assert "/seniorenbueros/ort/ahlen/" in show(make_office(status=status)).links


# --- hostile content ------------------------------------------------------------------------------------------


@pytest.fixture
def hostile():
    texts = ("name", "other_names", "summary", "description", "status_note", "offers_note", "catchment", "note")
    office = make_office(
        **dict.fromkeys(texts, HOSTILE),
        slug="feind",
        providers=[HOSTILE],
        place=dict.fromkeys(("name", "street", "hint", "public_transport", "parking", "hours_note"), HOSTILE),
        district=HOSTILE,
    )
    Contact.objects.create(office=office, function=HOSTILE, person=HOSTILE, consent_on=date(2026, 1, 1), email="a@b.de")
    place = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=BECKUM, name=HOSTILE, street=HOSTILE)
    for weekday in range(7):
        make_hours(place, weekday, "9:00", "12:00")
    make_exception(office.places.first(), date(2026, 1, 1), note=HOSTILE)
    return office


@pytest.mark.parametrize(
    "path", ["feind/", "", "?q=script", "ort/ahlen/", "kreis/warendorf/", "?ort=Ahlen&heute=on", "ort/"]
)
def test_hostile_words_stay_words_on_every_page(hostile, path):
    """The strict client would take the curly brackets for template code, so it is not used."""
    page = Page(Client().get(f"/seniorenbueros/{path}"))
    scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]
    assert scripts == []
    assert page.all("img") == []
    assert [name for element in page.root.iter() for name in element.attrib if name.startswith("on")] == []


def test_hostile_words_survive_in_linked_data_as_what_they_are(hostile):
    page = Page(Client().get("/seniorenbueros/feind/"))
    assert linked_data(page)["name"] == HOSTILE
    assert re.findall(r"</script>", page.html) == ["</script>"]


def test_on_heiligabend_the_page_and_the_machines_say_to_call_first(show, at):
    at("2026-12-24 10:00")
    office = make_office(phone="+49228614074;ext=20")
    for weekday in range(5):
        make_hours(office.places.get(), weekday, "9:00", "12:00")
    make_exception(office.places.get(), date(2026, 12, 31), starts="9:00", ends="11:00")
    page = show(office)
    assert page.texts("span", class_="state")[0] == (
        "Heute ist Heiligabend: bitte vorher anrufen. Nächste Sprechstunde: Montag, 28. Dezember, 9 bis 12 Uhr."
    )
    assert "Donnerstag, 24. Dezember (Heiligabend): bitte vorher anrufen" in page.text
    assert "(Silvester)" not in page.text
    special = linked_data(page)["specialOpeningHoursSpecification"]
    assert [(day["validFrom"], day.get("opens"), day.get("description")) for day in special] == [
        ("2026-12-31", "09:00", None),
        ("2026-12-24", None, "Bitte vorher anrufen"),
        ("2027-02-04", None, "Bitte vorher anrufen"),
        ("2027-02-08", None, "Bitte vorher anrufen"),
        ("2027-02-09", None, "Bitte vorher anrufen"),
    ]


def test_an_extension_is_told_to_people_and_never_dialled_with_the_number(show, client):
    office = make_office(phone="+49228614074;ext=20")
    phone = show(office).all("main")[0].findall(".//*[@class='phone phone--large']")[0]
    assert (phone.get("href"), phone.text) == ("tel:+49228614074;ext=20", "0228 61 40 74 App. 20")
    card = client.get(f"{office.get_absolute_url()}kontakt.vcf").text
    assert "TEL;TYPE=WORK:+49228614074\r\n" in card
    assert "NOTE:Telefon: 0228 61 40 74 App. 20\r\n" in card
