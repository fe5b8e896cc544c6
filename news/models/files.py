"""Pictures and documents of posts. Whoever may see the post may see them, and nobody else."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from core.media.documents import Document
from core.media.pictures import Picture
from news.models.posts import Post
from offices.models import Office

if TYPE_CHECKING:
    from accounts.models import User


class FileQuerySet(models.QuerySet[models.Model]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Asked of the one post, not of all that are visible."""
        return self.filter(Exists(Post.objects.visible_to(user).filter(pk=OuterRef("post_id"))))

    def of_sender(self, office: Office | None) -> Self:
        """Of one office, or of the Geschäftsstelle."""
        return self.filter(post__office=office)


class PostPicture(Picture):
    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures", verbose_name="Meldung")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects: ClassVar[FileQuerySet] = FileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Picture.Meta):
        abstract = False
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering: ClassVar = ["position", "pk"]

    def address(self, width: int, kind: str) -> str:
        return reverse("news:picture", args=[self.key, width, kind])


class PostDocument(Document):
    post = models.ForeignKey(Post, models.CASCADE, related_name="documents", verbose_name="Meldung")
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects: ClassVar[FileQuerySet] = FileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Document.Meta):
        abstract = False
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"
        ordering: ClassVar = ["position", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("news:document", args=[self.key])


def used_bytes(office: Office | None) -> int:
    """What the files of one sender take up."""
    sums = (model.objects.of_sender(office).aggregate(sum=models.Sum("bytes")) for model in (PostPicture, PostDocument))
    return sum(found["sum"] or 0 for found in sums)
