from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices.exchange.columns import COLUMNS
from offices.exchange.rows import canonical_or_raw
from offices.exchange.statements import Vocabulary, kind_of
from offices.exchange.wordings import TooLongError, UnreadableError

VOCABULARY = Vocabulary(
    topics={
        "hausbesuche": "Hausbesuche",
        "praeventive hausbesuche": "Hausbesuche",
        "pflegeberatung": "Pflegeberatung",
        "pflege": "Pflegeberatung",
    },
    topic_order={"Pflegeberatung": 0, "Hausbesuche": 1},
    providers={"awo": "AWO"},
)


@pytest.mark.parametrize(
    ("column", "text", "canonical"),
    [
        ("name", "  Seniorenbüro \u00a0 Ahlen\u200b ", "Seniorenbüro Ahlen"),
        ("auch_bekannt_als", "Infocenter;SeNas ; ;Infocenter", "Infocenter; SeNas"),
        ("status", "AKTIV", "aktiv"),
        ("status", "im Aufbau", "in Aufbau"),
        ("status", "pause", "vorübergehend geschlossen"),
        ("status", "vorübergehend geschlossen bis 1.3.2027", "vorübergehend geschlossen bis 01.03.2027"),
        ("status", "geschlossen am 11.12.2013", "geschlossen am 11.12.2013"),
        ("traeger", "Stadt Wesel; Kreis Wesel (Mitfinanzierung)", "Stadt Wesel; Kreis Wesel (Mitfinanzierung)"),
        ("traeger", "Stadt Bochum; Awo; Stadt Bochum", "Stadt Bochum; AWO"),
        ("traeger", "Verein A (Träger); Verein B (Ko-Träger)", "Verein A; Verein B"),
        ("traeger", "AWO (Kreisverband)", "AWO (Kreisverband)"),
        ("traeger", "Verein A (Kooperationspartner)", "Verein A (Kooperationspartner)"),
        ("personalform", "hauptamtlich und ehrenamtlich", "gemischt"),
        ("personalform", "Ehrenamtlich", "ehrenamtlich"),
        ("strasse", "Mittelstraße  (Bürgerhaus)", "Mittelstraße (Bürgerhaus)"),
        ("strasse", "Albert-Schmidt-Haus", "Albert-Schmidt-Haus"),
        ("plz", "D-59227", "59227"),
        ("telefon", "0228/614074", "0228 61 40 74"),
        ("telefon", "(0228) 61 40 74", "0228 61 40 74"),
        ("telefon", "+49 228 614074; 0228 614075 (Fahrdienst)", "0228 61 40 74; 0228 61 40 75 (Fahrdienst)"),
        ("telefon", "0228 614074 / 614075", "0228 61 40 74; 0228 61 40 75"),
        ("telefon", "0228 614074 App. 20", "0228 61 40 74 App. 20"),
        ("telefon", "4915112345678", "01511 234 56 78"),
        ("telefon", "02327 9461-13/-26", "02327 94 61 13; 02327 94 61 26"),
        ("telefon", "0221 221-0, -27400", "0221 22 10; 0221 22 12 74 00"),
        ("telefon", "Zentrale 0231 50-0", "0231 500; 0231 500 (Zentrale)"),
        ("telefon", "115", "115"),
        (
            "telefon",
            "02162 101-144 (Dülken A-D, Boisheim); 02162 101-116 (Alt-Viersen A-Q)",
            "02162 10 11 44; 02162 10 11 44 (Dülken A-D, Boisheim); 02162 10 11 16 (Alt-Viersen A-Q)",
        ),
        ("telefon", "0228 614075 (Fahrdienst); 0228 614074", "0228 61 40 74; 0228 61 40 75 (Fahrdienst)"),
        ("fax", "Fax: 0228 614074", "0228 61 40 74"),
        ("website", "www.ahlen.de/senioren", "https://www.ahlen.de/senioren"),
        ("website", "http://ahlen.de", "http://ahlen.de"),
        ("sprechzeiten", "Di 8–12 u. 14–16 Uhr", "dienstags 8 bis 12 Uhr und 14 bis 16 Uhr"),
        (
            "sprechzeiten",
            "Außensprechstunde Werne: jeden ersten Donnerstag im Monat von 10-12 Uhr; Mo 9-12",
            "Außensprechstunde Werne: montags 9 bis 12 Uhr; jeden 1. Donnerstag im Monat 10 bis 12 Uhr",
        ),
        (
            "sprechzeiten",
            "mobile Sprechstunde: mittwochs an wechselnden Orten",
            "mobile Sprechstunde: mittwochs an wechselnden Orten",
        ),
        ("sprechzeiten", "bitte klingeln; Mo 9-12", "montags 9 bis 12 Uhr\nbitte klingeln"),
        ("sprechzeiten", "Mo 9-10; Mo 9-12", "montags 9 bis 12 Uhr"),
        ("angebote", "präventive Hausbesuche; Nähstube; Pflege", "Pflegeberatung; Hausbesuche; Nähstube"),
        ("barrierefrei", "Ja", "ja"),
        ("barrierefrei", "nicht geprüft", ""),
        ("barrierefrei", "nein; Aufzug; Breite Türen: nein", "nein; Breite Türen: nein; Aufzug: ja"),
        ("barrierefrei", "Rampe hinten; ja", "ja; Rampe hinten"),
        ("barrierefrei", "teilweise", "teilweise"),
        ("bas_mitglied", "seit 1998", "ja, seit 1998"),
        ("bas_mitglied", "nein", "nein"),
        ("las_mitglied", "x", "ja"),
        ("lat", "51,7600", "51.76"),
        ("lon", "7.5", "7.5"),
        ("geprueft_am", "2020-08-10", "10.08.2020"),
        ("geprueft_am", "10.8.2020", "10.08.2020"),
        ("sprachen", "türkisch, Deutsch; Leichte Sprache", "Deutsch; Leichte Sprache; Türkisch"),
        ("beispieldaten", "nein", ""),
        ("beschreibung", "Eins \r\n\r\n\r\n\r\n zwei", "Eins\n\nzwei"),
    ],
)  # fmt: skip
def test_every_wording_has_one_canonical_form(column, text, canonical):
    assert COLUMNS[column].canonical(text, VOCABULARY) == canonical


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("plz", "1234", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227."),
        ("plz", "５９２２７", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227."),
        ("email", "info@", "Das ist keine vollständige E-Mail-Adresse."),
        ("website", "javascript:alert(1)", "Das ist keine Internetadresse, zum Beispiel www.ahlen.de."),
        ("website", "gibt es nicht", "Das ist keine Internetadresse, zum Beispiel www.ahlen.de."),
        ("gruendungsjahr", "um 1995", "Hier steht eine Jahreszahl mit vier Ziffern, zum Beispiel 1998."),
        ("geprueft_am", "31.2.2020", "Hier steht ein Datum, zum Beispiel 10.08.2020."),
        ("lat", "7.5", "Hier steht eine Zahl zwischen 50 und 53."),
        ("lon", "nan", "Hier steht eine Zahl zwischen 5,5 und 9,6."),
        ("las_mitglied", "vielleicht", "Hier steht „ja“ oder „nein“, oder nichts."),
        ("personalform", "bunt", "Möglich sind: hauptamtlich, ehrenamtlich, gemischt."),
        ("sprachen", "Klingonisch", "Diese Sprache kennt das Verzeichnis nicht: „Klingonisch“."),
        (
            "status",
            "mal so, mal so",
            "Möglich sind: in Aufbau, aktiv, vorübergehend geschlossen, eingegliedert, geschlossen.",
        ),
        (
            "telefon",
            "581 5080",
            "Bei „581 5080“ fehlt die Vorwahl. Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74.",
        ),
    ],
)
def test_what_is_no_such_thing_is_named_in_a_sentence(column, text, sentence):
    with pytest.raises(UnreadableError) as error:
        COLUMNS[column].read(text, VOCABULARY)

    assert str(error.value) == sentence


