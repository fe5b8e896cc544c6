"""One address of every kind of page at the desks, by who sees it, and a word of its heading.

Names in braces come from tests/e2e/desk_world.py.
"""

from tests.e2e.desk_world import BOTH, EDITOR, LEAD

COORDINATOR = "petra.probe@example.org"
VISITOR = ""

OFFICE, POST, BAS = "/buero/{slug}/", "/redaktion/", "/geschaeftsstelle/"

BY_LINK = {
    "news list": ("/aktuelles/", "Aktuelles"),
    "news filtered": ("/aktuelles/?art=meldung&thema=quatsch", "Aktuelles"),
    "news article with picture": ("{public_article}", "Bücherbus"),
    "news article with deadline": ("{funding_article}", "Geld für Nachbarschaften"),
    "news month": ("{month}/", "Meldungen aus"),
    "subscribe": ("/aktuelles/abonnieren/", "abonnieren"),
    "press": ("/presse/", "Presse"),
    "invitation": ("/konto/einladung/{invitation_open}/", "Willkommen"),
    "invitation to somebody known": ("/konto/einladung/{invitation_known}/", "Willkommen"),
    "invitation over": ("/konto/einladung/{invitation_over}/", "gilt nicht mehr"),
    "check by link": ("/stimmt-noch/{check}/", "Stimmen diese Angaben noch?"),
    "check by an old link": ("/stimmt-noch/quatsch/", "gilt nicht mehr"),
    "preview": ("/vorschau/{preview}/", "Spielekreis"),
    "preview over": ("/vorschau/quatsch/", "gibt es nicht mehr"),
}

SECTIONS = {
    "kontakt": "Telefon und E-Mail",
    "angebote": "Angebote",
    "ueber-uns": "Über uns",
    "ansprechpersonen": "Ansprechpersonen",
    "einzugsgebiet": "Einzugsgebiet",
    "name": "Name",
    "traeger": "Träger",
    "status": "Status",
}

EVENT, PERSON = "/planung/{event}/", "/planung/{event}/teilnehmende/{participant}/"
PARTICIPANTS = {
    "event": (EVENT, "Wandern mit Plan"),
    "participants": (f"{EVENT}teilnehmende/", "Teilnehmende"),
    "waiting list": (f"{EVENT}teilnehmende/?stand=warteliste", "Teilnehmende"),
    "participant": (PERSON, "Käthe Brieflich"),
    "admit": (f"{EVENT}teilnehmende/{{waiting}}/platz-geben/", "einen Platz geben?"),
    "refuse": (f"{PERSON}absagen/", "absagen?"),
    "cancel": (f"{PERSON}abmelden/", "abmelden?"),
    "change": (f"{PERSON}aendern/", "Tage und Werkstätten"),
    "hand over": (f"{PERSON}vertretung/", "Wer kommt an Stelle"),
    "correct": (f"{PERSON}angaben/", "berichtigen"),
    "phone": (f"{EVENT}telefon/", "Jemanden anmelden"),
    "phone done": (f"{EVENT}telefon/fertig/{{waiting}}/", "Wartet an Stelle 1"),
    "walk-in": (f"{EVENT}tageskasse/", "Jemand ist einfach gekommen"),
    "letters": (f"{EVENT}briefe/", "Briefe"),
    "own people": (f"{OFFICE}anmeldungen/", "Unsere Anmeldungen"),
    "events for own people": (f"{OFFICE}anmeldungen/neu/", "Wozu"),
    "register own person": (f"{OFFICE}anmeldungen/neu/{{event}}/", "Jemanden anmelden"),
    "cancel own person": (f"{OFFICE}anmeldungen/{{participant}}/abmelden/", "abmelden?"),
    "hand over own person": (f"{OFFICE}anmeldungen/{{participant}}/vertretung/", "Wer kommt an Stelle"),
}

LISTS = {
    "workshop places": (f"{EVENT}werkstaetten/", "Plätze in Werkstätten"),
    "workshop by hand": (f"{EVENT}werkstaetten/{{participant}}/", "Werkstatt zuteilen"),
    "workshop proposal": ("/planung/{by_wishes}/werkstaetten/vorschlag/", "Vorschlag für die Werkstätten"),
    "messages": (f"{EVENT}nachrichten/", "Nachrichten an Teilnehmende"),
    "new message": (f"{EVENT}nachrichten/neu/", "Neue Nachricht"),
    "counts": (f"{EVENT}verpflegung/", "Verpflegung und Räume"),
    "read in a list": (f"{EVENT}teilnehmende/einlesen/", "Liste von Teilnehmenden einlesen"),
}

