import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tinyhtml5.parser import HTMLParser

from core.sheets.table import MOST_BYTES
from offices.models import ImportRun, Office
from tests.cast import signed_in
from tests.factories import make_user
from tests.strict import policy_problems

pytestmark = pytest.mark.django_db

ADD = "/verwaltung/offices/importrun/add/"
LIST = "/verwaltung/offices/importrun/"
GOOD = "name;ort;telefon\nSeniorenbüro Ahlen;Ahlen;0221 4710100\nB;Nirgendwo;\n"


def upload(client, content=GOOD, name="liste.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(ADD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def page(run):
    return reverse("admin:offices_importrun_change", args=[run.pk])


def apply(client, run, **options):
    return client.post(reverse("admin:offices_importrun_apply", args=[run.pk]), **options)


def text(response):
    return " ".join(response.content.decode().split())


def test_an_upload_shows_what_would_happen_and_writes_nothing(coordinator):
    response = upload(coordinator)

    run = ImportRun.objects.get()
    assert response.redirect_chain == [(page(run), 302)]
    assert Office.objects.count() == 0
    assert (run.file_name, bytes(run.content).decode(), run.applied_at) == ("liste.csv", GOOD, None)
    assert run.created_by.email == "koordination@example.org"
    assert "Noch ist nichts gespeichert." in text(response)
    assert "<td>1</td><td>0</td><td>0</td><td>1</td><td>0</td>" in text(response)
    assert "Seniorenbüro Ahlen, Ahlen" in text(response)
    assert "Den Ort „Nirgendwo“ gibt es in Nordrhein-Westfalen nicht." in text(response)


def test_taking_over_writes_the_stored_file_and_shows_the_result(coordinator):
    upload(coordinator)
    run = ImportRun.objects.get()

    response = apply(coordinator, run, follow=True)
    run.refresh_from_db()
    assert response.redirect_chain == [(page(run), 302)]
    assert Office.objects.get().phone == "+492214710100"
    assert run.applied_at is not None
    assert "Die Datei ist übernommen: 1 angelegt, 0 geändert, 0 unverändert, 1 abgelehnt." in text(response)
    assert "Jetzt übernehmen" not in text(response)


def test_taking_over_twice_is_refused_in_a_sentence(coordinator):
    upload(coordinator)
    run = ImportRun.objects.get()
    apply(coordinator, run)
    Office.objects.all().delete()

    response = apply(coordinator, run, follow=True)
    assert "Diese Datei ist schon übernommen. Laden Sie sie noch einmal hoch, wenn Sie das möchten." in text(response)
    assert Office.objects.count() == 0


def test_what_changed_since_the_preview_is_merged_anew(coordinator):
    upload(coordinator)
    apply(coordinator, ImportRun.objects.get())
    upload(coordinator, GOOD.replace("100", "101"))
    run = ImportRun.objects.latest("pk")
    assert [row["outcome"] for row in run.report["rows"]] == ["rejected", "updated"]
    Office.objects.update(phone="+492214710199")

    response = apply(coordinator, run, follow=True)
    assert Office.objects.get().phone == "+492214710199"
    assert "im Portal „0221 471 01 99“. Das Portal behält seine Angabe." in text(response)


def test_a_preview_shows_old_and_new(coordinator):
    upload(coordinator)
    apply(coordinator, ImportRun.objects.get())

    response = upload(coordinator, GOOD.replace("100", "101"))
    assert "<li>Telefon: <del>0221 471 01 00</del> → <ins>0221 471 01 01</ins></li>" in text(response)


def test_a_file_that_changes_nothing_offers_nothing_to_take_over(coordinator):
    upload(coordinator)
    apply(coordinator, ImportRun.objects.get())

    response = upload(coordinator)
    assert "Diese Datei würde nichts ändern." in text(response)
    assert "Jetzt übernehmen" not in text(response)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("leer.csv", b"", "Die Datei ist leer. Bitte wählen Sie die Datei mit Ihrer Tabelle."),
        ("bild.csv", b"\x89PNG\r\n\x1a\n\x00", "Die Datei ist ein Bild, keine Tabelle."),
        ("liste.csv", b'name,ort\n"A,Ahlen\n', "In Zeile 2 beginnt ein Anführungszeichen"),
        (
            "gross.csv",
            b"name,ort\n" + b" " * MOST_BYTES,
            "Die Datei ist größer als 10 MB. Bitte teilen Sie die Tabelle in mehrere Dateien auf.",
        ),
    ],
)
def test_an_unusable_file_is_told_at_the_field_and_not_kept(coordinator, name, content, sentence):
    response = upload(coordinator, content, name)

    assert (response.status_code, ImportRun.objects.count()) == (200, 0)
    assert response.context["adminform"].form.errors["file"][0].startswith(sentence)


def test_an_upload_without_a_file_asks_for_one(coordinator):
    response = coordinator.post(ADD, {})

    assert response.context["adminform"].form.errors["file"] == ["Bitte wählen Sie die Datei mit Ihrer Tabelle."]


def test_a_name_that_hurts_stays_text(coordinator):
    response = upload(coordinator, "name;ort\n<script>alert(1)</script>;Ahlen\n", '"><img src=x>.csv')

    assert "<script>alert" not in response.content.decode()
    assert "<img src=x>" not in response.content.decode()


def test_looking_writes_nothing_and_changing_needs_a_post(coordinator):
    upload(coordinator)
    run = ImportRun.objects.get()

    assert coordinator.get(page(run)).status_code == 200
    assert coordinator.post(page(run)).status_code == 405
    assert coordinator.get(reverse("admin:offices_importrun_apply", args=[run.pk])).status_code == 405
    assert (Office.objects.count(), ImportRun.objects.get().applied_at) == (0, None)


def test_an_unknown_run_is_not_found(coordinator):
    assert coordinator.get("/verwaltung/offices/importrun/99/change/").status_code == 404
    assert coordinator.post("/verwaltung/offices/importrun/99/uebernehmen/").status_code == 404


def test_a_coordinator_without_a_second_factor_sees_and_writes_no_import(coordinator):
    upload(coordinator)
    run = ImportRun.objects.get()
    other = signed_in(make_user(is_staff=True, second_factor=False))

    upload(other)
    answers = [other.get(ADD), other.get(LIST), other.get(page(run)), apply(other, run)]
    assert [answer.status_code for answer in answers] == [302] * 4
    assert (Office.objects.count(), ImportRun.objects.count()) == (0, 1)


def test_every_coordinator_may_import():
    member = signed_in(make_user(is_staff=True))
    upload(member)

    assert apply(member, ImportRun.objects.get()).status_code == 302
    assert Office.objects.count() == 1


def test_a_visitor_and_a_stranger_are_sent_to_the_sign_in(coordinator, client, stranger):
    upload(coordinator)
    run = ImportRun.objects.get()

    for somebody in (client, stranger):
        assert [somebody.get(page(run)).status_code, apply(somebody, run).status_code] == [302, 302]
    assert Office.objects.count() == 0


@pytest.mark.parametrize("address", [ADD, LIST])
def test_pages_of_imports_keep_the_securitypolicy_problems(coordinator, address):
    upload(coordinator)

    for response in (coordinator.get(address), coordinator.get(page(ImportRun.objects.get()))):
        assert policy_problems(HTMLParser().parse(response.content.decode())) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_needs_the_same_queries_for_any_number(coordinator, django_assert_num_queries, count):
    for _ in range(count):
        upload(coordinator)

    with django_assert_num_queries(8):
        assert coordinator.get(LIST).status_code == 200
