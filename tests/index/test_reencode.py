import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE

import pytest

from corpus.errors import ModelChanged, ModelMissing, StoreBusy
from corpus.nouns import Document, Page, Passage
from index.base import Embedder, Vectors
from index.encode import CHUNK
from index.estimate import SAMPLE, plan
from index.generations import newest
from index.hashing import HashingEmbedder
from index.library import Library, model_in_use
from index.manifest import _sealed
from index.reencode import done, reencode, unfinished

MANY = 3 * CHUNK
QUESTION = "drains number 7"


class Told(HashingEmbedder):
    """The reference embedder under a name, which tells of every batch before it is encoded."""

    def __init__(
        self, name: str, dim: int, told: Callable[[Sequence[str]], object] = lambda _: None
    ) -> None:
        super().__init__(dim)
        self.model = self.model._replace(name=name)
        self._told = told

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self._told(texts)
        return super().encode_passages(texts)


def load(name: str) -> Embedder:
    dims = {"old": 256, "new": 64}
    if name not in dims:
        raise ModelMissing(f"There is no model '{name}'.")
    return Told(name, dims[name])


def opened(home: Path) -> Library:
    model = model_in_use(home)
    return Library(home, load(model.name if model else "old"), load)


def put(library: Library, doc_id: str, texts: Sequence[str]) -> None:
    pages = tuple(Page(None, text) for text in texts)
    document = Document(
        doc_id, doc_id, "document", "text/plain", doc_id.ljust(64, "0"), doc_id, pages, (), {}
    )
    passages = [
        Passage(0, doc_id, at, None, "", doc_id, 0, len(text), text, ((0, len(text)),))
        for at, text in enumerate(texts)
    ]
    library.put(document, passages, doc_id.encode())


def take_in(library: Library, doc_id: str, *texts: str) -> None:
    """As a process does that takes in a document."""
    library.generation()
    with library.writing():
        put(library, doc_id, texts)
        library.publish()


def first(library: Library, question: str) -> str:
    hit = library.search(question).hits[0]
    return library.store.passages([hit.passage_id])[hit.passage_id].text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    take_in(opened(home), "many", *(f"What drains number {i} taught us." for i in range(MANY)))
    return home


def test_an_interrupted_change_goes_on_without_encoding_twice(home: Path) -> None:
    before: list[str] = []
    after: list[str] = []

    def interrupted(texts: Sequence[str]) -> None:
        if len(before) >= 2 * CHUNK:
            raise KeyboardInterrupt
        before.extend(texts)

    library = Library(home, Told("new", 64, interrupted))
    with pytest.raises(KeyboardInterrupt):
        reencode(library)
    assert done(library, library.embedder.model) == 2 * CHUNK
    assert unfinished(opened(home)) == (library.embedder.model, 2 * CHUNK, MANY)
    assert model_in_use(home) == load("old").model
    reencode(Library(home, Told("new", 64, after.extend)))
    assert sorted(before + after) == sorted({*before, *after})
    assert len(before + after) == MANY
    assert unfinished(opened(home)) is None
    assert model_in_use(home) == load("new").model


def test_old_answers_stay_and_documents_come_in_until_the_switch(home: Path) -> None:
    reader, writer = opened(home), opened(home)
    old = reader.search(QUESTION)
    seen: list[bool] = []

    def meanwhile(_: Sequence[str]) -> None:
        if not seen:
            seen.append(reader.search(QUESTION) == old)
            take_in(writer, "late", "Bicycle lanes beside the tramway.")
        seen.append(first(reader, "bicycle") == "Bicycle lanes beside the tramway.")
        seen.append(reader.embedder.model.name == "old")

    made = reencode(Library(home, Told("new", 64, meanwhile)))
    assert len(seen) > 6
    assert all(seen)
    assert made.passages == MANY + 1
    assert first(opened(home), "bicycle") == "Bicycle lanes beside the tramway."
    assert opened(home).embedder.model.name == "new"


def test_a_running_library_answers_with_the_new_model_after_the_switch(home: Path) -> None:
    running = opened(home)
    old = running.search(QUESTION)
    reencode(Library(home, load("new")))
    new = running.search(QUESTION)
    assert running.embedder.model == load("new").model
    assert new == opened(home).search(QUESTION)
    assert new != old


def test_what_is_taken_in_after_the_switch_is_encoded_with_the_new_model(home: Path) -> None:
    running = opened(home)
    running.search(QUESTION)
    reencode(Library(home, load("new")))
    take_in(running, "later", "Compost from markets.")
    assert model_in_use(home) == load("new").model
    assert first(opened(home), "compost markets") == "Compost from markets."


def test_an_ingest_that_began_before_the_switch_publishes_with_the_new_model(home: Path) -> None:
    running = opened(home)
    running.generation()
    reencode(Library(home, load("new")))
    with running.writing():
        put(running, "later", ["Compost from markets."])
        assert running.publish().embedder.model == load("new").model
    assert first(running, "compost markets") == "Compost from markets."


def test_changing_back_encodes_nothing(home: Path) -> None:
    reencode(Library(home, load("new")))
    encoded: list[str] = []
    reencode(Library(home, Told("old", 256, encoded.extend)))
    assert encoded == []
    assert model_in_use(home) == load("old").model


def test_eight_threads_never_see_one_model_with_the_index_of_the_other(home: Path) -> None:
    running = opened(home)
    old = running.search(QUESTION)
    found, switched = [], threading.Event()

    def ask() -> None:
        after = 0
        while after < 5:
            after += switched.is_set()
            found.append(running.search(QUESTION))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    reencode(Library(home, load("new")))
    switched.set()
    for thread in threads:
        thread.join()
    new = opened(home).search(QUESTION)
    assert all(hits in (old, new) for hits in found)
    assert found[-1] == new
    assert old in found


