import random
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.publishing import revision
from offices.exchange.columns import COLUMNS
from offices.exchange.importer import import_rows
from offices.exchange.report import RowOutcome
from offices.exchange.table import Line, read
from offices.models import (
    Contact,
    ImportOrigin,
    Office,
    OpeningHours,
    Place,
    Provider,
    SearchWord,
    ServedTown,
    Topic,
)
from tests.factories import BOCHUM, make_exception, make_full_office, make_office

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[2] / "offices" / "data" / "seniorenbueros_nrw.csv"


def lines(*rows):
    """Rows are dictionaries of columns; a name and Ahlen are given if they say none."""
    return [Line(number, {"name": "Büro", "ort": "Ahlen", **row}) for number, row in enumerate(rows, start=2)]


def outcomes(report):
    return [row.outcome.value for row in report.rows]


def take(*rows, **options):
    return import_rows(lines(*rows), **options)


def test_the_real_list_is_created_and_then_unchanged():
    table = read(REAL.read_bytes())

    assert import_rows(table.lines).summary == "39 angelegt, 0 geändert, 0 unverändert, 0 abgelehnt"
    again = import_rows(table.lines)
    assert again.summary == "0 angelegt, 0 geändert, 39 unverändert, 0 abgelehnt"
    assert [row.number for row in again.rows if row.is_worth_a_line] == []


def test_what_the_real_list_says_stands_in_the_directory():
    import_rows(read(REAL.read_bytes()).lines)

    ost = Office.objects.get(slug="seniorenbuero-ost-bochum")
    outreach = ost.places.get(role=Place.Role.OUTREACH)
    assert (ost.ags, ost.district, ost.status) == (BOCHUM, "Langendreer", "aktiv")
    assert (outreach.name, outreach.ags, str(outreach.hours.get())) == ("Werne", BOCHUM, "Donnerstag 10:00")
    wesel = Office.objects.get(slug="seniorenbuero-der-stadt-wesel")
    assert [(part.provider.name, part.provider.kind, part.role) for part in wesel.provisions.all()] == [
        ("Stadt Wesel", "kommune", "traeger"),
        ("Kreis Wesel", "kreis", "foerderer"),
    ]
    hilden = Office.objects.get(slug="seniorenbuero-hilden")
    assert (hilden.status, hilden.successor.slug, hilden.status_note) == ("eingegliedert", "stellwerk-hilden", "")
    ahlen = Office.objects.get(slug="seniorenbuero-ahlen")
    assert ahlen.name_list == ["Leitstelle Älter werden", "SINN-Netzwerk Senioren in neuen Netzwerken"]
    assert Office.objects.exclude(verified_on=None).count() == 0
    assert Office.objects.exclude(phone="").count() == 0
    assert Office.objects.filter(is_sample=True).count() == 0


def test_what_is_derived_is_what_saving_would_derive():
    import_rows(read(REAL.read_bytes()).lines)

    for office in Office.objects.all():
        derived = (office.ags, office.district, office.x_km, office.y_km, office.sort_name)
        towns = set(office.served_towns.values_list("ags", flat=True))
        words = set(office.search_words.values_list("word", flat=True))
        slug, office.slug = office.slug, ""
        Office.objects.filter(pk=office.pk).update(slug="")
        office.save()
        office.settle()
        assert (office.ags, office.district, office.x_km, office.y_km, office.sort_name) == derived
        assert set(office.served_towns.values_list("ags", flat=True)) == towns
        assert office.slug == slug
        assert words


