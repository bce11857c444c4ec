"""Sentences on what was hard to read in a PDF."""

from collections.abc import Sequence
from itertools import pairwise

TAIL = 2048
"""Bytes at the end in which a whole file has its end mark."""

NAMED = 8
"""Ranges of page numbers that a sentence lists."""

PICTURES = "pictures"
"""Key of a document's `meta` on its way from the child process: pages without text that are not blank."""

HOW_TO_READ_SCANS = (
    "It is probably a scan: install tesseract and the extra that recognises text "
    "(pip install 'citygraft[ocr]'), then take it in again."
)

DAMAGED = "The file is damaged; only part of its text could be read. Save it again from its source."

NUMBERS_LOST = "Pages are missing, so that the numbers of those that are left may be wrong."


def cut_short(content: bytes) -> list[str]:
    """Whether the file's end is missing."""
    if b"%%EOF" in content[-TAIL:].rstrip(b"\0"):
        return []
    return [
        "The end of the file is missing, as if it was cut off in copying; pages or text may be lost."
    ]


def unreadable(broken: Sequence[int]) -> list[str]:
    """Which pages are damaged or missing."""
    return [f"Damaged or missing, and not read: {_pages(broken)}."] if broken else []


def without_text(empty: Sequence[int], count: int) -> str:
    """Which pages have no text, so that nothing on them is found."""
    return f"No text on {len(empty)} of {count} page{'s' * (count > 1)} ({listed(empty)})."


def recognised(pages: Sequence[int]) -> str:
    """Which pages have text that was recognised in a picture."""
    return f"The text of {_pages(pages)} was recognised in a picture (OCR) and may have errors."


def listed(numbers: Sequence[int]) -> str:
    """`2, 5–9, 12`, and `…` where there are many."""
    cuts = [at for at, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1]
    runs = [numbers[a:b] for a, b in pairwise([0, *cuts, len(numbers)])]
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:NAMED]]
    return ", ".join(parts) + (", …" if len(runs) > NAMED else "")


def _pages(numbers: Sequence[int]) -> str:
    return f"page{'s' * (len(numbers) > 1)} {listed(numbers)}"
