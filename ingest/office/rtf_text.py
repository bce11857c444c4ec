"""RTF as a stream: pieces of text and control words, with what applies in the group that they stand in."""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from corpus.errors import TooLarge
from ingest.office.ooxml import number
from ingest.office.rtf_words import CHARSETS, MACHINES, PRINTED, STARRED, TOLD, UNPRINTED

MAX_DEPTH = 10_000
"""Groups within groups; a file that nests deeper is refused."""

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<code>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_BYTES = [bytes([value]) for value in range(256)]
_PLACES = frozenset({"fonttbl", "stylesheet", "title", "footnote", "listtext", "pntext", "info"})
_CODECS = {"cp65001": "utf-8", "cp10000": "mac_roman", "cp708": "cp1256", "cp1361": "johab"}


class Group(NamedTuple):
    """What applies within a pair of braces.

    Attributes:
        place: where text goes: "" is the page, "-" is nowhere, else a destination such as "footnote".
        skip: characters that stand for one in Unicode, for programs that know none.
        font: its number.
        raised: whether text stands higher, as exponents do.
        deleted: whether text is a tracked deletion.
    """

    place: str = ""
    skip: int = 1
    font: int = 0
    raised: bool = False
    deleted: bool = False


class Event(NamedTuple):
    """A piece of text (then word is ""), or a control word with its number, None where it has none."""

    group: Group
    text: str
    word: str = ""
    number: int | None = None


class RtfStream:
    """Reads an RTF file once.

    Attributes:
        cut_off: whether a group was still open at the end.
    """

    def __init__(self, content: bytes, name: str, take: Callable[[Event], None]) -> None:
        """A file that is not read yet.

        Args:
            content: the file's bytes.
            name: for messages.
            take: is told what the file says, in order; not what is not printed.
        """
        self.cut_off = False
        self._content = content
        self._name = name
        self._tell = take
        self._stack: list[Group] = []
        self._group = Group()
        self._fonts: dict[int, str] = {}
        self._encoding = "cp1252"
        self._bytes = bytearray()
        self._skipped = 0
        self._starred = False

    def read(self, at: int) -> None:
        """Read from a place, where a group opens, to where it closes or the file ends."""
        closed = False
        while not closed and (match := _TOKEN.match(self._content, at)):
            at = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._take(match[0])
            elif kind == "code":
                self._take(_BYTES[int(match["code"], 16)])
            elif kind is not None:
                if self._bytes:
                    self._flush()
                if match["word"] == b"bin":  # so many raw bytes follow
                    at += max(0, number((match["number"] or b"").decode()))
                else:
                    self._control(kind, match)
                closed = not self._stack
        self._flush()
        self.cut_off = not closed

    def _control(self, kind: str, match: re.Match[bytes]) -> None:
        starred, self._starred, self._skipped = self._starred, False, 0
        if kind == "brace":
            if match[0] == b"{":
                self._open()
            else:
                self._group = self._stack.pop()
        elif kind == "symbol" and match[0] == b"\\*":
            self._starred = True
        elif self._group.place != "-" or match["word"] == b"ud":
            word = (match["word"] or match["symbol"]).decode("latin-1")
            self._enter(word, starred=starred)
            if self._group.place != "-":
                self._word(word, int(match["number"]) if match["number"] else None)

    def _open(self) -> None:
        if len(self._stack) == MAX_DEPTH:
            raise TooLarge(
                f"{self._name} nests more than {MAX_DEPTH:,} groups, as no text does. "
                "Save it as PDF and take in that."
            )
        self._stack.append(self._group)

    def _take(self, piece: bytes) -> None:
        skipped = min(self._skipped, len(piece))
        self._skipped -= skipped
        if self._group.place != "-" and not self._group.deleted:
            self._bytes += piece[skipped:]

    def _flush(self) -> None:
        """Letters come as bytes in their font's encoding, some of two bytes."""
        if self._bytes:
            encoding = self._fonts.get(self._group.font, self._encoding)
            self._tell(Event(self._group, bytes(self._bytes).decode(encoding, "replace")))
            self._bytes.clear()

    def _enter(self, word: str, *, starred: bool) -> None:
        """A word may send the group's text elsewhere, or nowhere."""
        if word == "ud":
            self._group = self._group._replace(place="")
        elif word in UNPRINTED or (starred and word not in STARRED):
            self._group = self._group._replace(place="-")
        elif word in _PLACES and self._group.place != "-":
            self._group = self._group._replace(place=word)

    def _word(self, word: str, value: int | None) -> None:
        text = PRINTED.get(word, "")
        if word == "u" and value is not None:
            self._skipped = self._group.skip
            text = chr(value % 0x10000)
        if not text:
            self._apply(word, value)
            if word in TOLD:
                self._tell(Event(self._group, "", word, value))
        elif not self._group.deleted:
            self._tell(Event(self._group, text))

    def _apply(self, word: str, value: int | None) -> None:
        group = self._group
        if word in MACHINES:
            self._encoding = MACHINES[word]
        elif word == "ansicpg":
            self._encoding = _codec(value, self._encoding)
        elif word in {"fcharset", "cpg"} and group.place == "fonttbl":
            self._font(word, value or 0)
        elif word == "uc":
            self._group = group._replace(skip=min(max(value or 0, 0), 100))
        elif word == "f":
            self._group = group._replace(font=value or 0)
        elif word in {"super", "sub", "nosupersub"}:
            self._group = group._replace(raised=word == "super" and value != 0)
        elif word == "deleted":
            self._group = group._replace(deleted=value != 0)
        elif word == "plain":
            self._group = group._replace(raised=False, deleted=False)

    def _font(self, word: str, value: int) -> None:
        font = self._group.font
        if word == "cpg":
            self._fonts[font] = _codec(value, self._encoding)
        elif value in CHARSETS:
            self._fonts[font] = CHARSETS[value]


def _codec(page: int | None, otherwise: str) -> str:
    name = _CODECS.get(f"cp{page}", f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