def test_every_column_reaches_its_field():
    report = take(
        {
            "plz": "59227", "telefon": "02382 594300; 02382 594301 (Fahrdienst)", "fax": "02382 594302",
            "email": "buero@example.org", "website": "www.example.org", "bas_mitglied": "seit 2001",
            "las_mitglied": "ja", "barrierefrei": "ja; Aufzug: nein", "lat": "51,76", "lon": "7,89",
            "gruendungsjahr": "1998", "geprueft_am": "10.8.2020", "sprachen": "Deutsch; Türkisch",
            "hausbesuche": "ja", "kostenfrei": "nein", "status": "vorübergehend geschlossen bis 1.3.2027",
            "einzugsgebiet": "Ahlen; Beckum (Neubeckum)", "strasse": "Markt 1 (Rathaus)",
        }
    )  # fmt: skip

    office = Office.objects.get()
    place = office.places.get()
    assert outcomes(report) == ["created"]
    assert (office.phone, office.fax, office.email) == ("+492382594300", "+492382594302", "buero@example.org")
    assert list(office.contacts.values_list("phone", "function")) == [("+492382594301", "Fahrdienst")]
    assert (office.website, office.is_bas_member, office.bas_member_since) == ("https://www.example.org", True, 2001)
    assert (office.is_las_member, office.founded, office.verified_on) == (True, 1998, date(2020, 8, 10))
    assert (office.languages, office.home_visits, office.free_of_charge) == (["de", "tr"], True, False)
    assert (office.status, office.paused_until) == ("pause", date(2027, 3, 1))
    assert (place.street, place.name, place.postcode) == ("Markt 1", "Rathaus", "59227")
    assert (place.lat, place.lon, place.step_free, place.lift, place.wide_doors) == (51.76, 7.89, True, False, None)
    assert sorted(office.served_towns.values_list("ags", flat=True)) == ["05570004", "05570008"]


def test_a_rejected_row_stops_no_other():
    report = take({"name": "A"}, {"name": ""}, {"ort": "Aahlen"}, {"ort": "Hamburg"}, {"name": "B"}, {"name": " a "})

    assert [(row.number, row.outcome.value, row.reasons) for row in report.rows] == [
        (2, "created", []),
        (3, "rejected", ["Die Angabe „name“ fehlt."]),
        (
            4,
            "rejected",
            ["Den Ort „Aahlen“ gibt es in Nordrhein-Westfalen nicht. Meinten Sie „Ahlen“, „Aachen“ oder „Dahlem“?"],
        ),
        (5, "rejected", ["Den Ort „Hamburg“ gibt es in Nordrhein-Westfalen nicht."]),
        (6, "created", []),
        (7, "rejected", ["Dieses Büro steht schon in Zeile 2 der Datei."]),
    ]
    assert sorted(Office.objects.values_list("name", flat=True)) == ["A", "B"]


@pytest.mark.parametrize(
    ("cells", "ags", "district", "postcode"),
    [
        ({"ort": "koeln"}, "05315000", "", ""),
        ({"ort": "Stadt Ahlen"}, "05570004", "", ""),
        ({"ort": "Hennef"}, "05382020", "", ""),
        ({"ort": "Mülheim a. d. Ruhr"}, "05117000", "", ""),
        ({"ort": "59227 Ahlen"}, "05570004", "", "59227"),
        ({"ort": "Köln-Deutz"}, "05315000", "Deutz", ""),
    ],
)
def test_towns_are_understood_as_people_write_them(cells, ags, district, postcode):
    take(cells)

    place = Place.objects.get()
    assert (place.ags, place.district, place.postcode) == (ags, district, postcode)


def test_the_beginning_of_a_town_is_no_town():
    assert outcomes(take({"ort": "Gelsenk"})) == ["rejected"]


def test_what_cannot_be_read_is_told_and_put_down_once():
    row = {"email": "info@", "lat": "7,5", "lon": "51", "sprechzeiten": "immer mal", "angebote": "Nähstube"}

    [told] = take(row).rows
    office = Office.objects.get()
    assert told.notes == [
        "E-Mail „info@“ wurde nicht übernommen. Das ist keine vollständige E-Mail-Adresse.",
        "Breitengrad „7,5“ wurde nicht übernommen. Hier steht eine Zahl zwischen 50 und 53.",
        "Längengrad „51“ wurde nicht übernommen. Hier steht eine Zahl zwischen 5,5 und 9,6.",
        "Diese Zeiten bleiben als Text stehen: „immer mal“.",
        "Diese Angebote stehen nicht in der Liste und bleiben als Text: „Nähstube“.",
    ]
    assert office.internal_note.splitlines() == [
        "Aus einer Liste, nicht übernommen: E-Mail „info@“",
        "Aus einer Liste, nicht übernommen: Breitengrad „7,5“",
        "Aus einer Liste, nicht übernommen: Längengrad „51“",
    ]
    assert (office.places.get().hours_note, office.offers_note) == ("immer mal", "Nähstube")

    assert outcomes(take(row)) == ["unchanged"]
    assert Office.objects.get().internal_note == office.internal_note


