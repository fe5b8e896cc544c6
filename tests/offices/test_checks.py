""" "Stimmt noch": asking, reminding, confirming."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Message
from offices.models import Membership, Office
from offices.team import members
from offices.upkeep import checks
from tests.factories import every_state, make_member, make_office
from tests.reading import Page

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


def ask():
    return checks.ask_due(timezone.now())


def link():
    return re.search(r"/stimmt-noch/\S+", Message.objects.latest("pk").text).group()


def later(at, days):
    at((timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%d %H:%M"))


def test_an_office_is_asked_after_a_year_and_only_its_own_people(office, editor, lead):
    office.email = "oeffentlich@example.org"
    office.verified_on = timezone.localdate() - YEAR
    office.save()
    assert ask() == 1
    assert set(Message.objects.values_list("to", flat=True)) == {editor.user.email, lead.user.email}


def test_nobody_is_asked_before(office, editor):
    office.confirm(on=timezone.localdate() - YEAR + timedelta(days=1), by="")
    assert ask() == 0
    assert not Message.objects.exists()


def test_opening_the_link_changes_nothing_and_the_button_confirms(office, editor, client):
    ask()
    for _ in range(3):
        page = Page(client.get(link()))
    assert page.h1 == "Stimmen diese Angaben noch?"
    assert "Seniorenbüro Ahlen" in page.text
    office.refresh_from_db()
    assert office.verified_on is None
    done = client.post(link())
    assert Page(done).h1 == "Danke!"
    office.refresh_from_db()
    assert (office.verified_on, office.verified_by) == (timezone.localdate(), "das Büro")
    assert office.check_asked_on is None


def test_the_public_page_then_says_when_it_was_checked(office, editor, client, at):
    at("2026-11-24 10:00")
    ask()
    client.post(link())
    assert "Angaben geprüft am 24. November 2026" in Page(client.get(office.get_absolute_url())).text


def test_a_link_ends_with_the_confirmation(office, editor, client):
    ask()
    client.post(link())
    assert client.get(link()).status_code == 410
    assert client.post(link()).status_code == 410


def test_a_link_ends_when_the_person_leaves(office, editor, lead, client):
    ask()
    paths = {mail.to: re.search(r"/stimmt-noch/\S+", mail.text).group() for mail in Message.objects.all()}
    members.remove(Membership.objects.get(user=editor.user), by=lead.user)
    assert client.get(paths[editor.user.email]).status_code == 410
    assert client.get(paths[lead.user.email]).status_code == 200


@pytest.mark.parametrize("token", ["x", "a:b:c", "..", "W10:1:x" * 40])
def test_an_invented_link_is_told_kindly(client, db, token):
    response = client.get(f"/stimmt-noch/{token}/")
    assert response.status_code == 410
    assert "gilt nicht mehr" in Page(response).h1


def test_two_reminders_then_the_coordinators_turn(office, editor, at):
    at("2026-11-24 10:00")
    assert ask() == 1
    assert ask() == 0
    assert not checks.unanswered().exists()
    for _ in range(2):
        later(at, 14)
        assert ask() == 1
    later(at, 14)
    assert ask() == 0
    assert list(checks.unanswered()) == [office]
    assert [mail.subject.startswith("Erinnerung") for mail in Message.objects.order_by("pk")] == [False, True, True]


def test_an_office_without_people_is_on_the_list_at_once(office):
    assert ask() == 0
    assert list(checks.unanswered()) == [office]


def test_stale_says_the_same_in_python_and_in_the_database():
    day = timezone.localdate()
    for office in every_state().values():
        Office.objects.filter(pk=office.pk).update(verified_on=day - YEAR)
    for days in (0, 364, 365, 366):
        make_office(verified_on=day - timedelta(days=days))
    assert {office.pk for office in Office.objects.all() if checks.is_stale(office)} == set(
        checks.stale().values_list("pk", flat=True)
    )


def test_at_the_desk_the_same_page_with_the_same_button(office, editor):
    assert "Stimmt noch" in Page(editor.get(f"/buero/{office.slug}/angaben-pruefen/")).text
    assert editor.post(f"/buero/{office.slug}/angaben-pruefen/").status_code == 302
    office.refresh_from_db()
    assert office.verified_on == timezone.localdate()


def test_coordinators_see_who_does_not_answer(office, coordinator):
    make_member(make_office("Seniorenbüro Wach"))
    assert "Seniorenbüro Ahlen" in Page(coordinator.get("/geschaeftsstelle/nicht-bestaetigt/")).text
    assert "Seniorenbüro Wach" not in Page(coordinator.get("/geschaeftsstelle/nicht-bestaetigt/")).text
