"""Lists of people as the desk takes them in: each line is understood first, then looked at or registered."""

from events.forms.listed import read_rows
from events.people.exchange import intake


def foresee(event, lines):
    return intake.foresee(event, read_rows(event, lines))


def take_in(event, lines, **how):
    return intake.take_in(event, read_rows(event, lines), **how)
