"""Who was there."""

from tests.consistency.rules import (
    BUTTON,
    COORDINATION,
    FORM,
    OFFICE_DESK,
    PUBLIC,
    READ,
    Row,
    fixed,
    own,
    rows,
    typed,
)

PAST = own("past_event.pk")


def _mark(name):
    return lambda things, world: {"anmeldung": getattr(things, name).pk, "wo": things.unit.key}


ROWS = [
    *rows(
        OFFICE_DESK,
        "events:attendance",
        "events:attendance_list",
        "events:badges",
        "events:participant_list",
        args=PAST,
    ),
    *rows(OFFICE_DESK, "events:certificates", "events:all_certificates", "events:feedback_results", args=PAST),
    *rows(OFFICE_DESK, "events:report", "events:report_pdf", args=PAST),
    Row("events:mark_attendance", OFFICE_DESK, BUTTON, PAST, _mark("late_guest")),
    Row("events:undo_attendance", OFFICE_DESK, BUTTON, PAST, _mark("guest")),
    Row("events:badge", OFFICE_DESK, FORM, own("past_event.pk", "late_guest.badge")),
    Row("events:issue_certificates", OFFICE_DESK, BUTTON, PAST),
    Row("events:issue_series_certificates", OFFICE_DESK, BUTTON, PAST),
    Row("events:one_certificate", OFFICE_DESK, READ, own("past_event.pk", "certificate.number")),
    Row("events:withdraw_certificate", OFFICE_DESK, FORM, own("past_event.pk", "certificate.number")),
    Row("events:year_report", COORDINATION, args=fixed(2026)),
    Row("events:year_report_pdf", COORDINATION, args=fixed(2026)),
    Row("events:not_deleted", COORDINATION),
    Row("events:certificate", PUBLIC, args=own("guest.token")),
    Row("events:certificate", PUBLIC.closed(), args=own("registration.token"), what="(who was not there)"),
    Row("events:certificate", PUBLIC.closed(), args=fixed("ausgedacht"), what="(made up)"),
    Row("events:verify_form", PUBLIC),
    Row("events:verify", PUBLIC, args=own("certificate.number")),
    Row("events:feedback", PUBLIC, FORM, own("feedback_token"), typed(overall="5")),
    Row("events:feedback", PUBLIC.closed(), FORM, own("guest.token"), what="(another link of hers)"),
    Row("events:feedback", PUBLIC.closed(), FORM, fixed("ausgedacht"), what="(made up)"),
]
