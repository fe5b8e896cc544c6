import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from hypothesis import example, given
from hypothesis import strategies as st

from core.richtext import RichTextFormField, clean, for_reading, from_marks, text_of, to_marks
from core.richtext.fields import TOO_LONG
from core.templatetags import formats
from tests.attacks import attacks, harmless

ELEMENTS = (
    "p br h1 h2 h3 h5 ul ol li a b strong i em blockquote table caption thead tbody tfoot tr th td figure figcaption "
    "hr abbr sub sup div span dl dt dd pre section script style svg math o:p font"
).split()
STARTS = [
    *(f"<{name}>" for name in ELEMENTS),
    *(
        "<a href='https://example.org/(a) b'>",
        "<a href='/bueros/'>",
        "<a href=mailto:a@b.de>",
        "<abbr title='x &amp; y'>",
    ),
    *("<img src=/dateien/a.jpg alt='a [b]' width=5>", "<td colspan=2 rowspan=3>", "<th scope=row>"),
    *("<p class=MsoListParagraph>", "<p style='mso-list:l0 level2 lfo1'>", "<p style='mso-list:l0 level1 lfo1'>"),
    *("<span style='mso-list:Ignore'>1.", "<span style='font-weight:bold;font-style:italic'>", "<!--", "-->"),
]
ENDS = [f"</{name}>" for name in ELEMENTS]
WORDS = [
    "Wort",
    " ",
    "\n",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "1. ",
    "24. Mai",
    "- ",
    "# ",
    "*",
    "**",
    "_",
    "|",
    "\\",
    "[",
    "](x)",
]
WORDS += [
    ">",
    "ä.",
    "(",
    ")",
    ":",
    "·&nbsp; ",
    "https://example.org/ä?a=1&amp;b={2}.",
    "www.example.org",
    "\u200b",
    "!",
]
soups = st.lists(st.sampled_from([*STARTS, *ENDS, *WORDS, *WORDS]), max_size=25).map("".join)
letters = st.lists(st.sampled_from([*WORDS, "\n\n", "\n  ", "  \n", "| a | b |\n|---|---|\n| 1 | 2 |\n"]), max_size=20)
marked_texts = letters.map("".join)


def once_around(html):
    return from_marks(to_marks(html))


# --- attacks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [clean, from_marks, once_around, for_reading, lambda text: for_reading(from_marks(text))],
    ids=["clean", "from_marks", "to_marks and back", "for_reading", "marks for reading"],
)
def test_nothing_that_could_act_is_left_of_any_known_attack(path):
    left = {attack: problems for attack in attacks() if (problems := harmless(path(attack)))}
    assert left == {}


def test_the_words_of_an_attack_stay_words():
    template = engines["django"].from_string("{{ words }}")
    left = {a: problems for a in attacks() if (problems := harmless(template.render({"words": text_of(a)})))}
    assert left == {}


def test_the_check_for_harmlessness_sees_harm():
    known = attacks()
    assert len(known) > 4500
    assert known == list(dict.fromkeys(known))
    assert sum(bool(harmless(attack)) for attack in known) > 2000


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>",
        "<p onclick=x>a</p>",
        "<p style=x>a</p>",
        "<p class=notice>a</p>",
        "<!-- x -->",
        "<a>x</a>",
        "<a href='javascript:x'>x</a>",
        "<a href='//x'>x</a>",
        "<a href='/x\\'>x</a>",
        "<img src='https://x/dateien/a'>",
        "<img src='/dateien/../a'>",
        "</body><body onload=x>",
        "<svg></svg>",
    ],
)
def test_harm_has_a_name(html):
    assert harmless(html)


# --- one shape --------------------------------------------------------------------------------------------


@given(soups)
@example("<td><p>a<p class=MsoListParagraph>·&nbsp;b")
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_harmful(soup):
    cleaned = clean(soup)
    assert clean(cleaned) == cleaned
    assert harmless(cleaned) == []


