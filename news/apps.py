from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Aktuelles"

    def ready(self) -> None:
        from core.publishing import kinds, revision
        from news import models, publishing

        revision.watch(*models.PUBLISHED)
        kinds.register(publishing.posts)
