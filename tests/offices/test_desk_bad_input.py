"""What goes wrong in Mein Büro gets a sentence that helps, and nothing that was typed is lost."""

import pytest

from core.models import Message, Proposal, Version
from offices.editing import SECTIONS, section_of
from offices.models import Invitation, Membership, Office, Role
from offices.upkeep.versions import keep_first_version
from tests.factories import PASSWORD, make_full_office, make_member
from tests.offices.editing import as_sent, opened
from tests.reading import Page
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

SLUGS = [section.slug for section in SECTIONS]
STRANGE = [
    "Bus \N{GRINNING FACE}",
    "\u202eBus\u202c",
    "\ufeffBus\u200b",
    "Bus\x0b\x1f!",
    "Bus\x85\u2028Bcc: x@evil.example",
]


@pytest.fixture
def office(at):
    at("2026-11-24 10:00")
    return make_full_office()


@pytest.fixture
def member(office):
    client = StrictClient()
    client.user = make_member(office, "leitung@example.org", role=Role.LEAD, name="Karl Muster")
    client.force_login(client.user)
    return client


def place_for(slug, office):
    return office.places.first() if section_of(slug).needs_place else None


def address(slug, office):
    place = place_for(slug, office)
    return f"/buero/{office.slug}/standorte/{place.pk}/{slug}/" if place else f"/buero/{office.slug}/profil/{slug}/"


def typed(slug, office, **changes):
    """What a browser sends of the section, with some fields changed."""
    data = dict(as_sent(opened(slug, office, place_for(slug, office))).lists())
    return {**data, **{name.replace("__", "-"): value for name, value in changes.items()}}


def stored(office):
    fresh = Office.objects.get(pk=office.pk)
    return {slug: section_of(slug).part.read(fresh, place_for(slug, fresh)) for slug in SLUGS}


def values(page):
    found = {control.get("name"): control.get("value", "") for control in page.all("input") if control.get("name")}
    return found | {area.get("name"): "".join(area.itertext()).strip() for area in page.all("textarea")}


def text_controls(page):
    """Names of what people type into."""
    lines = [
        control.get("name") for control in page.all("input") if control.get("type") in {None, "text", "email", "tel"}
    ]
    return [*lines, *(area.get("name") for area in page.all("textarea"))]


