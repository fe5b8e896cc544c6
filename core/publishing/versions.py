"""The history of a thing: what belongs to a version, how it reads, and how an earlier one comes back. Pictures and
files have no versions: what is taken out is gone, because a person may have asked for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, models
from django.utils import timezone

from core.language.dates import clock, full_date, long_date
from core.models import Version
from core.publishing.history import Change, compare, record
from core.publishing.kinds import ContentKind, kind_of
from core.publishing.states import Publishable
from core.richtext import RichTextField, text_of

Data = dict[str, Any]


def snapshot(thing: Publishable) -> Data:
    """What belongs to a version, as JSON values."""
    return _data(kind_of(thing), thing, {})


def foreseen(thing: Publishable, values: Mapping[str, Any]) -> Data:
    """What a version would hold after these values were saved. Nothing is written."""
    return _data(kind_of(thing), thing, values)


def bring_back(thing: Publishable, data: Data) -> None:
    """Writes a version into the thing and saves it."""
    kind = kind_of(thing)
    for name in kind.fields:
        if name not in kind.natural_keys and name in data:
            setattr(thing, name, _from_json(_field(kind, name), data[name]))
    thing.save()
    for name, key in kind.natural_keys.items():
        if name in data:
            rows = _field(kind, name).related_model
            getattr(thing, name).set(rows._default_manager.filter(**{f"{key}__in": data[name]}))


def keep_version(thing: Publishable, *, by: Any, summary: str) -> Version:
    return record(thing, snapshot(thing), by=by, summary=summary)


def differences(kind: ContentKind, before: Data, after: Data) -> list[Change]:
    return compare(in_words(kind, before), in_words(kind, after))


def in_words(kind: ContentKind, data: Data) -> dict[str, str]:
    """Label → text, as a reader understands it."""
    return {_label(kind, name): _words(kind, name, data[name]) for name in kind.fields if name in data}


# --- fields -----------------------------------------------------------------------------------------------------


def _field(kind: ContentKind, name: str) -> Any:
    return kind.model._meta.get_field(name)


def _label(kind: ContentKind, name: str) -> str:
    return str(_field(kind, name).verbose_name)


def _data(kind: ContentKind, thing: Publishable, values: Mapping[str, Any]) -> Data:
    return {name: _value(kind, thing, name, values) for name in kind.fields}


def _value(kind: ContentKind, thing: Publishable, name: str, values: Mapping[str, Any]) -> Any:
    if (key := kind.natural_keys.get(name)) is not None:
        if name in values:
            return sorted(getattr(row, key) for row in values[name])
        return sorted(getattr(thing, name).values_list(key, flat=True))
    field = _field(kind, name)
    value = values[name] if name in values else getattr(thing, name)
    return _as_json(field, value)


def _as_json(field: models.Field, value: Any) -> Any:
    """As the database would hold it: formatted text cleaned, a link that leads nowhere left out."""
    if isinstance(value, date):  # moments, too
        return value.isoformat()
    if isinstance(field, models.CharField | models.TextField) and value is not None:
        return field.get_db_prep_save(value, connection)
    return value.pk if isinstance(value, models.Model) else value


def _from_json(field: Any, value: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        return None if value is None else field.related_model._default_manager.filter(pk=value).first()
    return field.to_python(value)


def _words(kind: ContentKind, name: str, value: Any) -> str:
    field = _field(kind, name)
    if (key := kind.natural_keys.get(name)) is not None:
        rows = field.related_model._default_manager.filter(**{f"{key}__in": value})
        names = {getattr(row, key): str(row) for row in rows}
        return ", ".join(str(names.get(one, one)) for one in value)
    return field_text(field, _from_json(field, value))


def field_text(field: Any, value: Any) -> str:
    """What stands in a column, as a reader understands it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(field, RichTextField):
        return text_of(value)
    if isinstance(field, models.DateTimeField):
        moment = timezone.localtime(value)
        return f"{full_date(moment)}, {clock(moment.hour, moment.minute)}"
    if isinstance(field, models.DateField):
        return long_date(value)
    if isinstance(field, models.BooleanField):
        return "ja" if value else "nein"
    return str(dict(field.flatchoices).get(value, value))
