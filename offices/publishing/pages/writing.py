"""Where the words are written, also by two people at once, or while somebody else deletes the draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from accounts.guards import MemberRequest, coordinator_required, member_required
from accounts.rescue import rescued
from core.publishing import writing
from core.publishing.states import WrongStateError
from core.publishing.versions import in_words, snapshot
from offices.models import Office
from offices.publishing.desk import office_at_desk
from offices.publishing.forms import HEADQUARTERS_DESK, ContributionForm
from offices.publishing.kinds import Contribution


class Writing:
    """Of one kind, with the form of its words."""

    def __init__(self, kind: Contribution, form: type[ContributionForm]) -> None:
        self.kind, self.form = kind, form

    def urls(self, prefix: str, plural: str) -> list[URLPattern]:
        of_office, of_headquarters = f"buero/<slug:slug>/{plural}/neu/", f"geschaeftsstelle/{plural}/neu/"
        name = self.kind.name
        return [
            path(of_office, member_required(self.new), name=name("new")),
            path(of_headquarters, coordinator_required(self.new_of_headquarters), name=name("new_of_headquarters")),
            path(f"{prefix}text/", member_required(self.text), name=name("text")),
        ]

    def new(self, request: MemberRequest, slug: str) -> HttpResponse:
        return self._new(request, office_at_desk(request, slug))

    def new_of_headquarters(self, request: MemberRequest) -> HttpResponse:
        return self._new(request, None)

    def _new(self, request: MemberRequest, office: Office | None) -> HttpResponse:
        form = self.form(_sent(request), initial={"area": office.kreis.ags if office else ""})
        if request.method == "POST" and form.is_valid():
            thing = writing.create(self.kind.model, {**form.values(), "office": office}, by=request.user)
            messages.success(request, "Der Entwurf ist gespeichert. Außer Ihnen und Ihrem Team sieht ihn niemand.")
            return redirect(self.kind.url(self.kind.after_new, thing.pk))
        return self._show(
            request, "desk/publishing/text.html", self.kind.frame(office, self.kind.noun.new) | {"thing": None}, form
        )

    def text(self, request: MemberRequest, pk: int) -> HttpResponse:
        sent = _sent(request)
        try:
            thing = self.kind.at_desk(request, pk)
        except Http404:
            if sent is None:
                raise
            return self._gone(request, self.form(sent))
        form = self.form(sent, instance=thing)
        if request.method == "POST" and form.is_valid():
            return self._save(request, thing, form)
        return self._show(request, "desk/publishing/text.html", self.kind.frame_of(thing, "Text"), form)

    def _save(self, request: MemberRequest, thing: Any, form: ContributionForm) -> HttpResponse:
        try:
            edition = form.cleaned_data["edition"] or 0
            holds = writing.save(thing, form.values(), by=request.user, edition=edition)
        except self.kind.model.DoesNotExist:
            return self._gone(request, form)
        except writing.StaleError as error:
            return self._conflict(request, thing, form, error.current)
        except WrongStateError as error:
            form.add_error(None, str(error))
            return self._show(request, "desk/publishing/text.html", self.kind.frame_of(thing, "Text"), form)
        if holds:
            messages.success(request, "Der Text ist gespeichert.")
        else:
            said = f"Ihre Änderung liegt der Geschäftsstelle vor. Bis dahin bleibt {self.kind.noun.the_within}, wie"
            messages.info(request, f"{said} {self.kind.noun.who} ist.")
        return redirect(self.kind.url("page", thing.pk))

    def _conflict(self, request: MemberRequest, thing: Any, form: ContributionForm, current: Any) -> HttpResponse:
        """Both texts side by side; the form below holds what was typed and would now replace the other."""
        theirs = in_words(self.kind, snapshot(current))
        context = self.kind.frame_of(thing, "Text") | {"theirs": theirs, "saved": current}
        return self._show(
            request, "desk/publishing/conflict.html", context, form.for_edition(current.edition), status=409
        )

    def _gone(self, request: MemberRequest, form: ContributionForm) -> HttpResponse:
        """Somebody threw the draft away while this text was written: it is shown, to be saved as a new one. The form
        says on whose desk the thing lay, and only people of that desk get a page. Whether there ever was such a thing
        is told to nobody."""
        form.full_clean()
        desk = form.cleaned_data.get("desk", "")
        if desk == HEADQUARTERS_DESK and not request.user.is_coordinator:
            raise Http404
        office = None if desk == HEADQUARTERS_DESK else office_at_desk(request, desk)
        context = self.kind.frame(office, "Text")
        context |= {"new_url": self.kind.new_url(office), "list_url": self.kind.list_url(office)}
        return self._show(request, "desk/publishing/gone.html", context, form, status=410)

    def _show(
        self,
        request: MemberRequest,
        template: str,
        context: dict[str, Any],
        form: ContributionForm,
        *,
        status: int = 200,
    ) -> HttpResponse:
        return render(request, template, context | {"form": form}, status=status)


def _sent(request: MemberRequest) -> Any:
    """What was typed now, or before the session ended."""
    return request.POST if request.method == "POST" else rescued(request, request.path)
