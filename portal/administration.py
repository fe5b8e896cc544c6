"""The administration at /verwaltung/: Django's own, under German names."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default = False
    default_site = "portal.administration.Administration"


class Administration(AdminSite):
    site_header = "Verwaltung der Seniorenbüros NRW"
    site_title = "Verwaltung"
    index_title = "Was möchten Sie bearbeiten?"