def test_a_column_that_becomes_readable_is_taken():
    take({"email": "info@"})

    assert outcomes(take({"email": "info@example.org"})) == ["updated"]
    assert Office.objects.get().email == "info@example.org"


# --- what a person has changed ------------------------------------------------------------------------------


def test_a_new_statement_of_the_file_is_taken_where_nobody_has_changed_anything():
    take({"telefon": "0221 4710100", "strasse": "Markt 1"})

    [row] = take({"telefon": "0221 4710101", "strasse": "Markt 1"}).rows
    assert (row.outcome, row.titled_changes) == (RowOutcome.UPDATED, [("Telefon", "0221 471 01 00", "0221 471 01 01")])
    assert Office.objects.get().phone == "+492214710101"


def test_what_a_person_has_corrected_stays_and_is_told_as_a_conflict():
    take({"telefon": "0221 4710100", "hinweis": "x"})
    Office.objects.update(phone="+492214710199")
    conflict = [
        "Telefon: In der Datei steht „0221 471 01 01“, im Portal „0221 471 01 99“. Das Portal behält seine Angabe."
    ]

    for outcome in ("updated", "unchanged"):
        [row] = take({"telefon": "0221 4710101", "hinweis": "y"}).rows
        assert (row.outcome.value, row.sentences) == (outcome, conflict)
    office = Office.objects.get()
    assert (office.phone, office.note) == ("+492214710199", "y")


def test_a_correction_is_also_told_when_the_file_is_the_same_as_before():
    take({"hinweis": "x"})
    Office.objects.update(note="besser")

    [row] = take({"hinweis": "x"}).rows
    assert (row.outcome.value, [(c.old, c.new) for c in row.conflicts]) == ("unchanged", [("besser", "x")])
    assert Office.objects.get().note == "besser"


def test_when_file_and_portal_agree_again_nothing_is_told():
    take({"hinweis": "x"})
    Office.objects.update(note="besser")

    [row] = take({"hinweis": "besser"}).rows
    assert (row.outcome.value, row.sentences) == ("unchanged", [])


def test_a_missing_column_says_nothing():
    take({"hinweis": "x", "telefon": "0221 4710100"})

    assert outcomes(take({"hinweis": "x"})) == ["unchanged"]
    assert Office.objects.get().phone == "+492214710100"


def test_an_empty_cell_clears_what_the_file_had_said_and_nothing_else():
    take({"hinweis": "x", "fax": ""})
    Office.objects.update(fax="+492214710100")

    assert outcomes(take({"hinweis": "", "fax": ""})) == ["updated"]
    office = Office.objects.get()
    assert (office.note, office.fax) == ("", "+492214710100")


def test_hours_that_a_person_has_added_are_kept():
    take({"sprechzeiten": "montags 9 bis 12 Uhr"})
    place = Place.objects.get()
    OpeningHours.objects.create(place=place, weekday=1, starts="09:00", ends="12:00")

    [row] = take({"sprechzeiten": "montags 9 bis 13 Uhr"}).rows
    assert [conflict.column for conflict in row.conflicts] == ["sprechzeiten"]
    assert place.hours.count() == 2


def test_a_person_and_an_exception_survive_a_change_of_the_file():
    take({"telefon": "0221 4710100", "sprechzeiten": "montags 9 bis 12 Uhr"})
    office = Office.objects.get()
    Contact.objects.create(office=office, function="Leitung", person="Erika Muster", phone="+492214710150")
    make_exception(office.places.get(), date(2026, 12, 24))

    report = take({"telefon": "0221 4710101; 0221 4710102", "sprechzeiten": "montags 9 bis 13 Uhr"})
    assert outcomes(report) == ["updated"]
    assert sorted(office.contacts.values_list("function", flat=True)) == ["Leitung", "Weitere Nummer"]
    assert office.places.get().exceptions.count() == 1
    assert str(office.places.get().hours.get().ends) == "13:00:00"


def test_a_further_place_that_the_file_no_longer_names_goes_unless_more_is_known_of_it():
    further = "Außensprechstunde Werne: dienstags 9 bis 10 Uhr; Außensprechstunde Nord: mittwochs 9 bis 10 Uhr"
    take({"sprechzeiten": f"montags 9 bis 12 Uhr; {further}"})
    Place.objects.filter(name="Nord").update(street="Weg 1")

    assert outcomes(take({"sprechzeiten": "montags 9 bis 12 Uhr"})) == ["updated"]
    assert [(place.name, place.hours.count()) for place in Office.objects.get().places.all()] == [("", 1), ("Nord", 0)]


