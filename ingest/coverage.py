"""How much of a document can be searched and quoted: the coverage report."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corpus.nouns import Document, Passage


class Coverage(NamedTuple):
    """What was read of a document.

    Attributes:
        pages: physical pages; 0 where the format has none.
        pages_with_text: how many of them have text.
        ocr_pages: how many of these were recognised in a picture.
        characters: of text that can be searched, white space left out.
        language: ISO 639-1.
        passages: how many it was cut into.
        warnings: sentences on what was hard to read.
    """

    pages: int
    pages_with_text: int
    ocr_pages: int
    characters: int
    language: str
    passages: int
    warnings: tuple[str, ...] = ()


def coverage(document: Document, passages: Sequence[Passage]) -> Coverage:
    """The coverage of a document that was cut into passages; only what is in these counts as text."""
    numbered = [page for page in document.pages if page.number is not None]
    return Coverage(
        pages=len(numbered),
        pages_with_text=len({p.page_index for p in passages}) if numbered else 0,
        ocr_pages=len(document.meta.get("ocr_pages", ())),
        characters=sum(len("".join(passage.text.split())) for passage in passages),
        language=str(document.meta.get("language", "en")),
        passages=len(passages),
        warnings=tuple(document.meta.get("warnings", ())),
    )


def coverage_of(meta: Mapping[str, Any]) -> Coverage | None:
    """The coverage that a stored document's meta has; None for one taken in by an older version."""
    held = meta.get("coverage")
    return Coverage(**{**held, "warnings": tuple(held["warnings"])}) if held else None
