"""How well supported texts are told from others: `python -m bench.rewriting`, with `all` every fault.

bench/rewriting.tsv has texts as language models write them, with the quotes that they cite and whether a reader
finds them supported; the project wrote both. The set "first" was written before the verifier, "second"
after it was done.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from api.rewriting.sentences import sentences
from api.rewriting.sources import Source
from api.rewriting.verifier import fault

TABLE = Path(__file__).with_suffix(".tsv")


class Pair(NamedTuple):
    """A text with its quotes."""

    written: str
    supported: bool
    kind: str
    sources: list[Source]
    text: str


def pairs() -> list[Pair]:
    """All that are labelled."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [_pair(*line.split("\t")) for line in lines]


def _pair(written: str, supported: str, kind: str, quotes: str, text: str) -> Pair:
    told = [quote.partition(": ") for quote in quotes.split(" ¦ ")]
    sources = [Source(n, name, tuple(sentences(q))) for n, (name, _, q) in enumerate(told, 1)]
    return Pair(written, supported == "yes", kind, sources, text.replace("\\n", "\n"))


def main() -> None:
    counted = Counter[tuple[str, bool, bool]]()
    for pair in pairs():
        told = fault(pair.text, pair.sources)
        counted[pair.written, pair.supported, not told] += 1
        if pair.supported == bool(told) or "all" in sys.argv:
            print(f"{pair.written} · supported {pair.supported} · {pair.kind}: {told or 'shown'}")
    for written in ("first", "second"):
        for supported, word in ((False, "unsupported"), (True, "supported")):
            shown = counted[written, supported, True]
            print(
                f"{written}: {shown} of {shown + counted[written, supported, False]} {word} shown"
            )


if __name__ == "__main__":
    main()
