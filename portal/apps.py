from typing import Any

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from core.publishing import revision
        from portal.models import Operator, PageText

        revision.watch(Operator, PageText)
        post_migrate.connect(create_cache_table, sender=self, dispatch_uid="cache-table")


def create_cache_table(using: str, **_signal: Any) -> None:
    """Where the cache is a table (portal/config.py), migrating is all it takes to have it."""
    from django.core.management import call_command

    call_command("createcachetable", database=using, verbosity=0)
