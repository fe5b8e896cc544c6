import re
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from time import thread_time

import nh3
import pytest
from brs_kb import get_all_payloads

from core.web.feeds import Entry, Feed, FeedError, read_feed, same_place

ADDRESS = "https://www.example.org/feed/"
TENTH = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


def rss(items, head="<title>Neues</title>"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def only(content):
    """The one entry of a feed."""
    (entry,) = read_feed(content, ADDRESS).entries
    return entry


def refusal(content):
    with pytest.raises(FeedError) as refused:
        read_feed(content, ADDRESS)
    return refused.value


# Formats

RSS_091 = b"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Neues</title>
<item><title>Kaffee</title><link>https://www.example.org/1</link>
<description>&lt;p&gt;Kommen Sie!&lt;/p&gt;</description></item></channel></rss>"""
RSS_20 = b"""<rss version="2.0"><channel><title>Neues</title><item><guid isPermaLink="false">post-1</guid>
<title>Kaffee</title><link>https://www.example.org/1</link><description><![CDATA[<p>Kommen Sie!</p>]]></description>
<pubDate>Tue, 10 Nov 2026 10:30:00 +0100</pubDate></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://www.example.org/"><title>Neues</title></channel>
<item rdf:about="post-1"><title>Kaffee</title><link>https://www.example.org/1</link>
<description>&lt;p&gt;Kommen Sie!&lt;/p&gt;</description>
<dc:date>2026-11-10T10:30:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Neues</title><entry><id>post-1</id><title>Kaffee</title>
<link href="https://www.example.org/1"/><published>2026-11-10T09:30:00Z</published>
<updated>2026-11-20T09:30:00Z</updated><content type="html">&lt;p&gt;Kommen Sie!&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("content", [RSS_20, RDF, ATOM], ids=["RSS 2.0", "RDF", "Atom"])
def test_all_formats_become_the_same(content):
    entry = Entry("post-1", "Kaffee", "https://www.example.org/1", "<p>Kommen Sie!</p>", TENTH)
    assert read_feed(content, ADDRESS) == Feed("Neues", (entry,))


def test_the_oldest_format_has_neither_identity_nor_date():
    entry = Entry("https://www.example.org/1", "Kaffee", "https://www.example.org/1", "<p>Kommen Sie!</p>", None)
    assert read_feed(RSS_091, ADDRESS) == Feed("Neues", (entry,))


def test_a_feed_without_entries_is_a_feed():
    assert read_feed(rss(""), ADDRESS) == Feed("Neues", ())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(rss("<item><title>Tür & Tor</title></item>"), id="bare ampersand"),
        pytest.param(rss("<item><title>T&uuml;r &amp; Tor</title></item>"), id="entity of HTML"),
        pytest.param(rss("<item><title>Tür &amp; Tor</title></item>")[:-16], id="cut off"),
        pytest.param(rss("<item><title>Tür &amp; Tor</title><p>a<br>b</item>"), id="tag left open"),
        pytest.param(b"\n\n  <!-- x --> " + rss("<item><title>Tür &amp; Tor</title></item>"), id="leading text"),
        pytest.param(rss("<item><title>T\x0bür &amp; To\x00r</title></item>"), id="control signs"),
        pytest.param(
            rss("<item><title>T&#xD800;ür &amp; Tor&#0;&#999999999;&#x110000;</title></item>"), id="half signs"
        ),
        pytest.param(rss('<item><x:y z="1">a</x:y><title>Tür &amp; Tor</title></item>'), id="unknown prefix"),
    ],
)
def test_broken_xml_still_gives_its_news(content):
    assert only(content).title == "Tür & Tor"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("iso-8859-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", ""),
        ("cp1252", "utf-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-8", "punycode"),
        ("utf-8", "rot13"),
    ],
)
def test_umlauts_survive_right_and_wrong_encodings(encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = head + rss("<item><title>Größe</title></item>").decode().partition("?>")[2]
    assert only(text.encode(encoding)).title == "Größe"


# Entries


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("<![CDATA[<b>Neu:</b> Tür &amp; Tor]]>", "Neu: Tür & Tor"),
        ("&lt;b&gt;Neu&lt;/b&gt;", "Neu"),
        ("&amp;lt;b&amp;gt;Neu&amp;lt;/b&amp;gt;", "Neu"),
        ("  zwei\n\n Zeilen\t", "zwei Zeilen"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("a" * 400, "a" * 299 + "…"),
        ("<![CDATA[<script>alert(1)</script>Kaffee]]>", "Kaffee"),
    ],
)
def test_titles_are_one_line_without_markup(title, plain):
    assert only(rss(f"<item><title>{title}</title></item>")).title == plain


