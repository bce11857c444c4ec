"""Words that a translator must leave alone: names, and terms of the glossary with their English.

They are taken out of a question and replaced by words that no language has, so that the translator
moves them about as it does any noun it does not know; afterwards their English is put in their place.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from assistant.unknown import english_for
from corpus.errors import AmbiguousCity, UnknownCity
from corpus.gazetteer import fold, resolve
from corpus.glossary import WORD, Phrase, phrases

MAX_NAMES = 8
"""So many names of a question are looked up in the gazetteer, for their English; the rest stay as they are."""

_UNKNOWN = re.compile(r"\*+([^\W\d_]+)")
_MASK = re.compile(r"(?i)xq([a-j]{3})x")
_MOVED_CAPITAL = re.compile(r"^\W*\w+ [A-Z](?=[a-z])|(?i:xq[a-j]{3}x) [A-Z](?=[a-z])")

_NAME = re.compile(
    r"\b[A-Z][A-Z0-9]+\b"
    r"|\b[A-ZÀ-Ý][\w’'-]*(?:(?: d[eao]s?| del| la| las| los| el| du| es)* [A-ZÀ-Ý][\w’'-]*)*"
)

_ARTICLES = {
    "es": re.compile(r"(?i)(?<!\w)(?:el|la|los|las)\s+$"),
    "pt": re.compile(r"(?i)(?<!\w)(?:o|a|os|as)\s+$"),
    "fr": re.compile(r"(?i)(?<!\w)(?:(?:le|la|les)\s+|l['’]\s*)$"),
}

_BEFORE = {
    "es": {"del": "de", "al": "a"},
    "pt": dict.fromkeys(("do", "da", "dos", "das"), "de")
    | dict.fromkeys(("no", "na", "nos", "nas"), "em")
    | dict.fromkeys(("ao", "aos", "à", "às"), "a")
    | dict.fromkeys(("pelo", "pela", "pelos", "pelas"), "por"),
    "fr": {"du": "de", "des": "de", "au": "à", "aux": "à"},
}
"""Prepositions that are grown together with an article, and what they are without it."""

_FRENCH = (
    (re.compile(r"(?i)\bd['’]$"), "de "),
    (re.compile(r"(?i)^de $"), ""),
    (re.compile(r"(?i)\bpas de $"), "pas "),
    (re.compile(r"(?i)\b(avec|pour|par|sans|dans|sur|sous|contre|entre|chez) de $"), r"\1 "),
)

_TO_PLACE = re.compile(r"(?i)(?<!\w)à $")


class Masked(NamedTuple):
    """A text with words taken out, and what each means in English, in order."""

    text: str
    meanings: tuple[str, ...]


def masked(text: str, language: str, known: Mapping[str, str] = MappingProxyType({})) -> Masked:
    """A question ("es", "pt" or "fr") without names and terms; articles before them go as well.

    Args:
        known: more words to take out, with their English.
    """
    out, at = "", 0
    single = (Phrase(*w.span(), known[w[0]]) for w in WORD.finditer(text) if w[0] in known)
    found = _apart([*phrases(text, language), *_who(text, language), *single, *_names(text)])
    for number, (start, end, english) in enumerate(found):
        before = _without_article(text[at:start], language)
        if language == "fr" and english[0].isupper():
            before = _TO_PLACE.sub("en ", before)
        out += before + _mask(number)
        at = end
    return Masked(out + text[at:], tuple(phrase.english for phrase in found))


def unmasked(translated: str, meanings: tuple[str, ...], language: str) -> str:
    """English with the meanings in their places; words marked `*` are looked up, then lose mark and accents."""

    def meant(mask: re.Match[str]) -> str:
        number = int("".join(str("abcdefghij".index(letter)) for letter in mask[1].lower()))
        return meanings[number] if number < len(meanings) else mask[0]

    def known(unknown: re.Match[str]) -> str:
        word = unknown[1]
        # without accents the question's spelling can still be held against the passages' own words
        as_it_is = fold(word) if word.islower() else word
        return english_for(word, "es") or english_for(word, language) or as_it_is

    # the capital letter of the first word moves to the second where the first is a mask, or not known
    calm = _MOVED_CAPITAL.sub(lambda capital: capital[0].lower(), translated)
    return _MASK.sub(meant, _UNKNOWN.sub(known, calm)).replace("*", "")


def _mask(number: int) -> str:
    return "xq" + "".join("abcdefghij"[int(digit)] for digit in f"{number:03}") + "x"


def _apart(found: list[Phrase]) -> list[Phrase]:
    """From left to right, without those that begin inside another; terms come before names."""
    kept: list[Phrase] = []
    for phrase in found:
        if all(phrase.end <= other.start or other.end <= phrase.start for other in kept):
            kept.append(phrase)
    return sorted(kept)


def _names(text: str) -> Iterator[Phrase]:
    """Capitalised words inside a sentence, or several at its beginning that are a city's name."""
    if text.isupper():
        return
    for number, match in enumerate(_NAME.finditer(text)):
        begins = not re.search(r"[^\s¿¡«\"(]", re.split(r"[.!?:;]", text[: match.start()])[-1])
        city = _city(match[0]) if number < MAX_NAMES else None
        if not begins or (city and " " in match[0]) or _is_acronym(match[0]):
            yield Phrase(match.start(), match.end(), city or match[0])


def _who(text: str, language: str) -> Iterator[Phrase]:
    """A question's first "qui", which the translator takes for "what"."""
    if language == "fr" and (first := re.match(r"(?i)qui\b(?!\s+est-ce)", text)):
        yield Phrase(*first.span(), "who")


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _city(name: str) -> str | None:
    if len(name) < 3 or name.isupper():
        return None
    try:
        return resolve(name).name
    except AmbiguousCity:
        return name
    except UnknownCity:
        return None


def _without_article(before: str, language: str) -> str:
    before = _ARTICLES[language].sub("", before)
    if last := re.search(r"(?<!\w)(\w+)\s+$", before):
        single = _BEFORE[language].get(last[1].lower())
        before = before[: last.start()] + f"{single} " if single else before
    if language == "fr":
        for pattern, instead in _FRENCH:
            before = pattern.sub(instead, before)
    return before
