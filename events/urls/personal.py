"""The pages of one registration, reached by the secret link in its mails."""

from django.urls import URLPattern, path

from events.views import personal, personal_ends

urlpatterns: list[URLPattern] = [
    path("anmeldung/weitergegeben/", personal_ends.transferred, name="transferred"),
    path("anmeldung/geloescht/", personal_ends.deleted, name="deleted"),
    path("anmeldung/bestaetigen/<str:token>/", personal.confirm, name="confirm"),
    path("anmeldung/<str:token>/", personal.personal, name="personal"),
    path("anmeldung/<str:token>/teilnehmende.pdf", personal.participants, name="fellow_participants"),
    path("anmeldung/<str:token>/aendern/", personal.change, name="change"),
    path("anmeldung/<str:token>/platz/annehmen/", personal.accept, name="accept_place"),
    path("anmeldung/<str:token>/platz/weitergeben/", personal.decline, name="decline_place"),
    path("anmeldung/<str:token>/werkstatt/<int:pk>/annehmen/", personal.accept_workshop, name="accept_workshop"),
    path("anmeldung/<str:token>/werkstatt/<int:pk>/ablehnen/", personal.decline_workshop, name="decline_workshop"),
    path("anmeldung/<str:token>/vertretung/", personal_ends.transfer, name="transfer"),
    path("anmeldung/<str:token>/absagen/", personal_ends.cancel, name="cancel"),
    path("anmeldung/<str:token>/unterstuetzung/", personal_ends.withdraw_support, name="withdraw_support"),
    path("anmeldung/<str:token>/daten/", personal_ends.data, name="own_data"),
    path("anmeldung/<str:token>/loeschen/", personal_ends.delete, name="delete_own_data"),
]
