"""Which address leads where. German addresses; one address, one action."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path, register_converter

from portal.converters import PageKeyConverter
from portal.sitemaps import SITEMAPS
from portal.views import display, errors, gallery, home, machines, pages, press
from portal.views.desk import background, mails, mine, offices, people, queue, record, texts

register_converter(PageKeyConverter, "page_key")

portal_pages = [
    path("", home.home, name="home"),
    path("was-ist-ein-seniorenbuero/", pages.about_offices, name="about_offices"),
    path("leichte-sprache/", pages.plain_language, name="plain_language"),
    path("impressum/", pages.imprint, name="imprint"),
    path("datenschutz/", pages.privacy, name="privacy"),
    path("barrierefreiheit/", pages.accessibility, name="accessibility"),
    path("darstellung/", display.settings, name="display"),
    path("presse/", press.press, name="press"),
    path("presse/kennzahlen.pdf", press.key_figures, name="key_figures"),
    path("bausteine/", gallery.gallery, name="gallery"),
    path("health/", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
]

desk_pages = [
    path("buero/", mine.my_desk, name="my_desk"),
    path("buero/<slug:slug>/", mine.office_desk, name="office_desk"),
    path("geschaeftsstelle/", queue.desk, name="desk"),
    path("geschaeftsstelle/nicht-bestaetigt/", queue.stale, name="stale"),
    path("geschaeftsstelle/bueros/", offices.desk_offices, name="desk_offices"),
    path("geschaeftsstelle/bueros/<slug:slug>/", offices.office_settings, name="office_settings"),
    path("geschaeftsstelle/bueros/<slug:slug>/aenderung/<int:pk>/", queue.office_change, name="office_change"),
    path(
        "geschaeftsstelle/bueros/<slug:slug>/aenderung/<int:pk>/zurueckgeben/",
        queue.refuse_office_change,
        name="refuse_office_change",
    ),
    path("geschaeftsstelle/menschen/", people.people, name="people"),
    path("geschaeftsstelle/menschen/einladen/", people.invite_coordinator, name="invite_coordinator"),
    path("geschaeftsstelle/menschen/<int:pk>/", people.person, name="person"),
    path("geschaeftsstelle/menschen/<int:pk>/zugang-beenden/", people.close_account, name="close_account"),
    path("geschaeftsstelle/menschen/<int:pk>/daten-loeschen/", people.erase_person, name="erase_person"),
    path(
        "geschaeftsstelle/einladungen/<int:pk>/zurueckziehen/", people.withdraw_invitation, name="withdraw_invitation"
    ),
    path("geschaeftsstelle/mails/", mails.mail_log, name="mail_log"),
    path("geschaeftsstelle/mails/jetzt-versuchen/", mails.try_now, name="try_mails_now"),
    path("geschaeftsstelle/mails/ungewisse-noch-einmal/", mails.send_doubtful_again, name="send_doubtful_again"),
    path("geschaeftsstelle/mails/<int:pk>/", mails.mail, name="mail"),
    path("geschaeftsstelle/mails/<int:pk>/noch-einmal/", mails.send_again, name="send_again"),
    path("geschaeftsstelle/mails/<int:pk>/angekommen/", mails.mark_as_sent, name="mark_as_sent"),
    path("geschaeftsstelle/hintergrund/", background.background, name="background"),
    path("geschaeftsstelle/seiten/", texts.texts, name="texts"),
    path("geschaeftsstelle/seiten/betreiber/", texts.operator, name="operator"),
    path("geschaeftsstelle/seiten/<page_key:key>/", texts.text, name="text"),
    path("geschaeftsstelle/seiten/<page_key:key>/zuruecksetzen/", texts.reset_text, name="reset_text"),
    path("geschaeftsstelle/vorgaenge/", record.activity, name="activity"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((portal_pages + desk_pages, "portal"))),
    path("", include("offices.urls")),
    path("", include("events.urls")),
    path("", include("news.urls")),
    path("konto/", include("accounts.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("verwaltung/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
handler429 = errors.too_many_requests  # allauth looks here
