"""The sections of a profile: what is typed stands there, now or after a review; before and after in words."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offices.editing import (
    SECTIONS,
    apply,
    describe,
    is_removable,
    missing,
    percent,
    remove_place,
    section_of,
)
from offices.editing.fields import TownField
from offices.geography.gazetteer import gazetteer
from offices.models import ACCESS_FEATURES, Contact, Office, Place, Provider, SearchWord, ServedTown
from tests.factories import AHLEN, BECKUM, DORTMUND, make_full_office, make_hours, make_office
from tests.offices.editing import opened, page_of, sent

pytestmark = pytest.mark.django_db

SLUGS = [section.slug for section in SECTIONS]


@pytest.fixture
def office(at):
    at("2026-11-24 10:00")
    return make_full_office()


def place_for(slug, office):
    return office.places.first() if section_of(slug).needs_place else None


def valid(form):
    assert form.is_valid(), form.errors
    return form


def save(form):
    valid(form).save()
    return form


def errors(form):
    assert not form.is_valid()
    page_of(form)
    return [sentence for field in form for sentence in field.errors]


# --- every section --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_every_section_is_a_sound_page_empty_and_full(office, slug):
    page_of(opened(slug, office, place_for(slug, office)))
    bare = make_office()
    page_of(opened(slug, bare, place_for(slug, bare)))


@pytest.mark.parametrize("slug", SLUGS)
def test_sent_untouched_it_is_valid_and_changes_nothing(office, slug):
    form = sent(slug, office, place_for(slug, office))
    assert form.is_valid(), form.errors
    assert form.changed() is False
    place = place_for(slug, office)
    assert describe(office, slug, form.proposal(), place.pk if place else None) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_proposed_can_wait_as_json_and_be_written_later(office, slug):
    """Into another office everything arrives that the form of the first one held."""
    proposal = json.loads(json.dumps(valid(sent(slug, office, place_for(slug, office))).proposal()))
    other = make_office(ags=DORTMUND, status="pause", home_visits=False)
    place = place_for(slug, other)
    apply(other, slug, proposal, place.pk if place else None)
    section = section_of(slug)
    fresh = Office.objects.get(pk=other.pk)
    assert section.part.read(fresh, place_for(slug, fresh)) == proposal


def test_four_sections_are_looked_at_before_the_public_sees_them():
    assert {section.slug for section in SECTIONS if section.is_reviewed} == {"name", "status", "traeger", "adresse"}
    assert {section.slug for section in SECTIONS if section.needs_place} == {"adresse", "zeiten", "barrierefreiheit"}


def test_a_form_leaves_the_office_alone_until_it_saves(office):
    form = sent("name", office, name="Ganz anders")
    assert (form.is_valid(), form.changed(), office.name) == (True, True, "Seniorenbüro Voll")
    form.save()
    assert (office.name, Office.objects.get().name) == ("Ganz anders", "Ganz anders")


def test_a_form_with_another_button_is_shown_again_without_a_mistake(office):
    form = sent("einzugsgebiet", office, None, "vorschau", catchment="Beckum\nAltkreis Lübbecke")
    assert (form.is_valid(), dict(form.errors)) == (False, {})
    assert [(line, town and town.name) for line, town in form.lines] == [
        ("Beckum", "Beckum"),
        ("Altkreis Lübbecke", None),
    ]
    assert "Wer in Beckum sucht, findet Ihr Büro." in page_of(form).text


# --- name, status, contact, about -----------------------------------------------------------------------------


def test_a_new_name_is_found_at_once(office):
    save(sent("name", office, name="Leuchtturm", other_names="Kompass\r\nAnker"))
    assert office.name_list == ["Kompass", "Anker"]
    assert SearchWord.objects.filter(office=office, word__in=["leuchtturm", "kompass"]).count() == 2


def test_a_name_is_needed_and_asked_for_in_words(office):
    assert errors(sent("name", office, name=" ")) == ["Bitte füllen Sie „So heißt Ihr Büro“ aus."]
    too_long = "„So heißt Ihr Büro“ ist zu lang: 201 Zeichen. Möglich sind 200."
    assert errors(sent("name", office, name="x" * 201)) == [too_long]


def test_a_pause_has_an_end_and_the_end_goes_with_the_pause(office):
    save(sent("status", office, status="pause", paused_until="31.1.", closed_on="1.1.2020"))
    assert (office.status, office.paused_until, office.closed_on) == ("pause", date(2027, 1, 31), None)
    save(sent("status", office, status="aktiv"))
    assert (office.status, office.paused_until) == ("aktiv", None)


def test_a_pause_that_is_over_is_questioned(office):
    assert errors(sent("status", office, status="pause", paused_until="1.3.2026")) == [
        "Der 1. März 2026 ist schon vorbei. Bitte nennen Sie einen späteren Tag oder wählen „aktiv“."
    ]


def test_before_and_after_of_a_status_in_words(office):
    form = sent("status", office, status="pause", paused_until="31.1.2027")
    assert form.is_valid()
    assert [tuple(change) for change in describe(office, "status", form.proposal())] == [
        ("Status", "aktiv", "vorübergehend geschlossen"),
        ("geschlossen bis", "", "31. Januar 2027"),
    ]


def test_numbers_and_addresses_are_taken_in_any_spelling(office):
    save(sent("kontakt", office, phone="0228/61 40-74", fax="", website="www.example.org", email=" a@example.org "))
    assert (office.phone, office.fax, office.website, office.email) == (
        "+49228614074",
        "",
        "https://www.example.org",
        "a@example.org",
    )
    assert 'value="0228 61 40 74"' in page_of(opened("kontakt", office)).html


def test_people_must_have_one_way_to_reach_the_office(office):
    assert errors(sent("kontakt", office, phone="", email="")) == [
        "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an."
    ]
    wrong = errors(sent("kontakt", office, phone="110", email="post"))
    assert wrong == [
        "Die Telefonnummer „110“ ist zu kurz oder zu lang. "
        "Bitte schreiben Sie die Nummer mit Vorwahl, zum Beispiel 0228 61 40 74.",
        "Bitte schreiben Sie eine E-Mail-Adresse, zum Beispiel buero@example.org.",
    ]


# --- offers -------------------------------------------------------------------------------------------------------


def test_offers_are_ticked_by_field_of_action(office):
    form = opened("angebote", office)
    boxes = dict.fromkeys(form.topic_names)
    name = next(name for name in form.topic_names if "pflegeberatung" in dict(form.fields[name].choices))
    save(sent("angebote", office, **{**boxes, name: ["pflegeberatung"]}, languages=["uk", "de"], home_visits=""))
    assert [topic.name for topic in office.topics.all()] == ["Pflegeberatung"]
    assert (office.languages, office.home_visits) == (["uk", "de"], None)
    change = describe(office, "angebote", {"topics": ["wohnberatung"]})
    assert [tuple(one) for one in change] == [("Angebote", "Pflegeberatung", "Wohnberatung")]


def test_an_offer_nobody_knows_is_refused(office):
    name = opened("angebote", office).topic_names[0]
    assert errors(sent("angebote", office, **{name: ["zauberei"]})) == [
        "Bitte wählen Sie bei „{}“ aus der Liste.".format(opened("angebote", office).fields[name].label)
    ] or errors(sent("angebote", office, **{name: ["zauberei"]})) == [
        "Bitte wählen Sie aus den Angeboten, die hier stehen."
    ]


# --- for whom -----------------------------------------------------------------------------------------------------


def test_towns_of_the_catchment_are_served_at_once(office):
    save(sent("einzugsgebiet", office, catchment="Dortmund\r\nrund um den See"))
    assert set(ServedTown.objects.filter(office=office).values_list("ags", flat=True)) == {AHLEN, BECKUM, DORTMUND}


# --- Träger and persons ---------------------------------------------------------------------------------------


def test_a_known_provider_is_taken_a_new_one_made(office):
    known = Provider.objects.get(name="Caritas")
    changes = {"traeger-0-name": "CARITAS", "traeger-1-name": "Förderverein Alter e.V.", "traeger-1-role": "foerderer"}
    save(sent("traeger", office, **changes))
    rows = [(row.provider.name, row.provider.kind, row.role) for row in office.provisions.all()]
    assert rows == [("Caritas", known.kind, "traeger"), ("Förderverein Alter e.V.", "verein", "foerderer")]
    assert SearchWord.objects.filter(office=office, word="foerderverein").exists()


def test_of_two_providers_alike_the_very_one_stays(office):
    Provider.objects.create(name="CARITAS")
    save(sent("traeger", office))
    assert [row.provider.name for row in office.provisions.all()] == ["Stadt Ahlen", "Caritas"]


def test_a_provider_stands_there_once(office):
    form = sent("traeger", office, **{"traeger-2-name": "stadt ahlen"})
    assert errors(form) == [
        "Zeile 3: „stadt ahlen“ steht schon weiter oben. Bitte entfernen Sie eine der beiden Zeilen."
    ]


def test_consent_keeps_its_day_and_a_new_name_gets_a_new_one(office):
    new = {"function": "Fahrdienst", "person": "Karl", "consent": "on", "email": "k@example.org"}
    save(sent("ansprechpersonen", office, **{f"personen-1-{name}": value for name, value in new.items()}))
    assert list(Contact.objects.values_list("person", "consent_on")) == [
        ("Erika Muster", date(2026, 1, 1)),
        ("Karl", date(2026, 11, 24)),
    ]
    save(sent("ansprechpersonen", office, **{"personen-0-consent": None, "personen-1-DELETE": "on"}))
    assert list(Contact.objects.values_list("person", "consent_on")) == [("Erika Muster", None)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"function": "Leitung"}, "Bitte geben Sie eine Telefonnummer oder eine E-Mail-Adresse an."),
        ({"phone": "0228 61 40 74"}, "Bitte schreiben Sie, wofür die Nummer oder Person da ist."),
        (
            {"function": "Leitung", "phone": "0228 61 40 74", "consent": "on"},
            "Bitte schreiben Sie den Namen, oder nehmen Sie den Haken darunter weg.",
        ),
    ],
)
def test_a_person_needs_a_purpose_and_a_way_to_reach_her(office, changes, sentence):
    form = sent("ansprechpersonen", office, **{f"personen-1-{name}": value for name, value in changes.items()})
    assert errors(form) == [f"Zeile 2: {sentence}"]


# --- Standorte ----------------------------------------------------------------------------------------------------


def test_who_moves_takes_the_seat_along_and_leaves_the_old_point_on_the_map(office):
    main = office.places.first()
    save(sent("adresse", office, main, street="Markt 2", postcode="59269", ags="beckum"))
    main.refresh_from_db()
    assert (office.ags, main.ags, main.lat, main.lon) == (BECKUM, BECKUM, None, None)
    assert main.hours.count() == 5


def test_a_new_hint_leaves_the_point_on_the_map(office):
    main = office.places.first()
    save(sent("adresse", office, main, hint="Zweiter Stock"))
    main.refresh_from_db()
    assert (main.lat, main.hint) == (51.76, "Zweiter Stock")


@pytest.mark.parametrize(
    ("town", "sentence"),
    [
        ("", "Bitte nennen Sie die Stadt oder Gemeinde."),
        ("Halle (Saale)", "Dieser Ort liegt nicht in Nordrhein-Westfalen. "),
        ("52525", "Meinen Sie Heinsberg oder Waldfeucht? Bitte schreiben Sie den ganzen Namen."),
        ("Alte", "Meinen Sie Altena, Altenbeken oder Altenberge? Bitte schreiben Sie den ganzen Namen."),
    ],
)
def test_a_town_that_is_not_certain_is_asked_for(office, town, sentence):
    found = errors(sent("adresse", office, office.places.first(), ags=town))
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_every_town_comes_back_from_its_own_field():
    field = TownField()
    wrong = [town.name for town in gazetteer().municipalities if field.clean(field.prepare_value(town.ags)) != town.ags]
    assert wrong == []


def test_a_second_main_place_is_refused(office):
    outreach = office.places.last()
    assert errors(sent("adresse", office, outreach, role="haupt")) == [
        "Ihre Hauptstelle ist schon „Rathaus, Zimmer 12“. Bitte ändern Sie zuerst dort die Art des Standorts."
    ]


def test_a_new_place_is_made_after_the_others_and_described(office):
    form = sent("adresse", office, role="aussen", name="Bücherei", ags="Dortmund")
    assert form.is_valid(), form.errors
    changes = [tuple(change) for change in describe(office, "adresse", form.proposal())]
    assert changes == [
        ("Art", "", "Außensprechstunde"),
        ("Gebäude oder Raum", "", "Bücherei"),
        ("Stadt oder Gemeinde", "", "Dortmund"),
    ]
    form.save()
    assert [place.label for place in office.places.all()] == ["Rathaus, Zimmer 12", "Bürgerhaus", "Bücherei"]
    assert ServedTown.objects.filter(office=office, ags=DORTMUND).exists()


def test_a_place_goes_with_its_times_but_not_the_last_one(office):
    main, outreach = office.places.all()
    assert [is_removable(place) for place in (main, outreach)] == [False, True]
    with pytest.raises(ValueError, match="stays"):
        remove_place(office, main.pk)
    remove_place(office, outreach.pk)
    assert list(office.places.all()) == [main]
    assert not SearchWord.objects.filter(office=office, word="buergerhaus").exists()


def test_a_proposal_for_a_place_that_is_gone_is_told_and_not_written(office):
    outreach = office.places.last()
    proposal = valid(sent("adresse", office, outreach, name="Neu")).proposal()
    pk = outreach.pk
    remove_place(office, pk)
    assert describe(office, "adresse", proposal, pk)
    with pytest.raises(Place.DoesNotExist):
        apply(office, "adresse", proposal, pk)


def test_a_place_of_another_office_is_out_of_reach(office):
    with pytest.raises(Place.DoesNotExist):
        apply(make_office(), "zeiten", {}, office.places.first().pk)


# --- accessibility ------------------------------------------------------------------------------------------------


def test_a_changed_answer_is_a_check_of_today(office):
    main = office.places.first()
    save(sent("barrierefreiheit", office, main, lift="ja", step_free="nein"))
    main.refresh_from_db()
    assert (main.lift, main.step_free, main.automatic_door) == (True, False, None)
    assert main.access_checked_on == date(2026, 11, 24)


def test_the_tick_alone_is_a_check_of_today(office):
    main = office.places.first()
    form = save(sent("barrierefreiheit", office, main, rechecked="on"))
    main.refresh_from_db()
    assert (main.access_checked_on, form.place) == (date(2026, 11, 24), main)


def test_where_nothing_is_known_nothing_was_checked(office):
    main = office.places.first()
    save(sent("barrierefreiheit", office, main, **{feature.name: "" for feature in ACCESS_FEATURES}))
    main.refresh_from_db()
    assert main.access_checked_on is None


# --- completeness -------------------------------------------------------------------------------------------------


def test_an_empty_profile_misses_the_telephone_first():
    office = make_office()
    assert [gap.section for gap in missing(office)] == [
        *("kontakt", "zeiten", "angebote", "adresse", "ueber-uns", "barrierefreiheit", "kontakt", "ueber-uns")
    ]
    assert percent(office) == 4


def test_a_complete_profile_misses_nothing(office):
    remove_place(office, office.places.last().pk)
    assert (missing(office), percent(office)) == ([], 100)


def test_a_name_without_consent_is_a_gap(office):
    Contact.objects.update(consent_on=None)
    gap = next(gap for gap in missing(office) if gap.section == "ansprechpersonen")
    assert gap.sentence.endswith("Einverständnis fehlt: Erika Muster.")


def test_a_gap_names_its_place_where_there_are_several(office):
    gaps = [(gap.sentence, gap.place_pk) for gap in missing(office)]
    outreach = office.places.last()
    assert ("Es fehlt noch Ihre Adresse (Bürgerhaus).", outreach.pk) in gaps


@pytest.mark.parametrize("count", [1, 3])
def test_completeness_asks_the_same_for_any_number_of_places(count):
    office = make_office()
    for number in range(count):
        place = Place.objects.create(office=office, role=Place.Role.OUTREACH, ags=AHLEN, position=number + 1)
        make_hours(place, number, "9:00", "12:00")
        Contact.objects.create(office=office, function="x", phone="+49228614074")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        missing(office)
    assert len(asked) == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_hours_page_asks_the_same_for_any_number_of_rows(count):
    office = make_office()
    place = office.places.get()
    for number in range(count):
        make_hours(place, number, "9:00", "12:00")
    with CaptureQueriesContext(connection) as asked:
        page_of(opened("zeiten", office, place))
    assert len(asked) == 2