PLANNED, OVER, PAPERS = "/planung/{draft_event}/", "/planung/{over}/", "/planung/{over}/dokumentation/"
SETTING_UP = {
    "events of an office": (f"{OFFICE}veranstaltungen/", "Unsere Veranstaltungen"),
    "new event": (f"{OFFICE}veranstaltungen/neu/", "Neue Veranstaltung"),
    "new series": (f"{OFFICE}veranstaltungen/reihe/", "Neue Reihe"),
    "edit series": ("/planung/reihe/{series}/", "Kurse am Kirchplatz"),
    "event draft": (PLANNED, "Tag der offenen Tür"),
    "event words": (f"{PLANNED}bearbeiten/wichtiges/", "Das Wichtigste"),
    "event place": (f"{PLANNED}bearbeiten/ort/", "Ort"),
    "event registration": (f"{PLANNED}bearbeiten/anmeldung/", "Anmeldung"),
    "event days": (f"{PLANNED}tage/", "Tage"),
    "event programme": (f"{EVENT}programm/", "Programm"),
    "new item": (f"{PLANNED}programm/neu/{{draft_day}}/", "Neuer Programmpunkt"),
    "many items": (f"{PLANNED}programm/zeilen/{{draft_day}}/", "Viele Punkte auf einmal"),
    "edit item": (f"{PLANNED}programm/{{draft_item}}/", "Begrüßung"),
    "new workshop": (f"{EVENT}programm/{{slot}}/werkstatt/", "Neue Werkstatt"),
    "remove item": (f"{PLANNED}programm/{{draft_item}}/loeschen/", "löschen?"),
    "delete event": (f"{PLANNED}loeschen/", "löschen?"),
    "copy event": (f"{EVENT}kopieren/", "Als Vorlage benutzen"),
    "call off": (f"{EVENT}absagen/", "Veranstaltung absagen"),
    "postpone": (f"{EVENT}verschieben/", "Veranstaltung verschieben"),
    "tell": (f"{EVENT}benachrichtigen/", "Sollen die Angemeldeten"),
    "event over": (OVER, "Fachtag im Sommer"),
    "documentation": (PAPERS, "Dokumentation"),
    "conclusion": (f"{PAPERS}fazit/", "Fazit"),
    "result": (f"{PAPERS}{{talk}}/", "Gute Netze"),
    "add paper": (f"{PAPERS}{{talk}}/pdf/", "PDF hinzufügen"),
    "remove paper": (f"{PAPERS}{{talk}}/pdf/{{paper}}/loeschen/", "löschen?"),
    "add event picture": (f"{PAPERS}bild/", "Bild hinzufügen"),
    "edit event picture": (f"{PAPERS}bild/{{event_picture}}/", "Angaben zum Bild"),
    "remove event picture": (f"{PAPERS}bild/{{event_picture}}/loeschen/", "löschen?"),
}

OF_AN_EDITOR = {
    **PARTICIPANTS,
    **LISTS,
    **SETTING_UP,
    "desk": (OFFICE, "Guten Tag"),
    "profile": (f"{OFFICE}profil/", "Unser Profil"),
    "profile preview": (f"{OFFICE}profil/vorschau/", "Treffpunkt"),
    **{f"section {slug}": (f"{OFFICE}profil/{slug}/", title) for slug, title in SECTIONS.items()},
    "section zeiten": (f"{OFFICE}standorte/{{main}}/zeiten/", "Sprechzeiten"),
    "section adresse": (f"{OFFICE}standorte/{{main}}/adresse/", "Adresse"),
    "section barrierefreiheit": (f"{OFFICE}standorte/{{main}}/barrierefreiheit/", "Barrierefreiheit"),
    "new place": (f"{OFFICE}standorte/neu/", "Standort hinzufügen"),
    "remove place": (f"{OFFICE}standorte/{{second}}/entfernen/", "entfernen"),
    "team of an editor": (f"{OFFICE}team/", "Team"),
    "history": (f"{OFFICE}verlauf/", "Verlauf"),
    "version": (f"{OFFICE}verlauf/1/", "Fassung 1"),
    "check": (f"{OFFICE}angaben-pruefen/", "Stimmen diese Angaben noch?"),
    "posts": (f"{OFFICE}meldungen/", "Unsere Meldungen"),
    "feed of the website": (f"{OFFICE}meldungen/von-der-internetseite/", "Internetseite"),
    "new post": (f"{OFFICE}meldungen/neu/", "Neue Meldung"),
    "post draft": (f"{POST}{{draft}}/", "Spielekreis"),
    "post sent back": (f"{POST}{{sent_back}}/", "Stricken"),
    "post submitted": (f"{POST}{{submitted}}/", "Märchen"),
    "post scheduled": (f"{POST}{{scheduled}}/", "ans Wasser"),
    "post public": (f"{POST}{{public}}/", "Bücherbus"),
    "post archived": (f"{POST}{{archived}}/", "Sommerfest"),
    "post text": (f"{POST}{{sent_back}}/text/", "Text der Meldung"),
    "post files": (f"{POST}{{draft}}/bilder/", "Bilder und Dokumente"),
    "picture": (f"{POST}{{draft}}/bilder/neu/", "Bild hinzufügen"),
    "picture again": (f"{POST}{{draft}}/bilder/{{draft_picture}}/", "Angaben zum Bild"),
    "remove picture": (f"{POST}{{draft}}/bilder/{{draft_picture}}/loeschen/", "löschen?"),
    "document": (f"{POST}{{draft}}/dokumente/neu/", "Dokument hinzufügen"),
    "post history": (f"{POST}{{draft}}/verlauf/", "Verlauf"),
    "post version": (f"{POST}{{draft}}/verlauf/1/", "Fassung 1"),
    "delete post": (f"{POST}{{draft}}/loeschen/", "löschen?"),
    "internal news": ("/intern/", "Internes"),
    "internal article": ("{internal_article}", "Fahrdiensten"),
}

