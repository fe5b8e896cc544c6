"""Who gets what at which address: the table. How a row is read stands in tests/consistency/rules.py."""

from collections.abc import Callable
from typing import Any

from tests.consistency import access_events
from tests.consistency.rules import (
    BUTTON,
    CHANGES,
    COORDINATION,
    ELSEWHERE,
    ENDED,
    FORM,
    HAS_APP,
    HAS_CODES,
    MEMBERS,
    NETWORK,
    OFFICE_DESK,
    OFFICE_LEADS,
    OK,
    OWN_ACCOUNT,
    OWN_THING,
    PUBLIC,
    READ,
    SIGN_IN,
    SIGNED_IN,
    SIGNED_OUT,
    TEAM,
    Row,
    both,
    fixed,
    own,
    people,
    rows,
    token,
    typed,
)
from tests.factories import PASSWORD
from tests.samples.files import pdf_file, picture_file


def post_address(name: str) -> Callable[[Any, Any], list[Any]]:
    def args(things: Any, world: Any) -> list[Any]:
        post = getattr(things, name)
        return [post.published_on.year, post.published_on.month, post.slug]

    return args


def picture_address(name: str) -> Callable[[Any, Any], list[Any]]:
    return lambda things, world: [things.files[name].picture.key, 480, "webp"]


SLUG, DRAFT, PUBLISHED, SUBMITTED = own("slug"), own("draft.pk"), own("public.pk"), own("submitted.pk")
PICTURE, DOCUMENT = own("draft.pk", "files.draft.picture.pk"), own("draft.pk", "files.draft.document.pk")
TEXTS = {"title": "Seniorenbus", "kind": "meldung", "visibility": "alle", "teaser": "Er fährt.", "body": "<p>x</p>"}
PICTURE_WORDS = {"alt": "Ein Bus", "credit": "Ich", "people": "keine", "may_publish": "on"}
OPERATOR = {"name": "BaS", "short_name": "BaS", "phone": "+4922147100", "email": "bas@example.org"}

EVERYBODY = [
    *rows(PUBLIC, "portal:home", "portal:about_offices", "portal:plain_language", "portal:imprint", "portal:privacy"),
    *rows(PUBLIC, "portal:accessibility", "portal:press", "portal:key_figures", "portal:gallery", "portal:health"),
    *rows(PUBLIC, "portal:robots", "offices:list", "offices:kreise", "offices:municipalities", "offices:data"),
    *rows(PUBLIC, "offices:geojson", "offices:csv", "news:list", "news:subscribe"),
    Row("portal:favicon", PUBLIC, shows=ELSEWHERE),
    Row("portal:display", PUBLIC, FORM, does=ELSEWHERE),  # kept in a cookie of the reader's own
    Row("sitemap", PUBLIC, FORM, does=OK),
    Row("offices:kreis", PUBLIC, args=fixed("warendorf")),
    Row("offices:municipality", PUBLIC, args=fixed("ahlen")),
    *rows(PUBLIC, "offices:detail", "offices:vcard", args=SLUG),
    Row("news:year", PUBLIC, args=lambda things, world: [things.public.published_on.year]),
    Row("news:month", PUBLIC, args=lambda things, world: post_address("public")(things, world)[:2]),
    Row("news:post", PUBLIC, args=post_address("public")),
    Row("news:feed", PUBLIC, args=fixed("atom")),
    Row("news:office_feed", PUBLIC, args=own("slug", "=rss")),
    Row("news:topic_feed", PUBLIC, args=lambda things, world: [world.topic.slug, "json"]),
    Row("news:picture", PUBLIC, args=picture_address("public")),
    Row("news:document", PUBLIC, args=own("files.public.document.key")),
]

NETWORK_AND_TEAM = [
    Row("news:members", MEMBERS, method_first=True),
    Row("news:post", NETWORK, args=post_address("internal"), what="(internal)"),
    Row("news:picture", NETWORK, args=picture_address("internal"), what="(internal)"),
    Row("news:document", NETWORK, args=own("files.internal.document.key"), what="(internal)"),
    Row("news:post", TEAM, args=post_address("archived"), what="(archived)"),
    Row("news:picture", TEAM, args=picture_address("draft"), what="(draft)"),
    Row("news:document", TEAM, args=own("files.draft.document.key"), what="(draft)"),
]

