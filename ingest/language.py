"""The language of a question, told from its words; English when unsure, as a needless translation hurts.

A word that is in a language's list speaks for that language; a word that is in none speaks by its
letters and ending. Words with a capital letter inside a question are names and hardly count, nor do
small words beside them: `favela upgrading in Rio de Janeiro` is English. docs/languages.md has figures.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from corpus.gazetteer import fold
from corpus.glossary import WORD, singular
from corpus.language_words import city_words, english, words

AHEAD = 0.4
"""By how much another language must be ahead of English, in words."""

NAME, SMALL = 0.2, 0.7
"""What a word with a capital letter counts, and a small word."""

OF_NAMES, SMALL_BY_NAME = 0.1, 0.15
"""What a word counts that is mostly in names, and a small word beside one, or of a single letter."""

ACCENTS_OF_KNOWN = 0.2
"""What letters of a word count that is in a list: they part `residuos` from `resíduos`."""

FOLDED = 0.9
"""What a word counts that is in a list with other accents, or in the singular."""

_SCRIPTS = [(code, re.compile(letters)) for code, letters in {
    "ru": "[\u0400-\u04ff]", "el": "[\u0370-\u03ff]", "he": "[\u0590-\u05ff]",
    "ar": "[\u0600-\u06ff]", "hi": "[\u0900-\u097f]", "bn": "[\u0980-\u09ff]",
    "th": "[\u0e00-\u0e7f]", "ko": "[\uac00-\ud7a3]", "am": "[\u1200-\u137f]",
    "ja": "[\u3040-\u30ff]", "zh": "[\u4e00-\u9fff]",
}.items()]  # fmt: skip
"""Writing that gives a language away; the commonest language of a script stands for all."""

_LETTERS = [(code, re.compile(letters), vote) for code, letters, vote in (
    ("es", "ñ", 0.8), ("es", "[áíóú]", 0.5), ("pt", "[áíóú]", 0.5), ("es", "é", 0.3), ("pt", "é", 0.3),
    ("fr", "é", 0.5), ("pt", "[ãõ]", 0.9), ("pt", "[çâêô]", 0.5), ("fr", "[çâêô]", 0.5),
    ("fr", "[èùœîûëïà]", 0.7), ("de", "[äöüß]", 0.6), ("tr", "[ğşı]", 1.0), ("pl", "[ąęłśźż]", 1.0),
    ("vi", "[ăđơưạảấầẩẫậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", 1.0),
)]  # fmt: skip

_ENDINGS = [(code, re.compile(ending), vote) for code, ending, vote in (
    ("es", "(ci[oó]n|ciones|siones|mientos?|dad(es)?|anzas?)$", 0.7),
    ("pt", "([cç][aã]o|[cç][oõ]es|dades?|agem|agens|mentos?|eir[oa]s?|inh[oa]s?|veis|vel)$", 0.7),
    ("pt", "lh|nh|ss[ao]", 0.4), ("es", "[ao]s?$", 0.4), ("pt", "[ao]s?$", 0.4),
    ("es", "(?<!q)ue|ie|ll|j", 0.1),
    ("fr", "(aux|eux|euses?|eurs?|iques?|elles?|ettes?|aires?|oirs?|oires?|ées?|ois|ais|ismes?)$", 0.6),
    ("fr", "(ités?|eries?|ières?)$", 0.6), ("fr", "(ages?|ments?|tions?|[ae]nces?|ifs?|ives?|tes)$", 0.3),
    ("de", "(ung|ungen|keit|heit|schaft|lich|stra[sß]s?e)$", 0.7),
)]  # fmt: skip

_ENGLISH = re.compile(
    "(ings?|ed|ness|ship|ghts?|ty|ly|ism|ists?|ers|ous|ful|less|ments?|[ts]?ions?|ics?|ves?)$"
    "|w|k|sh|th|ee|oo|ck|gh|y$"
)

_ACRONYM = re.compile(r"^[A-Z]\w*[A-Z]\w*$")
"""BRT, SuDS: the same in every language. Not where a whole question is in capitals."""

_OF_NAMES = {
    "rio", "janeiro", "villa", "dar", "buenos", "aires", "porto", "belo", "puerto", "costa", "san",
    "santa", "sao", "fort", "beira", "cuenca", "este", "paso", "paz",
    "metrocable", "transmilenio", "transantiago",
}  # fmt: skip

_SMALL = {
    "de", "la", "el", "los", "las", "lo", "do", "da", "dos", "das", "del", "le", "les", "du", "des",
    "di", "sur", "al", "e", "y", "et", "o", "os", "en", "em", "na", "no", "nos", "ao", "um", "un",
    "una", "con", "com", "par", "por", "se", "me", "ni", "si", "so", "a", "as", "an", "au", "van",
    "den", "der", "die", "ou", "es", "est", "son", "sa",
}  # fmt: skip


def language_of(text: str) -> str:
    """The language that a question is written in (ISO 639-1); "en" when unsure."""
    letters = sum(map(str.isalpha, text))
    for code, script in _SCRIPTS:
        if 2 * len(script.findall(text)) > letters:
            return code
    votes = defaultdict(float, en=0.0, es=float("¿" in text))
    written = WORD.findall(text)
    if not (text.isupper() and len(written) > 2):
        written = [word for word in written if not _ACRONYM.search(word)]
    for word, weight in _weighted(written):
        for code, vote in _evidence(word.lower()):
            votes[code] += vote * weight
    ahead = max(votes, key=lambda code: votes[code])
    return ahead if votes[ahead] >= votes["en"] + AHEAD else "en"


def _weighted(written: list[str]) -> Iterator[tuple[str, float]]:
    """The words, each with how much it counts."""
    capital = [word[0].isupper() for word in written]
    # a capital letter at the beginning is no sign of a name, unless the next word has one as well
    name = [big and (at > 0 or any(capital[1:2])) for at, big in enumerate(capital)]
    for at, word in enumerate(written):
        beside = range(max(at - 1, 0), min(at + 2, len(written)))
        by_name = any(name[i] or _of_names(written[i]) for i in beside)
        weight = NAME if name[at] else 1.0
        if _of_names(word):
            weight = OF_NAMES
        elif fold(word) in _SMALL:
            weight *= SMALL_BY_NAME if by_name or len(word) == 1 else SMALL
        yield word, weight


def _of_names(word: str) -> bool:
    folded = fold(word)
    return folded in _OF_NAMES or (folded in city_words() and folded not in english())


def _evidence(word: str) -> Iterator[tuple[str, float]]:
    """Languages that a word in lower case speaks for, each with its vote."""
    folded = fold(word)
    is_english = folded in english()
    known = dict(_listed(word, folded, is_english))
    yield from known.items()
    if is_english:
        yield "en", 1.0
    told = bool(known) or is_english
    for code, letters, vote in _LETTERS:
        if letters.search(word):
            yield code, ACCENTS_OF_KNOWN if told else vote
    if not told and len(folded) > 3:
        yield from ((code, vote) for code, ending, vote in _ENDINGS if ending.search(word))
        if word.isascii() and _ENGLISH.search(word):
            yield "en", 0.6


def _listed(word: str, folded: str, is_english: bool) -> Iterator[tuple[str, float]]:
    for code, listed in words().items():
        if folded in listed:
            yield code, 1.0 if listed[folded] == word else FOLDED
        elif code in {"es", "pt", "fr"} and not is_english and singular(folded, code) in listed:
            yield code, FOLDED
