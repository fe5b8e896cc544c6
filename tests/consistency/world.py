"""The world in which every address is tried: one office with everything an office can have, another one with the same,
and everybody who may stand at the door."""

import time
from dataclasses import dataclass, field
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import User
from core.mail import outbox
from core.models import MessageState, Proposal, Version
from core.publishing import workflow, writing
from core.publishing.states import State, Visibility
from news import incoming
from news.models import Post
from news.publishing import PREVIEW_SALT
from offices.editing import section_of
from offices.models import Invitation, Place, Role, Topic
from offices.models.people import VALID_FOR
from offices.team import members
from offices.upkeep import checks, revisions, special_days
from offices.upkeep.versions import keep_first_version, keep_version
from portal.models import PageText
from tests.consistency.world_events import add_events
from tests.factories import BECKUM, make_member, make_office, make_user
from tests.news_factories import make_document, make_picture, make_post

WORDS = {"teaser": "Er fährt.", "body": "<p>Am Samstag fährt er.</p>"}


@dataclass
class World:
    """`own` and `other` hold the things of the office of the cast and of another one, by the same names. Of the people
    "removed" has left the office, "sample" is a person of the demo where there is no demo, and "half" a coordinator
    without a second factor."""

    people: dict[str, User | None] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    own: SimpleNamespace = field(default_factory=SimpleNamespace)
    other: SimpleNamespace = field(default_factory=SimpleNamespace)
    tokens: dict[str, str] = field(default_factory=dict)
    topic: Topic | None = None
    mail: object = None
    passkey: Authenticator | None = None
    device: UserSession | None = None
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))
    seen: dict[tuple[str, str], object] = field(default_factory=dict)  # who looked where, and what she saw

    def client(self, person: str) -> Client:
        """As if the person opened a browser: nothing of an earlier request is left but who she is."""
        client = Client(raise_request_exception=False)
        client.handler = self.handler  # it holds nothing of anybody, and the middleware is set up once
        if key := self.sessions.get(person):
            client.cookies["sessionid"] = key
        return client


def build() -> World:
    world = World()
    coordinator = make_user("koordination@example.org", is_staff=True, name="Ute Prüferin")
    world.own = _things("Seniorenbüro Ahlen", coordinator, "ahlen")
    world.other = _things("Seniorenbüro Beckum", coordinator, "beckum", ags=BECKUM)
    world.people = _people(world, coordinator)
    world.topic = Topic.objects.exclude(slug="").first()
    world.mail = _failed_mail()
    PageText.objects.create(
        key="privacy", body="<p>Unsere Worte.</p>", changed_at=timezone.now(), changed_by=coordinator
    )
    _links(world)
    for person, user in world.people.items():
        if user:
            world.sessions[person] = _session(user)
    world.passkey = _passkey(world.people["editor"])
    RecoveryCodes.activate(coordinator).mark_as_viewed()  # allauth notes the first look
    world.device = _another_device(world.people["editor"])
    return world


# --- an office and all it has -------------------------------------------------------------------------------


def _things(name: str, coordinator: User, word: str, **fields: str) -> SimpleNamespace:
    office = make_office(name, **fields)
    lead = make_member(office, f"leitung@{word}.example.org", role=Role.LEAD, name="Karl Muster")
    editor = make_member(office, f"redaktion@{word}.example.org", name="Erika Beispiel")
    second = make_member(office, f"zweite@{word}.example.org", role=Role.LEAD, name="Zita Zwei")
    place = Place.objects.create(
        office=office, role=Place.Role.OUTREACH, ags=office.ags, name="Bürgerhaus", street="Süd 2", position=1
    )
    things = SimpleNamespace(office=office, slug=office.slug, lead=lead, editor=editor, place=place)
    things.main = office.places.get(role=Place.Role.MAIN)
    things.membership = office.memberships.get(user=second)
    things.membership_of_editor = office.memberships.get(user=editor)
    things.change = _proposed_name(office, editor)
    keep_first_version(office)
    office.phone = "+4922147100"
    office.save()
    keep_version(office, by=lead, summary="Kontakt geändert")
    things.source = incoming.enter(office, f"https://{word}.example.org/feed", by=editor)
    _posts(things, coordinator)
    _invitations(things)
    add_events(things, coordinator)
    return things


def _proposed_name(office, editor):
    section = section_of("name")
    sent = {**_values(section.form(office, None, place=None)), "name": f"{office.name} Neu"}
    form = section.form(office, sent, place=None)
    assert form.is_valid(), form.errors
    assert not revisions.save_section(office, section, form, by=editor, place=None)
    return Proposal.objects.of(office).get()


