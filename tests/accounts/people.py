"""What tests of the sign-in do again and again: type, read the mail, compute a code."""

import re
import time

from allauth.mfa.totp.internal import auth
from django.urls import resolve, reverse

from core.models import Message
from tests.factories import PASSWORD

CODE = re.compile(r"^\d{4}-\d{4}$", re.MULTILINE)


def sign_in(client, user, password=PASSWORD, **fields):
    answer = {"login": user.email, "password": password, **fields}
    return client.post(reverse("account_login"), answer)


def is_signed_in(client):
    return client.get("/konto/").status_code == 200


def letters():
    return [(message.to, message.subject) for message in Message.objects.order_by("pk")]


def mailed_code():
    """Stands alone on its line in the newest letter."""
    (code,) = CODE.findall(Message.objects.order_by("pk").last().text)
    return code


def app_code(secret, shift=0):
    """What the telephone shows now; `shift` in steps of thirty seconds."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + shift))


def step(response):
    """Name of the page a redirect leads to, without its question."""
    assert response.status_code == 302, response.content.decode()[:2000]
    return resolve(response["Location"].partition("?")[0]).view_name