# --- identity -------------------------------------------------------------------------------------------------


def test_an_office_that_was_renamed_in_the_portal_is_found_again():
    take({"name": "Alt"})
    Office.objects.update(name="Neu")

    [row] = take({"name": "Alt"}).rows
    assert (row.outcome.value, [c.column for c in row.conflicts]) == ("unchanged", ["name"])


def test_an_office_that_a_person_has_entered_is_found_by_name_and_town():
    make_office("Seniorenbüro Ahlen", phone="+492214710100")

    [row] = take({"name": "SENIORENBÜRO AHLEN", "telefon": "0221 4710101", "fax": "0221 4710102"}).rows
    office = Office.objects.get()
    assert (row.outcome.value, [c.column for c in row.conflicts]) == ("updated", ["name", "telefon"])
    assert (office.name, office.phone, office.fax) == ("Seniorenbüro Ahlen", "+492214710100", "+492214710102")


def test_the_same_name_in_another_district_is_another_office():
    make_office("Seniorenbüro", ags=BOCHUM, district="Süd")

    assert outcomes(take({"name": "Seniorenbüro", "ort": "Bochum", "ortsteil": "Nord"})) == ["created"]


def test_a_district_that_is_filled_in_later_makes_no_second_office():
    take({"ort": "Bochum"})

    assert outcomes(take({"ort": "Bochum", "ortsteil": "Nord"})) == ["updated"]
    assert Office.objects.get().district == "Nord"
    assert outcomes(take({"ort": "Bochum", "ortsteil": "Nord"})) == ["unchanged"]


def test_addresses_are_counted_up_as_saving_would():
    make_office("Büro Ahlen")
    take(*({"name": "Büro", "ort": "Bochum", "ortsteil": f"T{i}"} for i in range(3)), {"name": "Büro-Ahlen!"})

    assert sorted(Office.objects.values_list("slug", flat=True)) == [
        "buero-ahlen",
        "buero-bochum",
        "buero-bochum-2",
        "buero-bochum-3",
    ]


# --- successors -----------------------------------------------------------------------------------------------


def test_a_successor_may_stand_further_down():
    report = take({"name": "Alt", "status": "eingegliedert", "nachfolger": "Neu"}, {"name": "Neu"})

    assert Office.objects.get(name="Alt").successor.name == "Neu"
    assert [row.sentences for row in report.rows] == [[], []]


def test_an_unknown_successor_is_told_kept_as_words_and_linked_when_it_comes():
    row = {"name": "Alt", "status": "eingegliedert", "nachfolger": "Neu"}
    [told] = take(row).rows

    old = Office.objects.get()
    assert (old.successor, old.status_note) == (None, "Nachfolger: Neu")
    assert told.notes == ["Den Nachfolger „Neu“ gibt es in Ahlen nicht; der Name steht als Hinweis da."]
    assert outcomes(take(row)) == ["unchanged"]

    assert outcomes(take(row, {"name": "Neu"})) == ["updated", "created"]
    old.refresh_from_db()
    assert (old.successor.name, old.status_note) == ("Neu", "")


def test_an_office_of_another_town_is_no_successor():
    take({"name": "Alt", "nachfolger": "Neu"}, {"name": "Neu", "ort": "Beckum"})

    assert Office.objects.get(name="Alt").successor is None


# --- the run as a whole -----------------------------------------------------------------------------------------


def test_a_dry_run_tells_everything_and_writes_nothing():
    make_full_office()
    before = [model.objects.count() for model in (Office, Place, Provider, ImportOrigin, SearchWord, ServedTown)]

    report = take({"traeger": "Neu e.V.", "sprechzeiten": "montags 9 bis 12 Uhr"}, {"name": "B"}, dry_run=True)
    after = [model.objects.count() for model in (Office, Place, Provider, ImportOrigin, SearchWord, ServedTown)]
    assert (outcomes(report), after) == (["created", "created"], before)


def test_a_run_that_breaks_off_leaves_nothing(monkeypatch):
    monkeypatch.setattr("offices.exchange.importer.CHUNK", 2)
    done = []

    def pull_the_plug(count):
        done.append(count)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_rows(lines(*({"name": f"B{i}", "traeger": f"T{i}"} for i in range(6))), progress=pull_the_plug)

    assert (done, Office.objects.count(), Provider.objects.count(), ImportOrigin.objects.count()) == ([2, 2], 0, 0, 0)


