"""Characters made plain: what cannot be seen goes, what looks the same is the same."""

import re
import unicodedata
from functools import cache

MAX_MARKS = 5
"""Accents and other combining marks on one letter; Hebrew with cantillation needs five."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)))
_INVISIBLE = dict.fromkeys(
    (
        *(0x00AD, 0x034F, 0x180E, 0x200B, 0x2060, 0xFEFF),  # soft hyphen, joiners, zero width
        *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # direction
        *range(0x2061, 0x2066),
        *range(0x206A, 0x2070),
        *(0x115F, 0x1160, 0x3164, 0xFFA0),  # letters without a shape
        *range(0xFFF9, 0xFFFD),
        *range(0xE0000, 0xE0080),  # tags: text that only machines read
    )
)
_PLAIN = {**_LIGATURES, **_CONTROLS, **_INVISIBLE, 0x0C: "\n", 0x2028: "\n", 0x2029: "\n\n"}

_SYMBOL_BULLET = re.compile(r"^([ \t]*)[\ue000-\uf8ff]", re.MULTILINE)
_JOINER = re.compile(
    "(?<![\u0600-\u1cff\ua800-\uabff\U00010a00-\U00011fff"  # scripts of Asia and Africa
    "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+"  # emoji
)
_SELECTORS = re.compile(
    "([\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)


def clean(text: str) -> str:
    """Text that reads as it looks: NFC; line feeds at line ends; ligatures as letters.

    Gone are control characters, lone surrogates, and all that is invisible: marks of direction (the
    letters of right-to-left text keep their order), tags, zero-width characters. Joiners stay where a script
    of Asia or Africa, or an emoji, needs them. At most MAX_MARKS marks stand on one letter.
    """
    if text.isascii() and text.isprintable():
        return text  # most cells and lines are
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "ignore").decode("utf-8").translate(_PLAIN)
    if text.isascii():
        return text
    text = _composed(text)
    while (
        "\u200c" in text or "\u200d" in text
    ):  # marks that changed places may stand before a joiner
        again = _composed(text)
        if again == text:
            break
        text = again
    return _SYMBOL_BULLET.sub(r"\1•", text)


def _composed(text: str) -> str:
    text = _SELECTORS.sub(r"\1", _JOINER.sub("", text))
    # bounded before it is composed, too: to put a million marks in order takes hours
    return _bounded(unicodedata.normalize("NFC", _bounded(text)))


def _bounded(text: str) -> str:
    """At most MAX_MARKS marks in a row."""
    text = _marks(0x300, 0xFFFF).sub(r"\1", text)
    return _marks(0x10000, 0x1E950).sub(r"\1", text) if max(text, default="") > "\uffff" else text


@cache
def _marks(first: int, last: int) -> re.Pattern[str]:
    """More marks in a row than allowed, in two parts of Unicode: re is fast only in the lower one."""
    marks = "".join(
        chr(code)
        for code in range(first, last + 1)
        if (unicodedata.category(chr(code)) in {"Mn", "Me"} or unicodedata.combining(chr(code)))
        and not 0xFE00 <= code <= 0xFE0F
    )
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")
