from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "Verzeichnis der Seniorenbüros"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from core.publishing import revision
        from offices import models
        from offices.topics import needs, taxonomy

        revision.watch(*models.PUBLISHED)
        post_migrate.connect(taxonomy.ensure, sender=self, dispatch_uid="offices-taxonomy")
        post_migrate.connect(needs.ensure, sender=self, dispatch_uid="offices-needs")
