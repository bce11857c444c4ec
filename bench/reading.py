"""Pages a second that PDFs are read at, against pdfium alone in the same run: `make bench`.

    python bench/reading.py [FOLDER …]

Reads all PDFs of the folders (without one: the evaluation material beside the checkout, if it is there) in turn by
pdfium alone in this process, which is text and nothing else; by a child process that has yet to start; and by one
that has read before. Text in pictures is not recognised. Turns alternate, so that a machine that slows down slows
all of them, and the least of each counts.
"""

import sys
import time
from collections.abc import Callable, Sequence
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


def alone(files: Sequence[bytes]) -> None:
    for content in files:
        with pypdfium2.PdfDocument(content) as pdf:
            for index in range(len(pdf)):
                page = pdf[index]
                text = page.get_textpage()
                text.get_text_range()
                text.close()
                page.close()


def by_child(pool: Pool, files: Sequence[bytes]) -> int:
    return sum(len(pool.read(Kind.PDF, content, "a.pdf", never).pages) for content in files)


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
    pages = by_child(pool, files)
    taken: dict[str, list[float]] = {"pdfium alone": [], "child, cold": [], "child, warm": []}
    for _ in range(TURNS):
        taken["pdfium alone"].append(seconds(lambda: alone(files)))
        pool.close()
        taken["child, cold"].append(seconds(lambda: by_child(pool, files)))
        taken["child, warm"].append(seconds(lambda: by_child(pool, files)))
    pool.close()
    print(f"reading {pages} pages of {len(files)} PDFs")
    base = min(taken["pdfium alone"])
    for name, times in taken.items():
        print(f"  {name:13} {pages / min(times):7.0f} pages/s  {base / min(times):5.0%}")
    for name in ("child, cold", "child, warm"):
        met = "met" if base / min(taken[name]) >= GOAL else "missed"
        print(f"  goal of {GOAL:.0%} {met} by {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