def test_without_a_title_the_first_words_stand_for_it():
    text = "Wir laden Sie herzlich ein. " * 20
    entry = only(rss(f"<item><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"))
    assert (
        entry.title
        == "Wir laden Sie herzlich ein. Wir laden Sie herzlich ein. Wir laden Sie herzlich ein. Wir laden Sie …"
    )


def test_an_entry_without_words_is_none():
    assert read_feed(rss("<item><link>https://www.example.org/1</link></item><item/>"), ADDRESS).entries == ()


@pytest.mark.parametrize(
    ("inside", "identity"),
    [
        ("<guid>a 1</guid><link>https://www.example.org/1</link>", "a 1"),
        ("<link>/1</link>", "https://www.example.org/1"),
        ("", "hash"),
        (f"<guid isPermaLink='false'>{'g' * 201}</guid>", "hash"),
    ],
)
def test_an_identity_is_short_and_stays_the_same(inside, identity):
    content = rss(f"<item>{inside}<title>Kaffee</title></item>")
    found = only(content).identity
    assert found == only(content).identity
    assert re.fullmatch("[0-9a-f]{64}", found) if identity == "hash" else found == identity


def test_without_a_key_title_and_date_make_the_difference():
    item = "<item><title>Kaffee</title><pubDate>Tue, {} Nov 2026 10:30:00 +0100</pubDate></item>"
    entries = read_feed(rss(item.format(10) + item.format(17) + item.format(10)), ADDRESS).entries
    assert [entry.published_at.day for entry in entries] == [10, 17]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://www.example.org/a?b=1&amp;c=2", "https://www.example.org/a?b=1&c=2"),
        ("/neues/1", "https://www.example.org/neues/1"),
        ("1", "https://www.example.org/feed/1"),
        ("//other.example/1", "https://other.example/1"),
        ("javascript:alert(1)", ""),
        (" java&#10;script:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://", ""),
        ("http://[", ""),
        ("https://a.example/&quot;onclick=&quot;", ""),
        ("https://a.example/" + "x" * 2000, ""),
    ],
)
def test_links_are_complete_and_lead_to_the_web(link, address):
    assert only(rss(f"<item><title>Kaffee</title><link>{link}</link></item>")).link == address


def test_links_and_pictures_within_the_text_are_completed():
    text = '&lt;a href="/x"&gt;x&lt;/a&gt;&lt;img src="y.jpg"&gt;'
    html = only(rss(f"<item><title>Kaffee</title><description>{text}</description></item>")).html
    assert html == '<a href="https://www.example.org/x">x</a><img src="https://www.example.org/feed/y.jpg" />'


def test_the_whole_text_is_better_than_its_summary():
    inside = "<description>kurz</description><content:encoded>&lt;p&gt;lang&lt;/p&gt;</content:encoded>"
    content = rss(f"<item><title>Kaffee</title>{inside}</item>").replace(
        b"<rss", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    assert only(content).html == "<p>lang</p>"


def test_plain_text_becomes_html():
    content = ATOM.replace(b'type="html">&lt;p&gt;Kommen Sie!&lt;/p&gt;', b'type="text">1 &lt; 2')
    assert only(content).html == "<p>1 &lt; 2</p>"


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Tue, 10 Nov 2026 09:30:00 GMT", TENTH),
        ("2026-11-10T10:30:00+01:00", TENTH),
        ("10.11.2026", datetime(2026, 11, 10, 11, tzinfo=UTC)),
        ("bald", None),
        ("", None),
        ("99999-99-99", None),
    ],
)
def test_moments_are_aware_or_none(date, moment):
    found = only(rss(f"<item><title>Kaffee</title><pubDate>{date}</pubDate></item>")).published_at
    assert found == moment
    assert found is None or found.tzinfo is UTC


