"""Events on pages and in mails: a template may know everything."""

from django import template

from events import wording

register = template.Library()

register.filter("event_dates", wording.event_dates)
register.filter("choice_lines", wording.choice_lines)
