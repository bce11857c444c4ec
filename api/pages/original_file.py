"""The original file of a document as it is handed out: always saved, never run or shown by a browser."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from fastapi.responses import FileResponse

from corpus.collection import unscoped
from corpus.nouns import Document
from index.originals import Originals
from ingest.kinds import SUFFIXES, TEXTS, Kind

HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}

LONGEST = 120
"""Characters of a name."""

_UNSAFE = re.compile(r"[^\w .,()&+'’-]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def saved(originals: Originals, document: Document) -> FileResponse:
    """The original as an attachment.

    Raises:
        UnknownDocument: it is not kept.
    """
    kind = _kind(document)
    plain = kind is None or kind in TEXTS
    return FileResponse(
        originals.path(document.sha256),
        media_type="application/octet-stream" if plain else kind,
        filename=file_name(document),
        content_disposition_type="attachment",
        headers=HEADERS,
    )


def file_name(document: Document) -> str:
    """The name that the file came with where it says what kind it is, else the document's id with an ending."""
    kind = _kind(document)
    endings = SUFFIXES[kind] if kind else (".bin",)
    source = unscoped(document.source).removeprefix("upload:").replace("\\", "/")
    path = unquote(urlsplit(source).path) if "://" in source else source
    name = _UNSAFE.sub("_", PurePosixPath(path).name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if stem and dot + ending.lower() in endings:
        return stem[: LONGEST - len(ending)].strip(" .") + dot + ending
    return document.doc_id[:LONGEST] + endings[0]


def _kind(document: Document) -> Kind | None:
    return next((kind for kind in Kind if kind == document.media_type), None)
