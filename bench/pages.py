"""Which pages are measured, and what each may cost."""

from dataclasses import dataclass

FEW, MANY = 60, 10_000  # offices in the two databases


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    title: str
    path: str  # "{office}" stands for the address of an office of the database at hand, and so on
    is_reference: bool = False
    reader: str = ""  # the e-mail address of who is signed in; empty: a visitor
    asks_again: bool = False  # for a page that the visitor has already: the answer is 304 and nothing else


BARE = Page("bare", "(b) bare view, 30 kB of bytes", "/vergleich/bytes/", is_reference=True)
PLAIN = Page("plain", "(c) one SELECT, plain template", "/vergleich/seite/", is_reference=True)

PAGES = (
    BARE,
    PLAIN,
    Page("home", "Home", "/"),
    Page("list", "List from A to Z", "/seniorenbueros/"),
    Page("postcode", "Postcode search, Ahlen", "/seniorenbueros/?ort=59227"),
    Page("postcode_city", "Postcode search, Köln", "/seniorenbueros/?ort=50667"),
    Page("office", "Office", "{office}"),
    Page("municipality", "Municipality with office", "/seniorenbueros/ort/ahlen/"),
    Page("municipality_none", "Municipality, nearest three", "/seniorenbueros/ort/alpen/"),
    Page("words", "Word search with a typing error", "/seniorenbueros/?q=Pflegeberattung"),
    Page("today", "List, open today", "/seniorenbueros/?heute=on"),
    Page("step_free", "List, step-free, one region", "/seniorenbueros/?bezirk=arnsberg&barrierefrei=on"),
)

# Their processor time is not measured, but queries and size hold for any page.
OTHER_PAGES = (
    Page("kreise", "Kreise and towns", "/seniorenbueros/kreis/"),
    Page("kreis", "Kreis", "/seniorenbueros/kreis/warendorf/"),
    Page("municipalities", "All municipalities", "/seniorenbueros/ort/"),
    Page("unknown", "Postcode search, unknown place", "/seniorenbueros/?ort=Muelhaim"),
    Page("none_within", "Postcode search, none within 10 km", "/seniorenbueros/?ort=Alpen&umkreis=10"),
    Page("filters", "List, every filter", "/seniorenbueros/?bezirk=arnsberg&barrierefrei=on&heute=on&q=Beratung"),
    Page("about", "What is a Seniorenbüro?", "/was-ist-ein-seniorenbuero/"),
    Page("display", "Display settings", "/darstellung/"),
    Page("data", "Open data", "/daten/"),
    Page("gallery", "Component gallery", "/bausteine/"),
)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the portal promises without any page cache; a kilobyte has 1000 bytes."""

    queries: int = 8
    times_plain: float = 1.2  # of the reference (c) in the same run
    postcode_growth: float = 1.5  # of the same search among few offices
    page_kb: float = 120
    wire_kb: float = 35
    worker_mb: float = 120
    import_seconds: float = 60
    import_mb: float = 300
    second_start_seconds: float = 5


TARGETS = Targets()
