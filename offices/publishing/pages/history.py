"""Earlier versions, and the way back to one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, member_required
from core.models import Version
from core.publishing import writing
from core.publishing.versions import differences, snapshot
from core.web.paging import paginate
from offices.publishing.kinds import Contribution


class History:
    """Of one kind."""

    def __init__(self, kind: Contribution) -> None:
        self.kind = kind

    def urls(self, prefix: str) -> list[URLPattern]:
        return [
            path(f"{prefix}verlauf/", member_required(require_safe(self.history)), name="history"),
            path(f"{prefix}verlauf/<int:number>/", member_required(require_safe(self.version)), name="version"),
            path(
                f"{prefix}verlauf/<int:number>/wiederherstellen/",
                member_required(require_POST(self.restore)),
                name="restore",
            ),
        ]

    def history(self, request: MemberRequest, pk: int) -> HttpResponse:
        thing = self.kind.at_desk(request, pk)
        versions = paginate(request, Version.objects.of(thing).newest_first().defer("data"))
        rows = [(version, self.kind.url("version", pk, version.number)) for version in versions]
        context = self.kind.frame_of(thing, "Verlauf") | {"versions": versions, "rows": rows}
        return render(request, "desk/publishing/history.html", context)

    def version(self, request: MemberRequest, pk: int, number: int) -> HttpResponse:
        thing = self.kind.at_desk(request, pk)
        shown = get_object_or_404(Version.objects.of(thing).select_related("by"), number=number)
        before = Version.objects.of(thing).filter(number=number - 1).first()
        up = ("Verlauf", self.kind.url("history", thing.pk))
        context = self.kind.frame_of(thing, up, f"Fassung {number}") | {
            "version": shown,
            "changes": differences(self.kind, before.data, shown.data) if before else [],
            "since": differences(self.kind, shown.data, snapshot(thing)),
            "restore_url": self.kind.url("restore", thing.pk, number),
        }
        return render(request, "desk/publishing/version.html", context)

    def restore(self, request: MemberRequest, pk: int, number: int) -> HttpResponse:
        thing = self.kind.at_desk(request, pk)
        chosen = get_object_or_404(Version.objects.of(thing), number=number)
        if writing.restore(thing, chosen, by=request.user):
            messages.success(request, f"Fassung {number} ist wiederhergestellt.")
        else:
            messages.info(request, f"Fassung {number} liegt jetzt der Geschäftsstelle zur Freigabe vor.")
        return redirect(self.kind.url("page", thing.pk))
