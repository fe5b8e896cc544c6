"""Pictures and documents of a post. What is public already is changed only by those who may release: a picture says as
much as a text. Taking something out is always allowed, because somebody in it may have asked."""

from typing import TYPE_CHECKING

from django.db import transaction

from core.media.uploads import FileForm
from core.publishing.activity import note
from core.publishing.states import State, WrongStateError
from news.models import Post, PostDocument, PostPicture
from news.publishing import posts

if TYPE_CHECKING:
    from accounts.models import User

CLOSED = (
    "Die Meldung ist schon freigegeben oder im Archiv. Neue Bilder und Dokumente gehen nur im Entwurf. "
    "Legen Sie die Meldung ins Archiv und holen Sie sie zurück."
)


def is_open(post: Post, user: "User") -> bool:
    if post.state == State.ARCHIVED:
        return False
    return not post.is_released or posts.may_release(user, post)


@transaction.atomic
def attach(post: Post, form: FileForm, *, by: "User") -> None:
    """Of a valid form. The files are written before the row; a row that fails leaves files that the worker sweeps."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if not is_open(locked, by):
        raise WrongStateError(CLOSED)
    is_new = form.instance.pk is None
    if is_new:
        form.instance.post = locked
        form.instance.position = type(form.instance).objects.filter(post=locked).count()
    form.save()
    note(by, "hat eine Datei hinzugefügt" if is_new else "hat Angaben zu einem Bild geändert", locked)


@transaction.atomic
def detach(post: Post, row: "PostPicture | PostDocument", *, by: "User") -> None:
    row.delete()
    note(by, "hat eine Datei gelöscht", post)
