"""Setting documents."""

from datetime import UTC, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
import typst
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from core.media import pdf

AT = datetime(2026, 11, 24, tzinfo=UTC)
LETTERS = pdf.TEMPLATES / "letters_of_names.typ"


@pytest.fixture
def template(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)

    def write(text):
        (tmp_path / "probe.typ").write_text(f'#set document(title: "Probe")\n#set text(lang: "de")\n{text}')

    return write


def test_the_same_data_and_moment_give_the_same_bytes(template):
    template("#json(bytes(sys.inputs.data)).name")
    first = pdf.render("probe", {"name": "Müller"}, at=AT)
    assert first.startswith(b"%PDF-")
    assert pdf.render("probe", {"name": "Müller"}, at=AT) == first
    assert pdf.render("probe", {"name": "Meier"}, at=AT) != first


def test_what_screen_readers_could_not_read_is_refused(template):
    template("#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), format: \"svg\")")
    with pytest.raises(typst.TypstError):
        pdf.render("probe", {}, at=AT)


def test_templates_read_nothing_outside_their_folder(template):
    template('#read("/../secret")')
    with pytest.raises(typst.TypstError):
        pdf.render("probe", {}, at=AT)


# As they stand in the books of offices in NRW, and letters of each script beside them.
NAMES = (
    *(
        "Олена Коваленко",
        "Nguyễn Thị Hồng",
        "İlknur Gürbüz",
        "Ελένη",
        "WEIẞ",
        "Müller\u2010Lüdenscheidt",
        "محمد الأحمد",
    ),
    *(
        "王小明",
        "שרה כהן",
        "देवी शर्मा",
        "გიორგი",
        "Արամ",
        "สมชาย",
        "김민수",
        "たなか",
        "Ṣẹ́gun",
        "Ștefan",
        "D\u2019Angelo",
    ),
    *("Ёлкин", "Ђорђе", "Қасым", "Łukasz", "Ģirts", "Ñuñez", "Đặng", "Ƙabiru", "Müller\u2011Meier", "Bu\u0308ro"),
)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_is_printed(template, name):
    template('#import "letters_of_names.typ": letters\n#set text(font: letters)\n#json(bytes(sys.inputs.data)).name')
    (pdf.TEMPLATES / "letters_of_names.typ").write_text(LETTERS.read_text())
    assert pdf.unprintable(name) == ""
    written = PdfReader(BytesIO(pdf.render("probe", {"name": name}, at=AT))).pages[0].extract_text()
    # Letters only: what runs from right to left comes out of the file in the order of the paper.
    letters = {sign for sign in normalize("NFKD", name) if sign.isalpha()}
    assert letters <= set(normalize("NFKD", written))
    assert "\ufffd" not in written


def test_what_no_typeface_has_is_said_and_leaves_a_mark(template):
    template("#str(repr(json(bytes(sys.inputs.data)).name))")
    assert pdf.unprintable("Ꮳ Müller Ꮳ\N{GRINNING FACE}") == "Ꮳ"
    assert pdf._settable("Ꮳ Müller") == "\ufffd Müller"
    assert pdf.render("probe", {"name": "Ꮳ"}, at=AT).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "printed"),
    [("Ａｎｎａ", "Anna"), ("𝓐𝓷𝓷𝓪", "Anna"), ("ᲒᲘᲝ", "გიო"), ("ﾔﾏﾀﾞ", "ヤマダ"), ("ⓐ", "a"), ("Ａ\tＢ", "A B")],
)
def test_a_letter_of_an_unusual_shape_is_printed_in_its_usual_one(name, printed):
    assert pdf.unprintable(name) == ""
    assert normalize("NFC", pdf._settable(name)) == printed


@pytest.mark.parametrize("name", ["Büro \N{GRINNING FACE}", "\x00Büro\u202e", "Bu\u0308ro", ["مكتب"], {"a": 1}])
def test_pictures_and_signs_nobody_sees_keep_nobody_from_the_document(template, name):
    template("#str(repr(json(bytes(sys.inputs.data)).name))")
    assert pdf.unprintable(name if isinstance(name, str) else "") == ""
    assert pdf.render("probe", {"name": name}, at=AT).startswith(b"%PDF-")


def test_what_may_be_set_is_just_what_the_typefaces_have():
    for script, signs in pdf._letters().items():
        for font in (pdf.FONTS / script).glob("*.ttf"):
            assert {chr(code) for code in TTFont(font).getBestCmap()} == signs, font


def test_only_the_typefaces_that_are_needed_are_read():
    assert list(pdf._scripts("Müller – „Büro“ … 5 €")) == ["atkinson"]
    assert set(pdf._scripts("Олена Müller")) == {"atkinson", "cyrillic"}
