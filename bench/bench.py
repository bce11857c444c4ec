"""Speed, measured in one run on this machine: `make bench`.

Every figure is the median of several runs; what can be compared is given as a ratio. The data
folder is a new one beside the system's temporary files; the model is the one that is prepared.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import settings
from corpus.case import CASES
from index.export import prepare
from index.library import Library
from index.onnx import OnnxEmbedder, OpenVinoEmbedder
from ingest.pipeline import ingest

RUNS = 7
QUESTION = "How do we keep informal settlements from flooding?"
CITIES = ["Beira", "Zurich", "Accra", "Lima", "Hanoi", "Portland", "Amman", "Suva"]
PROGRAM = str(Path(sys.executable).parent / "citygraft")


def median(what: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def command(*words: str, home: Path) -> Callable[[], object]:
    """Run the program from cold, as a user would."""
    environment = {**os.environ, "CITYGRAFT_HOME": str(home),
                   "CITYGRAFT_MODELS": str(settings().models)}  # fmt: skip
    return lambda: subprocess.run(
        [PROGRAM, *words], env=environment, check=True, capture_output=True
    )


def ingest_figures(folder: Path, embedder: OnnxEmbedder) -> dict[str, float]:
    """Passages a second of a whole ingest against encoding the same texts with the model alone."""
    library = Library(folder / "ingest", embedder)
    start = time.perf_counter()
    rows = ingest(library, [CASES])
    whole = time.perf_counter() - start
    passages = library.store.passages(library.store.passage_ids()).values()
    texts = [passage.searchable() for passage in passages]
    alone = median(lambda: embedder.encode_passages(texts), 1)
    again = median(lambda: ingest(library, [CASES]), 3)
    openvino = OpenVinoEmbedder(settings().models)
    extra = median(lambda: openvino.encode_passages(texts), 1)
    return {
        "documents": len(rows),
        "passages": len(texts),
        "ingest passages/s": len(texts) / whole,
        "model alone passages/s": len(texts) / alone,
        "model by OpenVINO passages/s": len(texts) / extra,
        "ingest overhead over the model": whole / alone - 1,
        "taking in again, s": again,
    }


def ask_figures(home: Path, embedder: OnnxEmbedder) -> dict[str, float]:
    """A question in a running process, and how much of it is not the model."""
    assistant = Assistant(Library(home, embedder))
    assistant.ask(QUESTION, "Beira")
    whole = median(lambda: assistant.ask(QUESTION, "Beira"), 50)
    model = median(lambda: embedder.encode_query(QUESTION), 50)
    return {"question, warm, ms": whole * 1000, "of which the model, ms": model * 1000}


def transplant_figures(home: Path, embedder: OnnxEmbedder) -> dict[str, float]:
    """A transplant report and a list of peers in a running process, for many cities."""
    assistant = Assistant(Library(home, embedder))
    start = time.perf_counter()
    assistant.transplants.held()
    loaded = time.perf_counter() - start
    cities = iter(CITIES * RUNS)
    assistant.transplant("bike share", CITIES[0])
    report = median(lambda: assistant.transplant("bike share", next(cities)), len(CITIES) * RUNS)
    assistant.peers(CITIES[0])
    again = iter(CITIES * RUNS)
    peers = median(lambda: assistant.peers(next(again), "mobility"), len(CITIES) * RUNS)
    return {
        "corpus for transplants, s": loaded,
        "transplant report, ms": report * 1000,
        "peers, ms": peers * 1000,
    }


def main() -> None:
    """Measure and print."""
    models = settings().models
    prepare(models)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = folder / "home"
        start = time.perf_counter()
        command("ask", QUESTION, home=home)()
        figures["first start with the bundled corpus, s"] = time.perf_counter() - start
        figures["citygraft ask, cold, s"] = median(
            command("ask", QUESTION, "--city", "Beira", home=home)
        )
        figures["citygraft --help, s"] = median(command("--help", home=home))
        embedder = OnnxEmbedder(models)
        figures |= ask_figures(home, embedder)
        figures |= transplant_figures(home, embedder)
        figures |= ingest_figures(folder, embedder)
    for label, value in figures.items():
        print(f"{label:<42}{value:>10.3f}")
    print(json.dumps({label: round(value, 4) for label, value in figures.items()}))


if __name__ == "__main__":
    main()
