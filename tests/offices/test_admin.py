"""The administration of the directory: every page opens, what follows from a change is written, strangers stay out."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offices.models import HoursException, Office, Place, Provider, SearchWord, Topic
from portal.models import Operator
from tests.cast import signed_in
from tests.factories import AHLEN, KOELN, make_full_office, make_office, make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
LABELS = [model._meta.label_lower for model in MODELS]


def address(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


def submitted(page):
    """What a browser would send of the form as it stands; a dictionary of lists."""
    sent = {}
    form = page.all("form")[-1]
    html = "{http://www.w3.org/1999/xhtml}"
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if not name or kind in {"submit", "button", "file"}:
            continue
        if control.tag == html + "input" and (kind not in {"checkbox", "radio"} or control.get("checked") is not None):
            sent.setdefault(name, []).append(control.get("value", "on" if kind == "checkbox" else ""))
        elif control.tag == html + "textarea":
            sent.setdefault(name, []).append("".join(control.itertext()).removeprefix("\n"))
        elif control.tag == html + "select":
            options = list(control.iter(html + "option"))
            chosen = [option.get("value", "") for option in options if option.get("selected") is not None]
            if control.get("multiple") is None and not chosen:
                chosen = [options[0].get("value", "")] if options else []
            sent.setdefault(name, []).extend(chosen)
    return {name: values for name, values in sent.items() if values}


def problems(response):
    page = Page(response)
    return page.texts("ul", class_="errorlist") + page.texts("p", class_="errornote")


# --- every page opens -----------------------------------------------------------------------------------------


def test_the_directory_is_all_there():
    assert {
        "offices.office",
        "offices.place",
        "offices.topic",
        "offices.provider",
        "portal.operator",
        "accounts.user",
    } <= set(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_a_coordinator_opens_every_list(coordinator, label):
    make_full_office()
    assert coordinator.get(address(label, "changelist")).status_code in {200, 302}
    assert coordinator.get(address(label, "changelist"), {"q": "a"}).status_code in {200, 302}


@pytest.mark.parametrize("label", LABELS)
def test_a_coordinator_opens_every_empty_form_that_there_is(coordinator, label):
    has_form = label not in {"portal.operator"}
    status = coordinator.get(address(label, "add")).status_code
    assert status in ({200, 302} if has_form else {403})


@pytest.mark.parametrize("model", MODELS, ids=LABELS)
def test_a_coordinator_opens_every_form_with_content(coordinator, model):
    make_full_office()
    Operator().save()
    thing = model.objects.last()
    if thing is not None:
        assert coordinator.get(address(model._meta.label_lower, "change", thing.pk)).status_code == 200


@pytest.mark.parametrize("question", ["kreis=warendorf", "status__exact=aktiv", "is_public__exact=1", "kreis=quatsch"])
def test_filters_of_the_list_of_offices_work(coordinator, question):
    make_office()
    assert coordinator.get(f"{address('offices.office', 'changelist')}?{question}").status_code == 200


def test_the_list_of_offices_needs_the_same_queries_for_one_and_for_three(coordinator):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_full_office()
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(address("offices.office", "changelist"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- saving ---------------------------------------------------------------------------------------------------


def test_an_office_is_saved_with_its_places_and_everything_follows(coordinator):
    form = submitted(Page(coordinator.get(address("offices.office", "add"))))
    topic = Topic.objects.get(slug="pflegeberatung")
    provider = Provider.objects.create(name="Stadt Ahlen")
    form |= {
        "name": "Treffpunkt Lindenhof",
        "status": "aktiv",
        "phone": "02382 / 59 43",
        "topics": [topic.pk],
        "languages": ["de", "tr"],
        "catchment": "Ahlen\nBeckum",
        "website": "www.lindenhof.example.org",
        "places-0-role": "haupt",
        "places-0-street": "Markt 1",
        "places-0-postcode": "59227",
        "places-0-ags": AHLEN,
        "places-0-district": "Dolberg",
        "provisions-0-provider": provider.pk,
        "provisions-0-role": "traeger",
    }
    response = coordinator.post(address("offices.office", "add"), form)
    assert response.status_code == 302, problems(response)
    office = Office.objects.get()
    assert (office.town, office.phone, office.website) == (
        "Ahlen-Dolberg",
        "+4923825943",
        "https://www.lindenhof.example.org",
    )
    assert set(office.served_towns.values_list("ags", flat=True)) == {AHLEN, "05570008"}
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert {"treffpunkt", "lindenhof", "ahlen", "dolberg", "stadt"} <= words


def test_a_form_sent_back_unchanged_changes_nothing(coordinator):
    office = make_full_office()
    before = Office.objects.filter(pk=office.pk).values().get()
    path = address("offices.office", "change", office.pk)
    response = coordinator.post(path, submitted(Page(coordinator.get(path))))
    assert response.status_code == 302, problems(response)
    after = Office.objects.filter(pk=office.pk).values().get()
    assert {name for name in before if before[name] != after[name]} <= {"updated_at"}


def test_moving_the_main_place_moves_the_office_in_lists_and_search(coordinator, client):
    office = make_office("Wanderer")
    path = address("offices.office", "change", office.pk)
    form = submitted(Page(coordinator.get(path)))
    form |= {"places-0-ags": KOELN, "places-0-district": "Deutz", "name": "Wanderer Neu"}
    assert coordinator.post(path, form).status_code == 302
    assert Page(client.get("/seniorenbueros/?ort=Deutz")).h1 == "Ihr Seniorenbüro für Köln-Deutz"
    assert Page(client.get("/seniorenbueros/ort/koeln/")).offices == ["Wanderer Neu"]
    assert Page(client.get("/seniorenbueros/?q=Deutz")).offices == ["Wanderer Neu"]
    assert Page(client.get("/seniorenbueros/?q=Ahlen")).offices == []
    office.refresh_from_db()
    assert office.slug == "wanderer"


def test_half_a_time_of_an_exception_is_told_at_the_form(coordinator):
    place = make_office().places.get()
    path = address("offices.place", "change", place.pk)
    form = submitted(Page(coordinator.get(path))) | {
        "exceptions-TOTAL_FORMS": 1,
        "exceptions-0-place": place.pk,
        "exceptions-0-first": "24.12.2026",
        "exceptions-0-last": "24.12.2026",
        "exceptions-0-starts": "09:00",
    }
    response = coordinator.post(path, form)
    assert response.status_code == 200
    assert "Bitte geben Sie Anfang und Ende an, oder keines von beiden." in " ".join(problems(response))
    assert HoursException.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("places-0-postcode", "5922", "Eine Postleitzahl hat fünf Ziffern, zum Beispiel 59227."),
        ("phone", "keine", "„keine“ ist keine Telefonnummer."),
        ("founded", "1492", "Dieser Wert muss größer oder gleich 1945 sein."),
        ("website", "javascript:alert(1)", "Bitte eine gültige Adresse eingeben."),
    ],
)
def test_what_cannot_be_right_is_told_in_german(coordinator, field, value, sentence):
    office = make_office()
    path = address("offices.office", "change", office.pk)
    response = coordinator.post(path, submitted(Page(coordinator.get(path))) | {field: value})
    assert response.status_code == 200
    assert sentence in " ".join(problems(response))


def test_an_office_cannot_follow_itself(coordinator):
    office = make_office()
    path = address("offices.office", "change", office.pk)
    response = coordinator.post(path, submitted(Page(coordinator.get(path))) | {"successor": office.pk})
    assert "Ein Büro kann nicht sein eigener Nachfolger sein." in " ".join(problems(response))


def test_offices_are_confirmed_together(coordinator):
    offices = [make_office(), make_office()]
    path = address("offices.office", "changelist")
    answer = {"action": "confirm_today", "_selected_action": [office.pk for office in offices]}
    page = Page(coordinator.post(path, answer, follow=True))
    assert "2 Büros sind als heute geprüft vermerkt." in page.html
    assert set(Office.objects.values_list("verified_by", flat=True)) == {"koordination@example.org"}
    assert Office.objects.filter(verified_on=None).count() == 0


def test_a_deleted_office_is_gone_with_everything_that_is_its_own(coordinator, client):
    office = make_full_office()
    successor_of = make_office(successor=office, status="geschlossen")
    response = coordinator.post(address("offices.office", "delete", office.pk), {"post": "yes"})
    assert response.status_code == 302
    successor_of.refresh_from_db()
    assert successor_of.successor is None
    assert (
        Place.objects.filter(office_id=office.pk).count() == SearchWord.objects.filter(office_id=office.pk).count() == 0
    )
    assert client.get(office.get_absolute_url()).status_code == 404


def test_a_renamed_offer_is_found_under_its_new_name(coordinator, client):
    office = make_office("Büro", topics=["Tanz"])
    topic = Topic.objects.get(slug="tanz")
    path = address("offices.topic", "change", topic.pk)
    form = submitted(Page(coordinator.get(path))) | {"name": "Walzer", "synonyms": "Foxtrott"}
    assert coordinator.post(path, form).status_code == 302
    found = {
        word: Page(client.get("/seniorenbueros/", {"q": word})).offices for word in ("Walzer", "Foxtrot", "Tanzen")
    }
    assert found == {"Walzer": [office.name], "Foxtrot": [office.name], "Tanzen": []}


def test_a_renamed_provider_is_found_under_its_new_name(coordinator, client):
    make_office("Büro", providers=["Diakonie"])
    provider = Provider.objects.get()
    path = address("offices.provider", "change", provider.pk)
    form = submitted(Page(coordinator.get(path))) | {"name": "Johanniter"}
    assert coordinator.post(path, form).status_code == 302
    found = {word: Page(client.get("/seniorenbueros/", {"q": word})).offices for word in ("Johanniter", "Diakonie")}
    assert found == {"Johanniter": ["Büro"], "Diakonie": []}


def test_a_place_saved_on_its_own_page_moves_its_office_and_its_words(coordinator, client):
    place = make_office("Büro").places.get()
    path = address("offices.place", "change", place.pk)
    form = submitted(Page(coordinator.get(path))) | {"ags": KOELN, "district": "Deutz"}
    assert coordinator.post(path, form).status_code == 302
    assert Page(client.get("/seniorenbueros/ort/koeln/")).offices == ["Büro"]
    assert Page(client.get("/seniorenbueros/?q=Deutz")).offices == ["Büro"]


def test_a_place_that_is_deleted_or_given_to_another_office_is_forgotten_by_the_first(coordinator, client):
    first, second = make_office("Eins"), make_office("Zwei")
    places = [
        Place.objects.create(office=first, role="aussen", ags=KOELN, name=name) for name in ("Haus", "Hof", "Zelt")
    ]
    path = address("offices.place", "change", places[0].pk)
    form = submitted(Page(coordinator.get(path))) | {"office": second.pk}
    assert coordinator.post(path, form).status_code == 302
    coordinator.post(address("offices.place", "delete", places[1].pk), {"post": "yes"})
    answer = {"action": "delete_selected", "_selected_action": [places[2].pk], "post": "yes"}
    coordinator.post(address("offices.place", "changelist"), answer)
    assert Page(client.get("/seniorenbueros/ort/koeln/")).offices == ["Zwei"]
    found = {word: Page(client.get("/seniorenbueros/", {"q": word})).offices for word in ("Haus", "Hof", "Zelt")}
    assert found == {"Haus": ["Zwei"], "Hof": [], "Zelt": []}


def test_an_office_on_the_road_needs_no_main_place(coordinator, client):
    form = submitted(Page(coordinator.get(address("offices.office", "add"))))
    form |= {"name": "Mobil", "status": "aktiv", "places-0-role": "mobil", "places-0-ags": KOELN}
    assert coordinator.post(address("offices.office", "add"), form).status_code == 302
    for path in ("", "mobil/", "mobil/kontakt.vcf", "ort/koeln/", "?ort=K%C3%B6ln", "kreis/koeln/"):
        assert client.get(f"/seniorenbueros/{path}").status_code == 200, path
    assert "Mobil" in b"".join(client.get("/daten/seniorenbueros.geojson").streaming_content).decode()
    assert "Mobil" in b"".join(client.get("/daten/seniorenbueros.csv").streaming_content).decode()


def test_an_office_that_has_lost_its_last_place_keeps_its_town(coordinator, client):
    office = make_office("Heimatlos")
    coordinator.post(address("offices.place", "delete", office.places.get().pk), {"post": "yes"})
    for path in ("", "heimatlos/", "heimatlos/kontakt.vcf", "kreis/warendorf/"):
        assert client.get(f"/seniorenbueros/{path}").status_code == 200, path
    assert "Heimatlos" in b"".join(client.get("/daten/seniorenbueros.geojson").streaming_content).decode()
    assert "Heimatlos" in b"".join(client.get("/daten/seniorenbueros.csv").streaming_content).decode()


# --- who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", LABELS)
def test_visitors_and_strangers_stay_outside(client, stranger, label):
    for person in (client, stranger):
        for page in ("changelist", "add"):
            response = person.get(address(label, page))
            assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("admin:login"))


def test_coordinators_keep_the_content_and_leave_people_to_superusers():
    staff = signed_in(make_user(is_staff=True))
    answers = {label: staff.get(address(label, "changelist")).status_code for label in LABELS}
    people = {label for label in LABELS if label.partition(".")[0] in {"accounts", "auth"}}
    assert len(people) == 2
    assert {label for label, status in answers.items() if status == 403} == people
    assert staff.post(address("accounts.user", "add"), {"email": "neu@example.org"}).status_code == 403
