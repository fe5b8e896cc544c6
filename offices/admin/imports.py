"""Lists of offices in the administration: upload, look, take over."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from accounts.models import User
from core.sheets.table import MOST_BYTES, FileProblem
from offices.exchange.columns import COLUMNS
from offices.exchange.report import RowOutcome, counted, rows_from_json
from offices.exchange.runs import AlreadyAppliedError, apply_run, look_at
from offices.exchange.table import Table, read
from offices.models import ImportRun


class UploadForm(forms.ModelForm):
    """Reads the file at once: what can't be used is said at the field, and nothing is kept of it."""

    file = forms.FileField(
        label="Datei",
        help_text="CSV, Excel (.xlsx) oder LibreOffice (.ods), höchstens 10 MB und 300 Büros",
        allow_empty_file=True,  # the reader has the better sentence
        error_messages={"required": "Bitte wählen Sie die Datei mit Ihrer Tabelle."},
    )

    table: Table
    content: bytes

    class Meta:
        model = ImportRun
        fields = ()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                "Die Datei ist größer als 10 MB. Bitte teilen Sie die Tabelle in mehrere Dateien auf."
            )
        self.content = file.read()
        try:
            self.table = read(self.content)
        except FileProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        return file


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """Whoever may add an import may look at all of them; nobody changes one."""

    form = UploadForm
    fields = ("file",)
    list_display = ("file_name", "outcome", "created_by", "created_at", "applied_at")
    list_select_related = ("created_by",)
    add_form_template = "admin/offices/importrun/upload.html"

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return self.has_add_permission(request)

    def get_urls(self) -> list[URLPattern]:
        take_over = path(
            "<int:run_id>/uebernehmen/",
            self.admin_site.admin_view(self.apply_view),
            name="offices_importrun_apply",
        )
        return [take_over, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the files: a list of a hundred would read hundreds of megabytes."""
        return super().get_queryset(request).defer("content")

    @admin.display(description="Ergebnis")
    def outcome(self, run: ImportRun) -> str:
        return _summary(run)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Datei hochladen", "columns": COLUMNS.values(), **(extra_context or {})}
        return super().add_view(request, form_url, context)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> ImportRun:
        name = form.cleaned_data["file"].name
        return look_at(file_name=name, content=form.content, table=form.table, by=cast(User, request.user))

    def save_model(self, request: HttpRequest, obj: ImportRun, form: Any, change: bool) -> None:
        """`save_form` has written it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on a run."""

    def response_add(self, request: HttpRequest, obj: ImportRun, post_url_continue: str | None = None) -> HttpResponse:
        return HttpResponseRedirect(_page(obj))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the file would do, or has done."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404
        context = {**self.admin_site.each_context(request), **_shown(run), "opts": self.opts, **(extra_context or {})}
        return TemplateResponse(request, "admin/offices/importrun/report.html", context)

    def apply_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        run = self.get_object(request, str(run_id))
        if run is None:
            raise Http404
        try:
            run = apply_run(run)
        except AlreadyAppliedError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        except IntegrityError:
            sentence = (
                "Jemand anderes hat das Verzeichnis gerade geändert. Es wurde nichts übernommen. "
                "Bitte versuchen Sie es noch einmal."
            )
            self.message_user(request, sentence, messages.ERROR)
        else:
            self.log_change(request, run, "übernommen")
            self.message_user(request, format_html("Die Datei ist übernommen: {}.", _summary(run)), messages.SUCCESS)
        return HttpResponseRedirect(_page(run))


def _page(run: ImportRun) -> str:
    return reverse("admin:offices_importrun_change", args=[run.pk])


def _summary(run: ImportRun) -> str:
    return counted({RowOutcome(name): count for name, count in run.report.get("counts", {}).items()})


def _shown(run: ImportRun) -> dict[str, Any]:
    counts = run.report.get("counts", {})
    rows = rows_from_json(run.report)
    return {
        "title": "Ergebnis des Imports" if run.applied_at else "Vorschau des Imports",
        "run": run,
        "counts": [(outcome.label, counts.get(outcome, 0)) for outcome in RowOutcome],
        "conflict_count": run.report.get("conflicts", 0),
        "hints": run.report.get("hints", []),
        "rows": rows,
        "hidden_count": run.report.get("told", len(rows)) - len(rows),
        "would_write": bool(counts.get(RowOutcome.CREATED, 0) + counts.get(RowOutcome.UPDATED, 0)),
    }
