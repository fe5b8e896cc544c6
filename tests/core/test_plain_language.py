import sys
import threading
from subprocess import run
from time import thread_time

import pytest

from core.language.abbreviations import unexplained
from core.language.passive import passive_of
from core.language.plain_language import advise
from core.language.sentences import sentences_of, words_of

EASY = [
    "Am Dienstag gibt es Kaffee und Kuchen. Kommen Sie einfach vorbei. Sie müssen sich nicht anmelden. Wir freuen"
    " uns auf Sie. Der Raum ist im ersten Stock. Es gibt einen Aufzug. Bringen Sie gern Ihre Freunde mit.",
    "Haben Sie Fragen zu Ihrem Handy? Wir helfen Ihnen gern. Jeden Montag sind wir für Sie da. Frau Krüger zeigt "
    "Ihnen alles in Ruhe. Sie können Ihr eigenes Gerät mitbringen. Wir haben auch Geräte zum Üben. Das kostet "
    "nichts.",
    "Der Chor sucht neue Stimmen. Wir singen alte und neue Lieder. Noten lesen müssen Sie nicht können. Wir "
    "treffen uns am Abend in der Schule. Danach sitzen wir noch zusammen. Herr Wolf leitet den Chor seit zehn "
    "Jahren.",
]
MEDIUM = [
    "Das Seniorenbüro lädt am 24. November zu einem Vortrag über Vorsorge ein. Eine Anwältin erklärt, worauf es "
    "bei der Vollmacht ankommt und welche Formulare Sie brauchen. Nach dem Vortrag ist Zeit für Ihre Fragen. Die "
    "Teilnahme ist kostenlos, eine Anmeldung ist aber nötig. Sie erreichen uns montags bis donnerstags am "
    "Telefon.",
    "Viele ältere Menschen möchten so lange wie möglich in der eigenen Wohnung leben. Unsere Wohnberatung kommt "
    "zu Ihnen nach Hause und zeigt, welche kleinen Umbauten den Alltag erleichtern. Auch über Zuschüsse der "
    "Pflegekasse informieren wir Sie. Die Beratung ist neutral und kostet nichts.",
]
HARD = [
    "Die Bundesarbeitsgemeinschaft begrüßt die Verabschiedung der Rahmenvereinbarung zur nachhaltigen "
    "Sicherstellung der Engagementförderung in den Kommunen. Durch die Implementierung quartiersbezogener "
    "Unterstützungsstrukturen wird die gesellschaftliche Teilhabe älterer Menschen gestärkt.",
    "Die Inanspruchnahme von Leistungen zur Verbesserung des individuellen Wohnumfeldes setzt die vorherige "
    "Antragstellung bei der zuständigen Pflegeversicherung voraus, wobei die Bewilligung von der Feststellung "
    "eines anerkannten Pflegegrades abhängig ist.",
    "Im Rahmen der wissenschaftlichen Begleitforschung wurden Gelingensbedingungen für die Verstetigung "
    "ehrenamtlicher Besuchsdienste identifiziert. Die Evaluationsergebnisse verdeutlichen die Notwendigkeit einer"
    " kontinuierlichen Qualifizierung sowie einer professionellen Koordination freiwilligen Engagements.",
]


def remarks(text, kind):
    return [remark for remark in advise(text).remarks if remark.kind == kind]


def quotes(text, kind):
    return [remark.quote for remark in remarks(text, kind)]


# Sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Kommen Sie! Wir warten. Ja?", ["Kommen Sie!", "Wir warten.", "Ja?"]),
        ("Das Fest ist am 24. November um 15.30 Uhr. Es gibt Kuchen.", 2),
        ("Wir treffen uns am 3. Donnerstag im Monat. Der 2. Vorsitzende kommt.", 2),
        ("Es kamen 24. Danach war Schluss.", 2),
        ("Das war 2026. Jetzt ist es anders.", 2),
        ("Frau Dr. Müller und Hr. Prof. Wolf kommen.", 1),
        ("Rufen Sie an: Tel. 0228 61 40 74. Wir helfen.", 2),
        ("Bringen Sie z. B. Kuchen mit, d. h. Selbstgebackenes.", 1),
        ("Das Büro liegt in der Kölner Str. 5 in Ahlen.", 1),
        ("Es gibt Kaffee, Tee usw. Kommen Sie vorbei!", 2),
        ("Es gibt Kaffee, Tee usw. für alle.", 1),
        ("Mehr steht auf www.beispiel.de/a.b. Schreiben Sie an info@beispiel.de. Danke!", 3),
        ("Sie fragte: „Wann beginnt es?“ Niemand wusste es.", 2),
        ("Geöffnet Mo. Bis Fr. 10 Uhr", 1),
        ("Und so war es so. Kommen Sie!", 2),
        ("Das kostet 3.50 Euro (ca. Angabe). Gut.", 2),
        ("Wir warten ... Und warten.", 2),
        ("Überschrift\n\nEin Satz.", ["Überschrift", "Ein Satz."]),
        ("Ein Satz über\nzwei Zeilen.", ["Ein Satz über zwei Zeilen."]),
        ("- Kaffee\n- tee\n2. Kuchen", ["Kaffee", "tee", "Kuchen"]),
        ("…\n***\n", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_pauses(text, sentences):
    found = sentences_of(text)
    assert found == sentences if isinstance(sentences, list) else len(found) == sentences, found


def test_numbers_and_addresses_of_the_web_are_no_words():
    text = "Die Hör-Hilfe kostet 15 Euro, siehe https://www.beispiel.de/a-b oder info@beispiel.de"
    assert words_of(text) == ["Die", "Hör-Hilfe", "kostet", "Euro", "siehe", "oder"]


# Passive


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Der Kurs wird verschoben.", "wird verschoben"),
        ("Am Montag wird im Saal Kaffee angeboten.", "wird … angeboten"),
        ("Das Büro wurde im Jahr 2001 gegründet.", "wurde … gegründet"),
        ("Die Karten können am Eingang abgeholt werden.", "abgeholt werden"),
        ("Das Haus ist umgebaut worden.", "umgebaut worden"),
        ("Es wird gebeten, pünktlich zu sein.", "wird gebeten"),
        ("Wir hoffen, dass der Vertrag unterschrieben wird.", "unterschrieben wird"),
        ("Kaffee und Kuchen werden gereicht und verkauft.", "werden gereicht"),
        ("Das Fest wird von Frau Wolf organisiert.", "wird … organisiert"),
        ("Die Anmeldungen wurden geprüft, bearbeitet und abgelegt.", "wurden geprüft"),
        ("Der Kurs wird wieder aufgenommen.", "wird … aufgenommen"),
    ],
)
def test_the_passive_is_found(sentence, found):
    assert passive_of(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Frau Wolf wird krank.",
        "Herr Krüger wird morgen kommen.",
        "Der Chor wird am Sonntag singen.",
        "Das wird Ihnen gefallen.",
        "Wir werden die Stadt besuchen.",
        "Das Wetter wird gut.",
        "Er wird 80 Jahre alt.",
        "Sie wird bekannt und beliebt.",
        "Wir werden zum See gehen und Kaffee genießen.",
        "Das wird sie nicht vergessen.",
        "Sie werden Ihr Geld erhalten.",
        "Wer gern kocht, wird Freude haben.",
        "Was wird gespielt haben?",
        "Das Wetter wird bereits besser.",
        "Der Verein hat den Kurs verschoben.",
        "Das Haus ist gebaut.",
        "Werden Sie Pate!",
        "Ehrenamtliche werden gegen Mittag kommen.",
        "Das Treffen wird sehr gut besucht sein.",
        "Sie ist in Ahlen geboren.",
        "Das wird ein Gewinn für alle.",
    ],
)
def test_future_and_becoming_are_no_passive(sentence):
    assert passive_of(sentence) == ""


def test_the_passive_is_told_with_its_words():
    (remark,) = remarks("Der Kurs wird verschoben.", "passive")
    assert remark.quote == "Der Kurs wird verschoben."
    assert remark.sentence == "„wird verschoben“: Sagen Sie besser, wer etwas tut."


# Abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das Treffen der BaS ist offen.", ["BaS"]),
        ("Die LaS NRW lädt ein.", ["LaS"]),
        ("Gefördert vom MGFFI.", ["MGFFI"]),
        ("Bringen Sie z.B. Kuchen mit.", ["z.B."]),
        ("Bringen Sie z. B. Kuchen mit.", ["z. B."]),
        ("Wir haben u. a. Tee, Kaffee usw.", ["u. a.", "usw."]),
        ("Kinder bzw. Enkel melden sich ggf. an.", ["bzw.", "ggf."]),
        ("Die BaS tagt. Die BaS (Bundesarbeitsgemeinschaft Seniorenbüros) ist groß.", ["BaS"]),
        ("Der Vorsitzende (BaS) kommt.", ["BaS"]),
        ("Die BaS (gegründet 1995) tagt.", ["BaS"]),
    ],
)
def test_abbreviations_that_nobody_explains_are_found(text, found):
    assert [abbreviation.text for abbreviation in unexplained(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Die Bundesarbeitsgemeinschaft Seniorenbüros (BaS) tagt. Die BaS ist groß.",
        "Die BaS (Bundesarbeitsgemeinschaft Seniorenbüros) tagt. Die BaS ist groß.",
        "Die Landesarbeitsgemeinschaft der Seniorenbüros (kurz: LaS) tagt.",
        "Die Landesarbeitsgemeinschaft Seniorenbüros NRW (LaS NRW) tagt.",
        "Das Ministerium (in NRW) hilft.",
        "Das DRK und die AWO in NRW helfen am PC.",
        "HERZLICH WILLKOMMEN IN AHLEN",
        "NEU: Jetzt am Montag!",
        "Liebe SeniorInnen, liebe MitarbeiterInnen!",
        "Papst Johannes XXIII. und Wilhelm II. kommen.",
        "Frau Dr. Müller, Kölner Str. 5, Tel. 0228 61 40 74, Träger: Verein e. V.",
        "Schreiben Sie an BaS@beispiel.de oder lesen Sie www.BaS.de.",
        "Fragen Sie Max. Er hilft.",
    ],
)
def test_explained_and_common_ones_are_left_alone(text):
    assert [abbreviation.text for abbreviation in unexplained(text)] == []


