"""A field of a draft with what is proposed for it."""

from collections.abc import Sequence

from corpus.draft import DraftField, Evidence, FieldState


def proposed(key: str, parts: dict[str, str], shown: Sequence[Evidence], sure: float) -> DraftField:
    """A proposed field; evidence that is given twice stands once."""
    unique = {(piece.page_index, piece.start, piece.end): piece for piece in shown}
    return DraftField(key=key, state=FieldState.PROPOSED, parts=parts, evidence=tuple(unique.values()),
                      confidence=round(min(0.99, max(0.0, sure)), 2))  # fmt: skip