def test_the_old_index_answers_while_the_new_model_cannot_be_loaded_here(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    running = opened(home)
    old = running.search(QUESTION)
    reencode(Library(home, Told("elsewhere", 32)))
    with caplog.at_level(logging.WARNING, "citygraft"):
        assert running.search(QUESTION) == old
        assert running.search(QUESTION) == old
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "no model 'elsewhere'" in caplog.text
    with pytest.raises(ModelMissing):
        Library(home, load("old"), load).generation()
    there = Library(home, Told("elsewhere", 32))
    take_in(there, "one more", "Compost from markets.")
    with pytest.raises(ModelMissing):
        running.generation()  # the old one's files are gone by now


def test_without_a_way_to_load_models_a_change_is_named(home: Path) -> None:
    reencode(Library(home, load("new")))
    with pytest.raises(ModelChanged, match="'new', which is not the 'old'"):
        Library(home, load("old")).generation()


def test_a_name_whose_weights_changed_is_told_apart(home: Path) -> None:
    with pytest.raises(ModelChanged, match="citygraft rebuild"):
        Library(home, Told("old", 32), lambda name: Told(name, 32)).generation()


def test_the_switch_waits_until_another_process_has_written(home: Path) -> None:
    other, waits = opened(home), []
    with ExitStack() as held:
        held.enter_context(other.writing())
        put(other, "late", ["Bicycle lanes beside the tramway."])

        def waiting() -> None:
            waits.append(model_in_use(home))
            held.close()

        made = reencode(Library(home, load("new")), waiting=waiting)
    assert waits == [load("old").model]
    assert made.passages == MANY + 1


def test_an_index_of_an_older_format_is_made_anew_with_the_folder_s_model(home: Path) -> None:
    reencode(Library(home, load("new")))
    for path in (home / "index").glob("gen-*/manifest.json"):
        older = {**json.loads(path.read_text()), "format": 0}
        path.write_text(json.dumps(_sealed(older)))
    assert model_in_use(home) == load("new").model
    assert opened(home).generation().embedder.model == load("new").model
    assert first(opened(home), QUESTION) == "What drains number 7 taught us."


def test_only_one_process_changes_the_model_at_a_time(home: Path) -> None:
    def second(_: Sequence[str]) -> None:
        with pytest.raises(StoreBusy, match="changing the model"):
            reencode(Library(home, load("new")))

    reencode(Library(home, Told("third", 32, second)))
    assert model_in_use(home) == Told("third", 32).model


def test_an_empty_folder_takes_the_model_that_is_asked_for(tmp_path: Path) -> None:
    reencode(Library(tmp_path, load("new")))
    assert model_in_use(tmp_path) == load("new").model


def test_further_texts_are_encoded_before_the_switch(home: Path) -> None:
    told: list[Sequence[str]] = []
    library = Library(home, Told("new", 64, told.append))
    reencode(library, ["a practice", "another practice"])
    assert sorted(told[-1]) == ["a practice", "another practice"]
    assert set(library.cache.get(library.embedder.model, told[-1])) == set(told[-1])


def test_progress_counts_what_is_left_only(home: Path) -> None:
    found = plan(Library(home, load("new")), ["a practice"])
    counts: list[int] = []
    reencode(Library(home, load("new")), ["a practice"], counts.append)
    assert sum(counts) == found.left == MANY - SAMPLE + 1


def test_a_plan_measures_a_sample_and_keeps_it(home: Path) -> None:
    library = Library(home, load("new"))
    found = plan(library)
    assert (found.passages, found.done, found.sampled) == (MANY, SAMPLE, SAMPLE)
    assert done(library, library.embedder.model) == SAMPLE
    assert found.seconds > 0
    assert found.disk > MANY * 4 * 64
    assert found.reads_all
    assert model_in_use(home) == load("old").model
    reencode(library)
    whole = plan(Library(home, load("new")))
    assert (whole.done, whole.left, whole.sampled, whole.seconds) == (MANY, 0, 0, 0)


class Nearsighted(HashingEmbedder):
    """Reads ten characters of a text, as a model reads up to its limit."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return super().encode_passages([text[:10] for text in texts])


def test_a_plan_tells_that_passages_are_longer_than_the_model_reads(home: Path) -> None:
    assert not plan(Library(home, Nearsighted(32))).reads_all


KILLED = """
import sys
from pathlib import Path
from index.hashing import HashingEmbedder
from index.library import Library
from index.reencode import reencode

def stop(count=0):
    print("here", flush=True)
    sys.stdin.readline()

library = Library(Path(sys.argv[1]), HashingEmbedder(64))
if sys.argv[2] == "encoding":
    reencode(library, progress=stop)
else:
    with library.writing():
        library.rebuild(stop)
"""


@pytest.mark.parametrize("where", ["encoding", "switching"])
def test_a_killed_change_leaves_the_old_index_in_use(home: Path, where: str) -> None:
    old = opened(home).search(QUESTION)
    command = [sys.executable, "-c", KILLED, str(home), where]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as change:
        assert change.stdout
        assert change.stdout.readline() == "here\n"
        change.kill()
    number = newest(home / "index")
    assert opened(home).search(QUESTION) == old
    assert model_in_use(home) == load("old").model
    reencode(Library(home, load("new")))
    assert model_in_use(home) == load("new").model
    assert newest(home / "index") == (number or 0) + 1


def test_two_threads_of_one_library_do_not_write_at_once(home: Path) -> None:
    library, refused = opened(home), []

    def write() -> None:
        try:
            with library.writing():
                pass
        except StoreBusy as error:
            refused.append(error)

    with library.writing():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(refused) == 1
    write()
    assert len(refused) == 1
