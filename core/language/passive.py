"""Finds the German passive ("wird verschoben", "kann abgeholt werden"). Prefers to overlook one to a false alarm."""

import re
from typing import Final

_AUXILIARIES: Final = {"werde", "wirst", "wird", "werden", "werdet", "wurde", "wurdest", "wurden", "wurdet", "worden"}
_AT_END: Final = {"werden", "worden", "wird", "wurde", "wurden"}
_CLAUSE = re.compile(r"[,;:()–!?.]\s+|[,;:()–!?.]$|\s[–-]\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXES = (
    "ab an auf aus bei bekannt bereit da dar durch ein einher empor entgegen fertig fest fort frei gegenüber heim her "
    "herab heran heraus herein hervor hin hinaus hinein hinzu hoch klar los mit nach nieder sicher statt teil um unter "
    "veranstaltungs voran voraus vor vorbei vorüber weg weiter wieder zu zurück zusammen über"
).replace(" ", "|")
_WITH_GE = re.compile(rf"(?:{_PREFIXES})?(ge[a-zäöüß]{{2,}}(?:t|en))")
_WITHOUT_GE = re.compile(rf"(?:{_PREFIXES})?(?:be|ver|er|ent|zer|miss|emp|über|unter|wider)[a-zäöüß]{{2,}}t")
_FOREIGN = re.compile(r"[a-zäöüß]+iert")
# Strong verbs whose participle has no "ge-"; left out where it is the infinitive, too (erhalten, vergeben, vergessen).
_STRONG: Final = set(
    """beschlossen besprochen beschrieben begonnen begriffen bewiesen bewogen bezogen entschieden entnommen entworfen
    entzogen empfohlen erhoben ernannt erworben erzogen erwiesen genannt unterbrochen unternommen unterschrieben
    unterstrichen verboten verbunden verglichen verliehen verschoben verschrieben versprochen verstanden vertrieben
    verwiesen verzogen vorgenommen übernommen überwiesen überwunden übertroffen abgebrochen anerkannt bekanntgegeben
    verloren unterzogen zerrissen widersprochen getan vertan abgetan""".split()
)
# Infinitives and adjectives that look like participles, and "geboren", which nobody could write in another way.
_NO_PARTICIPLES: Final = set(
    """gehen geben gehören gelten gewinnen genießen gelingen geschehen gefallen gestalten gewähren gebrauchen gedenken
    genügen gelangen gewöhnen genehmigen gefährden gebären gestatten geleiten gestehen gewährleisten geraten gegen
    genesen gefrieren gerinnen gereichen gebieten gebühren gehorchen geboren gut gesamt gerecht geschickt geeignet
    bereit berühmt bekannt beliebt bewusst verwandt verrückt verliebt ernst erst echt best bestimmt insgesamt gesund
    beständig begeistert befreundet berechtigt verschieden erfahren entfernt verlegen gespannt gewohnt geneigt
    erkältet erneut""".split()
)


def passive_of(sentence: str) -> str:
    """The words that form the passive ("wird verschoben"), or ""."""
    for clause in _CLAUSE.split(sentence):
        found = _in_clause(_WORD.findall(clause))
        if found:
            return found
    return ""


def _in_clause(words: list[str]) -> str:
    lowered = [word.lower() for word in words]
    auxiliaries = [index for index, word in enumerate(lowered) if word in _AUXILIARIES]
    for index, word in enumerate(words):
        if not auxiliaries or not _is_participle(word):
            continue
        following = lowered[index + 1] if index + 1 < len(words) else ""
        if following in _AT_END:
            return f"{word} {following}"
        is_last = following in {"", "und", "oder", "sowie"}
        before = [auxiliary for auxiliary in auxiliaries if auxiliary < index and lowered[auxiliary] != "worden"]
        if is_last and before:
            return f"{words[before[-1]]} … {word}" if index > before[-1] + 1 else f"{words[before[-1]]} {word}"
    return ""


def _is_participle(word: str) -> bool:
    """Written small and shaped like one."""
    if not word.islower() or word in _NO_PARTICIPLES:
        return False
    with_ge = _WITH_GE.fullmatch(word)
    if with_ge:
        return with_ge[1] not in _NO_PARTICIPLES
    return word in _STRONG or bool(_WITHOUT_GE.fullmatch(word) or _FOREIGN.fullmatch(word))
