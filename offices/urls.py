"""Addresses of the directory."""

from django.urls import path

from offices.views import areas, data, detail, listing

app_name = "offices"

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
]