def test_what_would_have_to_be_cut_is_refused():
    with pytest.raises(TooLongError) as error:
        COLUMNS["name"].read("A" * 201, VOCABULARY)

    assert str(error.value) == "Name: Der Text hat 201 Zeichen, höchstens 200 sind möglich."


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stadt Ahlen", "kommune"),
        ("Gemeinde Alpen", "kommune"),
        ("Kreis Wesel", "kreis"),
        ("Rhein-Sieg-Kreis", "kreis"),
        ("AWO Kreisverband", "wohlfahrt"),
        ("Caritasverband für Bochum e.V.", "wohlfahrt"),
        ("Grafschafter Diakonie gGmbH", "wohlfahrt"),
        ("Der Paritätische", "wohlfahrt"),
        ("Alter und Soziales e.V.", "verein"),
        ("Förderverein", "verein"),
        ("Bürgerstiftung Altenhilfe Stadt Hennef", "stiftung"),
        ("Kath. Kirchengemeinde St. Josef", "kirche"),
        ("Ifak", "andere"),
        ("Freundeskreis", "andere"),
    ],
)
def test_the_kind_of_a_traeger_is_guessed_from_its_name(name, kind):
    assert kind_of(name) == kind


PIECES = st.sampled_from(
    "; ( ) , : . \n - ja nein seit am bis 1998 2020 10.8.2020 aktiv geschlossen Stadt Ahlen AWO awo Kreis Träger "
    "(Mitfinanzierung) (Träger) 0228/614074 0228614075 (Fahrdienst) montags Mo-Fr Di 9-12 14 bis 16 Uhr jeden 1. "
    "Donnerstag im Monat nach Vereinbarung telefonisch Außensprechstunde Werne mobile Sprechstunde nur bitte klingeln "
    "Hausbesuche Pflege Nähstube Aufzug Markt 1 (Bürgerhaus) www.ahlen.de "
    "info@example.org 51,76 7.5 59227 Deutsch".split(" ")
)


