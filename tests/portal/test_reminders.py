"""The mail of the morning to the coordinators."""

import pytest
from django.utils import timezone

from core.models import Message
from core.publishing.states import State
from portal.reminders import remind_coordinators
from tests.news_factories import make_post

pytestmark = pytest.mark.django_db


def remind():
    return remind_coordinators(timezone.now())


def test_once_a_day_with_what_waits(coordinator, at):
    at("2026-11-24 08:00")
    make_post("Seniorenbus", state=State.SUBMITTED)
    assert remind() == 1
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == (coordinator.user.email, "Eine Sache wartet auf die Geschäftsstelle")
    assert "Seniorenbus (Neue Meldung, seit heute)" in mail.text
    assert remind() == 0
    at("2026-11-25 08:00")
    assert remind() == 1


def test_nobody_is_bothered_when_nothing_waits(coordinator, at):
    at("2026-11-24 08:00")
    make_post()
    assert remind() == 0


@pytest.mark.parametrize("moment", ["2026-11-24 06:59", "2026-11-28 10:00", "2026-12-25 10:00"])
def test_not_at_night_at_weekends_or_on_holidays(coordinator, at, moment):
    at(moment)
    make_post(state=State.SUBMITTED)
    assert remind() == 0


def test_only_coordinators_who_may_sign_in(coordinator, editor, at):
    at("2026-11-24 08:00")
    coordinator.user.is_active = False
    coordinator.user.save()
    make_post(state=State.SUBMITTED)
    assert remind() == 0
