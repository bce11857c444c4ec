"""Text made harmless for files that other programs open: no control characters, no formulas, no odd file names."""

import re
import unicodedata

from anyascii import anyascii

from ingest.plain.clean import clean

LONGEST_NAME = 80
"""Characters of a file's name without its suffix."""

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF))
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)? ?%?")
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9/._~%?#=&+,;:@!$'()*\[\]-]*)?"
)
_NOT_IN_NAMES = re.compile(r"[\s\x00-\x1f\x7f/\\:*?\"<>|.'`$&;#%]+")


def plain(text: str) -> str:
    """Text that every program can hold: NFC, without what is invisible, is no character of XML or changes direction."""
    return clean(text).translate(_NO_XML)


def one_line(text: str) -> str:
    """The same without line ends and runs of spaces."""
    return " ".join(plain(text).split())


def lines_of(text: str) -> list[str]:
    """Its lines as `one_line` makes them, without empty ones."""
    return [line for line in map(one_line, plain(text).split("\n")) if line]


def cell(text: str) -> str:
    """Text for a cell of a spreadsheet, which shows it and never works it out; numbers stay numbers.

    An apostrophe stands before what a spreadsheet would take for a formula: a first character like = + - @,
    also behind spaces or in its wide form, or a tab or line end in first place. Write such cells
    with every one of them in quotes, so that a separator within cannot begin another cell.
    """
    shown = plain(text)
    first = unicodedata.normalize("NFKC", shown.lstrip()[:1])[:1]
    odd_start = text[:1] in ("\t", "\r", "\n") or first in ("=", "+", "-", "@")
    return f"'{shown}" if odd_start and not _NUMBER.fullmatch(shown.strip()) else shown


def web_address(url: str) -> str:
    """The address, where it is one of the web and plain enough to be followed anywhere; else nothing."""
    return url if _ADDRESS.fullmatch(url) else ""


def file_name(title: str) -> str:
    """A title as the name of a file without suffix, 1 to LONGEST_NAME characters, in the title's own script."""
    joined = _NOT_IN_NAMES.sub("-", plain(title)).strip("-_ ")
    return joined[:LONGEST_NAME].rstrip("-_ ") or "export"


def ascii_name(title: str) -> str:
    """The same in small letters of ASCII: `São Paulo: trees` becomes `sao-paulo-trees`."""
    words = re.findall(r"[a-z0-9]+", anyascii(plain(title)).lower())
    return "-".join(words)[:LONGEST_NAME].rstrip("-") or "export"
