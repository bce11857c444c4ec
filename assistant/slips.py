"""Misspelt words of a question in Spanish, Portuguese or French: the words of the language that were meant.

What counts as a word is what Apertium can take apart, with the dictionary, the glossary and the language's list.
Any letter changed would make a third of the right words that Apertium does not know into other ones (measured
on 600 of each language), so slips of all kinds are mended towards the subject's own words alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def meant(doubtful: Sequence[str], language: str, mode: str) -> dict[str, str]:
    """What unknown words in lower case were meant for, for those where something is near.

    That is a word that differs by accents alone; else one with a double letter for a single one or the other
    way round, a silent h more or less, or two letters changed round; else a word of the glossary or the
    language's list that begins alike and has one letter too many, too few, or another.
    """
    tried = {word: list(dict.fromkeys(_alike(word, language))) for word in doubtful}
    strange = unknown(" . ".join(form for forms in tried.values() for form in forms), mode)
    written = set(_written(language).values())
    found = {}
    for word, forms in tried.items():
        right = (form for form in forms if form in written or form not in strange)
        if near := next(right, None) or _near(word, words()[language]):
            found[word] = near
    return found


@cache
def _written(language: str) -> Mapping[str, str]:
    """Words of a language, from their folded form to how they are written."""
    known = dictionary(language)
    return {fold(word): word for word in (known.words() if known else ())} | words()[language]


def _alike(word: str, language: str) -> Iterator[str]:
    """Likely ways in which a word was meant to be written, the likeliest first."""
    if len(word) >= ACCENTED_FROM and (same := _written(language).get(fold(word))):
        yield same
    if len(word) >= ACCENTED_FROM:
        yield from _accented(word, _MARKED[language])
    if len(word) >= SHORTEST:
        yield f"h{word}"
        for at, letter in enumerate(word):
            before, after = word[:at], word[at + 1 :]
            if letter in _DOUBLED:
                yield before + letter + letter + after
            if letter == "h" or before.endswith(letter):
                yield before + after
            if after:
                yield before + after[0] + letter + after[1:]


def _accented(word: str, marked: Mapping[str, str]) -> Iterator[str]:
    spots = [at for at, letter in enumerate(word) if letter in marked]
    for count in range(1, ACCENTS + 1):
        for places in combinations(spots, count):
            for letters in product(*(marked[word[at]] for at in places)):
                new = dict(zip(places, letters, strict=True))
                yield "".join(new.get(at, letter) for at, letter in enumerate(word))


def _near(word: str, known: Mapping[str, str]) -> str | None:
    from rapidfuzz.distance import OSA

    folded = fold(word)
    near: Iterable[str] = (
        written
        for other, written in known.items()
        if other[:1] == folded[:1] and min(len(other), len(folded)) >= SHORTEST
        if OSA.distance(folded, other, score_cutoff=1) == 1
    )
    return next(iter(near), None)
