"""Setting documents."""

from datetime import UTC, datetime

import pytest
import typst
from fontTools.ttLib import TTFont

from core import pdf

AT = datetime(2026, 11, 24, tzinfo=UTC)


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


@pytest.mark.parametrize("name", ["Büro \N{GRINNING FACE}", "Бюро", "\x00Büro\u202e", "Bu\u0308ro", ["مكتب"], {"a": 1}])
def test_signs_that_the_typeface_does_not_have_are_left_out_and_keep_nobody_from_the_document(template, name):
    template("#str(repr(json(bytes(sys.inputs.data)).name))")
    assert pdf.render("probe", {"name": name}, at=AT).startswith(b"%PDF-")


def test_what_may_be_set_is_just_what_the_typeface_has():
    for font in pdf.FONTS.glob("*.ttf"):
        known = {chr(code) for code in TTFont(font).getBestCmap()}
        assert {sign for sign in map(chr, range(0x30000)) if pdf._settable(sign) == sign != "\n"} <= known
        assert all(pdf._settable(sign) for sign in known)
