"""FreeDict's dictionaries, where they are installed: English for words that the translator does not know.

They are files in dictd's form, of Debian's packages dict-freedict-fra-eng, -por-eng and -spa-eng.
"""

import gzip
import re
import zlib
from collections.abc import Collection
from functools import cache
from pathlib import Path

from assistant.forms import PARTICIPLE, infinitives, nouns
from corpus.gazetteer import fold
from corpus.language_words import english

FOLDER = Path("/usr/share/dictd")
"""Where dictd's files are, by its own convention."""

FOLDED_FROM = 5
"""Letters from which a word is found whatever its accents and ending; shorter ones are too near to others."""

_CODES = {"es": "spa", "fr": "fra", "pt": "por"}

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

_MARKS = re.compile(r"^\d+\. |\([^)]*\)|\[[^]]*\]|<[^>]*>")


class Dictionary:
    """The headwords of one language, each with the English of its first sense."""

    def __init__(self, language: str, index: str, entries: bytes) -> None:
        """What the two files hold; headwords of several words, and names, are left out.

        Raises:
            ValueError: the index is not in dictd's form.
        """
        self._language, self._entries = language, entries
        lines = (line.split("\t") for line in index.splitlines())
        self._places = {
            head: (offset, size)
            for head, offset, size in lines
            if head.isalpha() and head.islower()
        }
        self._folded: dict[str, str] = {}
        for head in self._places:
            self._folded.setdefault(fold(head), head)

    def words(self) -> Collection[str]:
        """All headwords, as they are written."""
        return self._places.keys()

    def meaning(self, word: str) -> str | None:
        """English for a word in any form, with accents or without; None where it is not in.

        Of several English words for the sense, the first that the case studies use.
        """
        if word.lower() in self._places:
            return self._english(word.lower())
        if len(word) < FOLDED_FROM:
            return None
        ways = (self._noun, self._verb)
        if PARTICIPLE.fullmatch(word.lower()):
            ways = (self._verb, self._noun)
        head = ways[0](word) or ways[1](word)
        return self._english(head) if head else None

    def _noun(self, word: str) -> str | None:
        forms = (self._folded.get(form) for form in nouns(word.lower(), self._language))
        return next(filter(None, forms), None)

    def _verb(self, word: str) -> str | None:
        forms = (self._folded.get(form) for form in infinitives(fold(word), self._language))
        return next((head for head in forms if head and self._is_verb(head)), None)

    def _is_verb(self, head: str) -> bool:
        # the Spanish and the Portuguese dictionary have no word classes; few other words end so
        return self._language != "fr" or "<v" in self._entry(head)[0]

    def _english(self, head: str) -> str | None:
        for line in self._entry(head)[1:]:
            meant = [part.strip() for part in re.split("[,;]", _MARKS.sub("", line))]
            if meant := [words for words in meant if words]:
                ours = english()
                return next((m for m in meant if ours.issuperset(m.split())), meant[0])
        return None

    def _entry(self, head: str) -> list[str]:
        start, size = (_number(digits) for digits in self._places[head])
        return self._entries[start : start + size].decode(errors="replace").splitlines() or [""]


@cache
def dictionary(language: str, folder: Path = FOLDER) -> Dictionary | None:
    """The dictionary of a language (ISO 639-1) into English; None where none is installed or it cannot be read.

    Read once, at its first use: the server is started anew after a dictionary is installed.
    """
    name = f"freedict-{_CODES.get(language)}-eng"
    try:
        index = (folder / f"{name}.index").read_text(encoding="utf-8")
        entries = gzip.decompress((folder / f"{name}.dict.dz").read_bytes())
        return Dictionary(language, index, entries)
    except (OSError, EOFError, zlib.error, ValueError):
        return None


def _number(digits: str) -> int:
    """A number as dictd writes it: base 64, the highest digit first; other characters count as nothing."""
    value = 0
    for digit in digits:
        value = value * 64 + max(_DIGITS.find(digit), 0)
    return value
