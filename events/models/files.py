"""What an event shows afterwards: slides and papers per item of the programme, and photographs."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.media.documents import Document
from core.media.pictures import Picture
from events.models.events import Event
from events.models.programme import Item, Speaker

if TYPE_CHECKING:
    from accounts.models import User


class ItemDocumentQuerySet(models.QuerySet["ItemDocument"]):
    def released(self) -> Self:
        """Nobody of those who speak has yet to agree."""
        asked = Speaker.objects.filter(item=OuterRef("item"), released=False)
        return self.exclude(Exists(asked))

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Once the documentation is published; before that only those who plan the event."""
        events = Event.objects.visible_to(user).filter(documented_at__isnull=False, pk=OuterRef("item__day__event"))
        managed = Event.objects.managed_by(user).filter(pk=OuterRef("item__day__event"))
        return self.filter((Exists(events) & Q(pk__in=ItemDocument.objects.released())) | Exists(managed))


class ItemDocument(Document):
    item = models.ForeignKey(Item, models.CASCADE, related_name="documents", verbose_name="Programmpunkt")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects: ClassVar[ItemDocumentQuerySet] = ItemDocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Document.Meta):
        abstract = False
        verbose_name = "Unterlage"
        verbose_name_plural = "Unterlagen"
        ordering: ClassVar = ["position", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("events:document", args=[self.key])


class EventPictureQuerySet(models.QuerySet["EventPicture"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(Exists(Event.objects.visible_to(user).filter(pk=OuterRef("event_id"))))


class EventPicture(Picture):
    event = models.ForeignKey(Event, models.CASCADE, related_name="pictures", verbose_name="Veranstaltung")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects: ClassVar[EventPictureQuerySet] = EventPictureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering: ClassVar = ["position", "pk"]

    def address(self, width: int, kind: str) -> str:
        return reverse("events:picture", args=[self.key, width, kind])