LINKS = [
    Row(
        "offices:invitation",
        PUBLIC,
        FORM,
        token("invitation open"),
        typed(name="Nora Neu", password="vier-worte-und-mehr"),  # noqa: S106 (of an invented person)
    ),
    Row("offices:invitation", ENDED, FORM, token("invitation expired"), what="(expired)"),
    Row("offices:invitation", ENDED, FORM, token("invitation withdrawn"), what="(withdrawn)"),
    Row("offices:invitation", ENDED, FORM, token("invitation accepted"), what="(accepted)"),
    Row("offices:invitation", PUBLIC.closed(), FORM, fixed("ausgedacht"), what="(made up)"),
    Row("offices:special_days_by_link", PUBLIC, FORM, token("special days"), typed(alle="geschlossen")),
    Row("offices:special_days_by_link", ENDED, FORM, fixed("ausgedacht"), what="(made up)"),
    Row("offices:check_by_link", PUBLIC, FORM, token("check")),
    Row("offices:check_by_link", ENDED, FORM, token("check of a stranger"), what="(of a stranger)"),
    Row("offices:check_by_link", ENDED, FORM, token("check of a removed"), what="(of somebody who left)"),
    Row("offices:check_by_link", ENDED, FORM, fixed("ausgedacht"), what="(made up)"),
    Row("news:preview", PUBLIC, args=token("preview")),
    Row("news:preview", ENDED, args=fixed("ausgedacht"), what="(made up)"),
]

DESKS = [
    Row("portal:my_desk", SIGNED_IN, shows=ELSEWHERE, but={"GET": {"stranger": OK}}),
    Row("news:advice", SIGNED_IN, BUTTON, sends=typed(text="<p>Wir.</p>"), does=OK),
    *rows(OFFICE_DESK, "portal:office_desk", "offices:profile", "offices:preview", args=SLUG),
    *rows(OFFICE_DESK, "offices:history", "offices:team", "news:office_posts", args=SLUG),
    Row("offices:section", OFFICE_DESK, FORM, own("slug", "=kontakt"), typed(email="neu@example.org")),
    Row(
        "offices:place_section", OFFICE_DESK, FORM, own("slug", "place.pk", "=barrierefreiheit"), typed(rechecked="on")
    ),
    Row("offices:new_place", OFFICE_DESK, FORM, SLUG, typed(role="aussen", ags="Ahlen", name="Treff")),
    Row("offices:remove_place", OFFICE_DESK, FORM, own("slug", "place.pk")),
    Row("offices:check", OFFICE_DESK, FORM, SLUG),
    Row("offices:special_days", OFFICE_DESK, FORM, SLUG, typed(alle="geschlossen")),
    Row("offices:version", OFFICE_DESK, READ, own("slug", 2)),
    Row("offices:restore", OFFICE_DESK, BUTTON, own("slug", 1)),
    Row("offices:invite", OFFICE_LEADS, FORM, SLUG, typed(email="neu@example.org", role="redaktion")),
    Row("offices:withdraw_invitation", OFFICE_LEADS, BUTTON, own("slug", "invitations.open.pk")),
    Row("offices:role", OFFICE_LEADS, FORM, own("slug", "membership.pk"), typed(role="redaktion")),
    Row("offices:remove_member", OFFICE_LEADS, FORM, own("slug", "membership.pk")),
    Row("offices:remove_member", OFFICE_DESK, FORM, own("slug", "membership_of_editor.pk"), what="(the editor)"),
    Row("offices:section", OFFICE_DESK, FORM, own("slug", "=name"), typed(name="Neu"), what="(one that waits)"),
    Row("news:new_post", OFFICE_DESK, FORM, SLUG, typed(**TEXTS)),
    Row("news:source", OFFICE_DESK, FORM, SLUG, typed(address="https://ahlen.example.org/rss")),
    Row("news:stop_source", OFFICE_DESK, BUTTON, SLUG),
]