def test_where_only_the_change_is_dated_that_counts():
    content = re.sub(rb"<published>.*?</published>", b"", ATOM)
    assert only(content).published_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_of_a_long_feed_the_newest_fifty_stay_in_its_order():
    item = "<item><title>{0}</title><pubDate>01 Jan {0} 09:30:00 GMT</pubDate></item>"
    years = [str(year) for year in range(2000, 2060)]
    for order in (years, years[::-1]):
        entries = read_feed(rss("".join(map(item.format, order))), ADDRESS).entries
        assert [entry.title for entry in entries] == [year for year in order if year >= "2010"]


# What is no feed

PAGE = """<!DOCTYPE html><html lang="de"><head><title>Büro</title>{}</head><body><p>Hallo</p></body></html>"""


@pytest.mark.parametrize(
    ("tag", "suggestion"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" title="Feed" href="/neues.xml?a=1&amp;b=2">',
            "https://www.example.org/neues.xml?a=1&b=2",
        ),
        (
            "<LINK HREF=https://www.example.org/atom TYPE='application/atom+xml' REL='alternate' />",
            "https://www.example.org/atom",
        ),
        ('<link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" href="x.css">', ""),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', ""),
        ("", ""),
    ],
)
def test_a_web_page_is_told_and_its_feed_suggested(tag, suggestion):
    error = refusal(PAGE.format(tag).encode())
    assert str(error) == "Unter dieser Adresse liegt eine Webseite, keine Meldungsliste (RSS oder Atom)."
    assert error.suggestion == suggestion


@pytest.mark.parametrize(
    "content", [b"", b"   ", b"Hallo", b'{"items": []}', b"\x89PNG\r\n\x1a\n\0\0", b"<svg/>", b"\xff\xfe"]
)
def test_anything_else_is_told_too(content):
    error = refusal(content)
    assert str(error) == "Unter dieser Adresse liegt keine Meldungsliste (RSS oder Atom)."
    assert error.suggestion == ""


def test_what_no_parser_survives_is_a_sentence_too(monkeypatch):
    def stumble(*args):
        raise RecursionError

    monkeypatch.setattr("core.web.feeds._read_strictly", stumble)
    assert str(refusal(RSS_20)) == "Die Meldungsliste ist zu fehlerhaft, um sie zu lesen."


# Hostile feeds


def laughs(line):
    """Ten entities, each ten times the one before: ten thousand million signs, if somebody laughed."""
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    head = f'<?xml version="1.0"?>{line}<!DOCTYPE rss [{line}<!ENTITY a0 "haha">{line}{names}]>{line}'
    return head.encode() + rss("<item><title>Kaffee &a9;</title></item>").partition(b"?>")[2]


