"""Lists of people as files: out to a spreadsheet, and in from one."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from events.desk import event_at_desk
from events.exchange import export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@member_required
@require_safe
def participants_csv(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _download(export.csv_file(event), "text/csv; charset=utf-8", f"teilnehmende-{event.slug}.csv")


@member_required
@require_safe
def participants_xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    event = event_at_desk(request, pk)
    return _download(export.xlsx_file(event), XLSX, f"teilnehmende-{event.slug}.xlsx")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """For the person who asked, and kept by nobody on the way."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
