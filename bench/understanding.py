"""How well facts, transfers mentioned and subjects are found: `python -m bench.understanding [wrong|subjects|fit]`.

The golden sets are corpus/golden/facts.jsonl and mentioned.jsonl; `wrong` prints what is not found. Subjects
are told for each case of the corpus by the others, which takes some minutes: only with `subjects`; `fit`
also writes ingest/subjects/subjects.json.
"""

import json
import sys
import time
from collections.abc import Callable

from assistant.settings import settings
from assistant.wiring import embedder
from corpus.case import load_cases
from ingest.facts.find import find_facts
from ingest.facts.measure import measure_facts, wrong
from ingest.golden import PARTS, Tally, rows
from ingest.places.mentions import find_places
from ingest.subjects.fit import Figures, as_json, fit, see
from ingest.subjects.model import MODEL
from ingest.subjects.words import KINDS
from ingest.transfers.measure import judged, measure_mentioned, practices_named
from ingest.transfers.mentioned import find_transfers


def show(name: str, counts: Tally) -> None:
    print(name)
    for kind in (*sorted(counts.wanted | counts.found), None):
        of = counts.wanted.total() if kind is None else counts.wanted[kind]
        shares = f"precision {counts.precision(kind):.3f}  recall {counts.recall(kind):.3f}"
        print(f"  {kind or 'all':10} {shares}  of {of}")


def speed(name: str, text: str, find: Callable[[str], object]) -> None:
    start = time.process_time()
    find(text)
    print(
        f"{name}: {len(text) / (time.process_time() - start):,.0f} characters a second of processor time"
    )


def facts() -> None:
    for part in PARTS[:3]:
        show(f"facts, {part}", measure_facts(part))
    speed(
        "facts",
        "\n".join(row["text"] for part in PARTS for row in rows("facts", part)) * 20,
        find_facts,
    )


def mentioned() -> None:
    for part in PARTS:
        show(f"transfers, {part}", measure_mentioned(part))
        show(f"transfers with places as found, {part}", measure_mentioned(part, given=False))
        print("  the words for what moved: {} of {}".format(*practices_named(part)))
    text = "\n".join(row["text"] for part in PARTS for row in rows("mentioned", part))
    places = find_places([text])
    speed("transfers, places apart", text, lambda text: find_transfers([text], places))


def subjects(*, write: bool) -> None:
    seen = see(list(load_cases()), embedder(settings()).encode_passages)
    kinds = {}
    for kind in KINDS:
        model, told, by_words = fit(kind, seen)
        print(kind, "with likeness ", _line(told))
        print(kind, "by words alone", _line(by_words))
        kinds[kind] = as_json(model)
    if write:
        about = f"{len(seen.vectors)} cases of the corpus, all-MiniLM-L6-v2"
        MODEL.write_text(json.dumps({"fitted on": about, "kinds": kinds}) + "\n", encoding="utf-8")


def _line(told: Figures) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in told._asdict().items())


def main() -> None:
    asked = sys.argv[1:]
    if "subjects" in asked or "fit" in asked:
        subjects(write="fit" in asked)
        return
    facts()
    mentioned()
    if "wrong" in asked:
        for part in PARTS:
            for text, over, missed in wrong(part):
                print(text, "\n  wrong ", over, "\n  missed", missed)
            for text, found, wanted in judged(part):
                if {move[:2] for move in found} != {move[:2] for move in wanted}:
                    print(text, "\n  found ", found, "\n  wanted", wanted)


if __name__ == "__main__":
    main()
