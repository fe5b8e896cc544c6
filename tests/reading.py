"""What a reader sees on a page, taken out of its HTML."""

from tinyhtml5 import parse

HTML = "{http://www.w3.org/1999/xhtml}"


class Page:
    """A response or a piece of HTML; texts come with single spaces."""

    def __init__(self, response):
        self.html = response if isinstance(response, str) else response.content.decode()
        self.root = response.root if hasattr(response, "root") else parse(self.html)

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
