"""Everything the pages behind the sign-in can show, written into the database of the running server.

Run as `python -m tests.e2e.desk_world` with the server's DATA_DIR; prints what belongs into addresses, as JSON. An
office of its own in Beckum keeps what other tests count as it is.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

EDITOR, LEAD, BOTH = "redaktion@beckum.example.org", "leitung@beckum.example.org", "springer@beckum.example.org"


def build():
    from offices.models import Membership, Office, Role
    from tests.factories import BECKUM, make_full_office, make_member

    office = make_full_office("Treffpunkt am Kirchplatz", ags=BECKUM)
    lead = make_member(office, LEAD, role=Role.LEAD, name="Lena Leitner")
    editor = make_member(office, EDITOR, name="Edith Redlich")
    both = make_member(office, BOTH, name="Sven Springer")
    Membership.objects.create(office=Office.objects.get(name="Seniorenbüro Ahlen"), user=both)
    words = {"slug": office.slug, "main": office.places.first().pk, "second": office.places.last().pk}
    words |= {"member": office.memberships.get(user=both).pk, "person": both.pk}
    words |= (
        _history(office, editor)
        | _posts(office, editor)
        | _links(office, editor, lead)
        | _mails()
        | _event(office, editor)
    )
    return words


def _history(office, editor):
    """A version that can be brought back, and a new name that waits for the coordinators."""
    from core.models import Proposal
    from offices.editing import section_of
    from offices.models import Office
    from offices.upkeep import revisions

    for phone in ("02521 471099", "02521 471098"):
        _save(revisions, section_of("kontakt"), office, editor, phone=phone)
    _save(revisions, section_of("name"), office, editor, name="Treffpunkt am neuen Kirchplatz")
    Office.objects.filter(pk=office.pk).update(verified_on="2024-05-02")
    return {"change": Proposal.objects.of(office).get().pk}


def _save(revisions, section, office, by, **answers):
    office.refresh_from_db()
    before = section.form(office, None, place=None)
    values = {name: before[name].value() for name in before.fields}
    typed = {name: value for name, value in values.items() if value not in (None, False)} | answers
    form = section.form(office, typed, place=None)
    assert form.is_valid(), form.errors
    revisions.save_section(office, section, form, by=by, place=None)


def _posts(office, editor):
    from core.publishing import writing
    from core.publishing.states import State, Visibility
    from news.models import Kind
    from tests import news_factories as make

    common = {"office": office, "by": editor, "area": office.kreis.ags}
    topics = [office.topics.first().name]
    posts = {
        "draft": make.make_post("Neuer Spielekreis am Mittwoch", state=State.DRAFT, **common),
        "sent_back": make.make_sent_back("Stricken für Anfänger", note="Bitte nennen Sie die Uhrzeit.", **common),
        "submitted": make.make_post("Ein Nachmittag mit Märchen", state=State.SUBMITTED, **common),
        "scheduled": make.make_post("Im Sommer fahren wir ans Wasser", state=State.SCHEDULED, **common),
        "public": make.make_post("Der Bücherbus hält wieder am Kirchplatz", body=BODY, topics=topics, **common),
        "funding": make.make_post("Geld für Nachbarschaften", kind=Kind.FUNDING, deadline="2030-05-31", **common),
        "archived": make.make_post("Rückblick auf das Sommerfest", state=State.ARCHIVED, **common),
        "internal": make.make_post("Wer hat Erfahrung mit Fahrdiensten?", visibility=Visibility.NETWORK, **common),
    }
    words = {name: post.pk for name, post in posts.items()}
    for name in ("draft", "public"):
        picture, document = make.make_picture(posts[name]), make.make_document(posts[name])
        words |= {f"{name}_picture": picture.pk, f"{name}_document": document.pk}
    writing.save(posts["draft"], {"body": BODY}, by=editor, edition=posts["draft"].edition)
    proposal = {"title": "Der Bücherbus hält jeden Samstag"}
    assert not writing.save(posts["public"], proposal, by=editor, edition=posts["public"].edition)
    pages = {f"{name}_article": posts[name].get_absolute_url() for name in ("public", "funding", "internal")}
    return words | pages | {"month": str(Path(pages["public_article"]).parent)}


BODY = """<h2>Was Sie erwartet</h2><p>Der Bus bringt Romane, Krimis und Hörbücher. Sie können <strong>kostenlos</strong>
ausleihen.</p><ul><li>Kaffee</li><li>Kuchen</li></ul><table><thead><tr><th>Tag</th><th>Uhrzeit</th></tr></thead><tbody>
<tr><td>Samstag</td><td>10 bis 12 Uhr</td></tr></tbody></table><p>
<a href="https://www.example.org/">Zur Bücherei</a></p>"""


def _links(office, editor, lead):
    from django.core import signing
    from django.utils import timezone

    from core.models import Message
    from news.models import Post
    from news.publishing import PREVIEW_SALT
    from offices.models import Invitation, Role
    from offices.team import members
    from offices.upkeep import checks

    tokens = {}
    for kind, email in (("open", "neu"), ("over", "spaet"), ("known", "springer")):
        place = office if kind != "known" else _ahlen()
        members.invite(office=place, email=f"{kind}-{email}@beckum.example.org", role=Role.EDITOR, by=lead)
        tokens[f"invitation_{kind}"] = Message.objects.latest("pk").text.split("/konto/einladung/")[1].split("/")[0]
    Invitation.objects.filter(email__startswith="over-").update(expires_at=timezone.now() - timedelta(days=1))
    Invitation.objects.filter(email__startswith="known-").update(email=editor.email)
    draft = Post.objects.filter(office=office, title__startswith="Neuer Spielekreis").get()
    tokens["preview"] = signing.dumps(draft.pk, salt=PREVIEW_SALT)
    office.refresh_from_db()
    return tokens | {"check": checks.token_for(office, editor)}


def _ahlen():
    from offices.models import Office

    return Office.objects.get(name="Seniorenbüro Ahlen")


def _mails():
    from django.utils import timezone

    from core.mail import outbox
    from core.models import MessageState

    message = outbox.post(to="weg@beckum.example.org", subject="Ihre Meldung", text="Guten Tag.", about="Freigegeben")
    message.state, message.due_at, message.tried_at = MessageState.FAILED, None, timezone.now()
    message.attempts, message.last_error = 5, "Der Server kennt die Adresse nicht."
    message.save()
    return {"mail": message.pk}


def _event(office, editor):
    """Full; somebody by post with needs, somebody who waits."""
    from events.models import Source
    from events.places.applications import SupportWish
    from tests.events_factories import make_event, make_person, register, wish

    event = make_event("Wandern mit Plan", office=office, by=editor, capacity=1, workshops=[1, 4], extras=[5], days=2)
    by_post = make_person("Käthe", "Brieflich", office=office, street="Weg 1", postcode="59269", town="Beckum")
    needs = SupportWish(("wheelchair", "front_seat"), "vegan", "Keine Nüsse")
    more = {"wishes": wish(event, "A", "B"), "support": needs, "remarks": "Ich komme mit dem Zug."}
    person = register(event, by_post, by=editor, source=Source.LETTER, **more)
    waiting = register(event, make_person("Wilma", "Wartet", phone="+4925214711"), by=editor, source=Source.PHONE)
    by_wishes = make_event("Werkstatttag", office=office, by=editor, workshops=[1, 1], allocation="wuensche")
    for name in ("Anders", "Beispiel", "Claus"):
        register(by_wishes, make_person("Erika", name), wishes=wish(by_wishes, "A", "B"))
    words = {"event": event.pk, "participant": person.pk, "waiting": waiting.pk, "by_wishes": by_wishes.pk}
    return words | _planned(event, office, editor)


def _planned(event, office, editor):
    """One whose day has moved, so that people have yet to be told; a draft; and one that is over, with its papers."""
    from datetime import timedelta

    from django.utils import timezone

    from events.models import ItemKind, Series
    from events.planning import editing
    from tests.events_factories import make_event, make_event_picture, make_item, make_item_document

    editing.save(event, {"venue": "Bürgerhaus"}, by=editor, edition=event.edition)
    draft = make_event("Tag der offenen Tür", office=office, by=editor, state="entwurf", days=2)
    over = make_event("Fachtag im Sommer", office=office, by=editor, first=timezone.localdate() - timedelta(days=9))
    talk = make_item(over, "Gute Netze", kind=ItemKind.TALK)
    document, picture = make_item_document(talk), make_event_picture(over)
    item = make_item(draft, "Begrüßung")
    series = Series.objects.create(title="Kurse am Kirchplatz", slug="kurse-am-kirchplatz", office=office)
    return {
        "slot": event.days.first().items.get(kind=ItemKind.PARALLEL).pk,
        "draft_event": draft.pk,
        "draft_day": draft.days.first().pk,
        "draft_item": item.pk,
        "over": over.pk,
        "talk": talk.pk,
        "paper": document.pk,
        "event_picture": picture.pk,
        "series": series.pk,
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    import django

    django.setup()
    from django.db import transaction

    with transaction.atomic():
        world = build()
    json.dump(world, sys.stdout)
