from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Aktuelles"

    def ready(self) -> None:
        from core.publishing import revision
        from news import models

        revision.watch(*models.PUBLISHED)
