"""What kind of file some bytes are: told by the content first, by the name only among kinds of text."""

import io
import json
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from corpus.errors import PasswordProtected, UnknownKind, WrongKind

LOOKED_AT = 4096
"""Bytes at the beginning that tell the kind."""


class Kind(StrEnum):
    """Kinds of files that can be read; the value is the media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    EPUB = "application/epub+zip"
    RTF = "application/rtf"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    CSV = "text/csv"
    JSONL = "application/jsonl"
    TEXT = "text/plain"


SUFFIXES: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx", ".docm", ".dotx"),
    Kind.PPTX: (".pptx", ".pptm", ".ppsx", ".potx"),
    Kind.ODT: (".odt", ".ott"),
    Kind.EPUB: (".epub",),
    Kind.RTF: (".rtf",),
    Kind.HTML: (".html", ".htm", ".xhtml"),
    Kind.MARKDOWN: (".md", ".markdown"),
    Kind.CSV: (".csv", ".tsv"),
    Kind.JSONL: (".jsonl", ".ndjson"),
    Kind.TEXT: (".txt", ".text"),
}
"""Endings of names, the usual one first."""

TEXTS = frozenset({Kind.HTML, Kind.MARKDOWN, Kind.CSV, Kind.JSONL, Kind.TEXT})
"""Kinds whose bytes are text."""

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"SQLite format 3", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a file.

    Raises:
        PasswordProtected: an Office file that is encrypted.
        WrongKind: the name says a kind that the content is not, and the content is of none.
        UnknownKind: there is no reader for it.
    """
    head = content[:LOOKED_AT]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content, name)
    if content.lstrip()[:5] == b"{\\rtf":
        return Kind.RTF
    if content.startswith(_OLE):
        raise _old_office(content, name)
    for magic, what in _FOREIGN:
        if content.startswith(magic):
            raise UnknownKind(f"{name} is {what}, which cannot be read. {_known()}")
    return _text(head, content, name)


def _zipped(content: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            stated = (
                archive.read("mimetype")[:200]
                if "mimetype" in names and (archive.getinfo("mimetype").file_size < LOOKED_AT)
                else b""
            )
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
    ) as error:
        raise WrongKind(
            f"{name} is a damaged archive: it cannot be opened. Save it again from its source."
        ) from error
    for kind in (Kind.ODT, Kind.EPUB):
        if stated.strip().startswith(kind.encode()):
            return kind
    for folder, kind in (("word/", Kind.DOCX), ("ppt/", Kind.PPTX)):
        if "[Content_Types].xml" in names and any(n.startswith(folder) for n in names):
            return kind
    if any(n.startswith("xl/") for n in names):
        raise UnknownKind(f"{name} is a spreadsheet. Save its sheets as CSV and take in these.")
    raise UnknownKind(f"{name} is an archive, not a document. Unpack it and take in its files.")


def _old_office(content: bytes, name: str) -> PasswordProtected | UnknownKind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PasswordProtected(
            f"{name} is password-protected. Save a copy without a password and take in that."
        )
    return UnknownKind(
        f"{name} is in the old format of Office. Save it as .docx, .pptx or PDF and take in that."
    )


def _text(head: bytes, content: bytes, name: str) -> Kind:
    suffix = PurePath(name).suffix.lower()
    named = next((kind for kind, endings in SUFFIXES.items() if suffix in endings), None)
    if named is not None and named not in TEXTS:
        raise WrongKind(
            f"{name} is named {suffix}, but its content is not of that kind. "
            "Check the file, or give it the ending of what it is."
        )
    if _HTML.match(_plain(head)):
        return Kind.HTML
    if named is not None:
        return named
    if suffix in {"", ".json"} and _is_jsonl(content):
        return Kind.JSONL
    if suffix or not _is_text(head):
        raise UnknownKind(
            f"{name} is of a kind that cannot be read ({suffix or 'no ending'}). {_known()}"
        )
    return Kind.TEXT


def _plain(head: bytes) -> bytes:
    """The beginning as ASCII, whether it is UTF-8 or UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_text(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(
        rb"[\x00-\x08\x0e-\x1a]", head
    )


def _is_jsonl(content: bytes) -> bool:
    first = content.lstrip()[: LOOKED_AT * 16].split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _known() -> str:
    endings = ", ".join(suffixes[0] for suffixes in SUFFIXES.values())
    return f"Known kinds: {endings}. Save it as one of these, for instance as PDF."
