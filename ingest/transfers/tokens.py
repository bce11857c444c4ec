"""The words of a sentence with the families that each belongs to."""

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.transfers import words
from ingest.transfers.cues import PLACE

_WORD = re.compile(rf"{PLACE}|[^\W_]+(?:[-’'][^\W_]+)*|[;:,(]")
_FAMILIES = {
    name: re.compile(rf"{pattern}(?![\w-])")
    for name, pattern in (
        ("PEOPLE", words.PEOPLE),
        ("ADOPT", f"(?:{words.ADOPT}|{words.TO_ADOPT})"),
        ("VISIT", words.VISIT),
        ("GIVE", words.GIVE),
        ("MOVE", words.MOVE),
        ("LIKENESS", words.LIKENESS),
        ("LEARNED", words.LEARNED),
        ("BEGAN", words.BEGAN),
        ("FOLLOWS", words.FOLLOWS),
        ("SOURCE", words.SOURCE),
        ("SEEING", words.SEEING),
        ("INFLUENCED", words.INFLUENCED),
        ("DEBT", words.DEBT),
        ("BROKER", words.BROKER),
        ("MATTER", words.MATTER),
        ("GIVEN", words.GIVEN),
        ("VISITS", words.VISITS),
        ("DID", words.DID),
        ("NOW", r"(?:now|since|today|meanwhile|nowadays|later|next)"),
    )
}
_CONTINUES = frozenset([
    "up", "over", "out", "it", "the", "in", "place", "into", "practice", "same", "likewise",
    "suit", "down", "own", "its", "first", "on", "way", "home", "back", "root", "a", "an", "no",
    "to", "how", "that", "example", "as", "model", "inspiration", "template", "blueprint",
    "pattern", "prototype", "touch", "echo", "imitators", "followers", "admirers", "takers",
    "second", "new", "closely", "at", "towards", "before", "by", "run", "runs", "use", "uses",
    "has", "have", "operate", "operates", "apply", "applies", "do", "does", "found", "copied",
    "replicated", "adapted", "taken", "adopted", "exported", "transplanted", "watched",
    "imitated", "reproduced", "picked", "emulated", "been", "town", "from", "with", "part",
    "hall", "makers", "themselves", "itself", "¤", "together", "what", "rid", "off", "those",
    "one", "about", "rise", "force", "operation", "work", "hold", "hit", "forward", "ahead",
    "idea", "us", "them", "him", "her", "our", "see", "learn", "study", "look",
])  # fmt: skip


class Token(NamedTuple):
    """A word, a place or a mark, in small letters; `families` has the names of the word families that begin here."""

    text: str
    families: frozenset[str]


def tokens(masked: str) -> list[Token]:
    """Of a sentence with its places masked."""
    found = _WORD.findall(masked.lower())
    return [Token(word, _families(_key(found, at))) for at, word in enumerate(found)]


def _key(found: list[str], at: int) -> str:
    """The word with those after it that may belong to a phrase."""
    end = at + 1 + (found[at] == "to")
    while end < len(found) and end < at + 5 and found[end] in _CONTINUES:
        end += 1
    return " ".join(found[at:end])


@lru_cache(maxsize=50_000)
def _families(key: str) -> frozenset[str]:
    return frozenset(name for name, family in _FAMILIES.items() if family.match(key))
