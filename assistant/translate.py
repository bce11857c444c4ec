"""Questions in other languages put into English, by Apertium and the project's own glossary.

The translation serves to search, and is shown so that it can be corrected. See docs/languages.md.
"""

import re
from typing import NamedTuple

from assistant.apertium import modes, through, unknown
from assistant.masking import Masked, masked, unmasked
from assistant.phrasing import plainer
from assistant.slips import meant, nearest
from assistant.unknown import english_for
from corpus.glossary import without_terms

STEPS = {
    "es": ("spa-eng",),
    "fr": ("fr-es", "spa-eng"),
    "pt": ("pt-es", "spa-eng"),
}
"""Apertium's modes, one after the other, by language."""

MAX_TEXT = 2000
"""Longest text that is translated, in characters."""

MAX_STRANGE = 40
"""So many words that the translator does not know are looked up, or mended."""

_POLISH = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" (?=[?!.,;:])"), ""),
    (re.compile(r"(?i)\b(how|what|why|where) (we|they|you|I) (can|could|must|should)\b"), r"\1 \3 \2"),
    (re.compile(r"(?i)\b(our|your|their)s (?=[a-z])"), r"\1 "),
    (re.compile(r"\b(for|to) to\b"), "to"),
    (re.compile(r"\b(we|can|could|should|must) to (?=[a-z])"), r"\1 "),
    (re.compile(r"\b([Aa]) (?=[aeio])"), r"\1n "),
)  # fmt: skip

_HOW_TO = re.compile(r"(?i)\b(?:c[oó]mo|qu[eé]) [a-zñ]{2,}r(?:l[aeo]s?|se)?\b")
_HOW = re.compile(
    r"\b([Hh]ow|[Ww]hat) (?=[a-z]+\b)"
    r"(?!to |can |do we |does |did |is |are |much |many |we |they |it |[a-z]+ed )"
)


_SAID = {
    "es": ("Spanish", "El modelo lee inglés: haga la pregunta en inglés."),
    "fr": ("French", "Le modèle lit l'anglais : posez la question en anglais."),
    "pt": ("Portuguese", "O modelo lê inglês: faça a pergunta em inglês."),
    "ar": ("Arabic", "النموذج يقرأ الإنجليزية: اطرح السؤال بالإنجليزية."),
    "de": ("German", "Das Modell liest Englisch: Bitte fragen Sie auf Englisch."),
    "id": ("Indonesian", "Model ini membaca bahasa Inggris: tanyakan dalam bahasa Inggris."),
    "it": ("Italian", "Il modello legge l'inglese: fate la domanda in inglese."),
    "nl": ("Dutch", "Het model leest Engels: stel de vraag in het Engels."),
    "sw": ("Swahili", "Modeli hii husoma Kiingereza: uliza swali kwa Kiingereza."),
}
"""English names of languages, and the same notice in each."""


class Translation(NamedTuple):
    """A question as it was asked, in which language (ISO 639-1), and in English."""

    language: str
    original: str
    english: str


def can_translate(language: str) -> bool:
    """True where a question in that language (ISO 639-1) can be put into English on this machine."""
    return language in STEPS and modes().issuperset(STEPS[language])


def translate(text: str, language: str) -> Translation | None:
    """A question in English; None where that is not possible here, or fails, or takes too long."""
    plain = " ".join(text.replace("*", " ").split())
    if not plain or len(text) > MAX_TEXT or not can_translate(language):
        return None
    plain = plainer(plain.lower() if plain.isupper() else plain, language)
    put = _masked(plain, language)
    texts = through(STEPS[language], put.text)
    if texts is None:
        return None
    english = unmasked(texts[-1], put.meanings, language)
    spanish = [put.text, *texts][len(STEPS[language]) - 1]
    return Translation(
        language, text, _polished(english, asks_how_to=bool(_HOW_TO.search(spanish)))
    )


def _masked(plain: str, language: str) -> Masked:
    """A question without its names and terms, nor words that only a dictionary knows; slips are mended."""
    mode = STEPS[language][0]
    strange = unknown(without_terms(plain, language), mode) or []
    strange = [word for word in strange if word.islower()][:MAX_STRANGE]
    right = meant(strange, language, mode)
    known = {}
    for word in strange:
        if word not in right and (english := english_for(word, language)):
            known[word] = english
        elif instead := right.get(word) or nearest(word, language):
            plain = re.sub(rf"(?<!\w){word}(?!\w)", instead, plain)
    return masked(plain, language, known)


def _polished(english: str, *, asks_how_to: bool) -> str:
    for pattern, instead in _POLISH:
        english = pattern.sub(instead, english)
    if asks_how_to:
        english = _HOW.sub(r"\1 to ", english)
    english = english.strip()
    return english[:1].upper() + english[1:]


def notice(language: str) -> str:
    """What to tell somebody whose question (ISO 639-1) cannot be put into English here, in both languages."""
    name, said = _SAID.get(language, ("this language", ""))
    if language in STEPS:
        sentence = (
            f"This model reads English, and no translator for {name} is installed here. "
            "Ask in English, or install Apertium (docs/languages.md)."
        )
    else:
        sentence = (
            f"This model reads English, and {name} cannot be translated here. Ask in English."
        )
    return f"{sentence} {said}".strip()
