"""How a reader wants to see the pages: in one strictly necessary cookie, and only where somebody chose."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Display:
    """Empty values mean: as the browser and the system of the reader have it."""

    COOKIE: ClassVar = "darstellung"
    YEAR: ClassVar = 365 * 24 * 60 * 60  # seconds
    TEXTS: ClassVar = ("large", "larger")
    CONTRASTS: ClassVar = ("high",)
    SCHEMES: ClassVar = ("light", "dark")

    text: str = ""
    contrast: str = ""
    scheme: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The cookie is a line of words like "larger.high"; words nobody knows are passed over."""
        words = request.COOKIES.get(cls.COOKIE, "").split(".")
        return cls(_known(words, cls.TEXTS), _known(words, cls.CONTRASTS), _known(words, cls.SCHEMES))

    @property
    def attributes(self) -> SafeString:
        """For <html>; made of the known words alone."""
        named = (("text", self.text), ("contrast", self.contrast), ("scheme", self.scheme))
        return SafeString("".join(f' data-{name}="{value}"' for name, value in named if value))

    def keep(self, response: HttpResponse, *, secure: bool) -> None:
        """Back to the usual look leaves nothing on the reader's device."""
        words = ".".join(word for word in (self.text, self.contrast, self.scheme) if word)
        if words:
            response.set_cookie(self.COOKIE, words, max_age=self.YEAR, samesite="Lax", httponly=True, secure=secure)
        else:
            response.delete_cookie(self.COOKIE, samesite="Lax")


def _known(words: list[str], allowed: tuple[str, ...]) -> str:
    return next((word for word in allowed if word in words), "")
