from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Personen"

    def ready(self) -> None:
        from allauth.usersessions.models import UserSession
        from django.db.models.signals import pre_save

        from accounts.sessions import keep_little

        pre_save.connect(keep_little, sender=UserSession, dispatch_uid="keep-little")
