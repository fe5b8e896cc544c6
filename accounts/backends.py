"""Who may come in, and what coordinators may do in the administration."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from accounts.models import User

AnyUser = AbstractBaseUser | AnonymousUser


class SignIn(AuthenticationBackend):
    """Asked at sign-in and again on every request, so a closed account ends its running sessions too."""

    def user_can_authenticate(self, user: AnyUser | None) -> bool:
        return isinstance(user, User) and user.may_sign_in

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """allauth would lead a closed account with the right password to a page that says so. Nobody learns that."""


class Coordination(BaseBackend):
    """Coordinators keep the content of every app; people and their rights are for superusers."""

    def has_perm(self, user_obj: AnyUser, perm: str, obj: Any = None) -> bool:
        return self.has_module_perms(user_obj, perm.partition(".")[0])

    def has_module_perms(self, user_obj: AnyUser, app_label: str) -> bool:
        return isinstance(user_obj, User) and user_obj.is_coordinator and app_label in settings.COORDINATED_APPS
