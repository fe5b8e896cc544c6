import json
from datetime import UTC, datetime

import pytest

from core.web.json_feed import Attachment, FeedItem, json_feed
from tests.factories import BERLIN

PLACE = {"title": "Neues", "home": "https://www.example.org/", "address": "https://www.example.org/feed.json"}


def test_the_head_names_page_feed_and_language():
    assert json_feed(**PLACE, items=[]) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Neues",
        "home_page_url": "https://www.example.org/",
        "feed_url": "https://www.example.org/feed.json",
        "language": "de",
        "items": [],
    }


def test_a_full_item_says_everything():
    item = FeedItem(
        identity="https://www.example.org/neues/1/",
        url="https://www.example.org/neues/1/",
        title="Tag der offenen Tür",
        html="<p>Kommen Sie!</p>",
        summary="Am 24. November",
        published_at=datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN),
        modified_at=datetime(2026, 11, 24, 11, 30, 1, 5, tzinfo=UTC),
        authors=["Seniorenbüro Ahlen"],
        tags=["Begegnung"],
        attachments=[Attachment("https://www.example.org/plan.pdf", "application/pdf", "Plan", 1234)],
    )
    assert json_feed(**PLACE, items=[item])["items"] == [
        {
            "id": "https://www.example.org/neues/1/",
            "content_html": "<p>Kommen Sie!</p>",
            "url": "https://www.example.org/neues/1/",
            "title": "Tag der offenen Tür",
            "summary": "Am 24. November",
            "date_published": "2026-11-24T10:00:00+01:00",
            "date_modified": "2026-11-24T11:30:01+00:00",
            "authors": [{"name": "Seniorenbüro Ahlen"}],
            "tags": ["Begegnung"],
            "attachments": [
                {
                    "url": "https://www.example.org/plan.pdf",
                    "mime_type": "application/pdf",
                    "title": "Plan",
                    "size_in_bytes": 1234,
                }
            ],
        }
    ]


def test_what_is_empty_is_left_out_but_never_id_and_content():
    assert json_feed(**PLACE, items=[FeedItem("1", "", "", "")])["items"] == [{"id": "1", "content_html": ""}]


def test_the_document_survives_json():
    feed = json_feed(
        **PLACE, items=[FeedItem("1", "", "„Ä“", "<p>ß</p>", published_at=datetime(2026, 1, 2, tzinfo=UTC))]
    )
    assert json.loads(json.dumps(feed)) == feed


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="has no time zone"):
        json_feed(**PLACE, items=[FeedItem("1", "", "", "", published_at=datetime(2026, 1, 2))])  # noqa: DTZ001
