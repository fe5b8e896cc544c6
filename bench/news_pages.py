"""Which pages of the news are measured, and how their cost may grow with the number of posts."""

from dataclasses import dataclass

from bench.pages import PLAIN, Page

SIZES = (60, 1_000, 100_000)  # posts in the three databases, of 60 offices each
OFFICES = 60

EDITOR = "anna.ausgedacht@example.org"  # of the first invented office that writes (portal/demo/news.py)
COORDINATOR = "petra.probe@example.org"

FEED = "/aktuelles/meldungen"

PUBLIC_PAGES = (
    Page("news", "News list", "/aktuelles/"),
    Page("deep", "News list, far down", "/aktuelles/?seite={deep}"),
    Page("kind", "… of one kind", "/aktuelles/?art=presse"),
    Page("topic", "… about one topic", "/aktuelles/?thema=pflegeberatung"),
    Page("kreis", "… of one Kreis", "/aktuelles/?region={kreis}"),
    Page("year", "Archive of a year", "/aktuelles/{year}/"),
    Page("month", "Archive of a month", "/aktuelles/{month}/"),
    Page("article", "Article in the middle", "{article}"),
    Page("atom", "Feed, Atom", f"{FEED}.atom"),
    Page("rss", "Feed, RSS", f"{FEED}.rss"),
    Page("json", "Feed, JSON", f"{FEED}.json"),
    Page("office_feed", "Feed of an office, Atom", "/aktuelles/buero/{office}.atom"),
    Page("atom_again", "Feed, Atom, nothing new", f"{FEED}.atom", asks_again=True),
    Page("rss_again", "Feed, RSS, nothing new", f"{FEED}.rss", asks_again=True),
    Page("json_again", "Feed, JSON, nothing new", f"{FEED}.json", asks_again=True),
    Page("home", "Home", "/"),
    Page("office", "Office with news", "/seniorenbueros/{office}/"),
)
INSIDE_PAGES = (
    Page("overview", "Overview of an office", "/buero/{office}/", reader=EDITOR),
    Page("posts", "Posts of an office", "/buero/{office}/meldungen/", reader=EDITOR),
    Page("members", "For members", "/intern/", reader=EDITOR),
    Page("search", "For members, word search", "/intern/?q=Schachgruppe", reader=EDITOR),
    Page("queue", "Queue of the coordinators", "/geschaeftsstelle/", reader=COORDINATOR),
    Page("all_posts", "Posts of everybody", "/geschaeftsstelle/meldungen/", reader=COORDINATOR),
)
NEWS_PAGES = (PLAIN, *PUBLIC_PAGES, *INSIDE_PAGES)
# What is computed once per change is worth measuring without; who has a feed already has nothing to compute.
COLD_PAGES = (PLAIN, *(page for page in PUBLIC_PAGES if not page.asks_again))


@dataclass(frozen=True, slots=True)
class PostTargets:
    growth: float = 1.5  # from 1,000 to 100,000 posts, in the same run
    web_mb: float = 120
    fill_seconds: float = 120


TARGETS = PostTargets()
