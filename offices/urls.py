"""Addresses of the directory."""

from django.urls import include, path

from offices.views import areas, data, detail, listing
from offices.views.desk import checks, history, joining, profile, special_days, team

app_name = "offices"

desk_pages = [
    path("profil/", profile.profile, name="profile"),
    path("profil/vorschau/", profile.preview, name="preview"),
    path("profil/<slug:section>/", profile.section, name="section"),
    path("standorte/neu/", profile.new_place, name="new_place"),
    path("standorte/<int:pk>/entfernen/", profile.remove_place, name="remove_place"),
    path("standorte/<int:pk>/<slug:section>/", profile.place_section, name="place_section"),
    path("angaben-pruefen/", checks.check, name="check"),
    path("besondere-tage/", special_days.special_days, name="special_days"),
    path("verlauf/", history.history, name="history"),
    path("verlauf/<int:number>/", history.version, name="version"),
    path("verlauf/<int:number>/wiederherstellen/", history.restore, name="restore"),
    path("team/", team.team, name="team"),
    path("team/einladen/", team.invite, name="invite"),
    path("team/einladungen/<int:pk>/zurueckziehen/", team.withdraw, name="withdraw_invitation"),
    path("team/<int:pk>/rolle/", team.role, name="role"),
    path("team/<int:pk>/entfernen/", team.remove, name="remove_member"),
]

urlpatterns = [
    path("seniorenbueros/", listing.office_list, name="list"),
    path("seniorenbueros/kreis/", areas.kreise, name="kreise"),
    path("seniorenbueros/kreis/<slug:slug>/", areas.kreis, name="kreis"),
    path("seniorenbueros/ort/", areas.municipalities, name="municipalities"),
    path("seniorenbueros/ort/<slug:slug>/", areas.municipality, name="municipality"),
    path("seniorenbueros/<slug:slug>/", detail.office, name="detail"),
    path("seniorenbueros/<slug:slug>/kontakt.vcf", detail.vcard, name="vcard"),
    path("daten/", data.documentation, name="data"),
    path("daten/seniorenbueros.geojson", data.geojson, name="geojson"),
    path("daten/seniorenbueros.csv", data.csv, name="csv"),
    path("buero/<slug:slug>/", include(desk_pages)),
    path("konto/einladung/<str:token>/", joining.invitation, name="invitation"),
    path("besondere-tage/<str:token>/", special_days.special_days_by_link, name="special_days_by_link"),
    path("stimmt-noch/<str:token>/", checks.check_by_link, name="check_by_link"),
]
