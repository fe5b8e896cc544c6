import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from offices.models import Office

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[2] / "offices" / "data" / "seniorenbueros_nrw.csv"


def run(file, *options):
    out = io.StringIO()
    call_command("import_offices", str(file), *options, stdout=out)
    return out.getvalue().splitlines()


def test_the_real_list_is_told_row_by_row_and_then_in_one_line():
    told = run(REAL)
    assert (told[0], told[-1], len(told)) == (
        "Zeile 2: Seniorenbüro Ahlen, Ahlen: angelegt.",
        "39 angelegt, 0 geändert, 0 unverändert, 0 abgelehnt",
        40,
    )
    assert run(REAL) == ["0 angelegt, 0 geändert, 39 unverändert, 0 abgelehnt"]


def test_a_dry_run_says_so_and_keeps_nothing():
    assert run(REAL, "--dry-run")[-2:] == [
        "39 angelegt, 0 geändert, 0 unverändert, 0 abgelehnt",
        "Probelauf: Es wurde nichts gespeichert.",
    ]
    assert Office.objects.count() == 0


def test_hints_conflicts_and_notes_are_told(tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text("name,ort,fax,Hut\nA,Ahlen,0221 4710100,x\n", encoding="utf-8")
    run(file)
    Office.objects.update(fax="+492214710199")

    assert run(file) == [
        "Diese Spalten kennt das Verzeichnis nicht, sie wurden nicht gelesen: „Hut“.",
        "Zeile 2: A, Ahlen: unverändert. "
        "Fax: In der Datei steht „0221 471 01 00“, im Portal „0221 471 01 99“. Das Portal behält seine Angabe.",
        "0 angelegt, 0 geändert, 1 unverändert, 0 abgelehnt",
    ]


def test_a_rejected_row_fails_the_command_but_keeps_the_others(tmp_path, capsys):
    file = tmp_path / "liste.csv"
    file.write_text("name;ort\nA;Ahlen\nB;Nirgendwo\n;Ahlen\n", encoding="utf-8")
    out = io.StringIO()

    with pytest.raises(CommandError) as error:
        call_command("import_offices", str(file), stdout=out)

    assert (str(error.value), error.value.returncode) == ("2 Zeilen wurden abgelehnt.", 1)
    assert out.getvalue().splitlines() == [
        "Zeile 2: A, Ahlen: angelegt.",
        "Zeile 3: B, Nirgendwo: abgelehnt. Den Ort „Nirgendwo“ gibt es in Nordrhein-Westfalen nicht.",
        "Zeile 4: ohne Namen, Ahlen: abgelehnt. Die Angabe „name“ fehlt.",
        "1 angelegt, 0 geändert, 0 unverändert, 2 abgelehnt",
    ]
    assert Office.objects.count() == 1
    assert capsys.readouterr().err == ""


def test_a_missing_file_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError) as error:
        run(tmp_path / "fehlt.csv")

    assert str(error.value) == f"Die Datei {tmp_path}/fehlt.csv gibt es nicht. Bitte prüfen Sie den Namen."


def test_a_folder_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError) as error:
        run(tmp_path)

    assert str(error.value) == f"{tmp_path} ist ein Ordner. Bitte nennen Sie eine Datei."


def test_an_unusable_file_is_told_with_its_name(tmp_path):
    file = tmp_path / "bild.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00")

    with pytest.raises(CommandError) as error:
        run(file)

    assert str(error.value).startswith("bild.csv: Die Datei ist ein Bild, keine Tabelle. ")


def test_a_collision_with_another_run_is_told_in_a_sentence(tmp_path, monkeypatch):
    def collide(*args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr("offices.management.commands.import_offices.import_rows", collide)
    with pytest.raises(CommandError) as error:
        run(REAL)

    assert str(error.value) == (
        "Jemand anderes hat das Verzeichnis gerade geändert. Es wurde nichts übernommen. "
        "Bitte starten Sie den Import noch einmal."
    )
