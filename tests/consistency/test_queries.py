"""How often a page asks the database: the same for one and for three of everything, and never more than eight times.

Counted on the second request. The first fills what is kept per revision of the content (map, counts, taxonomy,
operator), which all visitors of a process share until somebody changes something.
"""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.publishing import revision
from offices.models import Contact, Place
from tests.events_factories import make_event
from tests.factories import (
    BECKUM,
    BERLIN,
    make_exception,
    make_full_office,
    make_hours,
    make_office,
)
from tests.news_factories import make_document, make_picture, make_post

MOST_QUERIES = 8
MONDAY = datetime(2026, 11, 23, 10, tzinfo=BERLIN)  # all of them are open

PAGES = {
    "home": "/",
    "list": "/seniorenbueros/",
    "search by place": "/seniorenbueros/?ort=59227",
    "search by district": "/seniorenbueros/?ort=Dolberg",
    "search by words": "/seniorenbueros/?q=Pflegeberattung",
    "search with every filter": "/seniorenbueros/?ort=59227&q=Pflege&kreis=warendorf&bezirk=muenster"
    "&angebot=pflegeberatung&barrierefrei=on&heute=on&umkreis=50",
    "search, none within": "/seniorenbueros/?ort=Alpen&umkreis=10",
    "search, nothing": "/seniorenbueros/?q=Unterwasserschach",
    "search, unknown": "/seniorenbueros/?ort=Alhen",
    "kreis": "/seniorenbueros/kreis/warendorf/",
    "kreise": "/seniorenbueros/kreis/",
    "municipality": "/seniorenbueros/ort/ahlen/",
    "municipality without office": "/seniorenbueros/ort/alpen/",
    "municipalities": "/seniorenbueros/ort/",
    "office": "/seniorenbueros/voll/",
    "visiting card": "/seniorenbueros/voll/kontakt.vcf",
    "data": "/daten/",
    "about": "/was-ist-ein-seniorenbuero/",
    "news": "/aktuelles/",
    "news with every filter": "/aktuelles/?art=meldung&thema=tanz&region=bezirk-muenster&buero=voll",
    "news of a year": "/aktuelles/2026/",
    "news of a month": "/aktuelles/2026/11/",
    "events": "/veranstaltungen/",
    "events with every filter": "/veranstaltungen/?art=fachtag&thema=tanz&region=bezirk-muenster"
    "&von=24.11.2026&frei=on",
    "event": "/veranstaltungen/fachtag-zum-zaehlen/",
    "events gone by": "/veranstaltungen/archiv/",
    "post": "/aktuelles/2026/11/neues-0/",
    "how to subscribe": "/aktuelles/abonnieren/",
    "press": "/presse/",
    "unknown page": "/gibt-es-nicht/",
}
MACHINES = {"geojson": "/daten/seniorenbueros.geojson", "csv": "/daten/seniorenbueros.csv", "sitemap": "/sitemap.xml"}
FEEDS = {notation: f"/aktuelles/meldungen.{notation}" for notation in ("atom", "rss", "json")}

pytestmark = pytest.mark.django_db


def fill(count):
    """That many offices, and on the page of one of them that many of everything."""
    for number in range(count):
        make_full_office(f"Büro {number}", district="Dolberg", slug=f"buero-{number}")
    topics = ["Pflegeberatung", "Wohnberatung", "Tanz"][:count]
    providers = [f"Träger {number}" for number in range(count)]
    office = make_office("Voll", slug="voll", topics=topics, providers=providers, place={"step_free": True})
    main = office.places.get()
    for number in range(count):
        make_hours(main, number, "9:00", "12:00")
        make_exception(main, date(2099, 12, 1 + number))
        Contact.objects.create(office=office, function=f"Frage {number}", phone="+4922147100")
        outreach = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=BECKUM, name=f"Haus {number}")
        make_hours(outreach, number, "14:00", "16:00", nth=1)
        fill_news(office, count, number)
        make_event(office=office, first=date(2026, 10, 1))
    make_event("Fachtag zum Zählen", office=office, days=count, workshops=[4] * count, extras=[4] * count)


def fill_news(office, count, number):
    """A post with that many of everything, and a press release."""
    post = make_post(
        f"Neues {number}", office=office, topics=["Tanz", "Pflegeberatung", "Wohnberatung"][:count], area="055"
    )
    for _ in range(count):
        make_picture(post)
        make_document(post)
    make_post(f"Presse {number}", office=office, kind="presse")


def queries(path):
    client = Client()
    read(client.get(path))
    with CaptureQueriesContext(connection) as captured:
        read(client.get(path))
    return [query["sql"] for query in captured]


def read(response):
    """A streamed file asks while it is read."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """Number of offices → name of the page → its queries."""
    found = {}
    with django_db_blocker.unblock(), time_machine.travel(MONDAY, tick=False):
        for count in (1, 3):
            with transaction.atomic():
                fill(count)
                found[count] = {name: queries(path) for name, path in (PAGES | MACHINES | FEEDS).items()}
                transaction.set_rollback(True)
            revision.forget_everything()
    return found


@pytest.mark.parametrize("name", [*PAGES, *MACHINES, *FEEDS])
def test_a_page_needs_the_same_queries_for_one_and_for_three_of_everything(counted, name):
    one, three = counted[1][name], counted[3][name]
    assert len(one) == len(three), "\n".join([*one, "---", *three])


@pytest.mark.parametrize("name", [*PAGES, *FEEDS])
def test_no_page_needs_more_than_eight_queries(counted, name):
    assert len(counted[3][name]) <= MOST_QUERIES, "\n".join(counted[3][name])
