"""What stays of an event for everybody: results, papers and photographs, once those who spoke have agreed."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from core.media.uploads import FileForm
from core.publishing.activity import note
from core.publishing.states import WrongStateError
from events.models import Event, EventPicture, Item, ItemDocument
from events.models.locking import lock
from events.planning.editing import edited
from offices.models import Office

if TYPE_CHECKING:
    from accounts.models import User


def save_result(event: Event, item: Item, *, result: str, released: Collection[int], by: "User") -> None:
    """`released` are the speakers who have agreed that their part appears."""
    with edited(event, by=by):
        item.result = result
        item.save(update_fields=["result"])
        item.speakers.update(released=models.Case(models.When(pk__in=released, then=True), default=False))


@transaction.atomic
def publish(event: Event, *, by: "User") -> None:
    locked = lock(event)
    if not locked.stage().is_past:
        raise WrongStateError("Die Dokumentation kann erscheinen, sobald die Veranstaltung vorbei ist.")
    if locked.documented_at is None:
        locked.documented_at, locked.documented_by = timezone.now(), by
        locked.save()
        note(by, "hat die Dokumentation veröffentlicht", locked)


@transaction.atomic
def take_back(event: Event, *, by: "User") -> None:
    locked = lock(event)
    locked.documented_at = locked.documented_by = None
    locked.save()
    note(by, "hat die Dokumentation zurückgezogen", locked)


def attach(event: Event, form: FileForm, *, by: "User", owner: Mapping[str, Any]) -> None:
    """Of a valid form; `owner` is what a new row belongs to. The files are written before the row; a row that fails
    leaves files that the worker sweeps."""
    with edited(event, by=by):
        if form.instance.pk is None:
            for name, value in owner.items():
                setattr(form.instance, name, value)
            form.instance.position = type(form.instance).objects.filter(**owner).count()
        form.save()


def detach(event: Event, row: EventPicture | ItemDocument, *, by: "User") -> None:
    """Always allowed: somebody in it may have asked."""
    row.delete()
    note(by, "hat eine Datei gelöscht", event)


def used_bytes(office: Office | None) -> int:
    """What the files of all events of one organiser take up."""
    pictures = EventPicture.objects.filter(event__office=office)
    documents = ItemDocument.objects.filter(item__day__event__office=office)
    return sum(found.aggregate(sum=models.Sum("bytes"))["sum"] or 0 for found in (pictures, documents))
