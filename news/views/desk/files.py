"""Pictures and documents of a post: added, described, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import MemberRequest, member_required
from core.media.uploads import FileForm
from core.publishing.states import WrongStateError
from news import attaching
from news.desk_forms import PostDocumentForm, PostPictureForm
from news.models import Post
from news.models.files import used_bytes
from news.publishing import posts

ADDED = {PostPictureForm: "Das Bild ist gespeichert.", PostDocumentForm: "Das Dokument ist gespeichert."}


@member_required
@require_safe
def files(request: MemberRequest, pk: int) -> HttpResponse:
    post = posts.at_desk(request, pk)
    context = posts.frame_of(post, "Bilder und Dokumente") | {"is_open": attaching.is_open(post, request.user)}
    return render(request, "news/desk/files.html", context)


@member_required
def add_picture(request: MemberRequest, pk: int) -> HttpResponse:
    return _edit(request, posts.at_desk(request, pk), PostPictureForm, None, "Bild hinzufügen")


@member_required
def edit_picture(request: MemberRequest, pk: int, picture: int) -> HttpResponse:
    post = posts.at_desk(request, pk)
    found = get_object_or_404(post.pictures, pk=picture)
    return _edit(request, post, PostPictureForm, found, "Angaben zum Bild")


@member_required
def add_document(request: MemberRequest, pk: int) -> HttpResponse:
    return _edit(request, posts.at_desk(request, pk), PostDocumentForm, None, "Dokument hinzufügen")


def _edit(request: MemberRequest, post: Post, form_class: type[FileForm], row: Any, title: str) -> HttpResponse:
    used = used_bytes(post.office) - (row.bytes if row else 0)
    form = form_class(request.POST or None, request.FILES or None, instance=row, used_bytes=used)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.attach(post, form, by=request.user)
        except WrongStateError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, ADDED[form_class])
        return redirect("news:files", post.pk)
    return render(request, "news/desk/file.html", _frame(post, title) | {"form": form, "title": title, "row": row})


@member_required
def remove_picture(request: MemberRequest, pk: int, picture: int) -> HttpResponse:
    post = posts.at_desk(request, pk)
    return _remove(request, post, get_object_or_404(post.pictures, pk=picture), "Das Bild ist gelöscht.")


@member_required
def remove_document(request: MemberRequest, pk: int, document: int) -> HttpResponse:
    post = posts.at_desk(request, pk)
    return _remove(request, post, get_object_or_404(post.documents, pk=document), "Das Dokument ist gelöscht.")


def _remove(request: MemberRequest, post: Post, row: Any, done: str) -> HttpResponse:
    """Always allowed: somebody in the picture may have changed her mind."""
    if request.method == "POST":
        attaching.detach(post, row, by=request.user)
        messages.success(request, done)
        return redirect("news:files", post.pk)
    return render(request, "news/desk/remove_file.html", _frame(post, "Löschen") | {"row": row})


def _frame(post: Post, title: str) -> dict[str, Any]:
    return posts.frame_of(post, ("Bilder und Dokumente", reverse("news:files", args=[post.pk])), title)
