"""Every kind of page that visitors see, on any screen and in any light."""

import pytest

from tests.e2e.kinds import KINDS
from tests.e2e.looking import LINES_TOO_LONG, heading, look


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_bars_the_way_on_any_screen_in_any_light(passer_by, kind):
    path, words = KINDS[kind]
    page = passer_by()
    page.goto(path)
    assert words in heading(page)
    page.evaluate("document.fonts.ready.then(() => true)")  # letters of another typeface would be counted otherwise
    assert page.evaluate(LINES_TOO_LONG) == []
    assert look(page) == []
