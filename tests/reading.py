"""What a reader sees on a page, taken out of its HTML."""

from html.parser import HTMLParser
from xml.etree.ElementTree import TreeBuilder

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Reader(HTMLParser):
    """Our own pages open and close every element, so they can be read in a fraction of the time that the rules for
    everybody's pages take. Raises AssertionError where one is not closed in its turn."""

    def __init__(self):
        super().__init__()
        self._tree, self._open, self._path, self._is_first = TreeBuilder(), [], "/", False
        self.contexts = set()  # of each element: what is around it, its name, and the names of its attributes

    def read(self, html):
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._path}"
        return self._tree.close()

    def handle_starttag(self, tag, attributes):
        self.contexts.add(f"{self._path}{tag} {' '.join(name for name, _ in attributes)}")
        name = f"{SVG if tag == 'svg' or '/svg/' in self._path else HTML}{tag}"
        self._tree.start(name, {key: value or "" for key, value in attributes})
        if tag in EMPTY:
            self._tree.end(name)
        else:
            self._is_first = tag in {"textarea", "pre"}  # there a line end right at the beginning is none
            self._open.append((name, self._path))
            self._path = f"{self._path}{tag}/"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self._path.endswith(f"/{tag}/"), f"</{tag}> within {self._path}"
        self._is_first = False
        name, self._path = self._open.pop()
        self._tree.end(name)

    def handle_data(self, data):
        if self._open:
            self._tree.data(data.removeprefix("\n") if self._is_first else data)
        self._is_first = False


class Page:
    """A response or a piece of HTML; texts come with single spaces."""

    def __init__(self, response):
        self.html = response if isinstance(response, str) else response.content.decode()
        self.root = response.root if hasattr(response, "root") else Reader().read(self.html)

    def all(self, tag, /, **attributes):
        """Elements of that name whose attributes have these values (`class_` matches one of the classes)."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.root.iter(HTML + tag)
            if all(element.get(key) == value for key, value in attributes.items())
            and (wanted is None or wanted in (element.get("class") or "").split())
        ]

    def texts(self, tag, /, **attributes):
        return [text_of(element) for element in self.all(tag, **attributes)]

    @property
    def title(self):
        return self.texts("title")[0]

    @property
    def h1(self):
        return self.texts("h1")[0]

    @property
    def text(self):
        return text_of(self.all("main")[0])

    @property
    def offices(self):
        """Names on the cards, in order."""
        return [text_of(title) for title in self.all("h2", class_="card__title")]

    @property
    def answer(self):
        """What the search says above the cards."""
        return next(text_of(element) for element in self.all("h2") if element.get("id") == "treffer")

    @property
    def errors(self):
        return self.texts("p", class_="error")

    @property
    def links(self):
        """Addresses of the page's own part, not of the frame around it."""
        return [link.get("href") for link in self.all("main")[0].iter(HTML + "a")]


def text_of(element):
    return " ".join("".join(element.itertext()).split())
