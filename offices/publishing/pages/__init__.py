"""The pages on a desk that everything published has."""

from django.urls import URLPattern

from offices.publishing.forms import ContributionForm
from offices.publishing.kinds import Contribution
from offices.publishing.pages.decisions import Decisions
from offices.publishing.pages.history import History
from offices.publishing.pages.overview import Overview
from offices.publishing.pages.steps import Steps
from offices.publishing.pages.writing import Writing


def desk_urls(kind: Contribution, form: type[ContributionForm], *, one: str, plural: str) -> list[URLPattern]:
    """All of them. `one` is the beginning of the addresses of one thing ("redaktion/<int:pk>/"), `plural` the word in
    those of its lists ("meldungen")."""
    return [
        *Overview(kind).urls(one, plural),
        *Writing(kind, form).urls(one, plural),
        *Steps(kind).urls(one),
        *Decisions(kind).urls(one),
        *History(kind).urls(one),
    ]
