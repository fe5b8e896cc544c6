"""Markup drawn once, with room for what differs."""

from django.utils.safestring import SafeString

from core.web.parts import render_parts


def test_a_template_is_cut_where_it_writes_the_named_variables():
    context = {"areas": [], "view_box": "0 0 1 1", "layers": []}
    parts = render_parts("offices/map.html", context, "ring", "ring_words")
    assert len(parts) == 3
    assert all(isinstance(part, SafeString) for part in parts)
    assert parts[1].endswith('<figcaption class="hint">')
    assert parts[2].startswith("Karte: ©")
