"""The pages of one registration, reached by the secret link in its mails."""

from django.urls import URLPattern, path

from events.views import personal

urlpatterns: list[URLPattern] = [
    path("anmeldung/<str:token>/", personal.personal, name="personal"),
    path("anmeldung/bestaetigen/<str:token>/", personal.confirm, name="confirm"),
]
