"""Plain text: the reference reader."""

import hashlib
import re
from pathlib import PurePath

from corpus.errors import EmptyFile, WrongKind
from corpus.gazetteer import fold
from corpus.nouns import Document, Page

MAX_TITLE = 120
"""Longest title, in characters; a longer one is cut."""


class TextReader:
    """Text in UTF-8, in UTF-16 with a byte order mark, or else in Windows-1252."""

    suffixes: tuple[str, ...] = (".txt", ".text")
    media_type = "text/plain"

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the first line if it is short and no quotation, else the name."""
        text = decode(content, name)
        first = text.strip().partition("\n")[0].strip()
        named = 3 <= len(first) <= MAX_TITLE and first[0] not in "\"'“‘«„"
        title = first if named else PurePath(name).stem
        return document(content, name, title, (Page(None, text),), self.media_type)


def document(
    content: bytes, name: str, title: str, pages: tuple[Page, ...], media_type: str
) -> Document:
    """A document of kind "document" with what follows from its bytes and name."""
    return Document(
        doc_id=slug(PurePath(name).stem),
        title=shorten(title),
        kind="document",
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        source=name,
        pages=pages,
        outline=(),
        meta={},
    )


def slug(text: str) -> str:
    """Lower-case words with hyphens, at most 60 characters: `Savannah, GA Plan` → `savannah-ga-plan`."""
    return fold(text).replace(" ", "-")[:60].strip("-") or "document"


def shorten(title: str) -> str:
    """A title on one line of at most MAX_TITLE characters."""
    line = " ".join(title.split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def decode(content: bytes, name: str) -> str:
    """Bytes to text with line feeds at line ends and without control characters.

    Raises:
        WrongKind: the bytes are no text.
        EmptyFile: there is no letter in it.
    """
    text = clean(_decoded(content, name))
    if not any(map(str.isalnum, text)):
        raise EmptyFile(f"{name} holds no text. Nothing was taken in.")
    return text


def _decoded(content: bytes, name: str) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
            return text
    raise WrongKind(
        f"{name} is not text, or its characters are damaged. Save it as UTF-8 text and try again."
    )


def clean(text: str) -> str:
    """Line feeds at line ends; control characters and lone surrogates gone; ligatures as letters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    text = re.sub(r"^([ \t]*)[\ue000-\uf8ff]", r"\1•", text, flags=re.MULTILINE)  # symbol fonts
    return text.encode("utf-8", "ignore").decode("utf-8")


_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)))
_INVISIBLE = dict.fromkeys((173, 8203, *range(8234, 8239), *range(8294, 8298), 65279))
_PLAIN = {
    **_LIGATURES,
    **_CONTROLS,
    **_INVISIBLE,
    0x0C: "\n",
    0x2028: "\n",
    0x2029: "\n\n",
}
