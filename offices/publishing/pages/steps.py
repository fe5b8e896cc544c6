"""Where a thing goes: in, back, out, into the archive. One address for each step."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from accounts.guards import MemberRequest, View, coordinator_required, member_required
from core.publishing import workflow
from core.publishing.states import WrongStateError
from offices.publishing.forms import SendBackForm
from offices.publishing.kinds import Contribution


class Steps:
    """Of one kind."""

    def __init__(self, kind: Contribution) -> None:
        self.kind = kind

    def urls(self, prefix: str) -> list[URLPattern]:
        """Below `prefix`, which names the key: "redaktion/<int:pk>/"."""
        noun, name = self.kind.noun, self.kind.name
        sent = (
            f"{noun.the} liegt jetzt der Geschäftsstelle vor. "
            f"Sie bekommen eine E-Mail, sobald {noun.who} freigegeben ist."
        )
        draft = f"{noun.the} ist wieder ein Entwurf."
        hidden = f"{noun.the} liegt jetzt im Archiv. Besucher sehen {noun.whom} nicht mehr."
        steps = [
            ("submit", "einreichen/", workflow.submit, sent),
            ("withdraw", "zurueckziehen/", workflow.withdraw, draft),
            ("release", "freigeben/", workflow.release, f"{noun.the} ist freigegeben."),
            ("archive", "archivieren/", workflow.archive, hidden),
            ("reopen", "zurueckholen/", workflow.reopen, draft),
        ]
        return [
            *(path(prefix + word, self._step(act, said), name=name(key)) for key, word, act, said in steps),
            path(f"{prefix}zurueckgeben/", coordinator_required(self.send_back), name=name("send_back")),
            path(f"{prefix}loeschen/", member_required(self.delete), name=name("delete")),
        ]

    def _step(self, act: Callable[..., object], said: str) -> View:
        @member_required
        @require_POST
        def step(request: MemberRequest, pk: int) -> HttpResponse:
            thing = self.kind.at_desk(request, pk)
            try:
                act(thing, by=request.user)
            except WrongStateError as error:
                messages.warning(request, str(error))
            else:
                messages.success(request, said)
            return redirect(self.kind.url("page", thing.pk))

        return step

    def send_back(self, request: MemberRequest, pk: int) -> HttpResponse:
        thing = self.kind.at_desk(request, pk)
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                workflow.send_back(thing, by=request.user, request=form.cleaned_data["request"])
            except WrongStateError as error:
                messages.warning(request, str(error))
            else:
                said = f"{self.kind.noun.the} ist zurückgegeben. Die Person bekommt eine E-Mail mit Ihrer Bitte."
                messages.success(request, said)
            return redirect("portal:desk")
        return render(
            request, "desk/publishing/send_back.html", self.kind.frame_of(thing, "Zurückgeben") | {"form": form}
        )

    def delete(self, request: MemberRequest, pk: int) -> HttpResponse:
        """Only what nobody outside has ever seen; everything else goes into the archive."""
        thing = self.kind.at_desk(request, pk)
        if request.method != "POST":
            return render(request, "desk/publishing/delete.html", self.kind.frame_of(thing, "Löschen"))
        try:
            workflow.delete(thing, by=request.user)
        except WrongStateError as error:
            messages.warning(request, str(error))
            return redirect(self.kind.url("page", thing.pk))
        messages.success(request, "Der Entwurf ist gelöscht.")
        return redirect(self.kind.list_url(thing.office))
