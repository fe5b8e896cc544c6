"""What offices and the Geschäftsstelle publish, posts and events alike: who may see it, who may write it, and what
lists can be asked for."""

from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from core.language.german import fold
from core.publishing.states import PublishableQuerySet, State
from offices.geography.areas import keys_concerning
from offices.geography.gazetteer import Kreis, Region
from offices.models import Office, Topic
from offices.team.members import is_member

if TYPE_CHECKING:
    from accounts.models import User


class ContributionQuerySet(PublishableQuerySet):
    """Of models with `office` (None: the Geschäftsstelle), `slug`, `kind`, `topics`, `area` and `search_text`."""

    # --- who may see what -------------------------------------------------------------------------------

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """What is published: for everybody, or for the network. Besides that, people see what they manage."""
        if not user.is_authenticated or not is_member(user):
            return self.public()
        if user.is_coordinator:
            return self.all()
        own = Office.objects.worked_in_by(user).values("pk")
        return self.filter(Q(state=State.PUBLISHED) | Q(office_id__in=own))

    def read_by(self, user: "User | AnonymousUser", slug: str) -> Self:
        """The one of that short name, if this person may see it. Visibility is asked of that one row: SQLite can't know
        that a short name says more than a state, and would walk through everything that is published."""
        visible = self.model.objects.visible_to(user).filter(pk=OuterRef("pk"))
        return self.filter(Exists(visible), slug=slug)

    def managed_by(self, user: "User | AnonymousUser") -> Self:
        """What this person may write: what her offices publish; everything for coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_coordinator:
            return self.all()
        return self.filter(office_id__in=Office.objects.worked_in_by(user).values("pk"))

    # --- which ------------------------------------------------------------------------------------------

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def by_office(self, office: Office) -> Self:
        return self.filter(office=office)

    def about(self, slug: str) -> Self:
        """The offer of that name, or any offer of the field of action of that name."""
        topics = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug)).values("pk")
        links = self.model.topics.through.objects.filter(topic__in=topics)
        return self.filter(pk__in=links.values(f"{self.model._meta.model_name}_id"))

    def concerning(self, area: Kreis | Region) -> Self:
        return self.filter(area__in=keys_concerning(area))

    def containing(self, words: str) -> Self:
        """Every word somewhere in what can be searched."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found
