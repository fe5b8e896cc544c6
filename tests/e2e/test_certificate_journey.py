"""From the hall to the paper: somebody is marked as present, gets her certificate, and anybody checks its number."""

import re
from uuid import uuid4

import pytest

from portal.demo.people import PASSWORD
from tests.e2e.hands import Clicks
from tests.e2e.test_registration_journey import WAYS, manage

COORDINATOR = "petra.probe@example.org"
# An event of today with one person, who is there.
MAKE = """from datetime import time
from django.utils import timezone
from accounts.models import User
from events.models import Day, Event, Source
from events.places.applications import Application, Person
from events.places.registration import register
by = User.objects.get(email="{by}")
event = Event(title={title!r}, kind="fachtag", town="Ahlen", created_by=by, changed_by=by)
event.submit(by, timezone.now())
event.release(by, timezone.now())
event.save()
Day.objects.create(event=event, date=timezone.localdate(), starts=time(0, 1), ends=time(23, 58))
event.settle()
event.save()
person = Person("Erika", "Beispiel", email="erika@example.org")
register(event=event, application=Application(person), source=Source.PHONE, by=by)
print(event.pk)
"""


@pytest.fixture
def event(server):
    title = f"Fachtag {uuid4().hex[:8]}"
    return title, manage(server, MAKE.format(by=COORDINATOR, title=title)).splitlines()[-1]


@pytest.mark.parametrize("way", ["on a phone", "without JavaScript"])
def test_a_certificate_is_issued_and_verified(window, event, way):
    title, pk = event
    _, options = WAYS[way]
    desk = Clicks(window(**options))
    desk.sign_in(COORDINATOR, PASSWORD)
    desk.open(f"/planung/{pk}/anwesenheit/")
    desk.page.get_by_role("button", name=re.compile("ist da|Da", re.IGNORECASE)).first.click()
    desk.page.wait_for_load_state("networkidle")
    desk.open(f"/planung/{pk}/bescheinigungen/")
    desk.page.get_by_role("button", name=re.compile("ausstellen")).first.click()
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", desk.page.inner_text("main"))[0]
    visitor = Clicks(window(**options))
    visitor.open("/")
    visitor.page.get_by_role("contentinfo").get_by_role("link", name="Bescheinigung prüfen").click()
    visitor.page.locator("[name=nummer]").fill(number.lower())
    visitor.press("Nummer prüfen")
    visitor.sees("Diese Bescheinigung gilt")
    words = visitor.page.inner_text("main")
    assert title in words
    assert "Erika" not in words
    visitor.open("/bescheinigung/AAAA-BBBB-CCCC/")
    visitor.sees("Diese Bescheinigung gilt nicht")
