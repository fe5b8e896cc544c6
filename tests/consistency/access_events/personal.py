"""The secret links of one registration. Whoever has one is let in, whoever she is."""

from tests.consistency.rules import FORM, PUBLIC, Row, fixed, own

ROWS = [
    Row("events:personal", PUBLIC, args=own("registration.token")),
    Row("events:personal", PUBLIC.closed(), args=fixed("ausgedacht"), what="(made up)"),
    Row("events:confirm", PUBLIC, FORM, own("confirm_token")),
    Row("events:confirm", PUBLIC.closed(), FORM, fixed("ausgedacht"), what="(made up)"),
]
