"""What offices and the Geschäftsstelle publish: who may let it through, and where its pages lie on a desk."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.publishing.kinds import ContentKind
from offices.models import Office
from offices.publishing import desk


class Contribution(ContentKind):
    """Of models with `office` (None: the Geschäftsstelle) and `title`. `current` marks the way to them in the
    navigation of a desk; `fields_template` shows the fields of the form, `shown_template` the thing as it will look;
    `after_new` is the page that follows the first draft."""

    current: ClassVar[str]
    fields_template: ClassVar[str]
    shown_template: ClassVar[str]
    steps_template: ClassVar[str] = ""
    list_template: ClassVar[str] = "desk/publishing/list.html"
    page_template: ClassVar[str] = "desk/publishing/page.html"
    after_new: ClassVar[str] = "page"

    def may_release(self, user: Any, thing: Any) -> bool:
        """Coordinators, and people of an office that a coordinator trusts."""
        if user.is_coordinator:
            return True
        return bool(thing.office and thing.office.publishes_directly) and self.managed_by(user).contains(thing)

    def at_desk(self, request: HttpRequest, pk: int) -> Any:
        """404 for everybody who may not write it."""
        return get_object_or_404(self.managed_by(request.user), pk=pk)

    def for_list(self, things: Any) -> Any:
        """In the order of a desk: what was touched last on top."""
        return things.select_related("office").order_by("-changed_at", "-pk")

    def list_context(self, office: Office | None) -> dict[str, Any]:
        """What the list of this kind shows besides."""
        return {}

    def page_context(self, thing: Any) -> dict[str, Any]:
        """What the page of this kind shows besides."""
        return {}

    def list_url(self, office: Office | None) -> str:
        return self.url("office_list", office.slug) if office else self.url("headquarters_list")

    def new_url(self, office: Office | None) -> str:
        return self.url("new", office.slug) if office else self.url("new_of_headquarters")

    def frame(self, office: Office | None, *titles: str | tuple[str, str]) -> dict[str, Any]:
        """What the pages of a desk need around them: things of an office lie on its desk, those of the Geschäftsstelle
        on the coordinators'."""
        words = f"Unsere {self.noun.plural}" if office else self.noun.plural
        steps = [(words, self.list_url(office)), *titles] if titles else [words]
        if office:
            return desk.frame(office, self.current, *steps) | {"frame": "desk/office.html", "kind": self}
        trail = [("Geschäftsstelle", reverse("portal:desk"))]
        trail += [step if isinstance(step, tuple) else (step, "") for step in steps]
        return {
            "frame": "desk/coordination.html",
            "side_label": "Geschäftsstelle",
            "current": self.current,
            "trail": trail,
            "kind": self,
        }

    def frame_of(self, thing: Any, *titles: str | tuple[str, str]) -> dict[str, Any]:
        """Of pages of one thing; without titles the thing's own page. Templates know it as `thing` and by the name of
        its model, and the addresses of its pages as `links`."""
        steps = [(thing.title, self.url("page", thing.pk)), *titles] if titles else [thing.title]
        named = {"thing": thing, str(self.model._meta.model_name): thing, "links": Links(self, thing.pk)}
        return self.frame(thing.office, *steps) | named


class Links:
    """Addresses of the pages of one thing, by the kit's names: `links.submit` in a template."""

    def __init__(self, kind: ContentKind, pk: int) -> None:
        self._kind, self._pk = kind, pk

    def __getitem__(self, name: str) -> str:
        return self._kind.url(name, self._pk)
