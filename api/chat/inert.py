"""Text of titles, quotes and people made inert: on one line, with nothing in it that is not seen, pings or runs."""

import re
import unicodedata

BASELESS = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Categories of Unicode that are not seen, or steer how others are: control, zero width and turning characters
(Cf), halves of pairs, private ones, separators of lines and paragraphs."""

_ACTS = re.compile(r"([\\`*_\[\]<>~|&!$@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def plain(text: str) -> str:
    """The text on one line, without characters that are not seen."""
    if not text.isprintable():  # else it has none of them, which is told at once
        text = "".join(" " if _breaks(c) else _seen(c) for c in text)
    return " ".join(text.split())


def markdown(text: str) -> str:
    """The text on one line, as Markdown that shows just it: no link, picture, tag or emphasis of its own.

    Nor does an address or a name with @ become a link, as it does in GitHub's kind of Markdown.
    """
    escaped = _ACTS.sub(r"\\\1", plain(text))
    return re.sub(r"^(#{1,6}|[-+=]|\d{1,9}(?=[.)]))", _shown, escaped)


def _shown(mark: re.Match[str]) -> str:
    held = mark[0]
    return held + "\\" if held.isdigit() else "\\" + held


def _breaks(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Zl", "Zp")


def _seen(character: str) -> str:
    return "" if unicodedata.category(character) in BASELESS else character
