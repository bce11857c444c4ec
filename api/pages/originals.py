"""The pages that show a document: its text, each page beside the picture of the original, the original file."""

from enum import IntEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.access.viewer import Viewer
from api.calls.v1 import TheAssistant
from api.pages.original_file import HEADERS, saved
from api.pages.page import ThePage
from api.pages.parts import name_of, part_with, parts
from api.pages.quoted import (
    NOT_HERE,
    NOTHING,
    drawn_page,
    is_recognised,
    page_at,
    sight,
    span_of,
    split,
)
from corpus.collection import BUNDLED, collection_of
from corpus.nouns import Document
from ingest.coverage import coverage_of
from ingest.kinds import Kind
from ingest.pdf.marked import HALF

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class Width(IntEnum):
    """Widths of pictures, in pixels."""

    SCREEN = 900
    FINE = 1400


@router.get("/documents/{doc_id}/pages/{n}.png")
def picture(
    doc_id: str,
    n: str,
    assistant: TheAssistant,
    width: Width = Width.SCREEN,
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """A page of the original PDF as a picture, drawn in a child process and kept."""
    from ingest.pdf import original

    library = assistant.library
    document = library.store.get(doc_id)
    number = drawn_page(document, page_at(document, _number(n)))
    path = library.originals.path(document.sha256)
    tag = f'"{document.sha256[:16]}-{number}-{width:d}"'
    headers = HEADERS | {"ETag": tag}
    if tag in if_none_match:
        return Response(status_code=304, headers=headers)
    content = library.originals.made.get(
        path, f"{number}-{width:d}.png", lambda: original.picture(path, number, width)
    )
    return Response(content, media_type="image/png", headers=headers)


@router.get("/documents/{doc_id}/pages/{n}")
def document_page(
    page: ThePage, doc_id: str, n: str, assistant: TheAssistant, start: str = "", end: str = ""
) -> HTMLResponse:
    """A page beside the picture of its original, with a quote marked in both."""
    library = assistant.library
    document = library.store.get(doc_id)
    shown = page_at(document, _number(n))
    span = span_of(shown.text, start, end)
    seen = sight(library.originals, document, shown, span or NOTHING)
    return page(
        "document_page.html",
        422 if span is None else 200,
        document=document,
        shown=shown,
        total=len(document.pages),
        text=split(shown.text, span or NOTHING),
        quoted=bool(span and span != NOTHING),
        trouble="" if span else NOT_HERE,
        seen=seen,
        half=HALF,
        widths=tuple(Width),
        word="Slide" if document.media_type == Kind.PPTX else "Page",
        recognised=is_recognised(document, shown),
    )


@router.get("/documents/{doc_id}")
def document(
    page: ThePage,
    doc_id: str,
    assistant: TheAssistant,
    number: Annotated[str, Query(alias="page")] = "",
    part: str = "",
    start: str = "",
    end: str = "",
) -> HTMLResponse:
    """The text of a document, page by page and in parts where it is long, with its coverage and versions."""
    store = assistant.library.store
    found = store.get(doc_id)
    cut = parts(found, store.passages(store.passage_ids(doc_id)).values())
    paged = found.pages[0].number is not None
    span = NOTHING if paged else span_of(found.pages[0].text, start, end)
    index = part_with(cut, _number(number) or None, (span or NOTHING)[0])
    if _is_number(part):
        index = min(max(int(part), 1), len(cut)) - 1
    return page(
        "document.html",
        422 if span is None else 200,
        document=found,
        part=cut[index],
        index=index,
        parts=[name_of(one) for one in cut],
        span=span or NOTHING,
        split=split,
        trouble="" if span else NOT_HERE,
        paged=paged,
        with_text=sum(bool(one.text.strip()) for one in found.pages),
        versions=store.history(doc_id),
        **_about(found, page.viewer),
    )


def _about(document: Document, viewer: Viewer) -> dict[str, Any]:
    """What a document is, and what the viewer may do with it."""
    within = collection_of(document.source, document.meta)
    return {
        "slides": document.media_type == Kind.PPTX,
        "pictures": document.media_type == Kind.PDF,
        "coverage": coverage_of(document.meta),
        "collection": within,
        "drafts": viewer.edits and document.kind != "case",
        "removable": viewer.may_write(within) and not document.source.startswith(BUNDLED),
    }


@router.get("/documents/{doc_id}/file")
def original_file(doc_id: str, assistant: TheAssistant) -> FileResponse:
    """The original file, to be saved."""
    return saved(assistant.library.originals, assistant.library.store.get(doc_id))


def _number(given: str) -> int:
    """A page's number; 0, which no page has, where it is none."""
    return int(given) if _is_number(given) else 0


def _is_number(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) < 10
