"""The desk for those who come: lists, telephone, letters."""

from django.urls import URLPattern, path

from events.views.desk import letters
from events.views.desk.people import own_people, participants, phone, remarks, walk_in
from events.views.desk.people import participant_steps as steps

_PEOPLE = "planung/<int:pk>/teilnehmende/"
_PHONE, _LETTERS, _OWN = "planung/<int:pk>/telefon/", "planung/<int:pk>/briefe", "buero/<slug:slug>/anmeldungen/"
_PERSON = f"{_PEOPLE}<int:number>/"

urlpatterns: list[URLPattern] = [
    path(_PEOPLE, participants.participants, name="participants"),
    path(f"{_PEOPLE}bemerkungen/", remarks.remarks, name="remarks"),
    path(f"{_PEOPLE}nachruecken/", participants.move_up, name="move_up"),
    path(_PERSON, participants.participant, name="participant"),
    path(f"{_PERSON}notiz/", participants.notes, name="participant_notes"),
    path(f"{_PERSON}platz-geben/", steps.admit, name="admit_participant"),
    path(f"{_PERSON}absagen/", steps.refuse, name="refuse_participant"),
    path(f"{_PERSON}abmelden/", steps.cancel, name="cancel_participant"),
    path(f"{_PERSON}aendern/", steps.change, name="change_participant"),
    path(f"{_PERSON}vertretung/", steps.transfer, name="transfer_participant"),
    path(f"{_PERSON}angaben/", steps.correct, name="correct_participant"),
    path(f"{_PERSON}antwort/", steps.answer, name="answer_for_participant"),
    path(f"{_PERSON}antwort/<int:booking>/", steps.answer, name="answer_about_workshop"),
    path(f"{_PERSON}bestaetigen/", steps.confirm, name="confirm_participant"),
    path(f"{_PERSON}noch-einmal-schreiben/", steps.tell_again, name="tell_participant_again"),
    path(_PHONE, phone.person, name="phone"),
    path(f"{_PHONE}programm/", phone.programme, name="phone_programme"),
    path(f"{_PHONE}vorlesen/", phone.check, name="phone_check"),
    path(f"{_PHONE}anmelden/", phone.send, name="phone_send"),
    path(f"{_PHONE}fertig/<int:number>/", phone.done, name="phone_done"),
    path("planung/<int:pk>/tageskasse/", walk_in.walk_in, name="walk_in"),
    path(f"{_LETTERS}/", letters.letters, name="letters"),
    path(f"{_LETTERS}/gedruckt/", letters.printed, name="letters_printed"),
    path(f"{_LETTERS}.pdf", letters.all_letters, name="letters_pdf"),
    path(f"{_LETTERS}/<int:number>.pdf", letters.one_letter, name="letter_pdf"),
    path(_OWN, own_people.own_people, name="own_people"),
    path(f"{_OWN}neu/", own_people.events, name="own_people_events"),
    path(f"{_OWN}neu/<int:pk>/", own_people.register, name="register_own_person"),
    path(f"{_OWN}<int:number>/abmelden/", own_people.cancel, name="cancel_own_person"),
    path(f"{_OWN}<int:number>/vertretung/", own_people.transfer, name="transfer_own_person"),
]