def test_progress_hears_every_row():
    done = []
    import_rows(lines(*({"name": f"B{i}"} for i in range(3))), progress=done.append)

    assert sum(done) == 3


def test_invented_offices_are_marked():
    take({}, is_sample=True)

    assert Office.objects.get().is_sample is True


def test_a_run_that_changes_something_changes_the_revision_and_another_does_not():
    numbers = [revision.current()]
    for _ in range(2):
        take({})
        revision.forget()
        numbers.append(revision.current())
    assert [numbers[0] == numbers[1], numbers[1] == numbers[2]] == [False, True]


def test_what_was_imported_is_found_by_its_words():
    take({"name": "Treffpunkt Sonnenblume"})

    assert SearchWord.objects.filter(word="sonnenblume").count() == 1


def test_a_topic_that_was_renamed_since_is_no_conflict():
    take({"angebote": "Hausbesuche"})
    topic = Topic.objects.get(name="Hausbesuche")
    topic.name, topic.synonyms = "Besuche zu Hause", f"Hausbesuche\n{topic.synonyms}"
    topic.save()

    [row] = take({"angebote": "Hausbesuche; Tanz"}).rows
    assert (row.outcome.value, row.conflicts) == ("updated", [])


CONFETTI = (
    "; ( ) , : . \n - ja nein seit am bis 1998 2020 10.8.2020 aktiv geschlossen Stadt Ahlen AWO awo Kreis Träger "
    "(Mitfinanzierung) (Träger) 0221/4710100 02214710101 (Fahrdienst) montags Mo-Fr Di 9-12 14 bis 16 Uhr jeden 1. "
    "Donnerstag im Monat nach Vereinbarung telefonisch Außensprechstunde Werne mobile Sprechstunde nur Haus: Süd "
    "Hausbesuche Pflege Nähstube Aufzug: Markt 1 (Bürgerhaus) www.ahlen.de a@example.org 51,76 7,5 59227 Deutsch"
).split(" ")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_in_the_cells_a_second_run_changes_nothing(seed):
    chance = random.Random(seed)

    def cell():
        return " ".join(chance.choices(CONFETTI, k=chance.randint(0, 8)))

    columns = [name for name in COLUMNS if name not in {"name", "ort", "ortsteil"}]
    rows = lines(*({"name": f"Büro {i}", **{column: cell() for column in columns}} for i in range(40)))

    assert outcomes(import_rows(rows)) == ["created"] * 40
    again = import_rows(rows)
    assert outcomes(again) == ["unchanged"] * 40
    assert [row.conflicts for row in again.rows] == [[]] * 40
    for office in Office.objects.all():
        office.full_clean()


def rich(number):
    return {
        "name": f"Büro {number}",
        "traeger": f"Verein {number}; AWO",
        "telefon": f"0221 4710{number:03}; 0221 4711{number:03}",
        "sprechzeiten": f"montags 9 bis 12 Uhr; Außensprechstunde Süd: dienstags {number % 9} bis 12 Uhr",
        "angebote": "Hausbesuche; Tanz; Nähstube",
        "einzugsgebiet": "Ahlen; Beckum",
        "nachfolger": f"Büro {number - 1}",
        "hinweis": str(number),
    }


def queries_of(rows):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        import_rows(rows)
    return len(captured)


def test_twice_as_many_rows_need_no_more_queries():
    def thrice(first, count):
        numbers = range(first, first + count)
        created = lines(*(rich(number) for number in numbers))
        changed = lines(*({**rich(number), **rich(number + 500), "name": f"Büro {number}"} for number in numbers))
        return [queries_of(created), queries_of(created), queries_of(changed)]

    few, many = thrice(1, 10), thrice(101, 20)

    # Inserts are cut at the number of parameters a database takes, so a few statements more are no query per row.
    assert [more - less < 10 for less, more in zip(few, many, strict=True)] == [True, True, True]
    assert few[1] == many[1]


