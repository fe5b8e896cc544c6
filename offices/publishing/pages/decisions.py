"""What coordinators decide about a change to something public."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from accounts.guards import MemberRequest, coordinator_required
from core.models import Proposal
from core.publishing import writing
from core.publishing.versions import differences, snapshot
from offices.publishing.forms import SendBackForm
from offices.publishing.kinds import Contribution


class Decisions:
    """Of one kind."""

    def __init__(self, kind: Contribution) -> None:
        self.kind = kind

    def urls(self, prefix: str) -> list[URLPattern]:
        name = self.kind.name
        return [
            path(f"{prefix}aenderung/", coordinator_required(self.proposal), name=name("proposal")),
            path(f"{prefix}aenderung/zurueckgeben/", coordinator_required(self.refuse), name=name("refuse")),
        ]

    def proposal(self, request: MemberRequest, pk: int) -> HttpResponse:
        """Before and after; POST lets it through."""
        thing, found = self._found(request, pk)
        if request.method == "POST":
            writing.accept(self.kind, found, by=request.user)
            messages.success(request, "Die Änderung steht jetzt im Portal.")
            return redirect("portal:desk")
        context = self.kind.frame_of(thing, "Änderung") | {
            "proposal": found,
            "changes": differences(self.kind, snapshot(thing), found.data),
        }
        return render(request, "desk/publishing/proposal.html", context)

    def refuse(self, request: MemberRequest, pk: int) -> HttpResponse:
        thing, found = self._found(request, pk)
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            writing.refuse(self.kind, found, by=request.user, answer=form.cleaned_data["request"])
            said = "Die Änderung ist zurückgegeben. Die Person bekommt eine E-Mail mit Ihrer Antwort."
            messages.success(request, said)
            return redirect("portal:desk")
        return render(
            request, "desk/publishing/refuse.html", self.kind.frame_of(thing, "Änderung zurückgeben") | {"form": form}
        )

    def _found(self, request: MemberRequest, pk: int) -> tuple[Any, Proposal]:
        thing = self.kind.at_desk(request, pk)
        waiting = Proposal.objects.of(thing).waiting().select_related("proposed_by")
        return thing, get_object_or_404(waiting)