@given(soups)
def test_no_word_gets_lost_or_doubled(soup):
    """Those that are not among script, style and the like."""
    plain = soup
    for hidden in ("script", "style", "svg", "math", "<!--", "mso-list"):
        plain = "" if hidden in plain else plain
    assert text_of(plain).count("Wort") == plain.count("Wort")


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("", ""),
        ("Nur Worte", "<p>Nur Worte</p>"),
        ("<div>eins</div><div>zwei</div>", "<p>eins</p><p>zwei</p>"),
        ("eins<br>zwei<br><br>drei<br>", "<p>eins<br>zwei</p><p>drei</p>"),
        ("<p>a <b>b </b><i> c</i></p>", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("<p><b>a</b><strong> b</strong></p>", "<p><strong>a b</strong></p>"),
        ("<b>a<p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("<p></p><p>&nbsp;</p><h2><br></h2><ul><li></li></ul><blockquote> </blockquote><table></table>", ""),
        ("<p>a <a href='https://example.org'></a>b</p>", "<p>a b</p>"),
        ("<p class=x style=y id=z lang=en>a</p>", "<p>a</p>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ("a<sub>1</sub> <abbr title=Jahr>J.</abbr>", '<p>a<sub>1</sub> <abbr title="Jahr">J.</abbr></p>'),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("a\u202eb\u200bc\x00d&#1;e", "<p>abcde</p>"),
    ],
)
def test_what_comes_in_and_what_goes_out(html, cleaned):
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("levels", "cleaned"),
    [("1", "2"), ("24", "23"), ("356", "234"), ("2323", "2323"), ("14442", "23442"), ("42", "22")],
)
def test_headings_start_at_h2_and_never_jump(levels, cleaned):
    html = clean("".join(f"<h{level}>x</h{level}>" for level in levels))
    assert html == "".join(f"<h{level}>x</h{level}>" for level in cleaned)


def test_a_table_keeps_its_parts_in_order():
    html = (
        "<table border=1><tbody><tr><th scope=ROW>Mo</th><td rowspan=2 colspan=999>9 Uhr</td></tr></tbody>"
        "<thead><tr><th>Tag<th></tr></thead><caption><b>Zeiten</b></caption></table>"
    )
    assert clean(html) == (
        "<table><caption><strong>Zeiten</strong></caption><thead><tr><th>Tag</th><td></td></tr></thead>"
        '<tbody><tr><th scope="row">Mo</th><td rowspan="2">9 Uhr</td></tr></tbody></table>'
    )


def test_pictures_come_from_our_own_files_only():
    ours = '<img src="/dateien/a/b-1.jpg" alt="Ein Garten" width="300" height="200">'
    assert clean(f"<figure>{ours}<figcaption>Im Mai</figcaption></figure>") == (
        f"<figure>{ours}<figcaption>Im Mai</figcaption></figure>"
    )
    assert clean("<img src='/dateien/a.jpg' width=100% height=-1>") == '<p><img src="/dateien/a.jpg" alt=""></p>'
    for source in ("https://example.org/dateien/a.jpg", "/static/a.jpg", "/dateien/../a.jpg", "/dateien/a.jpg?x", ""):
        assert clean(f"a<img src='{source}' alt=x>") == "<p>a</p>"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&amp;c=2"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("www.example.org", "https://www.example.org"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        ("tel:+49 228 614074", "tel:+49228614074"),
        ("/bueros/bonn/", "/bueros/bonn/"),
        (" https://example.org/a b", "https://example.org/a%20b"),
    ],
)
def test_links_lead_to_pages_mail_and_telephones(written, address):
    assert clean(f'<a href="{written}" target="_blank" rel="x" class="y">Seite</a>') == (
        f'<p><a href="{address}">Seite</a></p>'
    )


@pytest.mark.parametrize("tangle", ["<div>", "<font size=1>", "<blockquote>", "<x>", "<ul><li>", "<table><td>", "<b>"])
def test_what_is_nested_a_thousand_times_keeps_its_words(tangle):
    assert text_of(tangle * 1000 + "Worte") == "Worte"


# --- Word and the like ------------------------------------------------------------------------------------


def mso_item(marker, words, level=1):
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{marker}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
        f"<span lang=DE>{words}<o:p></o:p></span></p>\n"
    )