def test_an_abbreviation_is_told_with_what_to_write():
    told = {remark.quote: remark.sentence for remark in advise("Die BaS hat z. B. Kuchen.").remarks}
    assert told == {
        "BaS": "Nicht alle kennen „BaS“. Schreiben Sie zuerst den vollen Namen, dahinter (BaS).",
        "z. B.": "Bitte schreiben Sie es aus, zum Beispiel: „zum Beispiel“.",
    }


# Time


@pytest.mark.parametrize(
    "text",
    [
        "Gestern war ein schöner Tag.",
        "Wir treffen uns morgen um zehn Uhr.",
        "Nächste Woche ist das Büro zu.",
        "Das Fest ist nächsten Sonntag.",
        "Wir haben letzten Monat gefeiert.",
        "Kommen Sie heute Abend!",
        "Übermorgen beginnt der Kurs.",
        "Am kommenden Dienstag ist Sprechstunde.",
    ],
)
def test_time_that_depends_on_the_day_of_reading_is_found(text):
    assert quotes(text, "relative-time") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Nächste Woche, am 24. November, ist das Büro zu.",
        "Wir treffen uns morgen, 24.11., im Saal.",
        "Guten Morgen! Wir öffnen am Morgen.",
        "Das ändert sich nicht von heute auf morgen.",
        "Auch heute noch singen wir.",
        "Montags und morgens ist geöffnet.",
        "Das nächste Haus ist unseres.",
        "Wir treffen uns jeden letzten Freitag.",
        "Wir treffen uns am letzten Freitag im Monat.",
    ],
)
def test_time_with_a_date_or_without_a_day_is_left_alone(text):
    assert quotes(text, "relative-time") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Das Fest ist am 24.11. im Saal.", "24. November"),
        ("Das Fest ist am 24.11.2026.", "24. November 2026"),
        ("Das Fest ist am 1.3.26 im Saal.", "1. März 2026"),
        ("Vom 05. 07. an.", "5. Juli"),
    ],
)
def test_dates_in_figures_are_written_out(text, written):
    (remark,) = remarks(text, "short-date")
    assert remark.sentence == f"Bitte schreiben Sie das Datum aus: {written}."


@pytest.mark.parametrize(
    "text",
    [
        "Das Fest ist am 24. November 2026.",
        "Von 9.30 bis 12.00 Uhr, um 10.12.",
        "Das kostet 12.50 Euro.",
        "Version 1.2.3 ist da.",
        "Rufen Sie an: 0228.61.40.74.",
        "Am 40.40. ist nichts, am 12.13. auch nicht.",
        "Die Adresse ist 192.168.1.12.",
    ],
)
def test_other_figures_are_no_dates(text):
    assert quotes(text, "short-date") == []


# Sentences and words that are too long


@pytest.mark.parametrize(
    ("count", "words"), [(20, ""), (21, "Zwei kürzere Sätze"), (25, "Zwei"), (26, "teilen Sie ihn")]
)
def test_long_sentences_are_told_in_two_steps(count, words):
    found = remarks(" ".join(["Kuchen"] * count) + ".", "long-sentence")
    assert len(found) == bool(words)
    assert all(f"hat {count} Wörter" in remark.sentence and words in remark.sentence for remark in found)


def test_piles_of_nouns_are_found():
    text = "Die Durchführung der Beratung dient der Förderung der Gesundheit."
    assert quotes(text, "noun-style") == ["Durchführung, Beratung, Förderung, Gesundheit"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Beratung und die Anmeldung sind kostenlos.",
        "Die Zeitung, die Wohnung, die Heizung und die Kleidung sind teuer.",
        "Der Sprung und der Schwung sind jung.",
    ],
)
def test_few_or_solid_nouns_are_no_pile(text):
    assert quotes(text, "noun-style") == []