# --- fields ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "name", "value", "sentence"),
    [
        ("name", "name", "x" * 10_000, "„So heißt Ihr Büro“ ist zu lang: 10000 Zeichen. Möglich sind 200."),
        ("name", "name", "Büro\x00", "In „So heißt Ihr Büro“ steht ein unsichtbares Zeichen."),
        ("name", "other_names", "x" * 10_000, "ist zu lang: 10000 Zeichen."),
        ("ueber-uns", "summary", "x" * 10_000, "ist zu lang: 10000 Zeichen."),
        ("ueber-uns", "description", "x" * 200_000, "ist zu lang: 200000 Zeichen."),
        ("ueber-uns", "description", "Wir\x00", "steht ein unsichtbares Zeichen."),
        ("ueber-uns", "founded", "neunzehnhundert", "als Zahl."),
        ("ueber-uns", "founded", "9" * 5000, "Zahl"),
        ("ueber-uns", "founded", "-5", "Bitte"),
        ("ueber-uns", "staffing", "quatsch", "aus der Liste."),
        ("status", "status", "quatsch", "aus der Liste."),
        ("status", "paused_until", "30.2.", "„30.2.“ ist kein Datum."),
        ("kontakt", "phone", "x" * 5000, "ist keine Telefonnummer."),
        ("kontakt", "email", "a@b.de\r\nBcc: x@evil.example", "Bitte schreiben Sie eine E-Mail-Adresse"),
        ("kontakt", "email", "x" * 5000 + "@b.de", "E-Mail"),
        ("kontakt", "website", "javascript:alert(1)", "Internetadresse"),
        ("kontakt", "website", "file:///etc/passwd", "Internetadresse"),
        ("kontakt", "website", "http://[::1", "Internetadresse"),
        ("angebote", "languages", "quatsch", "aus der Liste."),
        ("angebote", "home_visits", "quatsch", "aus der Liste."),
        ("einzugsgebiet", "catchment", "Ahlen\n" * 2000, "ist zu lang"),
        ("traeger", "traeger-0-name", "x" * 10_000, "ist zu lang"),
        ("traeger", "traeger-0-role", "quatsch", "aus der Liste."),
        ("traeger", "traeger-TOTAL_FORMS", "abc", "Diese Seite kam unvollständig an. Bitte laden Sie sie neu."),
        ("traeger", "traeger-TOTAL_FORMS", "", "Diese Seite kam unvollständig an. Bitte laden Sie sie neu."),
        ("ansprechpersonen", "personen-0-function", "x" * 10_000, "ist zu lang"),
        ("ansprechpersonen", "personen-0-person", "Erika\x00", "steht ein unsichtbares Zeichen."),
        ("ansprechpersonen", "personen-0-email", "a@b.de\nBcc: x@evil.example", "E-Mail-Adresse"),
        ("adresse", "ags", "Atlantis", "Bitte"),
        ("adresse", "postcode", "9" * 5000, "Bitte"),
        ("adresse", "postcode", "abc", "Bitte"),
        ("adresse", "role", "quatsch", "aus der Liste."),
        ("barrierefreiheit", "step_free", "quatsch", "Bitte wählen Sie eine der Antworten."),
        ("zeiten", "zeiten-0-starts", "25 Uhr", "„25 Uhr“ ist keine Uhrzeit."),
        ("zeiten", "zeiten-0-ends", "9" * 5000, "ist keine Uhrzeit."),
        ("zeiten", "zeiten-0-weekday", "17", "aus der Liste."),
        ("zeiten", "zeiten-0-kind", "quatsch", "aus der Liste."),
        ("zeiten", "ausnahmen-0-first", "30.2.", "„30.2.“ ist kein Datum."),
        ("zeiten", "hours_note", "x" * 10_000, "ist zu lang"),
        ("zeiten", "satz", "x" * 10_000, "ist zu lang"),
        ("zeiten", "satz", "montags 25 bis 99 Uhr", "Das verstehen wir nicht als feste Zeit"),
        ("zeiten", "zeiten-TOTAL_FORMS", "9" * 5000, "Bitte"),
    ],
)
def test_each_mistake_is_named_and_the_rest_of_the_section_stays(member, office, slug, name, value, sentence):
    before = stored(office)
    opened_page = Page(member.get(address(slug, office)))
    assert name in values(opened_page) or opened_page.all("select", name=name) or slug == "adresse"
    response = member.post(address(slug, office), {**typed(slug, office), name: value})
    page = Page(response)
    assert response.status_code == 200
    assert sentence in page.text
    others = [control for control in text_controls(opened_page) if control != name and "_FORMS" not in name]
    assert {key: values(page)[key] for key in others} == {key: values(opened_page)[key] for key in others}
    assert stored(office) == before
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("text", STRANGE)
def test_strange_signs_in_any_field_never_break_a_page(member, office, coordinator, slug, text):
    page = Page(member.get(address(slug, office)))
    for name in (name for name in text_controls(page) if "-" not in name or "-0-" in name):  # rows are alike
        response = member.post(address(slug, office), {**typed(slug, office), name: text})
        assert response.status_code in {200, 302}
    for proposal in Proposal.objects.all():
        change = f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{proposal.pk}/"
        assert coordinator.get(change).status_code == 200
        assert coordinator.post(change).status_code == 302
    for shown in (f"/seniorenbueros/{office.slug}/", f"/buero/{office.slug}/verlauf/", f"/buero/{office.slug}/profil/"):
        assert member.get(shown).status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_request_is_answered_with_the_form_or_saved(member, office, slug):
    assert member.post(address(slug, office), {}).status_code in {200, 302}


@pytest.mark.parametrize("rows", ["-1", "1000", "²", "9" * 5000])
@pytest.mark.parametrize(
    ("slug", "prefix"),
    [("zeiten", "zeiten"), ("zeiten", "ausnahmen"), ("traeger", "traeger"), ("ansprechpersonen", "personen")],
)
@pytest.mark.parametrize("button", ["", "satz", "mehr"])
def test_any_count_of_rows_gets_a_page(member, office, slug, prefix, rows, button):
    sent = {**typed(slug, office), f"{prefix}-TOTAL_FORMS": rows, "satz": "montags 9 bis 12 Uhr"}
    button = f"mehr-{prefix}" if button == "mehr" else button
    response = member.post(address(slug, office), {**sent, **({"tun": button} if button else {})})
    assert response.status_code in {200, 302}


# --- what is gone meanwhile -------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["adresse", "zeiten", "barrierefreiheit"])
def test_a_standort_removed_meanwhile_is_not_found(member, office, slug):
    other = office.places.last()
    path = f"/buero/{office.slug}/standorte/{other.pk}/{slug}/"
    other.delete()
    response = member.post(path, {})
    assert response.status_code == 404
    assert Page(response).h1 == "Diese Seite gibt es nicht"


@pytest.mark.parametrize("path", ["profil/quatsch/", "standorte/0/zeiten/", "verlauf/99/", "team/99/rolle/"])
def test_what_does_not_exist_is_not_found(member, office, path):
    assert member.get(f"/buero/{office.slug}/{path}").status_code == 404


