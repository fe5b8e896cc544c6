"""Rows that have files: written before the row, deleted after it, and nothing left lying about in between."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import class_prepared, post_delete
from django.utils import timezone

LEFTOVER_AGE = timedelta(days=1)  # a transaction that began to write yesterday is over
KEY = re.compile(r"[0-9a-f]{32}")

Contents = Sequence[tuple[str, bytes]]  # name and content of each file


class StoredFiles(models.Model):
    """Abstract. A row and the files below `folder`/<key>/. The key is drawn anew with every new content, so nobody
    can guess an address, and what stands at an address never changes. A concrete model whose Meta is its own
    inherits that of its parent."""

    folder: ClassVar[str]  # below MEDIA_ROOT

    key = models.UUIDField("Schlüssel", default=uuid4, unique=True, editable=False)
    bytes = models.PositiveBigIntegerField("Größe in Byte", editable=False)
    created_at = models.DateTimeField("angelegt am", default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        for key in self.__dict__.pop("_replaced", []):
            transaction.on_commit(partial(remove, self.folder, key))

    def file_name(self, name: str) -> str:
        """Within the storage. `name` comes from the code, never from a request."""
        return f"{self.folder}/{self.key.hex}/{name}"

    def write(self, contents: Contents) -> None:
        """The row is saved afterwards. Until that is committed nobody knows the key, so nobody meets half a set of
        files; if it never is, `sweep` clears up."""
        if not self._state.adding:
            self._replaced = [*getattr(self, "_replaced", []), self.key]
        self.key = uuid4()
        self.bytes = sum(len(content) for _, content in contents)
        for name, content in contents:
            default_storage.save(self.file_name(name), ContentFile(content))


def remove(folder: str, key: UUID | str) -> None:
    """All files of one key; those that are gone already are fine."""
    path = f"{folder}/{key.hex if isinstance(key, UUID) else key}"
    for name in _list(path)[1]:
        default_storage.delete(f"{path}/{name}")
    default_storage.delete(path)


def sweep(now: datetime) -> int:
    """A duty of the worker: deletes files without a row that are older than a day. Returns for how many keys."""
    done = 0
    for folder, kinds in _concrete().items():
        for key in _without_row(_list(folder)[0], kinds):
            if _is_old(f"{folder}/{key}", now):
                remove(folder, key)
                done += 1
    return done


def _concrete() -> dict[str, list[type[StoredFiles]]]:
    """Folder → the models that keep their files there."""
    folders: dict[str, list[type[StoredFiles]]] = {}
    for model in apps.get_models():
        if issubclass(model, StoredFiles):
            folders.setdefault(model.folder, []).append(model)
    return folders


def _without_row(names: list[str], kinds: Iterable[type[StoredFiles]]) -> list[str]:
    """Only names that can be a key: what somebody else put there is left alone."""
    keys = {name for name in names if KEY.fullmatch(name)}
    for model in kinds:
        # not the default manager, which may hide rows: their files would be deleted
        keys -= {key.hex for key in model._base_manager.values_list("key", flat=True)}
    return sorted(keys)


def _is_old(path: str, now: datetime) -> bool:
    """By the age of the folder, which moves with every file that is put there."""
    try:
        return default_storage.get_modified_time(path) < now - LEFTOVER_AGE
    except FileNotFoundError:  # somebody has just deleted it
        return False


def _list(path: str) -> tuple[list[str], list[str]]:
    """Folders and files; nothing where there is no such folder."""
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:
        return [], []


# A receiver per model: one for all would make Django fetch every row of every table before it deletes it.
def _watch(sender: type[models.Model], **_signal: object) -> None:
    if issubclass(sender, StoredFiles) and not sender._meta.abstract:
        post_delete.connect(_remove_after_commit, sender=sender, dispatch_uid=f"files-{sender._meta.label}")


def _remove_after_commit(instance: StoredFiles, **_signal: object) -> None:
    transaction.on_commit(partial(remove, instance.folder, instance.key))


class_prepared.connect(_watch, dispatch_uid="stored-files")
