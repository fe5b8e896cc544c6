"""Addresses of the news: what everybody and what members read, and the desk where it is written."""

from django.urls import URLPattern, path

from core.web import converters as _converters  # noqa: F401 (teaches the patterns years, months and notations)
from news.desk_forms import PostForm
from news.publishing import posts
from news.views import feeds, files, members, preview, public
from news.views.desk import advice, sources
from news.views.desk import files as attachments
from offices.publishing.pages import desk_urls

app_name = "news"

public_pages: list[URLPattern] = [
    path("aktuelles/", public.news_list, name="list"),
    path("aktuelles/abonnieren/", public.subscribe, name="subscribe"),
    path("aktuelles/<year:year>/", public.archive, name="year"),
    path("aktuelles/<year:year>/<month:month>/", public.archive, name="month"),
    path("aktuelles/<year:year>/<month:month>/<slug:slug>/", public.post, name="post"),
    path("aktuelles/meldungen.<notation:notation>", feeds.everything, name="feed"),
    path("aktuelles/buero/<slug:slug>.<notation:notation>", feeds.of_office, name="office_feed"),
    path("aktuelles/thema/<slug:slug>.<notation:notation>", feeds.about_topic, name="topic_feed"),
    path("intern/", members.members, name="members"),
]

desk_pages: list[URLPattern] = [
    *desk_urls(posts, PostForm, one="redaktion/<int:pk>/", plural="meldungen"),
    path("buero/<slug:slug>/meldungen/von-der-internetseite/", sources.source, name="source"),
    path("buero/<slug:slug>/meldungen/von-der-internetseite/beenden/", sources.stop_source, name="stop_source"),
    path("redaktion/sprachhilfe/", advice.advice, name="advice"),
    path("redaktion/<int:pk>/bilder/", attachments.files, name="files"),
    path("redaktion/<int:pk>/bilder/neu/", attachments.add_picture, name="add_picture"),
    path("redaktion/<int:pk>/bilder/<int:picture>/", attachments.edit_picture, name="edit_picture"),
    path("redaktion/<int:pk>/bilder/<int:picture>/loeschen/", attachments.remove_picture, name="remove_picture"),
    path("redaktion/<int:pk>/dokumente/neu/", attachments.add_document, name="add_document"),
    path("redaktion/<int:pk>/dokumente/<int:document>/loeschen/", attachments.remove_document, name="remove_document"),
    path("vorschau/<str:token>/", preview.preview, name="preview"),
    path("dateien/bilder/<uuid:key>/<int:width>.<slug:kind>", files.picture, name="picture"),
    path("dateien/dokumente/<uuid:key>.pdf", files.document, name="document"),
]

urlpatterns = [*public_pages, *desk_pages]
