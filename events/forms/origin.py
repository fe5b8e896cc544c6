"""Where somebody comes from: an office of the directory if its name was chosen or typed, otherwise her own words."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.german import fold
from core.revision import once_per_revision
from offices.models import Office


@once_per_revision
def _offices() -> dict[str, tuple[int, str]]:
    """Folded name → key and name of those a person can turn to; also under their other names."""
    found: dict[str, tuple[int, str]] = {}
    for office in Office.objects.listed().order_by("sort_name", "pk").only("pk", "name", "other_names"):
        for name in (office.name, *office.name_list):
            found.setdefault(fold(name), (office.pk, office.name))
    return found


@once_per_revision
def office_suggestions() -> SafeString:
    """The options of a <datalist>, drawn once: browsers offer those that fit what is being typed."""
    names = dict.fromkeys(name for _, name in _offices().values())
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


def office_called(text: str) -> Office | None:
    """Not read from the database: it knows its key and its name only."""
    found = _offices().get(fold(text))
    return Office(pk=found[0], name=found[1]) if found else None
