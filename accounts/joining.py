"""How a person comes to be: somebody invited them, they followed the link and chose a name and a password."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User


class AlreadyKnownError(Exception):
    """The address belongs to a person already, perhaps to one whose account is closed."""

    def __init__(self) -> None:
        super().__init__("Zu dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich damit an.")


@transaction.atomic
def create_person(*, email: str, name: str, password: str) -> User:
    """The link of the invitation came by mail, so the address counts as verified. Raises AlreadyKnownError."""
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnownError
    return User.objects.create_user(email, password, name=name)


@transaction.atomic
def welcome_back(user: User, *, name: str, password: str) -> User:
    """Somebody who had left is invited again: the account opens with a new password, nothing of the old access."""
    user.drop_second_factor()
    user.groups.clear()
    user.user_permissions.clear()
    user.name, user.is_active = name, True
    user.is_staff = user.is_superuser = False
    user.set_password(password)
    user.save(update_fields=["name", "is_active", "is_staff", "is_superuser", "password"])
    user.settle_address()
    return user


def sign_in(request: HttpRequest, user: User, *, to: str = "") -> HttpResponse:
    """The answer leads on: to the path `to`, to the person's own start, or first to the second factor."""
    record_authentication(request, user, method="password")
    return perform_login(request, Login(user=user, email=user.email.lower(), redirect_url=to or None))
