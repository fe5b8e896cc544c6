"""The words of a post: written, checked for plain language, saved without losing anybody's work."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.guards import MemberRequest, coordinator_required, member_required
from accounts.rescue import rescued
from core.language.plain_language import advise
from core.publishing.states import WrongStateError
from core.richtext import text_of
from news import workflow
from news.desk import frame, frame_of, post_at_desk
from news.desk_forms import COORDINATORS_DESK, AdviceForm, PostForm
from news.models import Post
from news.versions import in_words, snapshot
from offices.models import Office
from offices.publishing.desk import office_at_desk


@member_required
def new_post(request: MemberRequest, slug: str) -> HttpResponse:
    return _new(request, office_at_desk(request, slug))


@coordinator_required
def new_bas_post(request: MemberRequest) -> HttpResponse:
    return _new(request, None)


def _new(request: MemberRequest, office: Office | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    form = PostForm(sent, initial={"area": office.kreis.ags if office else ""})
    if request.method == "POST" and form.is_valid():
        post = workflow.create({**form.values(), "office": office}, by=request.user)
        messages.success(request, "Der Entwurf ist gespeichert. Außer Ihnen und Ihrem Team sieht ihn niemand.")
        return redirect("news:files", post.pk)
    return render(request, "news/desk/text.html", frame(office, "Neue Meldung") | {"form": form, "post": None})


@member_required
def text(request: MemberRequest, pk: int) -> HttpResponse:
    sent = request.POST if request.method == "POST" else rescued(request, request.path)
    try:
        post = post_at_desk(request, pk)
    except Http404:
        if sent is None:
            raise
        return _gone(request, PostForm(sent))
    form = PostForm(sent, instance=post)
    if request.method == "POST" and form.is_valid():
        return _save(request, post, form)
    return render(request, "news/desk/text.html", frame_of(post, "Text") | {"form": form})


def _save(request: MemberRequest, post: Post, form: PostForm) -> HttpResponse:
    try:
        edition = form.cleaned_data["edition"] or 0
        holds = workflow.save(post, form.values(), by=request.user, edition=edition)
    except Post.DoesNotExist:
        return _gone(request, form)
    except workflow.StaleError as error:
        return _conflict(request, post, form, error.current)
    except WrongStateError as error:
        form.add_error(None, str(error))
        return render(request, "news/desk/text.html", frame_of(post, "Text") | {"form": form})
    if holds:
        messages.success(request, "Der Text ist gespeichert.")
    else:
        sentence = "Ihre Änderung liegt der Geschäftsstelle vor. Bis dahin bleibt die Meldung, wie sie ist."
        messages.info(request, sentence)
    return redirect("news:desk_post", post.pk)


def _conflict(request: MemberRequest, post: Post, form: PostForm, current: Post) -> HttpResponse:
    """Both texts side by side; the form below holds what was typed and would now replace the other."""
    form = form.for_edition(current.edition)
    context = frame_of(post, "Text") | {
        "form": form,
        "theirs": in_words(snapshot(current)),
        "saved": current,
    }
    return render(request, "news/desk/conflict.html", context, status=409)


def _gone(request: MemberRequest, form: PostForm) -> HttpResponse:
    """Somebody threw the draft away while this text was written: it is shown, to be saved as a new one. The form says
    on whose desk the post lay, and only people of that desk get a page. Whether there ever was such a post is told to
    nobody."""
    form.full_clean()
    desk = form.cleaned_data.get("desk", "")
    if desk == COORDINATORS_DESK and not request.user.is_coordinator:
        raise Http404
    office = None if desk == COORDINATORS_DESK else office_at_desk(request, desk)
    context = frame(office, "Text") | {"form": form, "office": office}
    return render(request, "news/desk/gone.html", context, status=410)


@member_required
@require_POST
def advice(request: MemberRequest) -> HttpResponse:
    """The advice for a text that isn't saved yet; asked for by static/js/advice.js while somebody writes."""
    form = AdviceForm(request.POST)
    words = text_of(form.cleaned_data["text"]) if form.is_valid() else ""
    return render(request, "news/desk/advice.html", {"advice": advise(words)})
