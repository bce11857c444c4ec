"""The end of a cut PDF made anew, so that what is left of it can be opened."""

import re
from collections.abc import Iterator

FAR = 4000
"""Bytes between the beginning of an object and its type at the most."""

MAX_PAGES = 5000
"""Pages that are looked for."""

_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_OBJECT = re.compile(rb"(\d{1,8})\s+(\d{1,5})\s+obj\b")


def with_end(content: bytes) -> bytes:
    """The file with a trailer that names its catalogue; as it is where none is left."""
    roots = list(_objects(content, _CATALOGUE))
    return content + _trailer(roots[-1]) if roots else content


def with_pages(content: bytes) -> bytes:
    """The file with a catalogue of the pages that are left, in the order of the file; their numbers are lost."""
    pages = list(dict.fromkeys(_objects(content, _PAGE)))
    if not pages:
        return content
    tree = b"\n99999998 0 obj << /Type /Pages /Count %d /Kids [%s] >> endobj\n" % (
        len(pages),
        b" ".join(pages),
    )
    root = b"99999999 0 obj << /Type /Catalog /Pages 99999998 0 R >> endobj\n"
    return content + tree + root + _trailer(b"99999999 0 R")


def _objects(content: bytes, kind: re.Pattern[bytes]) -> Iterator[bytes]:
    """References to the objects of a type that are not packed."""
    for match, _ in zip(kind.finditer(content), range(MAX_PAGES), strict=False):
        before = content[max(0, match.start() - FAR) : match.start()]
        heads = _OBJECT.findall(before)
        if heads:
            yield b"%s %s R" % heads[-1]


def _trailer(root: bytes) -> bytes:
    return b"\nendobj\ntrailer << /Root %s >>\nstartxref\n0\n%%%%EOF\n" % root
