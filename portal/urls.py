"""Which address leads where. German addresses; one address, one action."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path

from portal.sitemaps import SITEMAPS
from portal.views import display, errors, gallery, home, machines, pages

portal_pages = [
    path("", home.home, name="home"),
    path("was-ist-ein-seniorenbuero/", pages.about_offices, name="about_offices"),
    path("leichte-sprache/", pages.plain_language, name="plain_language"),
    path("impressum/", pages.imprint, name="imprint"),
    path("datenschutz/", pages.privacy, name="privacy"),
    path("barrierefreiheit/", pages.accessibility, name="accessibility"),
    path("darstellung/", display.settings, name="display"),
    path("bausteine/", gallery.gallery, name="gallery"),
    path("health/", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((portal_pages, "portal"))),
    path("", include("offices.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("verwaltung/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
