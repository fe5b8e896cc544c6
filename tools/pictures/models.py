"""The data model as Django's registry knows it: this project's models and their keys. No database is asked."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.fields.related import RelatedField


@dataclass(frozen=True)
class Key:
    """A field that leads to another model. `kind`: "many" to one, "one" to one or many to many ("both")."""

    name: str
    target: str
    kind: str
    says_who: bool


@dataclass(frozen=True)
class Table:
    """A model: its label "events.Event", its module "events", its German name, its keys and the number of fields."""

    label: str
    module: str
    verbose: str
    keys: list[Key]
    fields: int

    @property
    def app(self) -> str:
        return self.label.partition(".")[0]

    @property
    def name(self) -> str:
        return self.label.partition(".")[2]


@dataclass(frozen=True)
class DataModel:
    """`apps` from top to bottom as in the house, `user` the label of the user model."""

    apps: list[str]
    tables: list[Table]
    user: str


def read(floors: list[list[str]]) -> DataModel:
    """`floors` as rooms.floors gives them; apps without models are left out."""
    labels = {config.label for config in apps.get_app_configs()}
    own = [app for floor in floors for app in floor if app in labels]
    found = {model._meta.label: model for app in own for model in apps.get_app_config(app).get_models()}
    user = get_user_model()._meta.label
    tables = [_table(model, set(found), user) for model in found.values()]
    return DataModel([app for app in own if any(table.app == app for table in tables)], tables, user)


def _table(model: type[models.Model], known: set[str], user: str) -> Table:
    """In the order of declaration, fields of abstract parents included."""
    meta = model._meta
    fields = [*meta.local_fields, *meta.local_many_to_many]
    keys = [_key(field, user) for field in fields if isinstance(field, RelatedField)]
    module = model.__module__.removeprefix(f"{meta.app_label}.").removeprefix("models.")
    own_keys = [key for key in keys if key.target in known]
    return Table(meta.label, module, str(meta.verbose_name), own_keys, len(fields))


def _key(field: RelatedField, user: str) -> Key:
    kind = "both" if field.many_to_many else "one" if field.one_to_one else "many"
    target = field.related_model._meta.label
    return Key(field.name, target, kind, target == user and not _goes_with_target(field))


def _goes_with_target(field: RelatedField) -> bool:
    """A row that goes when the person goes belongs to the person; other keys to people say who did something."""
    return field.remote_field is not None and getattr(field.remote_field, "on_delete", None) is models.CASCADE