def _values(form) -> dict[str, object]:
    """What a browser would send of an untouched form."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def _posts(things, coordinator):
    """Each way a post can stand; picture and document hang on the draft, on the public one and on the internal one."""
    values = {"office": things.office, **WORDS}
    things.draft = writing.create(Post, {**values, "title": "Entwurf"}, by=things.editor)
    things.draft = _typed_again(things.draft, things.editor)
    submitted = writing.create(Post, {**values, "title": "Eingereicht"}, by=things.editor)
    workflow.submit(submitted, by=things.editor)
    things.submitted = submitted
    things.public = make_post(office=things.office, by=things.editor)
    things.internal = make_post(office=things.office, by=things.editor, visibility=Visibility.NETWORK)
    things.archived = make_post(office=things.office, by=things.editor, state=State.ARCHIVED)
    things.files = {name: _files(getattr(things, name)) for name in ("draft", "public", "internal")}
    assert not writing.save(things.public, {**WORDS, "title": "Neuer Titel"}, by=things.editor, edition=0)


def _typed_again(post, editor):
    writing.save(post, {**WORDS, "title": "Entwurf, zweite Fassung"}, by=editor, edition=post.edition)
    assert Version.objects.of(post).count() == 2
    return type(post).objects.get(pk=post.pk)


def _files(post) -> SimpleNamespace:
    return SimpleNamespace(picture=make_picture(post), document=make_document(post))


# --- invitations and links ------------------------------------------------------------------------------------


def _invitations(things):
    things.invitations, things.tokens = {}, {}
    for kind in ("open", "expired", "withdrawn", "accepted"):
        now = timezone.now()
        invitation = Invitation(
            office=things.office,
            email=f"{kind}@{things.slug}.example.org",
            invited_at=now,
            invited_by=things.lead,
            expires_at=now + VALID_FOR,
        )
        things.tokens[kind] = invitation.draw_token()
        invitation.save()
        things.invitations[kind] = invitation
    Invitation.objects.filter(pk=things.invitations["expired"].pk).update(expires_at=timezone.now())
    members.withdraw(things.invitations["withdrawn"], by=things.lead)
    members.accept(things.invitations["accepted"], user=make_user(f"neu@{things.slug}.example.org"))


def _links(world: World) -> None:
    own = world.own
    world.tokens = {
        **{f"invitation {kind}": token for kind, token in own.tokens.items()},
        "preview": signing.dumps(own.draft.pk, salt=PREVIEW_SALT),
        "check": checks.token_for(own.office, own.lead),
        "special days": special_days.token_for(own.office, own.lead, special_days.season_after(timezone.localdate())),
        "check of a stranger": checks.token_for(own.office, world.people["stranger"]),
        "check of a removed": checks.token_for(own.office, world.people["removed"]),
    }


def _failed_mail():
    message = outbox.post(to="weg@example.org", subject="Einladung", text="Guten Tag", about="Einladung")
    message.state, message.due_at, message.tried_at = MessageState.FAILED, None, timezone.now()
    message.save()
    return message


# --- people -------------------------------------------------------------------------------------------------


def _people(world: World, coordinator: User) -> dict[str, User | None]:
    office = world.own.office
    removed = make_member(office, "weg@ahlen.example.org", name="Frida Früher")
    members.remove(office.memberships.get(user=removed), by=world.own.lead)
    removed.refresh_from_db()
    return {
        "visitor": None,
        "removed": removed,
        "sample": make_member(office, "beispiel@ahlen.example.org", role=Role.LEAD, is_sample=True),
        "stranger": make_user("fremd@example.org", name="Frieda Fremd"),
        "editor": world.own.editor,
        "lead": world.own.lead,
        "colleague": world.other.lead,
        "coordinator": coordinator,
        "half": make_user("halb@example.org", is_staff=True, second_factor=False, name="Hanna Halb"),
    }


def _session(user: User) -> str:
    """Of somebody who has just typed her password. The session of those whose access has ended is still there: not
    to be found is no reason to be kept out."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return session.session_key


def _passkey(user: User) -> Authenticator:
    """As a device would have made it, but for the numbers of its public key."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    about = AttestedCredentialData.create(Aaguid(bytes(16)), b"rechner", key)
    device = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, about)
    response = {
        "clientDataJSON": CollectedClientData.create("webauthn.create", b"frage", "http://testserver").b64,
        "attestationObject": websafe_encode(AttestationObject.create("none", device, {})),
    }
    credential = {"id": websafe_encode(b"rechner"), "rawId": websafe_encode(b"rechner"), "type": "public-key"}
    data = {"name": "Rechner", "credential": {**credential, "response": response, "clientExtensionResults": {}}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def _another_device(user: User) -> UserSession:
    """Where she is signed in as well."""
    return UserSession.objects.create(
        user=user, session_key=_session(user), ip="127.0.0.1", user_agent="Firefox auf einem Mac"
    )