def test_very_long_words_are_found_and_hyphens_help():
    text = "Die Seniorenbegegnungsstättenleitung kommt. Die Senioren-Begegnungsstätten-Leitung auch."
    assert quotes(text, "long-word") == ["Seniorenbegegnungsstättenleitung"]
    assert quotes("Die Bundesarbeitsgemeinschaft Seniorenbüros tagt.", "long-word") == []


# The whole


@pytest.mark.parametrize(
    ("texts", "grade"), [(EASY, "Leicht"), (MEDIUM, "Mittel"), (HARD, "Schwer")], ids=["easy", "medium", "hard"]
)
def test_the_grade_fits_texts_people_would_call_so(texts, grade):
    assert [advise(text).grade.partition(":")[0] for text in texts] == [grade] * len(texts)


def test_easy_texts_get_no_remarks():
    assert [advise(text).remarks for text in EASY + MEDIUM] == [()] * 5


def test_dots_of_abbreviations_do_not_make_a_text_look_easier():
    with_dots = (
        "Frau Dr. Müller berät am 24. November ältere Menschen zur Vorsorge, ggf. mit Angehörigen im Seniorenbüro."
    )
    assert advise(with_dots).sentences == 1
    assert advise(with_dots).index == advise(with_dots.replace(".", "").replace("24", "") + ".").index


@pytest.mark.parametrize("text", ["", "   \n", "…", "123", "Kommen Sie!"])
def test_a_text_of_a_few_words_is_not_judged(text):
    assert advise(text).grade == "Der Text ist zu kurz, um ihn einzuschätzen."
    assert advise(text).remarks == ()


def test_the_most_important_comes_first_and_no_kind_hides_the_others():
    long = " ".join(["Kuchen"] * 30)
    row = ". ".join(f"{name} {long}" for name in ("Anna", "Bert", "Cora", "Doris", "Emil", "Frida"))
    text = f"Der Kurs wird verschoben. {row}. Gestern kam die BaS."
    found = advise(text).remarks
    assert [remark.kind for remark in found] == [*["long-sentence"] * 4, "relative-time", "abbreviation", "passive"]


def test_there_are_never_more_than_twelve_remarks_and_quotes_are_short():
    names = " ".join(
        f"Die {a}{b}X kommt. Gestern war {a}. Am {n}.11. wird {a} gebaut."
        for n, (a, b) in enumerate(["AB", "CD"] * 9, 1)
    )
    long = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 30)
    found = advise(f"{names} {long}. z. B. usw. bzw. ggf.").remarks
    assert len(found) == 12
    assert max(len(remark.quote) for remark in found) == 120


def test_of_a_very_long_text_only_the_beginning_is_examined_and_that_is_said():
    text = EASY[0] + " " + "Wir freuen uns. " * 6000 + "Gestern kam die BaS."
    advice = advise(text)
    assert advice.remarks == ()
    assert advice.grade.endswith("Der Text ist sehr lang. Geprüft ist nur der Anfang.")


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "Aa",
        ".",
        "@",
        "1.1.",
        "wird gebaut ",
        "(BaS",
        "z. B. ",
        "„",
        " \n",
        "-",
        "Ab. ",
        "ge",
        "\n- a",
        "ung",
        "!?",
    ],
)
def test_odd_texts_cost_little(unit):
    advise("warm")
    start = thread_time()
    advise(unit * (100_000 // len(unit)))
    assert thread_time() - start < 3


def test_many_threads_get_the_same_answer():
    expected, found = [advise(text).index for text in EASY + HARD], []

    def work():
        found.append([advise(text).index for text in EASY + HARD])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_the_dictionary_of_syllables_waits_until_somebody_asks():
    code = "import sys, pyphen, core.language.plain_language; sys.exit(bool(pyphen.hdcache))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # 4 words, none of three syllables, one of more than six letters, two of one syllable
        ("Wir trinken heute Tee.", 0.1672 * 4 + 0.1297 * 25 - 0.0327 * 50 - 0.875),
        # "Abend" has two syllables; a hyphen counts for no letter
        ("Abend-Tee.", 0.1935 * 100 + 0.1672 * 1 + 0.1297 * 100 - 0.875),
        # sentences of one word count as well
        ("Gut. Gut. Oma.", 0.1672 * 1 - 0.0327 * 200 / 3 - 0.875),
    ],
)
def test_the_index_is_that_of_the_books(text, year):
    assert advise(text).index == round(year, 1)


def test_a_text_without_words_has_no_index():
    assert advise("12.11.").index == 0
