"""Who was there, and what proves it."""

from django.urls import URLPattern, path

from events.views import certificates as own
from events.views import feedback
from events.views.desk import attendance, certificates, results

_EVENT = "planung/<int:pk>/"
_COORDINATION = "geschaeftsstelle/veranstaltungen/"

urlpatterns: list[URLPattern] = [
    path(f"{_EVENT}anwesenheit/", attendance.attendance, name="attendance"),
    path(f"{_EVENT}anwesenheit/ist-da/", attendance.mark, name="mark_attendance"),
    path(f"{_EVENT}anwesenheit/doch-nicht/", attendance.undo, name="undo_attendance"),
    path(f"{_EVENT}anwesenheit/liste.pdf", attendance.attendance_list, name="attendance_list"),
    path(f"{_EVENT}anwesenheit/<slug:badge>/", attendance.badge, name="badge"),
    path(f"{_EVENT}teilnehmende.pdf", attendance.participant_list, name="participant_list"),
    path(f"{_EVENT}namensschilder.pdf", attendance.badges, name="badges"),
    path(f"{_EVENT}bescheinigungen/", certificates.certificates, name="certificates"),
    path(f"{_EVENT}bescheinigungen/ausstellen/", certificates.issue, name="issue_certificates"),
    path(f"{_EVENT}bescheinigungen/reihe/", certificates.issue_for_series, name="issue_series_certificates"),
    path(f"{_EVENT}bescheinigungen/alle.pdf", certificates.all_certificates, name="all_certificates"),
    path(f"{_EVENT}bescheinigungen/<slug:number>.pdf", certificates.one_certificate, name="one_certificate"),
    path(f"{_EVENT}bescheinigungen/<slug:number>/zurueckziehen/", certificates.withdraw, name="withdraw_certificate"),
    path(f"{_EVENT}rueckmeldungen/", results.feedback_results, name="feedback_results"),
    path(f"{_EVENT}verwendungsnachweis/", results.report, name="report"),
    path(f"{_EVENT}verwendungsnachweis.pdf", results.report_pdf, name="report_pdf"),
    path(f"{_COORDINATION}verwendungsnachweis/<int:year>/", results.year_report, name="year_report"),
    path(f"{_COORDINATION}verwendungsnachweis/<int:year>.pdf", results.year_report_pdf, name="year_report_pdf"),
    path(f"{_COORDINATION}noch-nicht-geloescht/", results.not_deleted, name="not_deleted"),
    path("anmeldung/<str:token>/bescheinigung.pdf", own.certificate, name="certificate"),
    path("bescheinigung/", own.verify_form, name="verify_form"),
    path("bescheinigung/<str:number>/", own.verify, name="verify"),
    path("rueckmeldung/<str:token>/", feedback.feedback, name="feedback"),
]
