from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Veranstaltungen"

    def ready(self) -> None:
        from core.publishing import kinds, revision
        from events import models
        from events.planning import publishing

        revision.watch(*models.PUBLISHED)
        kinds.register(publishing.events)
