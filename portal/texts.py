"""The words of a page: those the Geschäftsstelle has written, else those that came with the portal."""

from django.http import HttpRequest
from django.template import RequestContext
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode

from core.publishing.revision import once_per_revision
from core.richtext import clean
from portal.models import PageText

# Examples of offers for each of the four Handlungsfelder of the Landesarbeitsgemeinschaft Seniorenbüros NRW.
FIELDS_OF_WORK = {
    "engagement": ("Ehrenamtsvermittlung", "Seniorenlotsen", "Besuchsdienst", "Repair-Café"),
    "living": ("Wohnberatung", "Quartiersarbeit", "Netzwerk Seniorenarbeit", "Stadtteilspaziergang"),
    "health": ("Pflegeberatung", "Vorsorge", "Frühstück", "Gymnastik", "Smartphone-Sprechstunde"),
    "economy": ("Seniorenbus", "Fahrdienst", "Einkaufshilfe"),
}


@once_per_revision
def written(key: str) -> str:
    """Clean HTML; empty where nobody has written anything."""
    return PageText.objects.filter(key=key).values_list("body", flat=True).first() or ""


def delivered(request: HttpRequest, key: str) -> str:
    """What came with the portal, as a start for one's own words: of its block "words" what the editor can hold."""
    page = get_template(f"portal/{key}.html").template  # type: ignore[attr-defined]  # of Django's own engine, the only one here
    words = page.nodelist.get_nodes_by_type(ExtendsNode)[0].blocks["words"]
    context = RequestContext(request, {"only_words": True, **FIELDS_OF_WORK})
    with context.bind_template(page), context.render_context.push_state(page):
        return clean(words.render(context))
