"""How readable a text is: long sentences, unexplained abbreviations, deeds without a doer; plain measures of our own."""

import re
from collections.abc import Iterator

LONG = 40
"""Words from which a sentence is long."""

HARD = 25.0
"""Reading ease below which a text is hard, 0..100 or so (Flesch 1948, "A new readability yardstick",
Journal of Applied Psychology 32; syllables are counted as groups of vowels)."""

AGENTLESS = 0.6
"""Share of sentences in the passive without a doer from which a person is asked who did it."""

KNOWN = frozenset(["AC", "AIDS", "BRT", "CBD", "CCTV", "CEO", "CO", "DC", "EU", "GDP", "GHG", "GIS", "GPS", "HIV", "ICT", "ID", "IT", "LED", "NGO", "NGOS", "OECD", "OK", "PDF", "PM", "PV", "SDG", "SDGS", "SMS", "TV", "UK", "UN", "US", "USA", "USD", "VAT", "WHO", "WIFI"])  # fmt: skip
"""Abbreviations that need no explanation."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]?")
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are) (?:\w+ly )?(?:\w{3,}ed|built|made|given|set|put|held|taken|chosen|drawn|paid|sold|told|known|found)\b"
)
_VOWELS = re.compile(r"[aeiouy]+")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")


def sentences_of(text: str) -> list[str]:
    """A text's sentences, without marks of sources and labels of results."""
    plain = re.sub(r"\s*\[\d+\]|^- \*\*[^*]*\*\*\s*", "", text, flags=re.MULTILINE)
    return [s.strip() for s in _SENTENCE.findall(plain) if len(s.split()) > 2]


def long_sentence(text: str) -> str | None:
    """The longest sentence, where it is long."""
    longest = max(sentences_of(text), key=lambda s: len(s.split()), default="")
    return longest if len(longest.split()) > LONG else None


def reading_ease(text: str) -> float:
    """206.835 - 1.015 words a sentence - 84.6 syllables a word; 100 for an empty text."""
    said = sentences_of(text)
    words = [word for sentence in said for word in re.findall(r"[a-z]+", sentence.lower())]
    if not words:
        return 100.0
    syllables = sum(max(1, len(_VOWELS.findall(re.sub(r"e$", "", word)))) for word in words)
    return 206.835 - 1.015 * len(words) / len(said) - 84.6 * syllables / len(words)


def unexplained(text: str) -> Iterator[str]:
    """Abbreviations that no bracket beside them explains, in order, each once."""
    for word in dict.fromkeys(_ABBREVIATION.findall(text)):
        plain = word.rstrip("s")
        explained = re.search(rf"\({re.escape(plain)}s?\)|\b{re.escape(plain)}s? \(", text)
        if plain not in KNOWN and not explained and not _shouted(text, word):
            yield plain


def agentless(text: str) -> str | None:
    """The first of the passive sentences that name no doer, where these are most of three or more."""
    said = sentences_of(text)
    without = [s for s in said if _PASSIVE.search(s) and not re.search(r"\bby (?!20|19)", s)]
    return without[0] if len(said) >= 3 and len(without) > AGENTLESS * len(said) else None


def _shouted(text: str, word: str) -> bool:
    """True within words that all are in capitals, such as a title's."""
    return bool(re.search(rf"\b[A-Z]{{3,}} {word}\b|\b{word} [A-Z]{{3,}}\b", text))
