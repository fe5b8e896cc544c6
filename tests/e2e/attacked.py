"""A portal in which every text is an attack, written past all forms. Runs in a process of the server's own settings
(`manage.py shell`); `fill()` gives the addresses to look at, and the texts that have to stand there as text."""

from datetime import date, timedelta
from itertools import cycle, islice

from django.core import signing
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.mail import outbox
from core.media.images import Variant
from core.models import MessageState
from core.publishing import review, writing
from core.publishing.states import State, Visibility
from core.richtext import clean
from news.models import FeedSource, Post, PostDocument, PostPicture
from news.publishing import PREVIEW_SALT
from offices.models import Contact, Invitation, Membership, Role
from offices.models.people import VALID_FOR
from offices.upkeep.versions import keep_first_version, keep_version
from portal.models import Operator, PageText
from tests.attacks import CLASSIC, attacks
from tests.factories import make_exception, make_office, make_user
from tests.samples.files import picture_bytes

TOGETHER = 130  # attacks in one text; the classic ones stand alone
AT_THE_DESK = 7  # posts whose pages of the desk are looked at
PICTURE = picture_bytes(size=(120, 90))


def fill():
    with transaction.atomic():
        Post.objects.filter(state=State.PUBLISHED).update(state=State.ARCHIVED, archived_at=timezone.now())
        boss = make_user("angriff@example.org", name=CLASSIC[0], is_staff=True, name_stays=True)
        _operator_and_pages(boss)
        offices = [_office(texts, boss) for texts in _each_place_another(groups(TOGETHER))]
        posts = [_post(text, office, boss) for text, office in zip(texts(), cycle(offices), strict=False)]
        desk = [path for post in islice(posts, 0, None, len(posts) // AT_THE_DESK) for path in _desk(post, boss)]
        return {
            "session": _session(boss),
            "articles": [(post.get_absolute_url(), post.title, post.teaser) for post in posts],
            "offices": [(office.get_absolute_url(), office.name, office.slug) for office in offices],
            "desk": [*desk, *_desk_of(offices[0], boss)],
            "members": _internal(boss),
        }


def texts():
    """Each classic one alone, the others together."""
    return [*map(storable, CLASSIC), *(text for text in groups(TOGETHER))]


def groups(size):
    others = [storable(attack) for attack in attacks()[len(CLASSIC) :]]
    return [" ".join(others[start : start + size]) for start in range(0, len(others), size)]


def storable(text):
    """No halves of signs: no database takes them."""
    return text.encode(errors="ignore").decode()


def _each_place_another(texts):
    """Per office a list of texts, shifted, so that each field gets its own."""
    classic = "\n".join(map(storable, CLASSIC))
    return [[*islice(cycle([*texts[number:], *texts[:number], classic]), 14)] for number in range(len(texts))]


# --- what everybody sees --------------------------------------------------------------------------------------


def _office(texts, boss):
    office = make_office(
        texts[0],
        other_names=texts[1],
        summary=texts[2],
        description=texts[3],
        offers_note=texts[4],
        catchment=texts[5],
        note=texts[6],
        status_note=texts[6],
        status="pause",
        verified_by=texts[7],
        verified_on=date(2026, 10, 12),
        providers=[texts[7]],
        website="https://www.example.org/?" + texts[0].split(" ")[0],
        phone="+4922147100",
        place={
            "name": texts[8],
            "street": texts[9],
            "hint": texts[10],
            "public_transport": texts[11],
            "parking": texts[12],
            "hours_note": texts[13],
            "access_note": texts[8],
            "lat": 51.76,
            "lon": 7.89,
        },
    )
    days = date(2026, 12, 24), date(2035, 12, 31)
    make_exception(office.places.get(), *days, note=texts[9])
    contact = {"phone": "+4922147102", "consent_on": date(2026, 1, 1)}
    Contact.objects.create(office=office, function=texts[10], person=texts[11], **contact)
    return office


def _post(text, office, boss):
    """The body as what the field makes of each attack, one behind the other: together they would swallow each other."""
    now = timezone.now()
    alone = text in CLASSIC
    body = text if alone else "".join(map(clean, attacks()[_start(text) :][:TOGETHER]))
    post = Post.objects.create(
        title=text,
        teaser=f"Teaser {text}",
        body=body,
        office=office,
        source="https://www.example.org/?" + text[:60],
        state=State.PUBLISHED,
        published_at=now,
        published_by=boss,
        created_by=boss,
        changed_by=boss,
        edition=1,
    )
    picture = PostPicture(post=post, alt=text, caption=text, credit=text, people="keine", may_publish=True)
    picture.keep([Variant(120, 90, kind, PICTURE) for kind in ("avif", "webp", "jpeg")])
    picture.save()
    document = PostDocument(post=post, title=text, pages=2)
    document.write([("dokument.pdf", b"%PDF-1.7")])
    document.save()
    return post


_STARTS = {}


def _start(text):
    if not _STARTS:
        _STARTS.update({group: len(CLASSIC) + number * TOGETHER for number, group in enumerate(groups(TOGETHER))})
    return _STARTS[text]


def _operator_and_pages(boss):
    classic = " ".join(map(storable, CLASSIC))
    words = ("name", "street", "town", "phone_hours", "represented_by", "register_entry", "responsible_person")
    Operator(pk=Operator.SINGLE, short_name=storable(CLASSIC[0]), **dict.fromkeys(words, classic)).save()
    parts = [attacks()[number::5] for number in range(5)]
    for key, part in zip(PageText.Key.values, parts, strict=True):
        body = "".join(clean(attack) for attack in part)
        PageText.objects.create(key=key, body=body, changed_by=boss)


# --- what the network sees ------------------------------------------------------------------------------------


def _internal(boss):
    for text in texts()[::10]:
        now = timezone.now()
        by = {"created_by": boss, "changed_by": boss, "published_by": boss, "published_at": now}
        Post.objects.create(
            title=text, teaser=text, body=text, state=State.PUBLISHED, visibility=Visibility.NETWORK, **by
        )
    return reverse("news:members")


def _desk(post, boss):
    """A change that waits, two versions, a draft that was sent back with the attack as request."""
    editor = _member(post.office, name=post.title)
    words = {"title": post.title, "teaser": "x", "body": post.body, "office": post.office}
    draft = writing.create(Post, words, by=editor)
    writing.save(draft, {"title": post.teaser, "body": f"{post.body}<p>Neu</p>"}, by=editor, edition=1)
    draft.refresh_from_db()
    draft.submit(editor, timezone.now())
    draft.send_back(boss, timezone.now(), post.title)
    draft.save()
    writing.save(post, {"title": post.teaser, "body": f"{post.body}<p>Neu</p>"}, by=editor, edition=post.edition)
    picture = reverse("news:edit_picture", args=[post.pk, post.pictures.get().pk])
    own = [reverse(f"news:{name}", args=[draft.pk]) for name in ("desk_post", "text", "history", "delete")]
    version = reverse("news:version", args=[draft.pk, 2])
    preview = reverse("news:preview", args=[signing.dumps(draft.pk, salt=PREVIEW_SALT)])
    public = [reverse(f"news:{name}", args=[post.pk]) for name in ("desk_post", "proposal", "files")]
    return [*own, version, preview, *public, picture]


def _desk_of(office, boss):
    """Every page about an office, a person, a mail, and what has happened."""
    text = storable("\n".join(CLASSIC))
    editor = _member(office, name=text, role=Role.LEAD)
    keep_first_version(office)
    office.summary = text
    office.save()
    keep_version(office, by=editor, summary="Geändert")
    change = review.propose(office, {"name": CLASSIC[0], "other_names": text}, by=editor, part="name").pk
    now = timezone.now()
    invitation = Invitation(office=office, email="neu@example.org", name=text, invited_at=now, invited_by=editor)
    invitation.expires_at = now + VALID_FOR
    token = invitation.draw_token()
    invitation.save()
    FeedSource.objects.create(office=office, address="https://www.example.org/feed", added_by=boss, error=text)
    mail = _mail(text)
    own = ("profile", "preview", "check", "history", "team", "invite")
    of_office = [reverse(f"offices:{name}", args=[office.slug]) for name in own]
    sections = ("name", "ueber-uns", "kontakt", "angebote", "einzugsgebiet", "traeger", "ansprechpersonen", "status")
    of_office += [reverse("offices:section", args=[office.slug, section]) for section in sections]
    place = office.places.get()
    for section in ("adresse", "zeiten", "barrierefreiheit"):
        of_office.append(reverse("offices:place_section", args=[office.slug, place.pk, section]))
    pages = ("desk", "stale", "desk_offices", "people", "mail_log", "texts", "activity", "operator")
    return [
        *of_office,
        *(reverse(f"news:{name}", args=[office.slug]) for name in ("office_posts", "source")),
        *(reverse(f"portal:{name}", args=[office.slug]) for name in ("office_desk", "office_settings")),
        *(reverse(f"portal:{name}") for name in pages),
        *(reverse("portal:text", args=[key]) for key in ("imprint", "privacy")),
        reverse("portal:office_change", args=[office.slug, change]),
        reverse("portal:person", args=[editor.pk]),
        reverse("portal:mail", args=[mail.pk]),
        reverse("offices:version", args=[office.slug, 2]),
        reverse("offices:invitation", args=[token]),
        reverse("news:bas_posts"),
        reverse("accounts:overview"),
    ]


def _mail(text):
    subject = "".join(filter(str.isprintable, text))[:300]
    mail = outbox.post(to="weg@example.org", subject=subject, text=text, about=CLASSIC[0])
    mail.state, mail.due_at, mail.tried_at = MessageState.FAILED, None, timezone.now() - timedelta(hours=1)
    mail.last_error, mail.error_detail = text[:200], text[:300]
    mail.save()
    return mail


def _member(office, name, role=Role.EDITOR):
    """Without a password: the real hasher takes its time."""
    person = User.objects.create_user(f"person{User.objects.count()}@angriff.example.org", name=name)
    Membership.objects.create(office=office, user=person, role=role)
    return person


def _session(user):
    client = Client()
    client.force_login(user)
    return client.session.session_key
