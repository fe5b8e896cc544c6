"""The desk for those who come: files, mails, counts, workshop places."""

from django.urls import URLPattern, path

from events.views.desk import allocation, mailing
from events.views.desk.people import counts, exchange

_EVENT = "planung/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{_EVENT}teilnehmende.csv", exchange.participants_csv, name="participants_csv"),
    path(f"{_EVENT}teilnehmende.xlsx", exchange.participants_xlsx, name="participants_xlsx"),
    path(f"{_EVENT}teilnehmende/einlesen/", exchange.import_participants, name="import_participants"),
    path(f"{_EVENT}teilnehmende/einlesen/uebernehmen/", exchange.take_in_participants, name="take_in_participants"),
    path(f"{_EVENT}verpflegung/", counts.counts, name="counts"),
    path(f"{_EVENT}werkstaetten/", allocation.workshops, name="workshops"),
    path(f"{_EVENT}werkstaetten/vorschlag/", allocation.proposal, name="proposal"),
    path(f"{_EVENT}werkstaetten/verteilen/", allocation.allocate, name="allocate"),
    path(f"{_EVENT}werkstaetten/<int:person>/", allocation.assign, name="assign"),
    path(f"{_EVENT}nachrichten/", mailing.mailings, name="mailings"),
    path(f"{_EVENT}nachrichten/neu/", mailing.write_mailing, name="write_mailing"),
    path(f"{_EVENT}nachrichten/verschicken/", mailing.send_mailing, name="send_mailing"),
]
