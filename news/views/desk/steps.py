"""One post on its way: the page that shows where it stands, and one address for each thing that can happen to it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import MemberRequest, coordinator_required, member_required
from core.language.plain_language import advise
from core.models import Proposal
from core.publishing.states import State, WrongStateError
from core.richtext import text_of
from news import workflow
from news.desk import PREVIEW_SALT, frame_of, post_at_desk
from news.desk_forms import SendBackForm
from news.models import Post
from news.versions import differences, snapshot


@member_required
@require_safe
def desk_post(request: MemberRequest, pk: int) -> HttpResponse:
    post = post_at_desk(request, pk)
    token = signing.dumps(post.pk, salt=PREVIEW_SALT)
    context = frame_of(post) | {
        "missing": workflow.what_is_missing(post),
        "topics": [(topic.name, "") for topic in post.topics.all()],
        "may_release": workflow.may_release(request.user, post),
        "advice": advise(text_of(post.body)),
        "proposal": Proposal.objects.of(post).waiting().select_related("proposed_by").first(),
        "preview_url": settings.BASE_URL + reverse("news:preview", args=[token]),
        "states": State,
    }
    return render(request, "news/desk/post.html", context)


@member_required
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    done = "Die Meldung liegt jetzt der Geschäftsstelle vor. Sie bekommen eine E-Mail, sobald sie freigegeben ist."
    return _step(request, pk, workflow.submit, done)


@member_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, workflow.withdraw, "Die Meldung ist wieder ein Entwurf.")


@member_required
@require_POST
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """For offices that publish directly, and for coordinators."""
    return _step(request, pk, workflow.release, "Die Meldung ist freigegeben.")


@member_required
@require_POST
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, workflow.archive, "Die Meldung liegt jetzt im Archiv. Besucher sehen sie nicht mehr.")


@member_required
@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    return _step(request, pk, workflow.reopen, "Die Meldung ist wieder ein Entwurf.")


def _step(request: MemberRequest, pk: int, step: Callable[..., object], done: str) -> HttpResponse:
    post = post_at_desk(request, pk)
    try:
        step(post, by=request.user)
    except WrongStateError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)
    return redirect("news:desk_post", post.pk)


@coordinator_required
def send_back(request: MemberRequest, pk: int) -> HttpResponse:
    post = post_at_desk(request, pk)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.send_back(post, by=request.user, request=form.cleaned_data["request"])
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Die Meldung ist zurückgegeben. Die Person bekommt eine E-Mail mit Ihrer Bitte.")
        return redirect("portal:desk")
    return render(request, "news/desk/send_back.html", frame_of(post, "Zurückgeben") | {"form": form})


@coordinator_required
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """A change to a published post, before and after; POST lets it through."""
    post, found = _proposal(request, pk)
    if request.method == "POST":
        workflow.accept(found, by=request.user)
        messages.success(request, "Die Änderung steht jetzt im Portal.")
        return redirect("portal:desk")
    context = frame_of(post, "Änderung") | {
        "proposal": found,
        "changes": differences(snapshot(post), found.data),
        "form": SendBackForm(),
    }
    return render(request, "news/desk/proposal.html", context)


@coordinator_required
def refuse(request: MemberRequest, pk: int) -> HttpResponse:
    post, found = _proposal(request, pk)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.refuse(found, by=request.user, answer=form.cleaned_data["request"])
        messages.success(request, "Die Änderung ist zurückgegeben. Die Person bekommt eine E-Mail mit Ihrer Antwort.")
        return redirect("portal:desk")
    return render(request, "news/desk/refuse.html", frame_of(post, "Änderung zurückgeben") | {"form": form})


@member_required
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Only what nobody outside has ever seen; everything else goes into the archive."""
    post = post_at_desk(request, pk)
    if request.method == "POST":
        try:
            workflow.throw_away(post, by=request.user)
        except WrongStateError as error:
            messages.warning(request, str(error))
            return redirect("news:desk_post", post.pk)
        messages.success(request, "Der Entwurf ist gelöscht.")
        return redirect(*(("news:office_posts", post.office.slug) if post.office else ("news:bas_posts",)))
    return render(request, "news/desk/delete.html", frame_of(post, "Löschen"))


def _proposal(request: MemberRequest, pk: int) -> tuple[Post, Proposal]:
    post = post_at_desk(request, pk)
    return post, get_object_or_404(Proposal.objects.of(post).waiting().select_related("proposed_by"))
