"""`make run` from a bare folder: real processes that serve, compress, protect, and end together."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.demo import people
from tests.server import ROOT, running


@pytest.fixture(scope="module")
def folder(furnish):
    return furnish("served")


@pytest.fixture(scope="module")
def server(folder):
    with running(folder) as server:
        yield server


def test_the_first_start_fills_the_empty_directory_and_says_the_address(furnish, server):
    first = furnish.first_start()
    assert "Die Datenbank ist leer. Der Beispielinhalt wird geladen …" in first.output
    assert f"Das Portal läuft: {first.url}/" in first.output
    assert "Ihr Seniorenbüro ist näher" in server.get("/").read().decode()


def test_nothing_is_written_outside_the_folder(server, folder):
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith("portal.sqlite3-")) == [
        "media",
        "portal.sqlite3",
        "secret_key",
        "static",
        "stylesheet",
        "worker.lock",
    ]


def test_ten_thousand_signs_get_a_sentence_from_the_real_server_too(server):
    answer = server.get("/seniorenbueros/?q=" + "a" * 10_000)
    assert answer.status == 200
    assert "Das ist zu lang. Bitte schreiben Sie höchstens 200 Zeichen." in answer.read().decode()


def test_pages_are_compressed_for_browsers_that_can(server):
    packed = server.get("/", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.read()) < 35_000
    assert len(server.get("/").read()) < 120_000


def test_static_files_are_kept_for_good_and_protected_like_pages(server):
    page = server.get("/").read().decode()
    paths = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(paths) >= 4
    for path in paths:
        answer = server.get(path)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"].split("; ")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Set-Cookie"] is None


@pytest.mark.parametrize("path", ["/static/", "/static/gibt-es-nicht.css", "/gibt-es-nicht/", "/static/../manage.py"])
def test_what_is_not_there_is_a_page_in_plain_german(server, path):
    answer = server.get(path)
    assert answer.status == 404
    assert "Diese Seite gibt es nicht" in answer.read().decode()


def test_health_answers_monitors(server):
    assert server.get("/health/").read() == b'{"status": "ok"}'


def processes_of(group):
    """Living processes of a group, from /proc; a zombie counts as gone."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended between the two looks
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(path.parent.name)
    return found


@pytest.mark.skipif(not Path("/proc").exists(), reason="no /proc on this machine")
def test_ctrl_c_ends_every_process_and_the_next_start_keeps_the_data(furnish):
    folder = furnish("again")
    with running(folder) as first:
        group = os.getpgid(first.process.pid)
        home = first.get("/").read()
        assert len(processes_of(group)) > 1
    assert processes_of(group) == []
    with running(folder) as second:
        said = "".join(second.output)
        assert "Beispielinhalt" not in said
        assert f"Das Portal läuft: {second.url}/" in said
        assert second.get("/").read() == home


def test_the_demo_says_who_can_sign_in_and_nobody_else_hears_of_it(furnish):
    folder = furnish("public")
    with running(folder) as demo:
        said = "".join(demo.output)
        for person in people.PEOPLE:
            assert person.email in said
        assert people.PASSWORD in said
    with running(folder, DEMO="0") as public:
        assert "Anmelden" not in "".join(public.output)
        assert people.PASSWORD not in "".join(public.output)


def test_a_bad_variable_stops_the_start_with_its_sentence(tmp_path):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": "acht"}
    done = subprocess.run(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert (
        done.stderr == "Start abgebrochen: PORT='acht' ist nicht brauchbar. Erwartet wird eine Zahl von 1 bis 65535.\n"
    )
