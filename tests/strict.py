"""A test client that reads every page it gets as a strict browser, a screen reader and the security policy would."""

import re
from collections import Counter
from itertools import pairwise
from xml.etree.ElementTree import Element

from django.test import Client
from tinyhtml5 import inputstream
from tinyhtml5.parser import HTMLParser

from tests.reading import HTML, Reader

CONTROLS = ("input", "select", "textarea")
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
DATA_BLOCKS = {"application/ld+json", "application/json"}
TEMPLATE_CODE = re.compile(r"\{\{|\{%|%\}|\{#|#\}")
PDF_AND_SIZE = re.compile(r"\(PDF, \d+(,\d)? [KM]B\)")
PDF_AT_LEAST = re.compile(r"\(PDF\)|" + PDF_AND_SIZE.pattern)
LOADED = {"src", "srcset", "action", "data", "poster"}
FOREIGN = re.compile(r"(https?:)?//")
SITE = " – Seniorenbüros NRW"
NAMELESS_LINKS = {"hier", "mehr", "weiterlesen", "link", "mehr erfahren", "klicken sie hier"}


class StrictClient(Client):
    """Every HTML answer of our own pages is checked; the administration is Django's and left alone."""

    is_strict = True  # on a second database the pages are the same, and reading them takes longer than making them

    def request(self, **request):
        response = super().request(**request)
        is_html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if self.is_strict and is_html and response.content and not request["PATH_INFO"].startswith("/verwaltung/"):
            response.root = check_page(response.content.decode())
        return response


class _Patterns(dict):
    """The library means to keep the patterns by which it reads on, but keeps each under itself and never finds it."""

    def __missing__(self, key):
        characters, opposite = key
        signs = "".join(map(re.escape, characters))
        self[key] = pattern = re.compile(f"[{signs}]+" if opposite else f"[^{signs}]+")
        return pattern


inputstream.characters_until_regex = _Patterns()


# Elements within elements that are right by the rules of HTML. Whether a page is depends on these, on nothing that
# stands between them, and on the signs below; most pages share nearly all of theirs with others.
_right: set[str] = set()
_ODD = re.compile(
    r"<(?![a-zA-Z/!])|&(?!(?:amp|lt|gt|quot|nbsp|shy|#x?[0-9a-fA-F]+);)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe]"
)


def _rules_broken(html: str) -> tuple[Element, list[str]]:
    reader = Reader()
    try:
        root = reader.read(html)
    except AssertionError as error:
        return HTMLParser().parse(html), [str(error)]
    contexts = {*reader.contexts, html[:15]}
    if contexts <= _right and not _ODD.search(html):
        return root, []
    parser = HTMLParser()
    parser.parse(html)
    problems = [f"{code} {data} at {position}" for position, code, data in parser.errors]
    if not problems:
        _right.update(contexts)
    return root, problems


def check_page(html: str) -> Element:
    """The parsed page. Raises AssertionError that lists everything wrong with it."""
    root, problems = _rules_broken(html)
    problems += [*_head(root), *_structure(root), *_controls(root), *_links(root), *policy_problems(root)]
    if TEMPLATE_CODE.search(html):
        problems.append("template code left in the page")
    assert not problems, "\n".join(problems)
    return root


def _all(root: Element, *names: str) -> list[Element]:
    wanted = {HTML + name for name in names}
    return [element for element in root.iter() if element.tag in wanted]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _head(root: Element) -> list[str]:
    problems = []
    if root.get("lang") != "de":
        problems.append("the page says no language")
    titles = [_text(title) for title in _all(root, "title") if title in list(_all(root, "head")[0])]
    if len(titles) != 1 or not titles[0] or titles[0].startswith("–"):
        problems.append(f"one title with text, not {titles}")
    return problems + _names(root, "".join(titles))


