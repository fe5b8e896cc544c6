"""One component is one tag, one template, one stylesheet and one exhibit in the gallery."""

from core.templatetags import components
from core.web.stylesheet import SOURCE
from portal.gallery import COMPONENTS
from portal.settings import BASE_DIR


def stems(folder, suffix):
    return {path.stem for path in folder.glob(f"*{suffix}")}


def test_tag_template_stylesheet_and_exhibit_belong_together():
    tags = set(components.register.tags)
    assert stems(BASE_DIR / "templates" / "components", ".html") == tags
    assert stems(SOURCE / "components", ".css") == tags
    assert {component.name for component in COMPONENTS} == tags


def test_every_exhibit_shows_its_own_component():
    wrong = [
        (component.name, variant)
        for component in COMPONENTS
        for variant in component.variants
        if f"{{% {component.name} " not in variant
    ]
    assert wrong == []


def test_no_component_is_exhibited_twice():
    names = [component.name for component in COMPONENTS]
    assert sorted(set(names)) == sorted(names)
