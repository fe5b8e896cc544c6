"""The desk where events are planned."""

from django.urls import URLPattern, path

from events.planning.publishing import events
from events.views.desk.planning import documenting, overview, programme, setting_up, stopping
from offices.publishing.pages.steps import Steps

_EVENT = "planung/<int:pk>/"
_ITEM = f"{_EVENT}programm/<int:item>/"
_DOCUMENTATION = f"{_EVENT}dokumentation/"

urlpatterns: list[URLPattern] = [
    path("buero/<slug:slug>/veranstaltungen/", overview.office_events, name="office_events"),
    path("buero/<slug:slug>/veranstaltungen/neu/", setting_up.new_event, name="new_event"),
    path("buero/<slug:slug>/veranstaltungen/reihe/", setting_up.new_series, name="new_series"),
    path("geschaeftsstelle/veranstaltungen/", overview.bas_events, name="bas_events"),
    path("geschaeftsstelle/veranstaltungen/neu/", setting_up.new_bas_event, name="new_bas_event"),
    path("geschaeftsstelle/veranstaltungen/reihe/", setting_up.new_bas_series, name="new_bas_series"),
    path("planung/reihe/<int:pk>/", setting_up.edit_series, name="edit_series"),
    path(_EVENT, overview.desk_event, name="desk_event"),
    path(f"{_EVENT}bearbeiten/<slug:slug>/", setting_up.section, name="section"),
    path(f"{_EVENT}tage/", setting_up.days, name="days"),
    path(f"{_EVENT}kopieren/", setting_up.copy_event, name="copy_event"),
    path(f"{_EVENT}programm/", programme.programme, name="programme"),
    path(f"{_EVENT}programm/alle/", programme.table, name="programme_table"),
    path(f"{_EVENT}programm/neu/<int:day>/", programme.new_item, name="new_item"),
    path(f"{_EVENT}programm/zeilen/<int:day>/", programme.lines, name="lines"),
    path(_ITEM, programme.edit_item, name="edit_item"),
    path(f"{_ITEM}werkstatt/", programme.new_workshop, name="new_workshop"),
    path(f"{_ITEM}loeschen/", programme.remove_item, name="remove_item"),
    *Steps(events).urls(_EVENT),
    path(f"{_EVENT}absagen/", stopping.call_off, name="call_off"),
    path(f"{_EVENT}verschieben/", stopping.postpone, name="postpone"),
    path(f"{_EVENT}findet-statt/", stopping.put_back, name="put_back"),
    path(f"{_EVENT}benachrichtigen/", stopping.tell, name="tell"),
    path(f"{_EVENT}nicht-benachrichtigen/", stopping.keep_quiet, name="keep_quiet"),
    path(_DOCUMENTATION, documenting.documentation, name="documentation"),
    path(f"{_DOCUMENTATION}fazit/", documenting.conclusion, name="conclusion"),
    path(f"{_DOCUMENTATION}veroeffentlichen/", documenting.publish, name="publish_documentation"),
    path(f"{_DOCUMENTATION}zurueckziehen/", documenting.take_back, name="take_back_documentation"),
    path(f"{_DOCUMENTATION}bild/", documenting.add_picture, name="add_picture"),
    path(f"{_DOCUMENTATION}bild/<int:picture>/", documenting.edit_picture, name="edit_picture"),
    path(f"{_DOCUMENTATION}bild/<int:picture>/loeschen/", documenting.remove_picture, name="remove_picture"),
    path(f"{_DOCUMENTATION}<int:item>/", documenting.result, name="result"),
    path(f"{_DOCUMENTATION}<int:item>/pdf/", documenting.add_document, name="add_document"),
    path(
        f"{_DOCUMENTATION}<int:item>/pdf/<int:document>/loeschen/", documenting.remove_document, name="remove_document"
    ),
]
