"""Forms of a word that may stand in a dictionary: singular, masculine, infinitive; and English words that look alike.

The rules are those of school grammars on folded words (lower case, no accents), and wider than true: a form
counts only where a dictionary has it.
"""

import re
from collections.abc import Iterator

from corpus.gazetteer import fold

SHORTEST = 3
"""Letters that stay of a word when its ending is taken off."""

Rules = tuple[tuple[str, tuple[str, ...]], ...]
"""Endings, each with what may stand for it."""

PARTICIPLE = re.compile("(.*é)(?:e|s|es)?")
"""French words in lower case that are likelier a verb's than a noun's form; the group is the masculine."""

_AR_ER_IR = ("ar", "er", "ir")

_NOUNS: dict[str, Rules] = {
    "es": (
        ("ces", ("z",)), ("es", ("", "e")), ("s", ("",)), ("as", ("o",)), ("a", ("o",)),
        ("oras", ("or",)), ("ora", ("or",)), ("mente", ("", "o")),
    ),
    "pt": (
        ("oes", ("ao",)), ("aes", ("ao",)), ("ais", ("al",)), ("eis", ("el",)), ("ois", ("ol",)),
        ("ns", ("m",)), ("es", ("", "e")), ("s", ("",)), ("as", ("o", "ao")), ("a", ("o",)),
        ("oras", ("or",)), ("ora", ("or",)), ("mente", ("", "o")),
    ),
    "fr": (
        ("eaux", ("eau",)), ("aux", ("al", "au")), ("x", ("",)), ("s", ("",)), ("es", ("",)), ("e", ("",)),
        ("euses", ("eur", "eux")), ("euse", ("eur", "eux")), ("trices", ("teur",)), ("trice", ("teur",)),
        ("ives", ("if",)), ("ive", ("if",)), ("eres", ("er",)), ("ere", ("er",)),
        ("ales", ("al",)), ("elles", ("el",)), ("elle", ("el",)), ("ennes", ("en",)), ("enne", ("en",)),
        ("ement", ("", "e")), ("ment", ("",)),
    ),
}  # fmt: skip

_VERBS: dict[str, Rules] = {
    "es": (
        *((ending, ("ar",)) for ending in ("ado", "ada", "ados", "adas", "ando", "aba", "aban", "aron", "o")),
        *((ending, ("er", "ir")) for ending in ("ido", "ida", "idos", "idas", "iendo", "ia", "ian")),
        *((ending, ("er", "ir")) for ending in ("ieron", "io")),
        *((ending, _AR_ER_IR) for ending in ("o", "a", "e", "as", "es", "an", "en", "amos", "emos", "imos")),
        *((ending, ("",)) for ending in ("se", "lo", "la", "los", "las", "le", "les", "an", "a", "ia", "ian")),
    ),
    "pt": (
        *((ending, ("ar",)) for ending in ("ado", "ada", "ados", "adas", "ando", "ava", "avam", "aram", "ou")),
        *((ending, ("er", "ir")) for ending in ("ido", "ida", "idos", "idas", "ia", "iam", "iu", "iram")),
        ("endo", ("er",)), ("indo", ("ir",)), ("eu", ("er",)), ("eram", ("er",)),
        *((ending, _AR_ER_IR) for ending in ("o", "a", "e", "as", "es", "am", "em", "amos", "emos", "imos")),
        *((ending, ("",)) for ending in ("se", "lo", "la", "los", "las", "em", "ao", "a", "ia", "iam")),
    ),
    "fr": (
        *((ending, ("er",)) for ending in ("e", "ee", "es", "ees", "ent", "ant", "ait", "aient", "ez", "ons")),
        *((ending, ("er", "re", "ir")) for ending in ("era", "eront", "erait", "eraient")),
        *((ending, ("ir",)) for ending in ("i", "ie", "is", "ies", "it", "issent", "issant", "issait")),
        *((ending, ("re", "oir", "ir")) for ending in ("u", "ue", "us", "ues", "ent", "ait", "aient", "ant")),
    ),
}  # fmt: skip

