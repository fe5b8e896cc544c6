"""Pictures and documents on their way out: to everybody who may see the post, and to nobody else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.guards import reader
from core.web.serving import document_response, picture_response
from news.models import PostDocument, PostPicture


@require_safe
def picture(request: HttpRequest, key: UUID, width: int, kind: str) -> HttpResponseBase:
    found = get_object_or_404(PostPicture.objects.visible_to(reader(request)).select_related("post"), key=key)
    return picture_response(request, found, width, kind, is_public=found.post.is_public)


@require_safe
def document(request: HttpRequest, key: UUID) -> HttpResponseBase:
    found = get_object_or_404(PostDocument.objects.visible_to(reader(request)).select_related("post"), key=key)
    return document_response(request, found, is_public=found.post.is_public)
