"""Broken files for the readers, for a bounded time: `make fuzz` (SECONDS=60 by default).

Sound files are cut, patched, repeated and spliced at random. Each must be read into pages whose
passages tile them, or be refused with a clear error; anything else is a finding, kept in a file.
"""

import importlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus.case import CASES
from corpus.errors import UnreadableFile
from index.hashing import HashingEmbedder
from ingest.readers import read
from ingest.segment import passages

SLOW = 20.0
"""Seconds after which one small file counts as a finding."""

ALPHABET = b"<>[]()/%{}\\\n\r\t\0\x7f\xff-#*`|0123456789 obj endobj stream xref R"


def seeds() -> list[tuple[str, bytes]]:
    """Sound files of every kind; more of them from folders named on the command line."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    pdf = importlib.import_module("conftest").pdf

    found = [(path.name, path.read_bytes()) for path in sorted(CASES.glob("*.md"))[:20]]
    found += [("plan.pdf", pdf(["Page one.", "", "Page three."], outline=["A", "B"]))]
    found += [("locked.pdf", pdf(["Secret."], password="pw"))]
    found += [("note.txt", "Água é vida.\n\nUm parágrafo.\n".encode("utf-16"))]
    for folder in map(Path, sys.argv[1:]):
        found += [(p.name, p.read_bytes()) for p in sorted(folder.rglob("*.pdf"))]
    return found


def broken(content: bytes, chance: random.Random) -> bytes:
    """The content with one to eight random changes."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 4, 40, 400))
        match chance.randrange(5):
            case 0:
                del data[at : at + size]
            case 1:
                data[at:at] = bytes(chance.choices(ALPHABET, k=size))
            case 2:
                data[at : at + size] = chance.randbytes(size)
            case 3:
                data[at:at] = data[at : at + size] * chance.randint(1, 50)
            case _:
                del data[at + size * 20 :]
    return bytes(data)


def outcome(content: bytes, name: str) -> str:
    """What reading came to; raises where it came to anything but reading or refusing."""
    try:
        document = read(content, name)
    except UnreadableFile as error:
        return type(error).__name__
    cut = list(passages(document, HashingEmbedder().count_pieces))
    for index, page in enumerate(document.pages):
        text = "".join(p.text for p in cut if p.page_index == index)
        assert text == (page.text if page.text.strip() else ""), f"page {index} is not tiled"
    return "read"


def main() -> int:
    """Break files until the time is up."""
    seed = int(os.environ.get("SEED", "20261122"))
    chance, outcomes, findings = random.Random(seed), Counter[str](), 0
    files = seeds()
    end = time.monotonic() + float(os.environ.get("SECONDS", "60"))
    last = Path(tempfile.gettempdir()) / "citygraft-fuzz-last"
    while time.monotonic() < end:
        name, content = chance.choice(files)
        content = broken(content, chance)
        last.write_bytes(content)  # a crash of the process itself leaves the culprit here
        start = time.monotonic()
        try:
            outcomes[outcome(content, name)] += 1
            fault = "slow" if time.monotonic() - start > SLOW else ""
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            fault = f"{type(error).__name__}: {error}"
        if fault:
            findings += 1
            kept = last.with_name(f"citygraft-fuzz-{seed}-{findings}-{name}")
            kept.write_bytes(content)
            print(f"{fault} ({kept})")
    print(f"{sum(outcomes.values())} files: {dict(outcomes)}; {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
