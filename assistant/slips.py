"""Misspelt words of a question in Spanish, Portuguese or French: the words of the language that were meant.

What counts as a word is what Apertium can take apart, with the dictionary, the glossary and the language's list.
Any letter changed would make a third of the right words that Apertium does not know into other ones (measured
on 600 of each language), so slips of all kinds are mended towards the subject's own words alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product

from assistant.apertium import unknown
from assistant.dictionary import dictionary
from corpus.gazetteer import fold
from corpus.language_words import words

SHORTEST = 6
"""Letters of a word in which a slip is mended."""

ACCENTED_FROM = 4
"""Letters of a word in which a missing accent is mended."""

ACCENTS = 2
"""So many accents are tried at once."""

_MARKED = {
    "es": {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "úü", "n": "ñ"},
    "pt": {"a": "áãâ", "e": "éê", "i": "í", "o": "óõô", "u": "ú", "c": "ç"},
    "fr": {"a": "àâ", "e": "éèê", "i": "îï", "o": "ô", "u": "ùû", "c": "ç"},
}  # fmt: skip

_DOUBLED = "bcdfglmnprst"

_BOTH_WAYS = {
    "es": (("b", "v"), ("s", "c"), ("s", "z"), ("c", "z"), ("ll", "y"), ("g", "j"), ("x", "s")),
    "pt": (("ss", "ç"), ("s", "ç"), ("s", "z"), ("s", "c"), ("x", "ch"), ("g", "j"), ("e", "i"), ("o", "u")),
    "fr": (("s", "c"), ("an", "en"), ("am", "em"), ("y", "i"), ("ph", "f"), ("qu", "c")),
}  # fmt: skip
_SOUNDS = {
    language: pairs + tuple((other, one) for one, other in pairs)
    for language, pairs in _BOTH_WAYS.items()
}
"""Letters that sound alike, each way."""


LONGEST = 30
"""Letters of the longest word that is mended: the forms that are tried grow with the square of its length."""


def meant(doubtful: Sequence[str], language: str, mode: str) -> dict[str, str]:
    """What words in lower case were meant for, for those that one of a few common slips explains.

    That is a missing accent or two; else a double letter for a single one or the other way round, a silent h
    more or less, letters that sound alike, or two changed round. Words that are right as they are stay out.
    """
    written = frozenset(_written(language).values())
    tried = {
        word: _alike(word, language)
        for word in doubtful
        if word not in written and len(word) <= LONGEST
    }
    every = {form for forms in tried.values() for form in forms}
    strange = unknown(" . ".join(sorted(every)), mode)
    right = written | every.difference(strange) if strange is not None else written
    found = {word: [form for form in forms if form in right] for word, forms in tried.items()}
    return {word: forms[0] for word, forms in found.items() if forms}


def nearest(word: str, language: str) -> str | None:
    """The word of the glossary or of the language's list that begins alike and is one slip away; None without.

    A slip is a letter too many, too few, another, or two changed round (optimal string alignment).
    """
    from rapidfuzz.distance import OSA

    folded = fold(word)
    near = (
        written
        for other, written in words()[language].items()
        if other[:1] == folded[:1] and min(len(other), len(folded)) >= SHORTEST
        if OSA.distance(folded, other, score_cutoff=1) == 1
    )
    return next(near, None)


@cache
def _written(language: str) -> Mapping[str, str]:
    """Words of a language, from their folded form to how they are written."""
    known = dictionary(language)
    return {fold(word): word for word in (known.words() if known else ())} | dict(words()[language])


def _alike(word: str, language: str) -> list[str]:
    """Likely ways in which a word was meant to be written, the likeliest first."""
    forms: list[str] = []
    if len(word) >= ACCENTED_FROM:
        same = _written(language).get(fold(word))
        forms += [same] if same else []
        forms += _accented(word, _MARKED[language])
    if len(word) >= SHORTEST:
        own = words()[language]
        forms += sorted(_slipped(word, language), key=lambda form: fold(form) not in own)
    return [form for form in dict.fromkeys(forms) if form != word]


def _slipped(word: str, language: str) -> Iterator[str]:
    yield f"h{word}"
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if letter in _DOUBLED:
            yield before + letter + letter + after
        if letter == "h" or before.endswith(letter):
            yield before + after
        if after:
            yield before + after[0] + letter + after[1:]
        for one, other in _SOUNDS[language]:
            if word.startswith(one, at):
                yield before + other + word[at + len(one) :]


def _accented(word: str, marked: Mapping[str, str]) -> Iterator[str]:
    spots = [at for at, letter in enumerate(word) if letter in marked]
    for count in range(1, ACCENTS + 1):
        for places in combinations(spots, count):
            for letters in product(*(marked[word[at]] for at in places)):
                new = dict(zip(places, letters, strict=True))
                yield "".join(new.get(at, letter) for at, letter in enumerate(word))
