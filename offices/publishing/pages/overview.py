"""The things on a desk, and one of them: where it stands and what can happen to it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.models import Proposal
from core.web.paging import paginate
from offices.models import Office
from offices.publishing.desk import office_at_desk
from offices.publishing.kinds import Contribution


class Overview:
    """Of one kind."""

    def __init__(self, kind: Contribution) -> None:
        self.kind = kind

    def urls(self, prefix: str, plural: str) -> list[URLPattern]:
        """`plural` is the word in the address of lists: "meldungen"."""
        of_office, of_headquarters = f"buero/<slug:slug>/{plural}/", f"geschaeftsstelle/{plural}/"
        name = self.kind.name
        return [
            path(of_office, member_required(require_safe(self.of_office)), name=name("office_list")),
            path(of_headquarters, coordinator_required(require_safe(self.everything)), name=name("headquarters_list")),
            path(prefix, member_required(require_safe(self.page)), name=name("page")),
        ]

    def of_office(self, request: MemberRequest, slug: str) -> HttpResponse:
        office = office_at_desk(request, slug)
        things = self.kind.model.objects.by_office(office)  # type: ignore[attr-defined]  # ContributionQuerySet
        return self._list(request, office, things)

    def everything(self, request: MemberRequest) -> HttpResponse:
        """Whoever wrote it: coordinators look after all of it."""
        return self._list(request, None, self.kind.model.objects.all())

    def _list(self, request: MemberRequest, office: Office | None, things: object) -> HttpResponse:
        page = paginate(request, self.kind.for_list(things))
        context = self.kind.frame(office) | {
            "things": page,
            "rows": [(thing, self.kind.url("page", thing.pk)) for thing in page],
            "new_url": self.kind.new_url(office),
        }
        return render(request, self.kind.list_template, context | self.kind.list_context(office))

    def page(self, request: MemberRequest, pk: int) -> HttpResponse:
        thing = self.kind.at_desk(request, pk)
        context = self.kind.frame_of(thing) | {
            "missing": self.kind.missing(thing),
            "may_release": self.kind.may_release(request.user, thing),
            "proposal": Proposal.objects.of(thing).waiting().select_related("proposed_by").first(),
        }
        return render(request, self.kind.page_template, context | self.kind.page_context(thing))
