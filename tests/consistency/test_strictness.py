"""The reader of our pages notices what is wrong, also on a page whose right form it has let pass before."""

import pytest

from tests.strict import check_page

RIGHT = """<!doctype html>
<html lang="de"><head><title>Büros finden</title></head><body><main><h1>Büros finden</h1>
<p>Rat &amp; Hilfe <a href="/hilfe/">gibt es hier nebenan</a></p><ul><li>Eins</li><li>Zwei</li></ul>
<form method="post"><label for="ort">Ort</label><input id="ort" name="ort"><button>Suchen</button></form></main></body>
</html>"""


def test_the_right_page_passes_again_and_again():
    for _ in range(2):
        assert check_page(RIGHT).tag.endswith("html")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<!doctype html>\n", ""),
        ("</p>", ""),
        (
            "</li>",
            "",
        ),
        ("<p>", "<p><p>"),
        ("<p>", "<p><div></div>"),
        ("<li>Zwei</li>", "<p>Zwei</p></li>"),
        ("<button>", "<button type=submit type=button>"),
        ("<button>", "<form></form><button>"),
        ("nebenan", "nebenan <a href='/da/'>und da</a>"),
        ("&amp;", "&unbekannt;"),
        ("&amp;", "<"),
        ("Eins", "Eins\x01"),
        (' id="ort"', ""),
        ("</h1>", "</h1><h3>Tiefer</h3>"),
        ("/hilfe/", "#"),
        ("<p>", '<p style="color: red">'),
        ("<p>", "<p onclick='alert()'>"),
        ("<p>", "<script>alert()</script><p>"),
        ("<p>", '<img alt="" src="https://example.org/bild.png"><p>'),
        ("Eins", "{{ eins }}"),
        ("Büros finden</title>", "Etwas</title>"),
    ],
)
def test_what_is_wrong_is_noticed(right, wrong):
    check_page(RIGHT)
    assert right in RIGHT
    with pytest.raises(AssertionError):
        check_page(RIGHT.replace(right, wrong, 1))
