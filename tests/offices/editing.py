"""What a browser does with the form of a section: render it, send it as it stands, send it changed."""

from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string

from offices.editing import section_of
from tests.reading import Page
from tests.strict import check_page

FRAME = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Profil</title></head>'
    '<body><main><h1>Profil</h1><form method="post">{}</form></main></body></html>'
)


def as_sent(form):
    """The controls of the form as a browser would send them untouched."""
    sent = QueryDict(mutable=True)
    formsets = getattr(form, "lists", ())
    for field in (*form, *(field for rows in formsets for field in rows.management_form)):
        value = field.value()
        if isinstance(value, list):
            sent.setlist(field.html_name, [str(one) for one in value])
        elif value is not None and value is not False:
            sent[field.html_name] = "on" if value is True else str(value)
        elif value is None:
            sent[field.html_name] = ""
    return sent


def opened(slug, office, place=None):
    return section_of(slug).form(office, place=place)


def sent(slug, office, /, _place=None, _button="", **changes):
    """The form of that section, sent back with these controls changed; None leaves a control out."""
    data = as_sent(opened(slug, office, _place))
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        elif isinstance(value, list):
            data.setlist(name, value)
        else:
            data[name] = value
    if _button:
        data["tun"] = _button
    return section_of(slug).form(office, data, None, _place)


def page_of(form):
    """The section within a whole page, read as strictly as any page of the portal."""
    summary = Template("{% error_summary form %}").render(Context({"form": form}))
    html = FRAME.format(summary + render_to_string(form.section.template, {"form": form}))
    page = Page(html)
    page.root = check_page(html)
    return page
