"""Inviting, joining, changing roles, leaving."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Activity, Message
from offices.models import Invitation, Membership, Role
from offices.team import members
from tests.cast import signed_in
from tests.factories import make_member, make_office, make_user
from tests.reading import Page
from tests.strict import StrictClient

pytestmark = pytest.mark.django_db

PASSWORD = "drei-worte-und-noch-eins"  # noqa: S105 (of an invented person)


def invite(office, by, email="neu@example.org", role=Role.EDITOR, **more):
    invitation = members.invite(office=office, email=email, role=role, by=by, **more)
    path = re.search(r"/konto/einladung/\S+", Message.objects.latest("pk").text).group()
    return invitation, path


def join(client, path, **answers):
    return client.post(path, {"name": "Nora Neu", "password": PASSWORD, **answers})


# --- inviting ---------------------------------------------------------------------------------------------


def test_a_lead_invites_by_mail_and_sees_the_open_invitation(lead, office):
    response = lead.post(f"/buero/{office.slug}/team/einladen/", {"email": "neu@example.org", "role": Role.EDITOR})
    assert response.url == f"/buero/{office.slug}/team/"
    assert "neu@example.org" in Page(lead.get(response.url)).text
    mail = Message.objects.get()
    assert (mail.to, mail.about) == ("neu@example.org", "Einladung")
    assert "Karl Muster lädt Sie ein" in mail.text
    assert "Seniorenbüro Ahlen" in mail.text


def test_the_token_is_kept_as_a_hash_only(office, lead):
    invitation, path = invite(office, lead.user)
    token = path.split("/")[-2]
    assert token not in invitation.token_hash
    assert list(Invitation.objects.with_token(token)) == [invitation]


def test_inviting_again_sends_a_new_link_and_ends_the_old_one(office, lead, client):
    _, old = invite(office, lead.user)
    _, new = invite(office, lead.user)
    assert Invitation.objects.count() == 1
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_whoever_works_there_already_is_not_invited_again(lead, office):
    make_member(office, "schon@example.org")
    response = lead.post(f"/buero/{office.slug}/team/einladen/", {"email": "Schon@example.org", "role": Role.EDITOR})
    assert Page(response).errors == ["Diese Person arbeitet schon für das Büro."]
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", ["", "ohne-adresse", "a@b", "x@example.org\nBcc: y@example.org"])
def test_an_address_that_cant_be_used_keeps_the_rest_of_the_form(lead, office, email):
    answers = {"email": email, "name": "Nora Neu", "role": Role.LEAD}
    page = Page(lead.post(f"/buero/{office.slug}/team/einladen/", answers))
    assert len(page.errors) == 1
    assert page.all("input", name="name")[0].get("value") == "Nora Neu"
    assert not Invitation.objects.exists()


# --- accepting --------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(office, lead, client):
    invitation, path = invite(office, lead.user)
    for _ in range(3):
        page = Page(client.get(path))
    assert "Seniorenbüro Ahlen" in page.text
    invitation.refresh_from_db()
    assert invitation.is_open
    assert not User.objects.filter(email="neu@example.org").exists()


def test_somebody_new_gives_name_and_password_and_is_at_the_desk(office, lead, client):
    _, path = invite(office, lead.user, role=Role.LEAD)
    response = join(client, path)
    assert response.url == f"/buero/{office.slug}/"
    assert client.get(response.url).status_code == 200
    membership = Membership.objects.get(user__email="neu@example.org")
    assert (membership.office, membership.role, membership.user.name) == (office, Role.LEAD, "Nora Neu")


def test_a_link_works_once(office, lead, client):
    _, path = invite(office, lead.user)
    join(client, path)
    again = StrictClient().get(path)
    assert again.status_code == 410
    assert "Sie wurde schon angenommen" in Page(again).text


def test_after_fourteen_days_the_link_says_so(office, lead, client):
    invitation, path = invite(office, lead.user)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 410
    assert join(client, path).status_code == 410
    assert not User.objects.filter(email="neu@example.org").exists()
    assert invitation.expires_at - invitation.invited_at == timedelta(days=14)


def test_a_withdrawn_invitation_is_over(office, lead, client):
    invitation, path = invite(office, lead.user)
    lead.post(reverse("offices:withdraw_invitation", args=[office.slug, invitation.pk]))
    assert client.get(path).status_code == 410
    assert "zurückgezogen" in Page(client.get(path)).text


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [({"name": ""}, "Bitte geben Sie Ihren Namen an."), ({"password": "kurz"}, "mindestens 12 Zeichen")],
)
def test_a_name_and_a_strong_password_are_needed(office, lead, client, answers, sentence):
    _, path = invite(office, lead.user)
    page = Page(join(client, path, **answers))
    assert sentence in " ".join(page.errors)
    assert not User.objects.filter(email="neu@example.org").exists()


def test_whoever_has_an_account_signs_in_first(office, lead, client):
    make_user("neu@example.org")
    _, path = invite(office, lead.user)
    page = Page(client.get(path))
    assert f"/konto/anmelden/?next={path}" in page.links
    assert client.post(path).status_code == 200  # nothing happens without signing in
    assert not Membership.objects.filter(user__email="neu@example.org").exists()


def test_whoever_is_signed_in_accepts_with_one_button(office, lead, colleague):
    _, path = invite(office, lead.user)
    colleague.get(path)
    assert Membership.objects.filter(user=colleague.user).count() == 1
    assert colleague.post(path).url == f"/buero/{office.slug}/"
    assert Membership.objects.filter(user=colleague.user).count() == 2


def test_an_invitation_to_the_headquarters_makes_a_coordinator(coordinator, client):
    invitation, path = invite(None, coordinator.user, role="")
    join(client, path)
    assert User.objects.get(email="neu@example.org").is_coordinator
    assert "Geschäftsstelle" in members.place_of(invitation)


def test_whoever_left_comes_back_with_a_new_password(office, lead):
    person = make_member(office, "neu@example.org", name="Nora Neu")
    members.remove(Membership.objects.get(user=person), by=lead.user)
    _, path = invite(office, lead.user)
    assert join(StrictClient(), path).status_code == 302
    person.refresh_from_db()
    assert person.is_active
    assert person.check_password(PASSWORD)


# --- leaving ----------------------------------------------------------------------------------------------


def test_whoever_is_removed_loses_access_at_once(office, lead, editor):
    assert editor.get(f"/buero/{office.slug}/").status_code == 200
    membership = Membership.objects.get(user=editor.user)
    lead.post(reverse("offices:remove_member", args=[office.slug, membership.pk]))
    assert editor.get(f"/buero/{office.slug}/").status_code == 302  # to the sign-in: the account is closed
    editor.user.refresh_from_db()
    assert not editor.user.is_active


def test_whoever_works_elsewhere_too_keeps_the_account(office, lead):
    person = make_member(office)
    Membership.objects.create(office=make_office(), user=person)
    members.remove(Membership.objects.get(user=person, office=office), by=lead.user)
    person.refresh_from_db()
    assert person.is_active
    assert signed_in(person).get(f"/buero/{office.slug}/").status_code == 404


@pytest.mark.parametrize(("name_stays", "named"), [(True, "Erika Beispiel"), (False, "frühere")])
def test_a_name_stays_only_where_the_person_agreed(office, editor, lead, name_stays, named):
    User.objects.filter(pk=editor.user.pk).update(name_stays=name_stays)
    editor.post(f"/buero/{office.slug}/profil/kontakt/", {"phone": "0221 4710 111"})
    members.remove(Membership.objects.get(user=editor.user), by=lead.user)
    assert named in Page(lead.get(f"/buero/{office.slug}/verlauf/")).text


def test_an_editor_may_leave_but_not_remove_others(office, editor, lead):
    other = Membership.objects.get(user=lead.user)
    own = Membership.objects.get(user=editor.user)
    assert editor.post(reverse("offices:remove_member", args=[office.slug, other.pk])).status_code == 404
    assert editor.post(reverse("offices:remove_member", args=[office.slug, own.pk])).status_code == 302
    assert list(Membership.objects.all()) == [other]


def test_the_last_lead_stays_until_there_is_another(office, lead):
    own = Membership.objects.get(user=lead.user)
    lead.post(reverse("offices:remove_member", args=[office.slug, own.pk]))
    page = Page(lead.post(reverse("offices:role", args=[office.slug, own.pk]), {"role": Role.EDITOR}))
    assert page.errors == [members.LAST_LEAD]
    own.refresh_from_db()
    assert own.is_lead


def test_a_lead_makes_another_lead(office, lead, editor):
    membership = Membership.objects.get(user=editor.user)
    lead.post(reverse("offices:role", args=[office.slug, membership.pk]), {"role": Role.LEAD})
    membership.refresh_from_db()
    assert membership.is_lead


# --- what is kept -----------------------------------------------------------------------------------------


def test_the_record_names_nobody(office, lead):
    invite(office, lead.user)
    line = Activity.objects.get()
    assert (line.actor_id, line.subject_label) == (lead.user.pk, "Seniorenbüro Ahlen")
    assert "@" not in f"{line.verb}{line.subject_label}"


def test_old_invitations_are_forgotten(office, lead):
    invite(office, lead.user)
    now = timezone.now()
    assert members.forget_old(now) == 0
    assert members.forget_old(now + timedelta(days=99)) == 1
    assert not Invitation.objects.exists()


def test_open_says_the_same_in_python_and_in_the_database(office, lead):
    now = timezone.now()
    for number, fields in enumerate(
        (
            {},
            {"expires_at": now - timedelta(days=1)},
            {"accepted_at": now, "accepted_by": lead.user},
            {"withdrawn_at": now, "withdrawn_by": lead.user},
        )
    ):
        invitation, _ = invite(office, lead.user, email=f"a{number}@example.org")
        Invitation.objects.filter(pk=invitation.pk).update(**fields)
    invitations = list(Invitation.objects.all())
    assert {row.pk for row in invitations if row.is_open} == set(Invitation.objects.open().values_list("pk", flat=True))
    assert len(invitations) == 4


def test_the_team_stands_in_the_order_of_a_directory(lead, office):
    names = ["Zoe Adam", "Ulla von der Heide", "Anna Öztürk", "Adam Zander"]
    for name in reversed(names):
        make_member(office, name=name)
    page = lead.get(reverse("offices:team", args=[office.slug])).content.decode()
    assert sorted(names, key=page.index) == names


def test_the_coordinators_list_of_accounts_is_a_directory_too(coordinator):
    names = ["Zoe Adam", "Ulla von der Heide", "Dr. Anna Öztürk", "Adam Zander"]
    for name in reversed(names):
        make_user(name=name)
    User.objects.get(name="Adam Zander").save(update_fields=["name"])
    page = coordinator.get(reverse("portal:people")).content.decode()
    assert sorted(names, key=page.index) == names