def test_districts_that_share_their_name_with_a_town_far_away_are_no_towns():
    report = take({"ort": "Bochum", "einzugsgebiet": "Laer; Langendreer; Werne; Witten"})
    assert [note for row in report.rows for note in row.notes] == [
        "Einzugsgebiet „Laer“ bleibt als Text: Laer (Kreis Steinfurt) ist weit weg. Gemeint ist wohl ein Ortsteil.",
        "Einzugsgebiet „Langendreer“ ist keine Stadt oder Gemeinde und bleibt als Text.",
        "Einzugsgebiet „Werne“ bleibt als Text: Werne (Kreis Unna) ist weit weg. Gemeint ist wohl ein Ortsteil.",
    ]
    assert [town.name for town in Office.objects.get().catchment_towns] == ["Witten"]


@pytest.mark.parametrize("row", [{"ort": "", "plz": "59227"}, {"ort": "59227"}])
def test_a_postcode_says_the_town_where_only_one_has_it(row):
    take(row)
    office = Office.objects.get()
    assert (office.municipality.name, office.places.get().postcode) == ("Ahlen", "59227")


CASES = Path(__file__).parents[1] / "samples" / "cases"


def test_two_numbers_and_extensions_in_a_list_stay_what_they_are():
    import_rows(read((CASES / "office_phones.csv").read_bytes()).lines)
    found = {
        office.name: [office.phone, *office.contacts.values_list("phone", flat=True)] for office in Office.objects.all()
    }
    assert found == {
        "Seniorenbüro Musterdorf": ["+49228614074", "+49228614075"],
        "Seniorenbüro Beispielhof": ["+49228614074;ext=20"],
        "Seniorenbüro Probedorf": ["+4915112345678"],
        "Seniorenbüro Durchwahl": ["+49228614074", "+49228614075"],
    }


def test_a_list_in_the_words_of_real_offices_becomes_no_other_number_town_or_day():
    report = import_rows(read((CASES / "offices_as_published.csv").read_bytes()).lines)
    offices = {office.name.rpartition(" ")[2]: office for office in Office.objects.all()}
    numbers = {
        key: [office.phone, *office.contacts.values_list("phone", flat=True)]
        for key, office in offices.items()
        if office.phone
    }
    assert numbers == {
        "15": ["+492315023311"],
        "17": ["+492162101144", "+492162101144", "+492162101116"],
        "18": ["+49225114324"],
        "19": ["+49231500", "+49231500"],  # once for the office, once with the word "Zentrale"
        "20": ["+492212210", "+4922122127400"],
        "21": ["115"],
        "22": ["+49228776699"],
        "33": ["+492162101144", "+492162101116", "+492162101725"],
        "34": ["+492327946113", "+492327946126"],
    }
    for key in ("35", "36", "37", "38"):  # districts, some of which are known by the name of their city
        assert set(offices[key].catchment_towns) <= {offices[key].municipality}
    main = {key: offices[key].places.get() for key in ("23", "24", "29")}
    assert {key: (place.street, place.name) for key, place in main.items()} == {
        "23": ("Schlossmacherplatz", ""),
        "24": ("", "Rathaus (Altbau), Erdgeschoss, Zimmer A 010"),
        "29": ("Kaiserstraße 85", "Zi. 212"),
    }
    said = {row.number: " ".join(row.notes) for row in report.rows if row.notes}
    # What could not be read stands in the report, row by row: times as text, numbers without an area code not at all.
    assert sorted(said) == [6, 8, 9, 12, 13, 14, 17, 32, 33, 36, 37, 38, 39]
    table = offices["2"].places.get()
    assert ([hours.weekday for hours in table.hours.all()], table.hours_note) == ([0, 1, 3, 3, 4], "")


@pytest.mark.parametrize(
    ("town", "area", "served"),
    [
        ("Düsseldorf", "Hamm", {"Düsseldorf"}),  # Düsseldorf-Hamm, not the city at the other end of the Ruhrgebiet
        ("Düsseldorf", "Hilden", {"Düsseldorf", "Hilden"}),
        ("Marl", "Haltern am See", {"Marl", "Haltern am See"}),
        ("Köln", "Porz; Mülheim; Werden", {"Köln"}),
    ],
)
def test_in_a_city_the_name_of_a_town_far_away_is_that_of_a_district(town, area, served):
    take({"ort": town, "einzugsgebiet": area})
    office = Office.objects.get()
    assert {each.name for each in office.catchment_towns} | {town} == served
    assert office.catchment == area.replace("; ", "\n")
