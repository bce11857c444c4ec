"""How well supported texts are told from others: `python -m bench.rewriting`, with `all` every fault.

bench/rewriting.tsv has texts as language models write them, with the quotes that they cite and whether a reader
finds them supported; the project wrote them all. "first" was written before the first verifier and "second" after it,
"hostile" by its reviewer, and "unseen" after the verifier was made anew. ⟪ and ⟫ mark a quote in its passage.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from api.chat.base import Item
from api.rewriting.sources import Source, sources
from api.rewriting.verifier import fault
from assistant.answer import Citation

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
    held = [_item(n, *quote.partition(": ")[::2]) for n, quote in enumerate(quotes.split(" ¦ "), 1)]
    return Pair(written, supported == "yes", kind, sources(held), text.replace("\\n", "\n"))


def _item(n: int, name: str, passage: str) -> Item:
    """A quote as an answer has it; the document is a case study where a place is its name."""
    start, _, rest = passage.replace("\\n", "\n").rpartition("⟪")
    quote, _, end = rest.partition("⟫")
    held = Citation(
        n=n, doc_id=str(n), title=name, page=None, section=None, quote=quote, passage=start + quote + end, url="/"
    )  # fmt: skip
    url = "/cases/one" if ", " in name else "/documents/one"
    return Item(number=n, doc_id=str(n), title=name, about=name, quotes=(held,), url=url)


def main() -> None:
    counted = Counter[tuple[str, bool, bool]]()
    for pair in pairs():
        told = fault(pair.text, pair.sources)
        counted[pair.written, pair.supported, not told] += 1
        if pair.supported == bool(told) or "all" in sys.argv:
            print(f"{pair.written} · supported {pair.supported} · {pair.kind}: {told or 'shown'}")
    for written in ("first", "second", "hostile", "unseen"):
        for supported, word in ((False, "unsupported"), (True, "supported")):
            shown = counted[written, supported, True]
            print(
                f"{written}: {shown} of {shown + counted[written, supported, False]} {word} shown"
            )


if __name__ == "__main__":
    main()
