"""Dates of feeds as German websites write them."""

from datetime import UTC, datetime

import pytest

from core.web.feed_dates import read_moment
from core.web.feeds import read_feed

TEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def published(text):
    feed = f"""<rss version="2.0"><channel><title>Büro</title><item><title>Meldung</title><guid>1</guid>
    <pubDate>{text}</pubDate></item></channel></rss>"""
    return read_feed(feed.encode(), "https://buero.example.org/feed").entries[0].published_at


@pytest.mark.parametrize(
    "text",
    [
        "Fr, 27 Nov 2026 10:00:00 +0100",
        "Fri, 27 Nov 2026 10:00:00 +0100",
        "Freitag, 27. November 2026, 10:00 Uhr",
        "Fr., 27. Nov. 2026 10.00 Uhr",
        "27. November 2026 um 10:00 Uhr",
        "27.11.2026 10:00",
        "27.11.2026, 10:00:00",
        "27.11.26 10:00",
        "Fri, 27 Nov 2026 10:00:00 CET",
        "Fri, 27 Nov 2026 10:00:00 MEZ",
        "Fri, 27 Nov 2026 11:00:00 MESZ",
        "Fr, 27 Nov 2026 09:00:00 GMT",
        "2026-11-27T10:00:00+01:00",
        "2026-11-27T10:00:00.000+01",
        "2026-11-27T10:00",
        "2026-11-27 10:00:00",
        "2026-11-27T09:00:00Z",
        "27.11.2026T10:00",
        "27-11-2026 10:00",
        "27.11.2026, 10 Uhr",
        "27.11.2026 um 10 Uhr",
        "27.11.2026 – 10:00 Uhr",
        "Fr 27.11.2026 | 10:00",
        "Fr,27 Nov 2026 10:00:00 +0100",
    ],
)
def test_a_date_is_the_date_whoever_has_written_it(text):
    assert published(text) == TEN


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27.11.2026", (2026, 11, 27)),
        ("Mi, 2 Dez 2026", (2026, 12, 2)),
        ("Do, 05 Mär 2026 08:00:00 GMT", (2026, 3, 5)),
        ("Di, 12. Mai 2026", (2026, 5, 12)),
        ("Sa, 03 Okt 2026 10:00:00 +0200", (2026, 10, 3)),
        ("Sat, 03 Oct 2026 10:00:00 MESZ", (2026, 10, 3)),
        ("1. Jänner 2027", (2027, 1, 1)),
        ("1. Jän. 2027", (2027, 1, 1)),
        ("01-12-2026", (2026, 12, 1)),
        ("20261201", (2026, 12, 1)),
    ],
)
def test_the_day_is_the_day(text, day):
    found = published(text)
    assert (found.year, found.month, found.day) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "gestern", "31.2.2026", "27.11.", "Fr, 27 Foo 2026", "27.11.2026 25:00", "²7.11.2026"),
        *("2026-11-31", "2026-02-30T10:00:00Z", "2026-W49", "2026-335", "2026", "01/12/2026", "1764579600"),
    ],
)
def test_what_is_no_date_is_none(text):
    assert read_moment(text) is None
    assert published(text) is None
