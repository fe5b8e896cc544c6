"""The directory as a whole: how many offices where. Counted once per change of content."""

from collections import Counter

from django.db.models import Count

from core.publishing.revision import once_per_revision
from offices.models import Office, ServedTown


@once_per_revision
def seats() -> dict[str, int]:
    """AGS → number of listed offices that sit there."""
    counted = Office.objects.listed().order_by().values_list("ags").annotate(count=Count("pk"))
    return {ags: count for ags, count in counted if ags}


@once_per_revision
def served() -> frozenset[str]:
    """The AGS of every municipality for whose people a listed office is there."""
    return frozenset(
        ServedTown.objects.filter(office__in=Office.objects.listed()).values_list("ags", flat=True).distinct()
    )


@once_per_revision
def offices_per_kreis() -> Counter[str]:
    counter: Counter[str] = Counter()
    for ags, count in seats().items():
        counter[ags[:5]] += count
    return counter


def total() -> int:
    """All listed offices."""
    return sum(seats().values())
