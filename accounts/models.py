"""People who work with the portal. They are known by their e-mail address; there are no user names."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from core.language.names import sort_key_of

FORMER = "eine frühere Mitarbeiterin oder ein früherer Mitarbeiter"
NAMELESS = "eine Mitarbeiterin oder ein Mitarbeiter"


class UserManager(BaseUserManager["User"]):
    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Raises ValueError without an address. Without a password the person can't sign in with one.
        Nobody signs up alone: whoever creates a person vouches for the address, so it counts as verified."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        user.settle_address()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Upper and lower case of an address are the same mailbox."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=150, blank=True)
    name_stays = models.BooleanField("Mein Name darf an meinen Beiträgen stehen bleiben", default=False)
    is_active = models.BooleanField("darf sich einloggen", default=True)
    is_staff = models.BooleanField(
        "darf in die Verwaltung", default=False, help_text="Gilt nur für Menschen der Geschäftsstelle."
    )
    is_sample = models.BooleanField(
        "Beispielperson", default=False, help_text="Erfunden. Kann sich nur in der Vorführung anmelden."
    )
    joined_at = models.DateTimeField("dabei seit", default=timezone.now)
    sort_key = models.CharField(max_length=200, editable=False, default="")  # of the name, as in a directory

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, **options: Any) -> None:
        self.sort_key = sort_key_of(self.name)
        if "name" in (fields := options.get("update_fields") or ()):
            options["update_fields"] = {*fields, "sort_key"}
        super().save(**options)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def is_coordinator(self) -> bool:
        """Works at the Geschäftsstelle."""
        return self.is_active and self.is_staff

    @property
    def may_sign_in(self) -> bool:
        """Sample people have a password that stands in the demo's text, so outside of it they stay out."""
        return self.is_active and (settings.DEMO or not self.is_sample)

    @property
    def signature(self) -> str:
        """What stands below a contribution. Who has left stays named only where they said so."""
        if self.is_active:
            return self.name or NAMELESS
        return self.name if self.name and self.name_stays else FORMER

    def settle_address(self) -> None:
        """The sign-in knows exactly one address, that of this person, and takes it as verified."""
        from allauth.account.models import EmailAddress

        EmailAddress.objects.filter(user=self).delete()
        EmailAddress.objects.create(user=self, email=self.email.lower(), primary=True, verified=True)

    def end_sessions(self) -> None:
        from allauth.usersessions.models import UserSession

        for session in UserSession.objects.filter(user=self):
            session.end()

    def drop_second_factor(self) -> None:
        """Recovery codes too: they belong to the factors that are gone."""
        from allauth.mfa.models import Authenticator

        Authenticator.objects.filter(user=self).delete()

    @transaction.atomic
    def erase(self) -> None:
        """Makes the person nameless for good. Rows that point here stay, so that what they wrote keeps its history."""
        from allauth.account.models import EmailAddress

        self.end_sessions()
        self.drop_second_factor()
        EmailAddress.objects.filter(user=self).delete()
        self.groups.clear()
        self.user_permissions.clear()
        self.name, self.email = "", f"geloescht-{self.pk}@invalid.invalid"
        self.is_active = self.is_staff = self.is_superuser = self.name_stays = False
        self.last_login = None
        self.set_unusable_password()
        self.save()
