"""Broken files for every reader, for a bounded time: `make fuzz` (SECONDS=60, SEED=… by default today's).

Sound files of every kind are cut, patched, repeated and spliced, archives also inside their parts.
Each must be read into pages whose passages tile them, or be refused with a clear error; a reader
that breaks is a finding, although the child process contains it. Hypothesis chooses the changes,
and makes a finding as small as it can before the file is kept.
"""

import importlib
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from bench.samples import inside, samples
from corpus.case import CASES
from corpus.errors import ReadingFailed, UnreadableFile
from index.hashing import HashingEmbedder
from ingest.expand import expanded
from ingest.incoming import Incoming
from ingest.readers import read
from ingest.segment import passages

SLOW = 20.0
"""Seconds after which one small file counts as a finding."""

ROUND = 100
"""Files broken between two looks at the clock."""

BYTES = b"<>[]()/%{}\\\n\r\t\0\x7f\xff-#*`|,;\"'=&0123456789 obj endobj stream xref R"

Change = tuple[int, float, int, bytes]
"""What is done (0 to 4), where (a share of the length), to how many bytes, and with which."""

changes = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.floats(0, 1, exclude_max=True),
        st.sampled_from((1, 4, 40, 400)),
        st.one_of(st.binary(min_size=1, max_size=40), st.sampled_from([BYTES])),
    ),
    min_size=1,
    max_size=8,
)


def seeds() -> list[tuple[str, bytes]]:
    """Sound files of every kind; more of them from folders named on the command line."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    pdf = importlib.import_module("conftest").pdf

    found = samples()
    found += [(path.name, path.read_bytes()) for path in sorted(CASES.glob("*.md"))[:3]]
    found += [("plan.pdf", pdf(["Page one.", "", "Page three."], outline=["A", "B"]))]
    found += [("locked.pdf", pdf(["Secret."], password="pw"))]
    found += [("note.txt", "Água é vida.\n\nUm parágrafo.\n".encode("utf-16"))]
    for folder in map(Path, sys.argv[1:]):
        found += [(p.name, p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()]
    return found


def broken(content: bytes, wanted: list[Change]) -> bytes:
    """The content with these changes, one after the other."""
    data = bytearray(content)
    for what, share, size, new in wanted:
        at = int(share * (len(data) + 1))
        match what:
            case 0:
                del data[at : at + size]
            case 1:
                data[at:at] = new
            case 2:
                data[at : at + size] = new
            case 3:
                data[at:at] = data[at : at + size] * 20
            case _:
                del data[at + size * 20 :]
    return bytes(data)


def outcome(content: bytes, name: str) -> str:
    """What reading came to; raises where it came to anything but reading or refusing."""
    try:
        for file in expanded(Incoming(name, name, lambda: content)):
            _tiled(file.content(), file.name)
    except ReadingFailed:
        raise  # a limit or a fault ended the child process
    except UnreadableFile as error:
        return type(error).__name__
    return "read"


def _tiled(content: bytes, name: str) -> None:
    document = read(content, name)
    cut = list(passages(document, HashingEmbedder().count_pieces))
    for index, page in enumerate(document.pages):
        text = "".join(p.text for p in cut if p.page_index == index)
        assert text == (page.text if page.text.strip() else ""), f"page {index} is not tiled"


class Fuzz:
    """One run: what files came to, and the last one that was broken."""

    def __init__(self, end: float) -> None:
        self.outcomes: Counter[str] = Counter()
        self.last = ("", b"")
        self._end = end
        self._files = seeds()

    def round(self, number: int) -> None:
        """Break some files; raises at the smallest one that is a finding."""

        @seed(number)
        @settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.sampled_from(self._files), changes, st.booleans(), st.integers(0, 10**6))
        def one(file: tuple[str, bytes], wanted: list[Change], deep: bool, part: int) -> None:
            if time.monotonic() < self._end:
                self._one(file, wanted, deep, part)

        one()

    def _one(self, file: tuple[str, bytes], wanted: list[Change], deep: bool, part: int) -> None:
        name, content = file
        if deep and content.startswith(b"PK"):
            content = inside(content, lambda held: broken(held, wanted), Random(part))
        else:
            content = broken(content, wanted)
        self.last = (name, content)
        start = time.monotonic()
        self.outcomes[outcome(content, name)] += 1
        assert time.monotonic() - start < SLOW, "slow"


def main() -> int:
    """Break files until the time is up."""
    number = int(os.environ.get("SEED", time.strftime("%Y%m%d")))
    end = time.monotonic() + float(os.environ.get("SECONDS", "60"))
    fuzz, findings = Fuzz(end), 0
    while time.monotonic() < end:
        number += 1
        try:
            fuzz.round(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            findings += 1
            name, content = fuzz.last
            kept = Path(tempfile.gettempdir()) / f"citygraft-fuzz-{number}-{name}"
            kept.write_bytes(content)
            print(f"{type(error).__name__}: {error} ({kept})")
    print(f"{sum(fuzz.outcomes.values())} files: {dict(fuzz.outcomes)}; {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
