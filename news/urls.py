"""Addresses of the news: what everybody and what members read, and the desk where it is written."""

from django.urls import URLPattern, path

from core.web import converters as _converters  # noqa: F401 (teaches the patterns years, months and notations)
from news.views import feeds, files, members, preview, public
from news.views.desk import files as attachments
from news.views.desk import history, lists, sources, steps, writing

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
    path("buero/<slug:slug>/meldungen/", lists.office_posts, name="office_posts"),
    path("buero/<slug:slug>/meldungen/neu/", writing.new_post, name="new_post"),
    path("buero/<slug:slug>/meldungen/von-der-internetseite/", sources.source, name="source"),
    path("buero/<slug:slug>/meldungen/von-der-internetseite/beenden/", sources.stop_source, name="stop_source"),
    path("geschaeftsstelle/meldungen/", lists.bas_posts, name="bas_posts"),
    path("geschaeftsstelle/meldungen/neu/", writing.new_bas_post, name="new_bas_post"),
    path("redaktion/sprachhilfe/", writing.advice, name="advice"),
    path("redaktion/<int:pk>/", steps.desk_post, name="desk_post"),
    path("redaktion/<int:pk>/text/", writing.text, name="text"),
    path("redaktion/<int:pk>/einreichen/", steps.submit, name="submit"),
    path("redaktion/<int:pk>/zurueckziehen/", steps.withdraw, name="withdraw"),
    path("redaktion/<int:pk>/freigeben/", steps.release, name="release"),
    path("redaktion/<int:pk>/zurueckgeben/", steps.send_back, name="send_back"),
    path("redaktion/<int:pk>/archivieren/", steps.archive, name="archive"),
    path("redaktion/<int:pk>/zurueckholen/", steps.reopen, name="reopen"),
    path("redaktion/<int:pk>/loeschen/", steps.delete, name="delete"),
    path("redaktion/<int:pk>/aenderung/", steps.proposal, name="proposal"),
    path("redaktion/<int:pk>/aenderung/zurueckgeben/", steps.refuse, name="refuse"),
    path("redaktion/<int:pk>/bilder/", attachments.files, name="files"),
    path("redaktion/<int:pk>/bilder/neu/", attachments.add_picture, name="add_picture"),
    path("redaktion/<int:pk>/bilder/<int:picture>/", attachments.edit_picture, name="edit_picture"),
    path("redaktion/<int:pk>/bilder/<int:picture>/loeschen/", attachments.remove_picture, name="remove_picture"),
    path("redaktion/<int:pk>/dokumente/neu/", attachments.add_document, name="add_document"),
    path("redaktion/<int:pk>/dokumente/<int:document>/loeschen/", attachments.remove_document, name="remove_document"),
    path("redaktion/<int:pk>/verlauf/", history.history, name="history"),
    path("redaktion/<int:pk>/verlauf/<int:number>/", history.version, name="version"),
    path("redaktion/<int:pk>/verlauf/<int:number>/wiederherstellen/", history.restore, name="restore"),
    path("vorschau/<str:token>/", preview.preview, name="preview"),
    path("dateien/bilder/<uuid:key>/<int:width>.<slug:kind>", files.picture, name="picture"),
    path("dateien/dokumente/<uuid:key>.pdf", files.document, name="document"),
]

urlpatterns = [*public_pages, *desk_pages]
