"""Pages as an app would write them, for what pictures and documents do on their way through the whole portal."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from core.web.serving import document_response, picture_response
from tests.samples.models import SampleDocument, SamplePicture, SamplePictureForm


def send(request):
    form = SamplePictureForm(request.POST, request.FILES)
    answer = {"errors": form.errors, "kept": {name: form[name].value() for name in ("alt", "credit")}}
    handed = [file.size for file in request.FILES.values()]
    return JsonResponse({**answer, "sizes": handed})


def picture(request, key, width, kind):
    found = SamplePicture.objects.get(key=UUID(key))
    return picture_response(request, found, width, kind, is_public=found.note != "geheim")


def document(request, key):
    return document_response(request, SampleDocument.objects.get(key=UUID(key)), is_public=True)


def page(request):
    return HttpResponse("Wort " * 500)


urlpatterns = [
    path("senden/", send),
    path("bild/<str:key>/<int:width>.<str:kind>", picture),
    path("dokument/<str:key>/", document),
    path("seite/", page),
    path("", include("portal.urls")),
]
