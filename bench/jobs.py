"""A thousand documents in one job: is memory flat, and is search answered meanwhile? `make bench`.

The documents (PDF, Markdown, text) are generated, so that every run has the same. The first job uses the
hashing embedder, which shows what ingest itself holds; the second, with fewer documents, the real model.
Questions go on in another thread, as a person would ask; what a question takes in a quiet process is
measured before.
"""

import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from assistant.settings import settings
from index.base import Embedder
from index.export import prepare
from index.hashing import HashingEmbedder
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.jobs.job import Item, Job, State
from ingest.jobs.jobs import Jobs
from ingest.jobs.run import run
from ingest.pipeline import Row

DOCUMENTS = 1000
FEWER = 150
MARKS = (100, 500, 1000)
"""Documents after which memory is read."""

PAUSE = 0.05
"""Seconds between two questions."""

SEED = 20261128
WORDS = [
    "drain",
    "street",
    "flood",
    "tree",
    "shade",
    "heat",
    "bus",
    "lane",
    "market",
    "waste",
    "compost",
    "sewer",
    "river",
    "roof",
    "school",
    "budget",
    "ward",
    "permit",
    "tariff",
    "pump",
    "culvert",
    "levee",
    "clinic",
    "housing",
    "tenure",
    "vendor",
    "bicycle",
    "crossing",
    "lamp",
    "well",
]


def sentence(chance: random.Random) -> str:
    """Ten to twenty words and a number."""
    words = chance.choices(WORDS, k=chance.randint(10, 20))
    return f"{' '.join(words).capitalize()} {chance.randint(1, 10_000)}."


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page for every forty lines."""
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    for page in pages:
        stream = f"BT /F1 9 Tf 14 TL 40 760 Td {''.join(f'({line}) Tj T* ' for line in page)}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 {font} >> >> /Contents {len(objects)} 0 R >>"
        )
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("latin-1")


def documents(folder: Path, count: int, lines: int) -> list[Item]:
    """So many files, a third of each kind, with so many sentences each."""
    chance = random.Random(SEED)
    folder.mkdir()
    items = []
    for number in range(count):
        told = [sentence(chance) for _ in range(lines)]
        path = folder / f"report-{number:04}.{('pdf', 'md', 'txt')[number % 3]}"
        if path.suffix == ".pdf":
            path.write_bytes(pdf(told))
        else:
            title = f"{'# ' if path.suffix == '.md' else ''}Report {number}"
            path.write_text("\n\n".join([title, *told]), encoding="utf-8")
        items.append(Item(path.name, str(path)))
    return items


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def asked(library: Library, going_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each question, asked one after the other as long as it goes on."""
    chance, taken = random.Random(SEED), []
    while going_on():
        start = time.perf_counter()
        library.search(" ".join(chance.choices(WORDS, k=6)), 50)
        taken.append((time.perf_counter() - start) * 1000)
        time.sleep(PAUSE)
    return taken


def percentiles(taken: list[float]) -> tuple[float, float]:
    """The median, and what one in a hundred exceeds."""
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return cuts[49], cuts[98]


def measured(folder: Path, embedder: Embedder, count: int, lines: int) -> dict[str, float]:
    """One job of so many documents, and searches meanwhile."""
    library = Library(folder / "home", embedder)
    jobs = Jobs(library.home)
    items = documents(folder / "files", count, lines)
    run(library, jobs, jobs.create("bench", items[:20]).job_id)
    held: dict[int, float] = {}
    seen, over = 0, threading.Event()

    def told(_: Row) -> None:
        nonlocal seen
        seen += 1
        if seen in MARKS or seen == count:
            held[seen] = resident()

    def job() -> Job:
        try:
            return run(library, jobs, jobs.create("bench", items).job_id, told)
        finally:
            over.set()

    ended: list[Job] = []
    runner = threading.Thread(target=lambda: ended.append(job()))
    start = time.perf_counter()
    runner.start()
    meanwhile = asked(library, lambda: not over.is_set())
    runner.join()
    seconds = time.perf_counter() - start
    assert [one.state for one in ended] == [State.DONE]
    left = iter(range(200))
    quiet = asked(library, lambda: next(left, None) is not None)
    (p50, p99), (q50, q99) = percentiles(meanwhile), percentiles(quiet)
    first, last = held[min(held)], held[max(held)]
    return {
        "documents": count,
        "passages": len(library.store.passage_ids()),
        "seconds": seconds,
        **{f"memory at {n}, MB": value for n, value in held.items()},
        "memory at the last mark over the first": last / first,
        "questions meanwhile": len(meanwhile),
        "question meanwhile, p50, ms": p50,
        "question meanwhile, p99, ms": p99,
        "question, quiet, p50, ms": q50,
        "question, quiet, p99, ms": q99,
    }


def main() -> None:
    """Measure and print."""
    models = settings().models
    prepare(models)
    found = {}
    for what, embedder, count, lines in (
        ("hashing embedder", HashingEmbedder(), DOCUMENTS, 60),
        ("all-MiniLM-L6-v2", OnnxEmbedder(models), FEWER, 30),
    ):
        with tempfile.TemporaryDirectory() as name:
            figures = measured(Path(name), embedder, count, lines)
        print(f"job of documents, {what}")
        for label, value in figures.items():
            print(f"  {label:<42}{value:>10.2f}")
        found[what] = {label: round(value, 3) for label, value in figures.items()}
        sys.stdout.flush()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