def test_a_letter_from_word_becomes_paragraphs_and_lists():
    html = (
        '<html xmlns:o="urn:x"><head><meta charset=utf-8><style>p.MsoNormal {margin:0}</style>'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        "<title>Einladung</title></head><body lang=DE><!--StartFragment-->"
        "<xml><w:Zoom>0</w:Zoom></xml>"
        "<p class=MsoNormal style='margin-bottom:0cm'><b style='mso-bidi-font-weight:normal'>"
        "<span style='font-size:12.0pt'>Liebe Gäste,<o:p></o:p></span></b></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal>bitte <font color=red>bringen</font> Sie <st1:x w:st='on'>mit</st1:x>:</p>"
        + mso_item("·", "Kuchen")
        + mso_item("o", "mit Äpfeln", level=2)
        + mso_item("·", "Tassen")
        + mso_item("1.", "Ankommen")
        + mso_item("2.", "Essen")
        + "<p class=MsoNormal>Bis bald</p><!--EndFragment--></body></html>"
    )
    assert clean(html) == (
        "<p><strong>Liebe Gäste,</strong></p><p>bitte bringen Sie mit:</p>"
        "<ul><li>Kuchen<ul><li>mit Äpfeln</li></ul></li><li>Tassen</li></ul>"
        "<ol><li>Ankommen</li><li>Essen</li></ol><p>Bis bald</p>"
    )


def test_a_typed_bullet_counts_where_word_says_list_and_a_date_never():
    assert clean("<p class=MsoListParagraph>·&nbsp;&nbsp; Kuchen</p>") == "<ul><li>Kuchen</li></ul>"
    assert clean("<p class=MsoListParagraph>1.&nbsp; Eins &amp; zwei</p>") == "<ol><li>Eins &amp; zwei</li></ol>"
    assert clean("<p class=MsoListParagraph>1. Mai</p>") == "<p>1. Mai</p>"
    assert clean("<p class=MsoNormal>·&nbsp; Kuchen</p>") == "<p>·\N{NO-BREAK SPACE} Kuchen</p>".replace("\xa0 ", " ")


def test_what_google_docs_puts_around_a_text_does_not_make_it_bold():
    html = (
        '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">A</span> b</p></b>'
    )
    assert clean(html) == "<p><strong>A</strong> b</p>"


# --- words alone ------------------------------------------------------------------------------------------


def test_words_stand_in_lines_as_blocks_end():
    html = "<h2>Titel</h2><p>Eins<br>zwei &amp; <b>dr</b>ei</p><ul><li>a<ul><li>b</li></ul></li></ul>"
    html += "<table><tr><td>Mo</td><td>9 Uhr</td></tr></table><p>Senioren\N{SOFT HYPHEN}büro</p>"
    assert text_of(html) == "Titel\nEins\nzwei & drei\na\nb\nMo 9 Uhr\nSeniorenbüro"


# --- marks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Eins\r\nzwei\r\n\r\ndrei", "<p>Eins<br>zwei</p><p>drei</p>"),
        ("# Groß\n### Klein", "<h2>Groß</h2><h3>Klein</h3>"),
        ("Gäste:\n- a\n- b", "<p>Gäste:</p><ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("24. Dezember: zu\n1. Januar: zu", "<p>24. Dezember: zu<br>1. Januar: zu</p>"),
        ("80. Geburtstag", "<p>80. Geburtstag</p>"),
        ("> Zitat", "<blockquote><p>Zitat</p></blockquote>"),
        ("**a** [b](https://example.org)", '<p><strong>a</strong> <a href="https://example.org">b</a></p>'),
        ("Siehe www.example.org.", '<p>Siehe <a href="https://www.example.org">www.example.org</a>.</p>'),
        ("(https://example.org/a)", '<p>(<a href="https://example.org/a">https://example.org/a</a>)</p>'),
        ("Titel\n---", "<p>Titel</p><hr>"),
        ("    eingerückt `x` &amp; <b>y</b>", "<p>eingerückt `x` &amp;amp; &lt;b&gt;y&lt;/b&gt;</p>"),
    ],
)
def test_typed_marks_become_formatted_text(typed, html):
    assert from_marks(typed) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>Eins<br>zwei</p><p>drei</p>",
        "<h2>A</h2><h3>B</h3><h4>C</h4>",
        "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><p>e</p>",
        "<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol>",
        "<blockquote><p>a</p><p>b</p></blockquote><hr>",
        '<p><strong>a</strong> <em>b</em> <a href="https://example.org/(x)">c <strong>d</strong></a></p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>!</p>',
        '<p><a href="mailto:a@example.org">a@example.org</a></p>',
        "<p>1. a<br>- b<br># c<br>&gt; d<br>+ e<br>* f **g** _h_ i_j [k](l) \\ | `m`</p>",
        "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
        '<p><img src="/dateien/a.jpg" alt="Ein [kleiner] Garten"></p>',
    ],
)
def test_marks_bring_back_what_they_can_say(html):
    assert clean(html) == html
    assert once_around(html) == html


