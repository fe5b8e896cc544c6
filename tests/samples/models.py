from django.db import models

from core.media.documents import Document, DocumentForm
from core.media.pictures import Picture, PictureForm


class SamplePicture(Picture):
    note = models.CharField("Notiz", max_length=20, blank=True)

    class Meta(Picture.Meta):
        verbose_name = "Bild"

    def address(self, width, kind):
        return f"/bild/{self.key}/{width}.{kind}"


class SampleDocument(Document):
    class Meta(Document.Meta):
        verbose_name = "Dokument"


class SamplePictureForm(PictureForm):
    class Meta(PictureForm.Meta):
        model = SamplePicture


class SampleDocumentForm(DocumentForm):
    class Meta(DocumentForm.Meta):
        model = SampleDocument
