"""Kill ingests at 40 moments and look at what is left: `make crash`.

Twenty are killed anywhere during the ingest, twenty while a generation of the index is being
written. After each kill the folder is opened as a user would open it: every document that had
been acknowledged must be found by meaning and by words, nothing half-written may be found, and no
hand is needed.
"""

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.files import STAGE
from index.hashing import HashingEmbedder
from index.library import Library

KILLS = 20
DOCUMENTS = 40
SEED = 20261122

WRITER = """
import sys
from pathlib import Path
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import ingest

library = Library(Path(sys.argv[1]), HashingEmbedder())
print("started", flush=True)
for path in sorted(Path(sys.argv[2]).glob("*.txt")):
    # one publication a document, so that many generations are written
    for row in ingest(library, [path]):
        print(row.doc_id, flush=True)
"""


def texts(folder: Path) -> dict[str, str]:
    """Forty documents, each with a word that no other has; document id to that word."""
    folder.mkdir()
    words = {}
    for number in range(DOCUMENTS):
        word = f"zeta{number:03d}word"
        lines = [f"Report {number}", "", f"What the {word} quarter learned about {word}.", ""]
        lines += [f"Paragraph {i} on drains, buses and {word} in detail.\n" for i in range(30)]
        (folder / f"report-{number:03d}.txt").write_text("\n".join(lines))
        words[f"report-{number:03d}"] = word
    return words


def killed(
    home: Path, source: Path, chance: random.Random, in_index: bool
) -> tuple[list[str], bool]:
    """Start an ingest, kill it; the ids that it had acknowledged, and whether it died as wanted."""
    command = [sys.executable, "-c", WRITER, str(home), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        writer.stdout.readline()
        acknowledged = []
        if in_index:
            hit = _wait_for_index_writing(home, writer, chance)
        else:
            wait_for = range(chance.randint(0, DOCUMENTS - 5))
            acknowledged += [writer.stdout.readline().strip() for _ in wait_for]
            time.sleep(chance.uniform(0, 0.15))
            hit = writer.poll() is None
        writer.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    left = list((home / "index").glob(f"{STAGE}*")) if in_index else []
    return acknowledged, hit and (bool(left) or not in_index)


def _wait_for_index_writing(
    home: Path, writer: subprocess.Popen[str], chance: random.Random
) -> bool:
    generations = chance.randint(0, DOCUMENTS // 3)
    while writer.poll() is None:
        if next((home / "index").glob(f"{STAGE}*"), None):
            if generations <= 0:
                time.sleep(chance.uniform(0, 0.02))
                return True
            generations -= 1
            while next((home / "index").glob(f"{STAGE}*"), None) and writer.poll() is None:
                time.sleep(0.0005)
    return False


def faults(home: Path, words: dict[str, str], acknowledged: list[str]) -> list[str]:
    """What is wrong with the folder that a killed ingest left; empty where nothing is."""
    library = Library(home, HashingEmbedder())
    generation = library.generation()
    stored = {document.doc_id for document in library.store.documents()}
    found = [f"acknowledged '{i}' is not stored" for i in acknowledged if i not in stored]
    if generation.vectors.ids() != set(library.store.passage_ids()):
        found.append("the vectors are not those of the stored passages")
    for doc_id in stored:
        document = library.store.get(doc_id)
        ids = library.store.passage_ids(doc_id)
        passages = library.store.passages(ids)
        if "".join(p.text for p in passages.values()) != document.pages[0].text:
            found.append(f"'{doc_id}' is half-written")
        by_words = {hit.passage_id for hit in generation.lexical.search(words[doc_id], 1000)}
        if not by_words or not by_words <= set(ids):
            found.append(f"'{doc_id}' is not found by words")
        vector = library.embedder.encode_passages([passages[ids[0]].searchable()])[0]
        near = generation.vectors.search(vector, 1)[0]
        if near.passage_id not in ids or near.score < 0.999:
            found.append(f"'{doc_id}' is not found by meaning")
        if not library.originals.path(document.sha256).is_file():
            found.append(f"the original of '{doc_id}' is missing")
    return found


def main() -> int:
    chance = random.Random(SEED)
    counts = {"anywhere": [0, 0], "inside the index": [0, 0]}
    acknowledged_in_all = 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts"
        words = texts(source)
        for where, in_index in (("anywhere", False), ("inside the index", True)):
            while counts[where][0] < KILLS:
                home = Path(folder) / "home"
                acknowledged, hit = killed(home, source, chance, in_index)
                if hit:
                    wrong = faults(home, words, acknowledged)
                    counts[where][0] += 1
                    counts[where][1] += bool(wrong)
                    acknowledged_in_all += len(acknowledged)
                    print(f"{where}: killed after {len(acknowledged)} documents; "
                          f"{'; '.join(wrong) or 'all found'}")  # fmt: skip
                shutil.rmtree(home)
    bad = sum(broken for _, broken in counts.values())
    print(json.dumps({"kills": {where: n for where, (n, _) in counts.items()},
                      "acknowledged": acknowledged_in_all, "broken": bad}))  # fmt: skip
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