@given(st.lists(PIECES, max_size=12).map(" ".join), st.sampled_from(sorted(COLUMNS)))
def test_what_is_canonical_stays_as_it_is(text, column):
    once = canonical_or_raw(column, text, VOCABULARY)

    assert canonical_or_raw(column, once, VOCABULARY) == once


@given(st.text(max_size=60), st.sampled_from(sorted(COLUMNS)))
def test_any_text_is_read_or_refused_in_a_sentence(text, column):
    once = canonical_or_raw(column, text, VOCABULARY)

    assert canonical_or_raw(column, once, VOCABULARY) == once


def test_a_day_is_read_as_a_day():
    assert COLUMNS["geprueft_am"].read("10.8.2020", VOCABULARY) == date(2020, 8, 10)


@pytest.mark.parametrize(
    ("text", "street", "building"),
    [
        ("Schlossmacherplatz", "Schlossmacherplatz", ""),
        ("Rathaus (Altbau), Erdgeschoss, Zimmer A 010", "", "Rathaus (Altbau), Erdgeschoss, Zimmer A 010"),
        ("Kaiserstraße 85, Zi. 212", "Kaiserstraße 85", "Zi. 212"),
        ("Bürgerhaus, Mittelstraße 40, 2. OG", "Mittelstraße 40", "Bürgerhaus, 2. OG"),
        ("Im Rathaus, Zimmer 5", "", "Im Rathaus, Zimmer 5"),
        ("August-Wagner-Platz 2-4", "August-Wagner-Platz 2-4", ""),
        ("Zur Alten Post", "Zur Alten Post", ""),
        ("Hohe Eiche 12", "Hohe Eiche 12", ""),
        ("Rathausstr. 3", "Rathausstr. 3", ""),
        ("Stockumer Straße 5", "Stockumer Straße 5", ""),
        ("Albert-Schmidt-Haus", "", "Albert-Schmidt-Haus"),
    ],
)
def test_a_street_is_no_building_and_a_room_no_street(text, street, building):
    read = COLUMNS["strasse"].read(text, VOCABULARY)
    assert (read.street, read.building) == (street, building)
    assert COLUMNS["strasse"].read(COLUMNS["strasse"].say(read), VOCABULARY) == read
