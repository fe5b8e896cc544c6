import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offices.exchange.columns import COLUMNS
from offices.exchange.export import csv_lines, row_of, with_columns
from offices.exchange.importer import import_rows
from offices.exchange.table import read
from offices.exchange.vocabulary import load_vocabulary
from offices.models import Contact, Office, Place
from tests.factories import BECKUM, make_full_office, make_hours, make_office

pytestmark = pytest.mark.django_db


def exported():
    file = io.StringIO()
    file.writelines(csv_lines(Office.objects.alphabetical()))
    return file.getvalue()


def rows():
    return list(csv.DictReader(io.StringIO(exported().removeprefix("\ufeff")), delimiter=";"))


def state():
    return [
        [list(model.objects.order_by("pk").values()) for model in (Office, Place, Contact)],
        [str(hours) for place in Place.objects.order_by("pk") for hours in place.hours.all()],
    ]


def make_varied_offices():
    make_full_office()
    make_office("Zu", ags=BECKUM, district="Neubeckum", status="geschlossen", closed_on="2013-12-11")
    make_office("Pause", status="pause", paused_until="2027-03-01", status_note="Umbau; wir freuen uns")
    new = make_office("Neu", staffing="ehrenamtlich", is_sample=True, is_las_member=False, is_bas_member=False)
    make_office("Alt", status="eingegliedert", successor=new)
    make_office("Nachfolger fehlt", status="eingegliedert", status_note="Umzug. Nachfolger: Haus am See")
    make_office("=1+1", note='-5 °C; +49 "Zitat", \'Strich', description="Eins\n\nZwei; drei", offers_note="A; Tanz; a")
    odd = make_office(
        "Merkwürdig", other_names="Semikolon; im Namen\n  \nZwei", catchment="Altkreis; Nord\nBeckum (A, B)"
    )
    main = odd.places.get()
    main.hours_note = "Bitte klingeln\nmontags 9 bis 12 Uhr; nur nach Vereinbarung"
    main.save()
    make_hours(main, 0, "9:00", "12:30")
    make_hours(main, 4, "9:00", "11:00", nth=-1)
    make_hours(main, 1, "8:00", "9:00", kind="phone")
    for position, name in enumerate(["Haus: Nord; Süd", "Montagstreff", ""], start=1):
        role = Place.Role.OUTREACH if name else Place.Role.MOBILE
        place = Place.objects.create(
            office=odd, role=role, name=name, ags=main.ags, position=position, by_appointment=True
        )
        make_hours(place, position, "14:00", "16:00", nth=2)
    Contact.objects.create(office=odd, function="Fahrdienst (Süd); Bus", phone="+31201234567")
    Office.objects.filter(pk=odd.pk).update(phone="+492214710100")


def test_what_is_exported_imports_again_without_a_change():
    make_varied_offices()
    before = state()

    report = import_rows(read(exported().encode()).lines)
    assert report.summary == "0 angelegt, 0 geändert, 8 unverändert, 0 abgelehnt"
    assert [row.sentences for row in report.rows if row.conflicts] == []
    assert state() == before


def test_what_is_exported_makes_the_same_list_in_an_empty_directory():
    make_full_office()
    make_office("Zu", ags=BECKUM, district="Neubeckum", status="geschlossen", closed_on="2013-12-11")
    new = make_office("Neu", is_sample=True, note="+49 -5 =x")
    make_office("Alt", status="eingegliedert", successor=new)
    text = exported()
    Office.objects.all().delete()

    assert import_rows(read(text.encode()).lines).summary == "4 angelegt, 0 geändert, 0 unverändert, 0 abgelehnt"
    assert exported() == text


def test_an_excel_in_germany_opens_it_with_umlauts_and_columns():
    make_office("Büro")
    content = exported().encode()

    assert content.startswith(b"\xef\xbb\xbfname;auch_bekannt_als;ort;")
    assert content.count(b"\r\n") == 2


def test_no_cell_is_run_as_a_formula():
    make_office("=1+1", note="@SUMME(A1)", phone="+31201234567")

    [row] = rows()
    assert (row["name"], row["hinweis"], row["telefon"][:4]) == ("'=1+1", "'@SUMME(A1)", "+31 ")


def test_what_is_for_the_office_alone_does_not_leave_the_house():
    office = make_full_office(internal_note="geheim-1", verified_by="geheim-2")
    Contact.objects.create(office=office, function="privat", person="Geheime Person", phone="+492214710177")
    hidden = make_office("Geheimes Büro", is_public=False)
    make_office("Alt", successor=hidden)

    file = io.StringIO()
    file.writelines(csv_lines(Office.objects.visible()))
    for secret in ("geheim-1", "geheim-2", "Geheime", "Erika", "471 01 77", "Geheimes"):
        assert secret not in file.getvalue()


def test_a_row_has_every_column_of_the_list():
    office = make_full_office()

    row = row_of(with_columns(Office.objects.filter(pk=office.pk)).get(), load_vocabulary())
    assert list(row) == list(COLUMNS)
    assert {name for name, text in row.items() if not text} == {"ortsteil", "nachfolger", "beispieldaten"}
    assert row["sprechzeiten"].startswith("montags bis donnerstags 9 bis 12 Uhr; ")


@pytest.mark.parametrize("count", [1, 3])
def test_the_export_needs_the_same_queries_for_any_number(count):
    for number in range(count):
        make_full_office(f"Büro {number}")

    with CaptureQueriesContext(connection) as captured:
        list(csv_lines(Office.objects.all()))
    assert len(captured) == 8


def test_an_office_with_many_words_about_its_hours_keeps_nobody_from_the_list():
    office = make_full_office()
    office.places.update(hours_note="\n".join(["Auch " + "x" * 40] * 21)[:1000])
    assert len(rows()[0]["sprechzeiten"]) > 1000