def test_whoever_left_meanwhile_finds_nothing_any_more(member, office):
    Membership.objects.all().delete()
    assert member.post(address("name", office), {"name": "Neu"}).status_code == 404
    assert Office.objects.get(pk=office.pk).name == "Seniorenbüro Voll"


def test_an_earlier_version_comes_back_twice_without_harm(member, office):
    keep_first_version(office)
    path = f"/buero/{office.slug}/verlauf/1/wiederherstellen/"
    assert [member.post(path).status_code for _ in range(2)] == [302, 302]
    assert Version.objects.of(office).count() == 1


def test_the_table_of_all_offices_survives_whatever_an_office_says(member, office):
    words = "\n".join(["Nicht am Rosenmontag, " + "x" * 20] * 23)[:1000]
    assert member.post(address("zeiten", office), {**typed("zeiten", office), "hours_note": words}).status_code == 302
    table = b"".join(StrictClient().get("/daten/seniorenbueros.csv").streaming_content).decode()
    assert "Seniorenbüro Voll" in table


# --- a session that has ended -----------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "name", "value"), [
    ("ueber-uns", "summary", "Neuer Satz über uns"),
    ("kontakt", "phone", "0228 61 40 74"),
    ("ansprechpersonen", "personen-1-function", "Fahrdienst"),
    ("zeiten", "zeiten-0-starts", "8:15"),
])  # fmt: skip
def test_a_section_sent_after_the_session_ended_is_there_again(member, office, slug, name, value):
    path, client = address(slug, office), StrictClient()
    response = client.post(path, {**typed(slug, office), name: value})
    assert response["Location"] == f"/konto/anmelden/?next={path}"
    assert "Ihre Eingaben sind noch da." in Page(client.get(response["Location"])).text
    response = client.post("/konto/anmelden/", {"login": member.user.email, "password": PASSWORD, "next": path})
    assert response["Location"] == path
    assert values(Page(client.get(path)))[name] == value
    assert values(Page(client.get(path)))[name] != value  # once


def test_a_section_sent_with_an_old_token_is_there_again(member, office):
    client, path = StrictClient(enforce_csrf_checks=True), address("ueber-uns", office)
    client.force_login(member.user)
    sent = {**typed("ueber-uns", office), "summary": "Neuer Satz über uns"}
    response = client.post(path, sent, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert "Ihre Eingaben sind noch da." in Page(response).text
    assert values(Page(client.get(path)))["summary"] == "Neuer Satz über uns"


# --- invitations -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", ""),
        ("email", "quatsch"),
        ("email", "neu@example.org\r\nBcc: x@evil.example"),
        ("email", "neu@example.org\nBcc: x@evil.example"),
        ("email", "neu@example.org, x@evil.example"),
        ("email", "neu@example.org%0aBcc:x@evil.example"),
        ("email", "x" * 10_000 + "@example.org"),
        ("email", "neu@example.org\x00"),
        ("email", "neu@b\u00fcro.example.org"),
        ("email", "n\u00e4u@example.org"),
        ("email", '"neu neu"@example.org'),
        ("email", "leitung@example.org"),
        ("name", "x" * 10_000),
        ("name", "Neu\x00"),
        ("role", "quatsch"),
        ("role", ""),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_named_and_the_rest_stays(member, office, name, value):
    right = {"email": "neu@example.org", "name": "Nina Neu", "role": "redaktion"}
    response = member.post(f"/buero/{office.slug}/team/einladen/", {**right, name: value})
    if value == "neu@b\u00fcro.example.org":  # such a host exists
        assert response.status_code in {200, 302}
        return
    page = Page(response)
    assert response.status_code == 200
    assert page.errors
    assert {key: values(page)[key] for key in ("email", "name") if key != name} == {
        key: right[key] for key in ("email", "name") if key != name
    }
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["Nina\r\nBcc: x@evil.example", *STRANGE])
def test_a_strange_name_never_reaches_the_head_of_a_mail(member, office, name):
    sent = {"email": "neu@example.org", "name": name, "role": "redaktion"}
    assert member.post(f"/buero/{office.slug}/team/einladen/", sent).status_code == 302
    mail = Message.objects.get()
    assert (mail.to, mail.subject.isprintable()) == ("neu@example.org", True)
    assert member.get(f"/buero/{office.slug}/team/").status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..", "<script>", "%E4"])
def test_a_made_up_link_is_not_found_or_over(token):
    assert StrictClient().get(f"/konto/einladung/{token}/").status_code in {404, 410}
    assert StrictClient().get(f"/stimmt-noch/{token}/").status_code in {404, 410}
    assert StrictClient().get(f"/vorschau/{token}/").status_code in {404, 410}
