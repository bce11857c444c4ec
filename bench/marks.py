"""How many quotes are located on the pages of their PDFs, and whether in the right place.

    python bench/marks.py FOLDER … [--quotes N] [--seed N]

Reads all PDFs of the folders, takes sentences and whole passages at random as quotes, the way that answers take them,
and has them marked by a child process. Right is a quote of which nearly all words stand under its rectangles, as pdfium
gives the text within them, and under which little else stands. Nothing is tuned to the folders.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import pypdfium2

from assistant.quote import quote
from corpus.errors import UnreadableFile
from corpus.nouns import Document, Passage
from ingest.apart.pool import POOL
from ingest.kinds import Kind
from ingest.pdf.marked import HALF, Marks
from ingest.pdf.marks import characters, seen
from ingest.pdf.original import marks, picture
from ingest.readers import never
from ingest.segment import passages

PICTURES = 30
RIGHT = 0.9
"""Share of a quote's words that stand under its rectangles, for it to be in the right place."""


class Tried(NamedTuple):
    """A quote that was marked: where it is from, its marks, and how much of it and else stands under them."""

    path: Path
    passage: Passage
    words: str
    marks: Marks
    recall: float
    precision: float
    seconds: float


def read(folders: Sequence[Path]) -> Iterator[tuple[Path, Document]]:
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        try:
            yield path, POOL.read(Kind.PDF, path.read_bytes(), path.name, never)
        except UnreadableFile:
            continue


def quotes(
    documents: Sequence[tuple[Path, Document]], number: int
) -> list[tuple[Path, str, Passage, str]]:
    """Sentences as they are cited, and one whole passage of three."""
    held = [
        (path, document.pages[passage.page_index].text, passage)
        for path, document in documents
        for passage in passages(document, lambda texts: [len(text) // 4 for text in texts])
        if len(re.findall(r"\w", passage.text)) > 20
    ]
    chosen = random.sample(held, min(number, len(held)))
    return [
        (path, text, passage, quote(passage, "") if at % 3 else passage.text.strip())
        for at, (path, text, passage) in enumerate(chosen)
    ]


def tried(path: Path, text: str, passage: Passage, words: str) -> Tried:
    start = passage.start + passage.text.index(words)
    began = time.perf_counter()
    found = marks(path, passage.page or 0, text, start, start + len(words))
    seconds = time.perf_counter() - began
    under, wanted = folded(text_under(path, passage.page or 0, found)), folded(words)
    return Tried(path, passage, words, found, share(wanted, under), share(under, wanted), seconds)


def text_under(path: Path, number: int, found: Marks) -> str:
    """The characters whose middle is in a rectangle, in the order of the file."""
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        sheet, drawn = seen(page), page.get_textpage()
        text = drawn.get_text_range()
        out = []
        for index in dict.fromkeys(characters(drawn).places):
            left, bottom, right, top = sheet.box(*drawn.get_charbox(index))
            x, y = (left + right) / 2 / sheet.width, 1 - (bottom + top) / 2 / sheet.height
            if any(a <= x <= a + w and b <= y <= b + h for a, b, w, h in found.rectangles):
                out.append(chr(pypdfium2.raw.FPDFText_GetUnicode(drawn.raw, index)))
        assert text is not None
        return "".join(out)


def folded(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text.casefold()))


def share(part: str, whole: str) -> float:
    """Share of a text's runs of five letters that another has: spaces, hyphens and order of lines do not matter."""
    grams = [part[at : at + 5] for at in range(max(1, len(part) - 4))]
    return mean(gram in whole for gram in grams) if part else 0.0


def pictures(rows: Sequence[Tried]) -> None:
    for width in (900, 1400):
        taken, sizes = [], []
        for row in rows[:PICTURES]:
            began = time.perf_counter()
            sizes.append(len(picture(row.path, row.passage.page or 1, width)))
            taken.append(1000 * (time.perf_counter() - began))
        print(
            f"  picture of {width} pixels: median {median(taken):.0f} ms, most {max(taken):.0f} ms; "
            f"median {median(sizes) / 1000:.0f} kB, most {max(sizes) / 1000:.0f} kB"
        )


def main() -> int:
    given = argparse.ArgumentParser(description="Marks of quotes on pages of PDFs")
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--quotes", type=int, default=300)
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--show", action="store_true", help="print what is not located or not right")
    wanted = given.parse_args()
    random.seed(wanted.seed)
    documents = list(read(wanted.folders))
    rows = [tried(*one) for one in quotes(documents, wanted.quotes)]
    if not rows:
        print("marks: no PDF with text; name a folder that has some")
        return 0
    marked = [row for row in rows if row.marks.coverage >= HALF]
    right = [row for row in marked if row.recall >= RIGHT * row.marks.coverage]
    taken = [1000 * row.seconds for row in rows]
    print(f"marks: {len(rows)} quotes of {len(documents)} PDFs")
    print(f"  at least half located      {len(marked) / len(rows):6.1%}")
    print(f"  mean coverage              {mean(row.marks.coverage for row in rows):6.1%}")
    print(f"  located in the right place {len(right) / len(rows):6.1%}")
    print(
        f"  of the text under the rectangles, part of the quote {mean(row.precision for row in marked):.1%}"
    )
    print(f"  marks: median {median(taken):.0f} ms, most {max(taken):.0f} ms")
    pictures(rows)
    for row in rows if wanted.show else ():
        if row.marks.coverage < 0.9 or row.recall < RIGHT or row.precision < RIGHT:
            print(
                f"{row.marks.coverage:.2f} {row.recall:.2f} {row.precision:.2f} {row.path.name} {row.passage.page} {row.words[:150]!r}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
