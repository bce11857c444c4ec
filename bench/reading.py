"""Pages a second that PDFs are read at, against pdfium alone in the same run: `make bench`.

    python bench/reading.py [FOLDER …]

Reads all PDFs of the folders (without one: the evaluation material beside the checkout, if it is there) in turn by
pdfium alone in this process, which is text and nothing else, and by a child process; text in pictures is not
recognised. Turns alternate, and the least time of each file counts, as other work on the machine only ever adds.
The last line adds what it takes to start the child, which happens once for some hundred files.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pypdfium2

from corpus.errors import UnreadableFile
from ingest.apart.pool import Pool
from ingest.kinds import Kind
from ingest.readers import never

BESIDE = Path(__file__).parents[2] / "shared" / "evaluation" / "documents"
TURNS = 7

GOAL = 0.6
"""Of the pages a second of pdfium alone."""


def alone(content: bytes) -> None:
    with pypdfium2.PdfDocument(content) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def by_child(pool: Pool, content: bytes) -> int:
    return len(pool.read(Kind.PDF, content, "a.pdf", never).pages)


def readable(folders: Sequence[Path]) -> list[bytes]:
    """The PDFs of some folders that open."""
    pool, files = Pool(), []
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        content = path.read_bytes()
        try:
            pool.read(Kind.PDF, content, path.name, never)
        except UnreadableFile:
            continue
        files.append(content)
    pool.close()
    return files


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    folders = [Path(name) for name in sys.argv[1:]] or [BESIDE]
    files = readable(folders)
    if not files:
        print("reading: no PDFs to read; name a folder that has some")
        return 0
    pool = Pool()
    pages = sum(by_child(pool, content) for content in files)
    plain, warm, starts = [], [], []
    for _ in range(TURNS):
        plain.append([seconds(partial(alone, content)) for content in files])
        warm.append([seconds(partial(by_child, pool, content)) for content in files])
        pool.close()
        first = seconds(partial(by_child, pool, files[0]))
        starts.append(first - seconds(partial(by_child, pool, files[0])))
    pool.close()
    base, started = (sum(map(min, zip(*turns, strict=True))) for turns in (plain, warm))
    print(f"reading {pages} pages of {len(files)} PDFs")
    print(f"  pdfium alone     {pages / base:6.0f} pages/s")
    for name, taken in (("child", started), ("child, starting", started + min(starts))):
        met = "met" if base / taken >= GOAL else "missed"
        print(
            f"  {name:16} {pages / taken:6.0f} pages/s  {base / taken:4.0%}, goal of {GOAL:.0%} {met}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