POSTS = [
    *rows(OFFICE_DESK, "news:desk_post", "news:files", "news:history", args=DRAFT),
    Row("news:text", OFFICE_DESK, FORM, DRAFT, lambda things, world: {**TEXTS, "edition": things.draft.edition}),
    Row("news:submit", OFFICE_DESK, BUTTON, DRAFT),
    Row("news:withdraw", OFFICE_DESK, BUTTON, SUBMITTED),
    Row("news:archive", OFFICE_DESK, BUTTON, PUBLISHED),
    Row("news:reopen", OFFICE_DESK, BUTTON, own("archived.pk")),
    Row("news:delete", OFFICE_DESK, FORM, DRAFT),
    Row("news:add_picture", OFFICE_DESK, FORM, DRAFT, lambda things, world: {**PICTURE_WORDS, "file": picture_file()}),
    Row(
        "news:edit_picture",
        OFFICE_DESK,
        FORM,
        PICTURE,
        typed(**PICTURE_WORDS),
    ),
    Row("news:remove_picture", OFFICE_DESK, FORM, PICTURE),
    Row("news:add_document", OFFICE_DESK, FORM, DRAFT, lambda things, world: {"title": "Plan", "file": pdf_file()}),
    Row("news:remove_document", OFFICE_DESK, FORM, DOCUMENT),
    Row("news:version", OFFICE_DESK, READ, own("draft.pk", 2)),
    Row("news:restore", OFFICE_DESK, BUTTON, own("draft.pk", 1)),
    Row("news:release", OFFICE_DESK, BUTTON, SUBMITTED, does=ELSEWHERE, but={"POST": {"coordinator": CHANGES}}),
    Row("news:send_back", COORDINATION, FORM, SUBMITTED, typed(request="Bitte kürzen.")),
    Row("news:proposal", COORDINATION, FORM, PUBLISHED),
    Row("news:refuse", COORDINATION, FORM, PUBLISHED, typed(request="Bitte kürzen.")),
]

GESCHAEFTSSTELLE = [
    *rows(COORDINATION, "portal:desk", "portal:stale", "portal:desk_offices", "portal:people", "portal:mail_log"),
    *rows(COORDINATION, "portal:texts", "portal:activity", "portal:background", "news:bas_posts"),
    Row("news:new_bas_post", COORDINATION, FORM, sends=typed(**TEXTS)),
    Row("portal:office_settings", COORDINATION, FORM, SLUG, typed(internal_note="Anrufen.", is_public="on")),
    Row("portal:office_change", COORDINATION, FORM, own("slug", "change.pk")),
    Row("portal:refuse_office_change", COORDINATION, FORM, own("slug", "change.pk"), typed(answer="Nein.")),
    Row("portal:invite_coordinator", COORDINATION, FORM, sends=typed(email="neu@example.org")),
    Row("portal:person", COORDINATION, READ, own("lead.pk")),
    Row("portal:close_account", COORDINATION, FORM, own("lead.pk")),
    Row("portal:erase_person", COORDINATION, FORM, own("lead.pk")),
    Row("portal:withdraw_invitation", COORDINATION, BUTTON, own("invitations.open.pk")),
    Row("portal:mail", COORDINATION, READ, lambda things, world: [world.mail.pk]),
    *rows(
        COORDINATION,
        "portal:send_again",
        "portal:mark_as_sent",
        methods=BUTTON,
        args=lambda things, world: [world.mail.pk],
    ),
    *rows(COORDINATION, "portal:try_mails_now", "portal:send_doubtful_again", methods=BUTTON),
    Row("portal:operator", COORDINATION, FORM, sends=typed(**OPERATOR)),
    Row("portal:text", COORDINATION, FORM, fixed("privacy"), typed(body="<p>Neu.</p>")),
    Row("portal:reset_text", COORDINATION, BUTTON, fixed("privacy")),
]

