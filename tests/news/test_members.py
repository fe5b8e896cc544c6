"""What the network reads among itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.news_factories import make_post
from tests.reading import Page

pytestmark = pytest.mark.django_db


def intern(title, **fields):
    return make_post(title, visibility="netzwerk", **fields)


def titles(reader, question=""):
    return Page(reader.get(f"/intern/{question}")).offices


def test_words_in_title_teaser_and_text_are_found(colleague):
    intern("Vorlage für den Haushalt")
    intern("Zweites", teaser="Die Förderung der Länder.")
    intern("Drittes", body="<p>Kölner Runde</p>")
    intern("Entwurf zum Haushalt", state="entwurf")
    make_post("Öffentlicher Haushalt")
    assert titles(colleague, "?q=haushalt") == ["Vorlage für den Haushalt"]
    assert titles(colleague, "?q=foerderung+laender") == ["Zweites"]
    assert titles(colleague, "?q=K%C3%96LNER") == ["Drittes"]
    assert titles(colleague, "?q=nirgends") == []
    assert titles(colleague) == ["Drittes", "Zweites", "Vorlage für den Haushalt"]


def test_a_topic_narrows_the_list(colleague):
    intern("Zum Tanz", topics=["Tanz"])
    intern("Anderes")
    assert titles(colleague, "?thema=tanz") == ["Zum Tanz"]


def test_nothing_found_and_nothing_there_are_different_sentences(colleague):
    assert "Noch ist hier nichts zu lesen" in Page(colleague.get("/intern/")).text
    assert "Dazu haben wir nichts gefunden" in Page(colleague.get("/intern/?q=Unfug")).text


@pytest.mark.parametrize("question", ["q=%00", f"q={'x' * 300}", "thema=unfug", "q=%F0%9F%98%80", "seite=x", "q=%25_"])
def test_odd_questions_get_a_page(question, colleague):
    intern("Etwas")
    assert colleague.get(f"/intern/?{question}").status_code == 200


def test_what_can_not_be_used_is_said(colleague):
    assert Page(colleague.get(f"/intern/?q={'x' * 300}")).errors == [
        "Das ist zu lang. Bitte schreiben Sie höchstens 200 Zeichen."
    ]


def test_the_page_is_kept_by_nobody(colleague):
    assert "no-store" in colleague.get("/intern/")["Cache-Control"]


def test_one_and_three_need_the_same_queries(colleague):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            intern("Etwas", topics=["Tanz"])
        colleague.get("/intern/?thema=tanz&q=text")
        with CaptureQueriesContext(connection) as captured:
            colleague.get("/intern/?thema=tanz&q=text")
        counts.append(len(captured))
    assert counts[0] == counts[1]
