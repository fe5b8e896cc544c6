"""Every mail as a mail program with a browser inside shows it: on a telephone and on a desk, light and dark."""

import re

import pytest
from django.conf import settings
from django.db import transaction

from core.mail.html import as_html, button_of
from tests.e2e.looking import AXE, COLOURS, TOO_SMALL, WIDER_THAN_THE_WINDOW, violations
from tests.letters import every_letter

pytestmark = pytest.mark.django_db

SIZES = ({"width": 360, "height": 740}, {"width": 800, "height": 900})
BUTTON_TOO_LOW = """() => [...document.querySelectorAll('.button a')]
  .map(link => link.getBoundingClientRect().height).filter(height => height < 47.5)"""


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        letters = every_letter().values()
        made = [as_html(one.subject, one.text, button_of(one.button, settings.BASE_URL)) for one in letters]
        transaction.set_rollback(True)
    return made


def test_every_mail_can_be_read_on_any_screen_in_any_light(chromium, pages):
    """All below each other, because they differ in their words alone and one look is quicker than a hundred."""
    bodies = [re.search(r"(<body.*?>)(.*)</body>", page, re.DOTALL) for page in pages]
    assert len({body[1] for body in bodies}) == 1
    context = chromium.new_context(offline=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(pages[0].replace(bodies[0][2], "".join(body[2] for body in bodies)))
    found = _look(page)
    context.close()
    assert found == []
    assert asked == []


def _look(page):
    page.evaluate(AXE)
    found = []
    for size in SIZES:
        page.set_viewport_size(size)
        found += [line for code in (WIDER_THAN_THE_WINDOW, TOO_SMALL, BUTTON_TOO_LOW) for line in page.evaluate(code)]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {line}" for line in violations(page, COLOURS)]
    return found