OF_A_LEAD = {
    "team": (f"{OFFICE}team/", "Team"),
    "invite": (f"{OFFICE}team/einladen/", "einladen"),
    "role": (f"{OFFICE}team/{{member}}/rolle/", "Rolle von"),
    "remove member": (f"{OFFICE}team/{{member}}/entfernen/", "aus dem Team nehmen?"),
}

OF_A_COORDINATOR = {
    "queue": (BAS, "Zu erledigen"),
    "stale": (f"{BAS}nicht-bestaetigt/", "Lange nicht bestätigt"),
    "desk offices": (f"{BAS}bueros/", "Alle Büros"),
    "office settings": (f"{BAS}bueros/{{slug}}/", "Einstellungen"),
    "office change": (f"{BAS}bueros/{{slug}}/aenderung/{{change}}/", "Änderung am Profil"),
    "refuse office change": (f"{BAS}bueros/{{slug}}/aenderung/{{change}}/zurueckgeben/", "zurückgeben"),
    "people": (f"{BAS}menschen/", "Menschen"),
    "invite coordinator": (f"{BAS}menschen/einladen/", "einladen"),
    "person": (f"{BAS}menschen/{{person}}/", "Sven Springer"),
    "close account": (f"{BAS}menschen/{{person}}/zugang-beenden/", "beenden?"),
    "erase person": (f"{BAS}menschen/{{person}}/daten-loeschen/", "löschen?"),
    "mails": (f"{BAS}mails/", "Mails"),
    "mail": (f"{BAS}mails/{{mail}}/", "Ihre Meldung"),
    "background": (f"{BAS}hintergrund/", "Was im Hintergrund läuft"),
    "texts": (f"{BAS}seiten/", "Seiten und Betreiber"),
    "text": (f"{BAS}seiten/imprint/", "Impressum"),
    "operator": (f"{BAS}seiten/betreiber/", "Wer betreibt das Portal?"),
    "activity": (f"{BAS}vorgaenge/", "Wer hat was getan?"),
    "posts of the BaS": (f"{BAS}meldungen/", "Meldungen"),
    "new post of the BaS": (f"{BAS}meldungen/neu/", "Neue Meldung"),
    "post to decide": (f"{POST}{{submitted}}/", "Märchen"),
    "send back": (f"{POST}{{submitted}}/zurueckgeben/", "zurückgeben"),
    "post change": (f"{POST}{{public}}/aenderung/", "Änderung an"),
    "refuse post change": (f"{POST}{{public}}/aenderung/zurueckgeben/", "zurückgeben"),
}

OF_SOMEBODY_IN_TWO_OFFICES = {"my offices": ("/buero/", "Guten Tag")}

DESKS = {
    VISITOR: BY_LINK,
    EDITOR: OF_AN_EDITOR,
    LEAD: OF_A_LEAD,
    COORDINATOR: OF_A_COORDINATOR,
    BOTH: OF_SOMEBODY_IN_TWO_OFFICES,
}
