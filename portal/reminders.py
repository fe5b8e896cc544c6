"""Once on a working day the coordinators hear by mail what waits for them; on days when nothing waits they don't."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.mail.letters import write
from core.models import Message
from offices.hours import public_holiday
from portal.desk import queue

ABOUT = "Zu erledigen"
NOT_BEFORE = time(7, 0)
FRIDAY = 4
MOST_NAMED = 10


@transaction.atomic
def remind_coordinators(now: datetime) -> int:
    """The number of mails written. What was written today is read from the outbox, which remembers the occasion of a
    mail longer than its address."""
    today = timezone.localdate(now)
    begins = timezone.make_aware(datetime.combine(today, time.min))
    is_working_day = today.weekday() <= FRIDAY and public_holiday(today) is None
    if not is_working_day or timezone.localtime(now).time() < NOT_BEFORE:
        return 0
    if Message.objects.filter(about=ABOUT, created_at__gte=begins).exists() or not (items := queue()):
        return 0
    coordinators = [user for user in User.objects.filter(is_staff=True, is_active=True) if user.may_sign_in]
    words: dict[str, Any] = {"items": items[:MOST_NAMED], "total": len(items), "path": reverse("portal:desk")}
    return len([write("queue", to=user.email, about=ABOUT, name=user.name, **words) for user in coordinators])
