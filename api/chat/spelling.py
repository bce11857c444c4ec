"""Text as it is matched: without accents and turned marks, letter by letter, so that what is found stands at the same place."""

import unicodedata

_AROUND = " \t\r\n¿¡\"'“”«»"
_BEHIND = _AROUND.replace("¿", "").replace("¡", "")


def bare(text: str) -> str:
    """A message without quotation marks and turned marks around it, its letters composed."""
    return unicodedata.normalize("NFC", text).lstrip(_AROUND).rstrip(_BEHIND)


def unaccented(text: str) -> str:
    """The same text, of the same length, without accents: `¿y en Bogotá?` → `¿y en Bogota?`."""
    return "".join(_base(letter) for letter in text)


def _base(letter: str) -> str:
    return letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]