_IBERIAN: Rules = (
    ("encias", ("ence", "ency")), ("encia", ("ence", "ency")), ("ancia", ("ance", "ancy")),
    ("idades", ("ity",)), ("idade", ("ity",)), ("idad", ("ity",)),
    ("ismo", ("ism",)), ("istas", ("ist",)), ("ista", ("ist",)), ("logia", ("logy",)),
    ("ias", ("y",)), ("ia", ("y",)), ("icos", ("ic", "ical")), ("icas", ("ic", "ical")),
    ("ico", ("ic", "ical")), ("ica", ("ic", "ical", "ics")), ("ivos", ("ive",)), ("ivas", ("ive",)),
    ("ivo", ("ive",)), ("iva", ("ive",)), ("osos", ("ous",)), ("osas", ("ous",)), ("oso", ("ous",)),
    ("osa", ("ous",)), ("izar", ("ise",)), ("ario", ("ary",)), ("aria", ("ary",)), ("ores", ("or", "er")),
    *((ending, ("ised", "ise")) for ending in ("izado", "izada", "izados", "izadas")),
    *((ending, ("ate", "ated", "ed")) for ending in ("ado", "ada", "ados", "adas")),
    ("ar", ("ate", "e", "")), ("os", ("", "e")), ("as", ("", "e")), ("es", ("", "e")), ("o", ("", "e")),
    ("a", ("", "e")), ("s", ("",)), ("", ("",)),
)  # fmt: skip

_ALIKE: dict[str, Rules] = {
    "es": (
        ("izacion", ("isation",)), ("ciones", ("tion",)), ("cion", ("tion",)), ("siones", ("sion",)),
        ("ales", ("al",)), *_IBERIAN,
    ),
    "pt": (
        ("izacao", ("isation",)), ("coes", ("tion",)), ("cao", ("tion",)), ("soes", ("sion",)),
        ("sao", ("sion",)), ("ais", ("al",)), *_IBERIAN,
    ),
    "fr": (
        ("iques", ("ic", "ical", "ics")), ("ique", ("ic", "ical", "ics")), ("ites", ("ity",)),
        ("ite", ("ity",)), ("ies", ("y",)), ("ie", ("y",)), ("eurs", ("or", "er")), ("eur", ("or", "er")),
        ("eux", ("ous",)), ("euse", ("ous",)), ("euses", ("ous",)), ("ifs", ("ive",)), ("if", ("ive",)),
        ("aires", ("ary",)), ("aire", ("ary",)), ("ismes", ("ism",)), ("isme", ("ism",)),
        ("istes", ("ist",)), ("iste", ("ist",)), ("isation", ("isation",)), ("iser", ("ise",)),
        ("ise", ("ised", "ise")), ("isee", ("ised",)), ("ises", ("ised",)), ("isees", ("ised",)),
        ("iaux", ("ial",)), ("aux", ("al",)), ("elles", ("al",)), ("elle", ("al",)), ("els", ("al",)),
        ("el", ("al",)), ("er", ("e", "", "ate")), ("ees", ("ed", "ated")), ("ee", ("ed", "ated")),
        ("es", ("", "e", "ed")), ("e", ("", "ed", "ated")), ("s", ("",)), ("", ("",)),
    ),
}  # fmt: skip


def nouns(word: str, language: str) -> Iterator[str]:
    """The folded word, then its likely singular and masculine; `word` is in lower case, with its accents."""
    folded = fold(word)
    yield folded
    if participle := PARTICIPLE.fullmatch(word):
        yield fold(participle[1])  # `vidée` and `vidés` are `vidé`, but that is no `vid`
    else:
        yield from _formed(folded, _NOUNS[language])


def infinitives(folded: str, language: str) -> Iterator[str]:
    """Verbs that a folded word may be a form of."""
    yield from _formed(folded, _VERBS[language])


def english_looks(folded: str, language: str) -> Iterator[str]:
    """English words that a folded word may be the sister of: `vandalisee` → `vandalised`."""
    yield from _formed(folded, _ALIKE[language])


def _formed(word: str, rules: Rules) -> Iterator[str]:
    for ending, instead in rules:
        stem = word.removesuffix(ending)
        if word.endswith(ending) and len(stem) >= SHORTEST:
            yield from (stem + new for new in instead)