@pytest.mark.parametrize("line", ["", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_do_not_grow(line, encoding):
    title = only(laughs(line).decode().encode(encoding)).title
    assert title.startswith("Kaffee")
    assert "haha" not in title


def test_entities_read_no_files(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Geheimnis")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    content = head + rss("<item><title>Kaffee &x;</title></item>").partition(b"?>")[2]
    assert "Geheimnis" not in only(content).title


HEAD = b'<rss version="2.0"><channel><title>t</title>'
AUTHOR = HEAD + b"<item><title>a</title><author>%s</author></item></channel></rss>"
LONG = [
    pytest.param(AUTHOR % (b"a" * 1_900_000), id="author"),
    pytest.param(HEAD + b"<item " + b"".join(b"a%d='b' " % i for i in range(150_000)) + b"/>", id="attributes"),
    pytest.param(HEAD + b"<a>" * 600_000, id="depth"),
    pytest.param(HEAD + b"<item><title>a</title></item>" * 60_000, id="entries"),
    pytest.param(b"<" * 2_000_000, id="brackets"),
    pytest.param(HEAD + b"<item><title><![CDATA[" + b"<a href='" * 200_000, id="quotes"),
    pytest.param(HEAD + b"<!--" * 500_000, id="comments"),
    pytest.param(b"<?" * 1_000_000, id="instructions"),
    pytest.param(b"<!--" * 500_000, id="comments first"),
    pytest.param(b"<html>" + b"<link " * 300_000, id="links of a page"),
    pytest.param(HEAD + b"<link " * 300_000, id="links"),
    pytest.param(rss("<item><title>" + "&amp;lt;b" * 200_000 + "</title></item>"), id="title"),
]


@pytest.mark.parametrize("content", LONG)
def test_two_megabytes_of_malice_cost_seconds_not_hours(content):
    start = thread_time()
    with suppress(FeedError):
        read_feed(content, ADDRESS)
    assert thread_time() - start < 20


PAYLOADS = [payload["payload"] for payload in get_all_payloads().values()]


def test_no_attack_of_the_collection_becomes_more_than_data():
    """In titles, links and keys nothing is left to run; the text is what the cleaning of the caller takes in."""
    assert len(PAYLOADS) > 1000
    for start in range(0, len(PAYLOADS), 40):
        for pack in (escape, lambda text: f"<![CDATA[{text}]]>", str):
            items = [
                f"<item><guid>{pack(text)}</guid><title>{pack(text)}</title><link>{pack(text)}</link>"
                f"<description>{pack(text)}</description></item>"
                for text in PAYLOADS[start : start + 40]
            ]
            for entry in read_feed(rss("".join(items)), ADDRESS).entries:
                _is_data(entry)


RUNS = re.compile(r"""<script|=["']?javascript:|^[^"]*("[^"]*"[^"]*)*\son\w+=""")


def _is_data(entry):
    assert re.fullmatch(r"(https?://[^\s<>\"'`\\]+)?", entry.link)
    assert entry.title == " ".join(entry.title.split())
    assert 0 < len(entry.title) <= 300
    assert 0 < len(entry.identity) <= 200
    for text in (entry.identity, entry.title, entry.link, entry.html):
        assert "\0" not in text.encode().decode()
    assert [tag for tag in re.findall(r"<\w[^>]*>", nh3.clean(entry.html).lower()) if RUNS.search(tag)] == []


ARTICLE = "https://example.org/aktuelles/fachtag"


@pytest.mark.parametrize(
    ("identity", "same"),
    [
        ("http://www.example.org:80/aktuelles/fachtag/", ARTICLE),
        (f"{ARTICLE}?utm_source=rss&utm_medium=feed", ARTICLE),
        (f"{ARTICLE}/index.html?fbclid=x", ARTICLE),
        (f"{ARTICLE}?", ARTICLE),
        ("http://example.org/index.php?id=12&amp;cHash=a", "https://www.example.org/?id=12&cHash=b"),
        ("https://example.org/%C3%BCber", "https://example.org/über"),
        ("12 at http://www.example.org", "12 at https://example.org/"),
    ],
)
def test_an_entry_stays_the_same_wherever_its_website_moves_and_whoever_counts_its_readers(identity, same):
    assert same_place(identity) == same_place(same)


@pytest.mark.parametrize(
    ("identity", "other"),
    [
        ("https://example.org/?p=12", "https://example.org/?p=13"),
        (f"{ARTICLE}#c12", f"{ARTICLE}#c13"),
        ("12 at https://example.org", "13 at https://example.org"),
        ("https://example.org/index.php?id=12", "https://example.org/index.php"),
    ],
)
def test_two_entries_of_one_website_stay_two(identity, other):
    assert same_place(identity) != same_place(other)
