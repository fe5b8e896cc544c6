"""Changes to a profile: what is live at once, what waits, what the history keeps and brings back."""

import pytest

from core.models import Message, Proposal, Version
from offices.models import Office, OpeningHours, Place, Status
from offices.upkeep.versions import differences, snapshot
from tests.factories import make_full_office, make_member, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db


def desk(office, path=""):
    return f"/buero/{office.slug}/{path}"


def change(client, office, section, **answers):
    return client.post(desk(office, f"profil/{section}/"), answers)


def decide(coordinator, office, way=""):
    proposal = Proposal.objects.waiting().get()
    path = f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{proposal.pk}/{way}"
    return coordinator.post(path, {"answer": "Nein."})


def fresh(office):
    return Office.objects.get(pk=office.pk)


# --- live or waiting --------------------------------------------------------------------------------------


def test_a_telephone_number_is_live_at_once(office, editor, client):
    assert change(editor, office, "kontakt", phone="0221 4710 111").url == desk(office, "profil/")
    assert "0221 471 01 11" in Page(client.get(office.get_absolute_url())).text


def test_a_new_name_waits_and_the_page_stays(office, editor, client):
    change(editor, office, "name", name="Haus der Zukunft")
    assert fresh(office).name == "Seniorenbüro Ahlen"
    assert "Haus der Zukunft" not in client.get(office.get_absolute_url()).content.decode()
    assert "Haus der Zukunft" in Page(editor.get(desk(office, "profil/name/"))).text


@pytest.mark.parametrize(
    ("section", "answers"),
    [
        ("name", {"name": "Anders"}),
        ("status", {"status": Status.CLOSED}),
        ("traeger", {"traeger-TOTAL_FORMS": 1, "traeger-INITIAL_FORMS": 0, "traeger-0-provider": "Stadt"}),
    ],
)
def test_an_office_that_is_not_public_yet_changes_at_once(editor, office, section, answers):
    Office.objects.filter(pk=office.pk).update(is_public=False)
    before = snapshot(office)
    change(editor, office, section, **answers)
    assert not Proposal.objects.exists()
    if section != "traeger":
        assert snapshot(office) != before


def test_coordinators_change_at_once(office, coordinator):
    change(coordinator, office, "name", name="Haus der Zukunft")
    assert fresh(office).name == "Haus der Zukunft"


