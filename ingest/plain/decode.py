"""Bytes to text: which encoding they are in, told where it is marked, guessed and said where it is not."""

import codecs
import re
from typing import NamedTuple

from corpus.errors import EmptyFile, WrongKind
from ingest.plain.clean import clean

MAX_DAMAGED = 0.02
"""Share of characters that may be damaged or control characters; text with more is refused."""

LOOKED_AT = 65_536
"""Bytes at the beginning from which an unmarked encoding is guessed."""

_MARKS = (  # the longer marks first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NAMES = {"cp1252": "Windows-1252 (Western European)"}


class Decoded(NamedTuple):
    """Text, and a sentence for each thing that a person should know of how it was decoded."""

    text: str
    warnings: list[str]


def decode(content: bytes, name: str, stated: str = "") -> Decoded:
    """Bytes to text with line feeds at line ends and without control characters.

    Args:
        content: of a text file, a page or a table.
        name: for messages.
        stated: an encoding that the content names itself; a byte order mark goes before it.
    Raises:
        WrongKind: the bytes are no text.
        EmptyFile: there is no letter or digit in it.
    """
    text, warnings = _decoded(content, name, stated)
    damaged, controls = text.count("�"), len(_CONTROL.findall(text))
    if damaged + controls > max(1, len(text)) * MAX_DAMAGED:
        raise _no_text(name)
    if damaged:
        warnings.append(
            f"{damaged} damaged character{'s' * (damaged > 1)} could not be decoded; each is shown as �."
        )
    if controls:
        warnings.append(f"{controls} control character{'s' * (controls > 1)} left out.")
    text = clean(text)
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{name} holds no text. Nothing was taken in.")
    return Decoded(text, warnings)


def _decoded(content: bytes, name: str, stated: str) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), []
    wide = _wide(content)
    if wide and _decodes(content, wide):
        return content.decode(wide), []
    known = _known(stated)
    if known not in {"", "utf-8", "cp1252"}:
        return content.decode(known, "replace"), []
    if _decodes(content, "utf-8"):  # whatever it states: other text is hardly ever UTF-8 by chance
        return content.decode("utf-8"), []
    if known == "cp1252":
        return content.decode(known, "replace"), []
    return _guessed(content, name)


def _known(stated: str) -> str:
    """An encoding's name if Python has it as a text encoding; pages that say Latin-1 mean Windows-1252."""
    try:
        found = codecs.lookup(stated.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    if not getattr(found, "_is_text_encoding", True) or found.name in {"idna", "punycode"}:
        return ""
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _wide(content: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where its zero bytes are; they are blanks at the least."""
    head = content[: LOOKED_AT // 4 * 4]
    zeros = [head[at::4].count(0) for at in range(4)]
    few = len(head) // 400
    if len(content) % 4 == 0 and min(zeros[2:]) > len(head) // 8 and zeros[0] <= few:
        return "utf-32-le"
    if len(content) % 4 == 0 and min(zeros[:2]) > len(head) // 8 and zeros[3] <= few:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > max(1, len(head) // 40) and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > max(1, len(head) // 40) and odd <= few else ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        return not _CONTROL.search(content.decode(encoding)[:LOOKED_AT]) or encoding == "utf-8"
    except UnicodeDecodeError:
        return False


def _guessed(content: bytes, name: str) -> tuple[str, list[str]]:
    """UTF-8 with a few damaged bytes; Windows-1252 if most of it is ASCII; else what fits best."""
    text = content.decode("utf-8", "replace")
    if len(re.findall(r"[^\x00-\x7f�]", text)) > 2 * text.count("�"):
        return text, []
    encoding = _legacy(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise _no_text(name) from error
    remark = (
        "The file does not say how its letters are encoded; it was read as "
        f"{_NAMES.get(encoding, encoding)}. Check some accented or non-Latin letters."
    )
    return text, [remark]


def _legacy(content: bytes) -> str:
    from charset_normalizer import from_bytes

    letters = len(re.findall(rb"[A-Za-z]", content))
    high = len(re.findall(rb"[\x80-\xff]", content))
    if high <= letters / 2 or len(content) < 32:
        return "cp1252"
    best = from_bytes(content[:LOOKED_AT]).best()
    return best.encoding if best else "unknown"


def _no_text(name: str) -> WrongKind:
    return WrongKind(
        f"{name} is not text, or its characters are damaged. Save it as UTF-8 text and try again."
    )