def _names(root: Element, title: str) -> list[str]:
    """Title and heading speak of the same, in whatever form each of them says it. A page that greets somebody has its
    name in the title alone."""
    heading = "".join(_text(h1) for h1 in _all(root, "h1"))
    if _words(title.removesuffix(SITE)) & _words(heading) or heading.startswith("Guten Tag"):
        return []
    return [f"title {title!r} over heading {heading!r}"]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.lower().replace("\N{SOFT HYPHEN}", "")))


def _structure(root: Element) -> list[str]:
    problems = []
    if len(_all(root, "h1")) != 1:
        problems.append(f"{len(_all(root, 'h1'))} h1")
    if len(_all(root, "main")) != 1:
        problems.append(f"{len(_all(root, 'main'))} main")
    levels = [int(heading.tag[-1]) for heading in _all(root, "h1", "h2", "h3", "h4", "h5", "h6")]
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    if jumps:
        problems.append(f"heading levels jump: {jumps}")
    empty = [
        heading.tag
        for heading in _all(root, "h1", "h2", "h3", "li", "dd", "dt", "th")
        if not len(heading) and not _text(heading)
    ]
    if empty:
        problems.append(f"empty elements: {empty}")
    inside = {(link.get("href") or "")[1:] for link in _all(root, "a") if (link.get("href") or "").startswith("#")}
    ids = Counter(identifier for element in root.iter() if (identifier := element.get("id")) is not None)
    problems += [
        f"id {identifier!r} used {count} times" for identifier, count in ids.items() if count > 1 or not identifier
    ]
    problems += [f"link leads to missing #{target}" for target in inside - {"", *ids}]
    for name in ("aria-labelledby", "aria-describedby", "for"):
        for element in root.iter():
            missing = [target for target in (element.get(name) or "").split() if target not in ids]
            problems += [f"{name} points to missing {target!r}" for target in missing]
    return problems


def _controls(root: Element) -> list[str]:
    labelled = {label.get("for") for label in _all(root, "label")}
    wrapped = {id(control) for label in _all(root, "label") for control in _all(label, *CONTROLS)}
    return [
        f"control without label: {control.get('name')}"
        for control in _all(root, *CONTROLS)
        if control.get("type") not in UNLABELLED_TYPES
        and control.get("id") not in labelled
        and id(control) not in wrapped
        and not control.get("aria-label")
    ]


def _links(root: Element) -> list[str]:
    problems = []
    for link in _all(root, "a"):
        words = (link.get("aria-label") or _text(link)).lower()
        if not words or words in NAMELESS_LINKS:
            problems.append(f"link to {link.get('href')} says {words!r}")
        if link.get("href") in {None, "", "#"}:
            problems.append(f"dead link {words!r}")
        if (link.get("href") or "").partition("?")[0].endswith(".pdf") and not _says_pdf(link):
            problems.append(f"link {words!r} does not say that it leads to a PDF, or how large that is")
        if link.get("target"):
            problems.append(f"link {words!r} opens a new window")
    return problems


def _says_pdf(link: Element) -> bool:
    """What is kept as a file says its size too; what is made when somebody asks for it has none yet."""
    is_kept = (link.get("href") or "").startswith("/dateien/")
    return bool(re.search(PDF_AND_SIZE if is_kept else PDF_AT_LEAST, _text(link)))


def policy_problems(root: Element) -> list[str]:
    problems = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == HTML + "style":
            problems.append("inline style")
        if element.tag == HTML + "script" and not element.get("src") and element.get("type") not in DATA_BLOCKS:
            problems.append("inline script")
        for name, value in element.items():
            if name == "style" or name.startswith("on"):
                problems.append(f"inline {name} on {element.tag}")
            elif name in LOADED and FOREIGN.match(value):
                problems.append(f"foreign host in {name}: {value}")
            elif name == "href" and element.tag == HTML + "link" and FOREIGN.match(value):
                problems += [] if element.get("rel") == "canonical" else [f"foreign host in link: {value}"]
    return problems