def test_an_address_waits_and_is_found_after_the_release(office, editor, coordinator, client):
    main = office.places.get()
    answers = {"role": Place.Role.MAIN, "street": "Markt 1", "postcode": "59269", "ags": "Beckum"}
    editor.post(desk(office, f"standorte/{main.pk}/adresse/"), answers)
    main.refresh_from_db()
    assert main.street == ""
    page = Page(coordinator.get(f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{Proposal.objects.get().pk}/"))
    assert "Markt 1" in page.text
    decide(coordinator, office)
    assert fresh(office).municipality.name == "Beckum"
    assert "Markt 1" in Page(client.get(office.get_absolute_url())).text
    assert office.name in Page(client.get("/seniorenbueros/ort/beckum/")).text


def test_the_queue_shows_what_waits_and_the_author_hears_of_the_decision(office, editor, coordinator):
    change(editor, office, "name", name="Haus der Zukunft")
    assert "Änderung am Profil" in Page(coordinator.get("/geschaeftsstelle/")).text
    decide(coordinator, office)
    assert fresh(office).name == "Haus der Zukunft"
    assert "Nichts wartet" in Page(coordinator.get("/geschaeftsstelle/")).text
    assert Message.objects.get().to == editor.user.email


def test_a_refused_change_leaves_everything_and_says_why(office, editor, coordinator):
    change(editor, office, "name", name="Haus der Zukunft")
    decide(coordinator, office, "zurueckgeben/")
    assert fresh(office).name == "Seniorenbüro Ahlen"
    assert "Nein." in Message.objects.get().text
    assert Proposal.objects.get().is_accepted is False


def test_without_a_reason_nothing_is_refused(office, editor, coordinator):
    change(editor, office, "name", name="Haus der Zukunft")
    proposal = Proposal.objects.get()
    path = f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{proposal.pk}/zurueckgeben/"
    assert Page(coordinator.post(path, {"answer": ""})).errors == ["Bitte schreiben Sie eine kurze Begründung."]
    assert Proposal.objects.waiting().exists()


def test_whoever_thinks_again_takes_the_proposal_back(office, editor):
    change(editor, office, "name", name="Haus der Zukunft")
    change(editor, office, "name", name="Seniorenbüro Ahlen")
    assert not Proposal.objects.waiting().exists()


def test_a_second_proposal_takes_the_place_of_the_first(office, editor, lead):
    change(editor, office, "name", name="Eins")
    first = Proposal.objects.get()
    change(lead, office, "name", name="Zwei")
    second = Proposal.objects.get()
    assert (second.pk, second.proposed_at, second.data["name"]) == (first.pk, first.proposed_at, "Zwei")


def test_a_decided_proposal_is_decided_once(office, editor, coordinator):
    change(editor, office, "name", name="Haus der Zukunft")
    pk = Proposal.objects.get().pk
    decide(coordinator, office)
    assert coordinator.post(f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{pk}/").status_code == 404


def test_a_proposal_for_a_place_that_is_gone_says_so(editor, coordinator, office):
    place = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=office.ags, name="Bürgerhaus", position=1)
    answers = {"role": Place.Role.OUTREACH, "name": "Rathaus", "ags": "Ahlen"}
    editor.post(desk(office, f"standorte/{place.pk}/adresse/"), answers)
    place.delete()
    pk = Proposal.objects.get().pk
    response = coordinator.post(f"/geschaeftsstelle/bueros/{office.slug}/aenderung/{pk}/", follow=True)
    assert "Den Standort gibt es nicht mehr" in Page(response).text


# --- the history ------------------------------------------------------------------------------------------


def test_every_change_is_a_version_with_who_and_what(office, editor):
    change(editor, office, "kontakt", phone="0221 4710 111")
    change(editor, office, "ueber-uns", summary="Rat und Tat.")
    page = Page(editor.get(desk(office, "verlauf/")))
    assert "Erika Beispiel" in page.text
    assert [version.summary for version in Version.objects.of(office).order_by("number")] == [
        "So standen die Angaben zuerst im Portal",
        "Telefon und E-Mail geändert",
        "Über uns geändert",
    ]


def test_an_earlier_version_comes_back_at_once_where_nothing_needs_review(office, editor):
    before = snapshot(office)
    change(editor, office, "kontakt", phone="0221 4710 111")
    editor.post(desk(office, "verlauf/1/wiederherstellen/"))
    assert snapshot(office) == before
    assert Version.objects.of(office).count() == 3


def test_an_earlier_name_comes_back_after_the_release(office, editor, coordinator):
    change(coordinator, office, "name", name="Haus der Zukunft")
    editor.post(desk(office, "verlauf/1/wiederherstellen/"))
    assert fresh(office).name == "Haus der Zukunft"
    decide(coordinator, office)
    assert fresh(office).name == "Seniorenbüro Ahlen"


def test_a_full_office_comes_back_whole_after_everything_was_changed(coordinator):
    office = make_full_office()
    before = snapshot(office)
    office_page = before["places"]
    coordinator.get(desk(office))
    change(coordinator, office, "kontakt", phone="0221 4710 999")
    main, outreach = office.places.all()
    coordinator.post(desk(office, f"standorte/{outreach.pk}/entfernen/"))
    OpeningHours.objects.filter(place=main).delete()
    change(coordinator, office, "name", name="Ganz anders")
    assert snapshot(office)["places"] != office_page
    coordinator.post(desk(office, "verlauf/1/wiederherstellen/"))
    after = snapshot(office)
    for data in (before, after):
        for place in data["places"]:
            del place["id"]  # a Standort that was removed comes back as a new row
    assert after == before


def test_differences_are_told_in_words(office, editor):
    before = snapshot(office)
    change(editor, office, "kontakt", phone="0221 4710 111")
    (difference,) = differences(before, snapshot(office))
    assert (difference.before, difference.after) == ("", "0221 471 01 11")


def test_the_main_place_cannot_be_removed(office, editor):
    main = office.places.get()
    editor.post(desk(office, f"standorte/{main.pk}/entfernen/"))
    assert office.places.count() == 1


def test_a_colleague_of_another_office_sees_nothing_of_it(colleague, office):
    for path in ("", "profil/", "profil/name/", "verlauf/", "team/", "angaben-pruefen/"):
        assert colleague.get(desk(office, path)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_needs_the_same_queries_for_any_number(editor, office, django_assert_max_num_queries, count):
    for number in range(count):
        make_member(office)
        Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=office.ags, position=number + 1)
        make_office()
    with django_assert_max_num_queries(24):
        editor.get(desk(office))
    with django_assert_max_num_queries(20):
        editor.get(desk(office, "profil/"))
    with django_assert_max_num_queries(14):
        editor.get(desk(office, "team/"))
