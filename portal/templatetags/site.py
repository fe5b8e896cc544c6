"""For templates that no request asks for, such as mails."""

from django import template

from portal.context import operator as load_operator
from portal.models import Operator

register = template.Library()


@register.simple_tag
def operator() -> Operator:
    return load_operator()
