"""Every mail the portal sends, as text and as HTML."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.db import transaction
from tinyhtml5.parser import HTMLParser

from accounts.adapters import LETTERS
from core.mail import outbox
from core.mail.html import button_of
from tests.letters import NAMES, every_letter
from tests.reading import HTML, Page, text_of
from tests.strict import NAMELESS_LINKS

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
# Of accounts that don't exist, of signing up, of several addresses and of accounts elsewhere: nothing of it is there.
NEVER_SENT = {
    *("unknown_account", "account_already_exists", "email_confirmation_signup", "email_confirm", "email_deleted"),
    *("password_reset_key", "account_connected", "account_disconnected"),
}
MOST_WORDS_ON_A_BUTTON = 30
SAYS_WHERE = re.compile(r"Wenn der Knopf nichts tut, schreiben Sie diese Adresse in Ihren Browser: \S+ ?")


@pytest.fixture(scope="module")
def mails(django_db_setup, django_db_blocker):
    """Name → the mail as it goes out."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {name: _mail(letter) for name, letter in every_letter().items()}
        transaction.set_rollback(True)
    return made


def _mail(letter):
    return outbox._mail(outbox.draft(to="erika@example.org", **letter._asdict())), letter


def html_of(mail):
    assert [(kind, bool(content)) for content, kind in mail.alternatives] == [("text/html", True)]
    return mail.alternatives[0][0]


def test_every_mail_comes_as_text_and_as_html(mails):
    assert [name for name, (mail, letter) in mails.items() if mail.body != letter.text] == []
    assert [name for name, (mail, _) in mails.items() if "http" not in html_of(mail)] == []


def test_both_say_the_same(mails):
    """But for the button, and for what the HTML says about it."""
    for name, (mail, letter) in mails.items():
        page = Page(html_of(mail))
        for cell in page.all("td", class_="button"):
            cell.clear()
        for line in page.all("br"):
            line.tail = f" {line.tail or ''}"
        said = " ".join(" ".join(page.all("body")[0].itertext()).split())
        numbers = re.sub(r"(?m)^(-|\d+\.) ", "", letter.text)
        assert SAYS_WHERE.sub(_address, said) == " ".join(numbers.split()), name


def _address(found):
    return f"{found[0].split()[-1]} "


def test_what_leads_into_the_portal_leads_there_by_one_button(mails):
    """A series has an address per module, of which none is the main one."""
    base, wrong = settings.BASE_URL, []
    for name, (mail, letter) in mails.items():
        buttons = Page(html_of(mail)).all("td", class_="button")
        leads_on = any(word.startswith(f"{base}/") and word != f"{base}/" for word in letter.text.split())
        expected = leads_on and not (name.startswith("event_series") and "unconfirmed" not in name)
        if len(buttons) != expected:
            wrong.append((name, len(buttons)))
    assert wrong == []


def test_the_words_of_a_button_are_few_and_say_what_happens(mails):
    words = {
        name: button.words
        for name, (_, letter) in mails.items()
        if (button := button_of(letter.button, settings.BASE_URL))
    }
    assert {name: text for name, text in words.items() if len(text) > MOST_WORDS_ON_A_BUTTON} == {}
    assert {name: text for name, text in words.items() if text.lower() in NAMELESS_LINKS} == {}


def test_nothing_is_fetched_and_nobody_is_followed(mails):
    for name, (mail, letter) in mails.items():
        html = html_of(mail)
        page = Page(html)
        assert not re.search(r"\ssrc=|url\(|@import|<link|<script|<img|background=", html), name
        assert {link.get("href") for link in page.all("a")} <= set(letter.text.split()), name


def test_nothing_is_smaller_than_18_pixels(mails):
    sizes = {int(size) for mail, _ in mails.values() for size in re.findall(r"font(?:-size)?:(\d+)px", html_of(mail))}
    assert min(sizes) >= 18


def test_the_page_is_sound_html(mails):
    for name, (mail, _) in mails.items():
        parser = HTMLParser()
        root = parser.parse(html_of(mail))
        assert parser.errors == [], name
        assert len(list(root.iter(f"{HTML}title"))) == 1, name
        assert text_of(next(root.iter(f"{HTML}title"))) == " ".join(mail.subject.split()), name


def test_the_words_of_allauths_mails_are_ours():
    sources = "\n".join(path.read_text() for path in Path(allauth.__file__).parent.rglob("*.py"))
    sent = set(re.findall(r"[\"'](?:account|mfa|socialaccount)/email/(\w+)[\"']", sources))
    assert sent - NEVER_SENT - set(LETTERS) == set()
    assert set(LETTERS) <= set(NAMES)


def test_mails_go_through_the_outbox_only():
    """What is sent past it has no HTML, and is lost when the mail server is away."""
    past = re.compile(
        r"\b(send_mail|send_mass_mail|mail_admins|mail_managers|EmailMessage|EmailMultiAlternatives|email_user)\("
    )
    apps = ("accounts", "core", "events", "news", "offices", "portal")
    files = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    found = {path.name for path in files if path.name != "outbox.py" and past.search(path.read_text())}
    assert found == {"adapters.py"}  # overrides allauth's
