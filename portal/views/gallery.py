"""The gallery: what pages are made of, for people who write them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from portal.gallery import COMPONENTS, samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    template_engine, words = engines["django"], samples()
    components = [
        {
            "name": component.name,
            "purpose": component.purpose,
            "variants": [
                {"source": _as_words(source), "picture": template_engine.from_string(source).render(words)}
                for source in component.variants
            ],
        }
        for component in COMPONENTS
    ]
    return render(request, "portal/gallery.html", {"components": components})


def _as_words(source: str) -> SafeString:
    """Braces as entities: raw ones in a page are the sign of a template that was not rendered."""
    return SafeString(escape(source).replace("{", "&#123;").replace("}", "&#125;"))
