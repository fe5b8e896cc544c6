from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Veranstaltungen"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from core.publishing import revision
        from events import models, needs

        revision.watch(*models.PUBLISHED)
        post_migrate.connect(needs.ensure, sender=self, dispatch_uid="events-needs")
