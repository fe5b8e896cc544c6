from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Veranstaltungen"

    def ready(self) -> None:
        from core.publishing import revision
        from events import models

        revision.watch(*models.PUBLISHED)