ACCOUNT = [
    Row("accounts:overview", OWN_ACCOUNT, method_first=True),
    Row("accounts:details", OWN_ACCOUNT, FORM, sends=typed(name="Neuer Name")),
    Row(
        "accounts:end_session",
        OWN_THING,
        BUTTON,
        lambda things, world: [world.device.pk],
        method_first=True,
        does=ELSEWHERE,
    ),
    Row(
        "account_login",
        SIGNED_OUT,
        FORM,
        sends=lambda things, world: {"login": things.lead.email, "password": PASSWORD},
    ),
    Row("account_logout", OWN_ACCOUNT, FORM, does=SIGN_IN),
    Row("account_request_login_code", SIGNED_OUT, FORM, sends=lambda things, world: {"login": things.lead.email}),
    Row("account_reauthenticate", OWN_ACCOUNT, FORM, sends=typed(password=PASSWORD), does=ELSEWHERE),
    Row("account_email", OWN_ACCOUNT, FORM, sends=typed(email="neu@example.org", action_add="")),
    Row(
        "account_change_password", OWN_ACCOUNT, FORM, sends=typed(oldpassword=PASSWORD, password1="vier-worte-und-mehr")
    ),
    Row("account_reset_password", PUBLIC, FORM, sends=lambda things, world: {"email": things.lead.email}),
    Row("account_password_reset_completed", PUBLIC),
    # The later pages of a way that nobody here has begun lead back to its first one.
    Row("account_confirm_login_code", PUBLIC, FORM, shows=ELSEWHERE, does=ELSEWHERE),
    Row("account_email_verification_sent", OWN_ACCOUNT, FORM, shows=ELSEWHERE, does=ELSEWHERE),
    Row("account_set_password", OWN_ACCOUNT, FORM, shows=ELSEWHERE, does=ELSEWHERE),
    Row("account_confirm_password_reset_code", PUBLIC, FORM, shows=SIGN_IN, does=SIGN_IN),
    Row("account_complete_password_reset", PUBLIC, FORM, shows=ELSEWHERE, does=ELSEWHERE),
    Row("mfa_authenticate", SIGNED_OUT, FORM, shows=SIGN_IN, does=SIGN_IN),
    Row("mfa_login_webauthn", SIGNED_OUT, FORM, shows=SIGN_IN, does=SIGN_IN),
    Row("mfa_index", OWN_ACCOUNT),
    Row("mfa_reauthenticate", OWN_ACCOUNT, FORM, shows=ELSEWHERE, does=ELSEWHERE, but=both(coordinator=OK)),
    Row("mfa_activate_totp", OWN_ACCOUNT, FORM, does=OK, but=both(coordinator=ELSEWHERE)),
    Row("mfa_deactivate_totp", HAS_APP, FORM),
    Row("mfa_view_recovery_codes", HAS_APP),
    Row("mfa_download_recovery_codes", HAS_CODES),
    Row(
        "mfa_generate_recovery_codes",
        OWN_ACCOUNT,
        FORM,
        does=OK,
        but={"POST": people(CHANGES, "editor", "coordinator")},
    ),
    Row("mfa_list_webauthn", OWN_ACCOUNT),
    Row("mfa_add_webauthn", OWN_ACCOUNT, FORM, does=OK),
    Row(
        "mfa_reauthenticate_webauthn",
        OWN_ACCOUNT,
        FORM,
        shows=ELSEWHERE,
        does=ELSEWHERE,
        but={"GET": {"editor": OK}, "POST": {"editor": SIGN_IN}},
    ),
    Row("mfa_edit_webauthn", OWN_THING, FORM, lambda things, world: [world.passkey.pk], typed(name="Telefon")),
    Row("mfa_remove_webauthn", OWN_THING, FORM, lambda things, world: [world.passkey.pk]),
    Row("usersessions_list", OWN_ACCOUNT, FORM, does=ELSEWHERE),
]

TABLE = [*EVERYBODY, *NETWORK_AND_TEAM, *LINKS, *DESKS, *POSTS, *GESCHAEFTSSTELLE, *ACCOUNT, *access_events.ROWS]
