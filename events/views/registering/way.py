"""The way of a form from its first page to the row in the database: the same for a visitor at one event (one_event.py),
for a visitor at several modules of a series (series.py), and for the desk that writes down what somebody says on the
telephone or in a letter (events/views/desk/people/phone.py).

Each page is sent to the address of the next one, with all that was typed. There everything is read anew, and the first
page that is not right yet is shown again.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import limits
from events.forms.registration.form import CHECK, PERSON, RegistrationForm
from events.places.registration import RegistrationError
from events.views.links import BOTH
from events.views.sent_forms import sent

SEND = "absenden"
DONE_FOR = 24 * 60 * 60  # seconds that the page after sending can be opened again
TOO_MANY = (
    "Von Ihrem Anschluss kamen gerade sehr viele Anmeldungen. Ihre Angaben stehen noch hier. "
    "Bitte drücken Sie in einer Stunde noch einmal auf den Knopf, oder rufen Sie uns an."
)
View = Callable[..., HttpResponse]
Form = TypeVar("Form", bound=RegistrationForm)


def for_everybody(view: View) -> View:
    """Nobody needs an account or a cookie. The pages are open to forms from elsewhere (csrf_exempt): nobody is signed
    in here, so another site could do nothing in a visitor's name; and whoever takes two hours over a form or keeps no
    cookies is let through all the same. They may be kept by the visitor's own browser, so that its Back button works
    on every page."""
    return csrf_exempt(cache_control(private=True, no_cache=True)(require_http_methods(BOTH)(view)))


class Way(ABC, Generic[Form]):
    """Somebody on her way, at one of its pages. First what happens on every way, then what each says of its own."""

    def __init__(self, request: HttpRequest, **key: Any) -> None:
        """With the key from the address a way finds what it is about: 404 for whoever may not see that."""
        self.request = request

    @cached_property
    def form(self) -> Form:
        return self.bind(sent(self.request))

    def page(self, asked: str) -> HttpResponse:
        """Empty, or with everything for somebody who goes on or comes back."""
        return self.closed(asked) or self.show(self.form.reached(asked))

    def send(self) -> HttpResponse:
        """All is right, a human being has typed it, not too many came from her connection (asking counts), and the use
        case agrees: then the row is in the database. Otherwise a page of the form says what is the matter."""
        if closed := self.closed(SEND):
            return closed
        if not self.form.is_right:
            return self.page(CHECK)
        if self.is_public and (doubt := self.form.envelope.doubt):
            return self.show(CHECK, said=doubt)
        if self.is_public and not _may_send(self.request):
            return self.show(CHECK, said=TOO_MANY, status=429)
        try:
            return self.register()
        except RegistrationError as error:
            return self.show(self.form.last_asked, said=str(error))

    def show(self, page: str, *, said: str = "", status: int = 200, **known: bool) -> HttpResponse:
        """`said` is what has to be read before anything else on this page; what is `known` is not found out again."""
        form = self.form
        common = {"form": form, "steps": form.steps(page), "travelling": form.travelling(page), "said": said}
        context = common | self.words(page, known) | known
        return render(self.request, self.templates[page], context, status=status)

    # --- what each way says of its own ----------------------------------------------------------------------

    start: ClassVar[str]  # the name of its first address
    templates: ClassVar[Mapping[str, str]]  # by page
    door: ClassVar[Callable[[View], View]] = for_everybody
    is_public: ClassVar[bool] = True  # then programs are told from people

    @classmethod
    def from_the_start(cls, request: HttpRequest, **key: Any) -> HttpResponse:
        """For somebody who calls up a later page without what was typed."""
        return redirect(reverse(cls.start, kwargs=key))

    @abstractmethod
    def bind(self, data: QueryDict | None) -> Form:
        """The form, with what was sent."""

    @abstractmethod
    def closed(self, asked: str) -> HttpResponse | None:
        """For somebody who comes to this page, or sends, when nobody can register any more."""

    @abstractmethod
    def register(self) -> HttpResponse:
        """Calls the use case, and leads on to the page that says how it went. A RegistrationError that it does not
        answer itself is said on the last page that asks anything."""

    @abstractmethod
    def words(self, page: str, known: Mapping[str, bool]) -> dict[str, Any]:
        """What the template of this page needs besides."""


def page(way: type[Way], asked: str) -> View:
    """The view of one page of a way, or of its end: SEND."""

    def view(request: HttpRequest, **key: Any) -> HttpResponse:
        if request.method != "POST" and asked != PERSON:
            return way.from_the_start(request, **key)
        here = way(request, **key)
        return here.send() if asked == SEND else here.page(asked)

    return way.door(view)


def _may_send(request: HttpRequest) -> bool:
    return limits.allows(request, "register_for_event", times=settings.REGISTRATIONS_PER_HOUR, seconds=60 * 60)