def test_what_marks_cannot_say_keeps_its_words():
    assert once_around("<p>CO<sub>2</sub> <strong>neu:</strong>hier</p>") == "<p>CO2 <strong>neu</strong>:hier</p>"
    table = "<table><caption>Zeiten</caption><tbody><tr><td>Mo</td><td>9</td></tr></tbody></table>"
    assert text_of(once_around(table)) == "Zeiten\nMo 9"


@given(soups)
def test_after_one_round_through_marks_nothing_changes_any_more(soup):
    html = once_around(soup)
    assert once_around(html) == html


@given(marked_texts)
def test_what_was_typed_stays_the_same_when_it_is_edited_again(typed):
    html = once_around(from_marks(typed))
    assert once_around(html) == html
    assert harmless(html) == []


# --- for reading ------------------------------------------------------------------------------------------


def test_links_to_elsewhere_say_so_and_our_own_do_not(settings):
    settings.BASE_URL = "https://www.example.org"
    ours = '<p><a href="https://www.example.org/a/">a</a> <a href="/b/">b</a> <a href="mailto:c@d.de">c</a></p>'
    assert formats.richtext(ours) == ours
    assert formats.richtext('<a href="https://example.com/?x">Seite</a>') == (
        '<p><a class="external" rel="nofollow noopener" href="https://example.com/?x">Seite'
        '<span class="visually-hidden"> (andere Internetseite)</span></a></p>'
    )


def test_links_to_a_pdf_say_so_once(settings):
    settings.BASE_URL = "https://www.example.org"
    written = '<p><a href="/a.pdf">Plan</a> <a href="https://www.example.org/b.PDF?x">Plan als PDF</a></p>'
    assert formats.richtext(written) == written.replace(">Plan</a>", ">Plan (PDF)</a>")
    assert ">Plan (PDF)<span" in formats.richtext('<a href="https://example.com/c.pdf#s3">Plan</a>')
    assert "PDF" not in formats.richtext('<a href="https://example.com/pdf/?b=c.pdf">Plan</a>')


def test_the_filter_trusts_nothing_that_is_stored():
    assert formats.richtext("<p onclick=x>a<script>b</script></p>") == "<p>a</p>"
    assert formats.richtext(None) == ""


# --- forms ------------------------------------------------------------------------------------------------


def test_a_form_gives_cleaned_text():
    assert RichTextFormField().clean("<b>a</b><script>b</script>") == "<p><strong>a</strong></p>"


@pytest.mark.parametrize("empty", ["", "<p>&nbsp;</p>", "<script>x</script>"])
def test_a_text_without_words_is_missing(empty):
    with pytest.raises(ValidationError) as refused:
        RichTextFormField().clean(empty)
    assert refused.value.code == "required"
    assert RichTextFormField(required=False).clean(empty) == ""


@pytest.mark.parametrize(("length", "is_refused"), [(99_993, False), (99_994, True), (2_000_000, True)])
def test_too_long_a_text_is_refused_and_not_cut(length, is_refused):
    text = "a" * length
    if not is_refused:
        assert RichTextFormField().clean(text) == f"<p>{text}</p>"
        return
    with pytest.raises(ValidationError) as refused:
        RichTextFormField().clean(text)
    assert refused.value.messages == [TOO_LONG]
    assert "100.000" in TOO_LONG
