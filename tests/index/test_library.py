import json
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from corpus.errors import IndexDamaged, ModelChanged, StoreBusy, StoreError, UnknownDocument
from corpus.nouns import Document, Page, Passage
from index import manifest
from index.generations import KEPT, newest
from index.hashing import HashingEmbedder
from index.library import Library
from index.manifest import _sealed

SUBJECTS = ("mangroves", "buses", "compost", "housing", "drains")


def put(library: Library, doc_id: str, text: str) -> None:
    document = Document(
        doc_id, doc_id, "document", "text/plain", doc_id.ljust(64, "0"), doc_id,
        (Page(None, text),), (), {},
    )  # fmt: skip
    passage = Passage(0, doc_id, 0, None, "", doc_id, 0, len(text), text, ((0, len(text)),))
    library.encode([passage])
    library.put(document, [passage], text.encode())


def first(library: Library, question: str) -> str:
    hit = library.search(question).hits[0]
    return library.store.passages([hit.passage_id])[hit.passage_id].doc_id


def fill(library: Library) -> None:
    with library.writing():
        for number, subject in enumerate(SUBJECTS):
            put(library, f"doc{number}", f"What our city learned about {subject}.")
        library.publish()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def opened(home: Path, dim: int = 256) -> Library:
    return Library(home, HashingEmbedder(dim))


def test_what_is_put_can_be_found_after_publishing_and_after_opening_again(home: Path) -> None:
    fill(opened(home))
    library = opened(home)
    assert [first(library, subject) for subject in SUBJECTS] == [f"doc{i}" for i in range(5)]


def test_what_was_put_but_not_published_is_found_after_opening_again(home: Path) -> None:
    library = opened(home)
    with library.writing():
        put(library, "late", "Rainwater tanks on roofs.")
    assert first(opened(home), "rainwater") == "late"


def test_replacing_and_deleting_reach_both_halves_of_the_index(home: Path) -> None:
    library = opened(home)
    fill(library)
    with library.writing():
        put(library, "doc0", "Now it is about tramways.")
        library.store.delete("doc1")
        library.publish()
    assert first(library, "tramways") == "doc0"
    generation = library.generation()
    assert generation.vectors.ids() == set(library.store.passage_ids())
    assert generation.lexical.search("mangroves", 5) == []
    assert generation.lexical.search("buses", 5) == []


def test_publishing_without_a_change_makes_no_new_generation(home: Path) -> None:
    library = opened(home)
    fill(library)
    number = newest(home / "index")
    with library.writing():
        library.publish()
    assert newest(home / "index") == number


def test_catching_up_gives_the_scores_of_an_index_made_anew(home: Path) -> None:
    library = opened(home)
    fill(library)
    with library.writing():
        put(library, "more", "Compost and drains and buses.")
        put(library, "doc2", "Compost again, in other words.")
        library.publish()
    questions = ("compost drains", "what our city learned", "buses in other words", "nothing")
    caught_up = [library.search(question) for question in questions]
    with library.writing():
        library.rebuild()
    for question, before in zip(questions, caught_up, strict=True):
        anew = library.search(question)
        assert [h.passage_id for h in anew.hits] == [h.passage_id for h in before.hits]
        scores = [hit.score for hit in before.hits]
        assert [hit.score for hit in anew.hits] == pytest.approx(scores, rel=1e-6)
        assert anew.signals == pytest.approx(before.signals, rel=1e-6)


def test_only_the_given_passages_are_searched(home: Path) -> None:
    library = opened(home)
    fill(library)
    (drains,) = library.store.passage_ids("doc4")
    assert [hit.passage_id for hit in library.search("compost", within=[drains]).hits] == [drains]
    assert library.search("compost", within=[]).hits == []
    assert len(library.search("compost").hits) == len(SUBJECTS)


def test_an_empty_library_finds_nothing(home: Path) -> None:
    assert opened(home).search("compost").hits == []


def test_a_reader_in_another_library_sees_the_next_generation(home: Path) -> None:
    writer = opened(home)
    fill(writer)
    reader = opened(home)
    assert first(reader, "drains") == "doc4"
    with writer.writing():
        put(writer, "new", "Bicycle lanes for all.")
        writer.publish()
    assert first(reader, "bicycle") == "new"


def test_old_generations_are_cleared_away(home: Path) -> None:
    library = opened(home)
    for number in range(KEPT + 3):
        with library.writing():
            put(library, "same", f"Version {number} of the text.")
            library.publish()
    assert len(list((home / "index").glob("gen-*"))) == KEPT


def files(home: Path) -> list[str]:
    fill(opened(home))
    folder = home / "index" / f"gen-{newest(home / 'index'):08d}"
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return [path.relative_to(home).as_posix() for path in paths]


def test_every_damaged_file_is_noticed_and_the_command_that_mends_it_is_named(home: Path) -> None:
    for name in files(home):
        path = home / name
        sound = path.read_bytes()
        for broken in (sound[: len(sound) // 2], bytes([sound[0] ^ 1]) + sound[1:], None):
            if broken is None:
                path.unlink()
            else:
                path.write_bytes(broken)
            with pytest.raises(IndexDamaged, match="citygraft rebuild"):
                opened(home).generation()
            path.write_bytes(sound)
    opened(home).generation()


def test_an_index_whose_manifest_was_edited_is_noticed(home: Path) -> None:
    fill(opened(home))
    path = next((home / "index").glob("gen-*/manifest.json"))
    about = json.loads(path.read_text())
    path.write_text(json.dumps({**about, "passages": 4}))
    with pytest.raises(IndexDamaged):
        opened(home).generation()


def as_of_format_1(home: Path) -> None:
    """Make the newest generation one of an older Citygraft: without the table of passages."""
    folder = home / "index" / f"gen-{newest(home / 'index'):08d}"
    about = json.loads((folder / "manifest.json").read_text())
    (folder / "passages.npz").unlink()
    del about["files"]["passages.npz"]
    (folder / "manifest.json").write_text(json.dumps(_sealed({**about, "format": 1})))


def test_an_index_of_an_older_format_is_made_anew_without_a_word(
    home: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    fill(opened(home))
    before, documents = opened(home).search("compost drains"), list(opened(home).store.documents())
    as_of_format_1(home)
    library = opened(home)
    after = library.search("compost drains")
    assert [hit.passage_id for hit in after.hits] == [hit.passage_id for hit in before.hits]
    assert after.signals == pytest.approx(before.signals)
    assert list(library.store.documents()) == documents
    assert manifest.read(home / "index" / f"gen-{newest(home / 'index'):08d}")["format"] > 1
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


def test_what_was_put_after_an_update_is_found_together_with_what_was_there(home: Path) -> None:
    fill(opened(home))
    as_of_format_1(home)
    library = opened(home)
    with library.writing():
        put(library, "new", "Bicycle lanes for all.")
        library.publish()
    assert (first(library, "bicycle"), first(library, "compost")) == ("new", "doc2")


def test_another_process_answers_from_an_index_of_an_older_format_once_it_is_made_anew(
    home: Path,
) -> None:
    fill(opened(home))
    as_of_format_1(home)
    writer, reader = opened(home), opened(home)
    with writer.writing(), pytest.raises(StoreBusy):
        reader.generation()
    assert first(writer, "drains") == first(reader, "drains") == "doc4"
    assert reader.generation().number == writer.generation().number


def test_rebuilding_mends_a_damaged_index(home: Path) -> None:
    fill(opened(home))
    next((home / "index").glob("gen-*/vectors.faiss")).write_bytes(b"nonsense")
    library = opened(home)
    with library.writing():
        library.rebuild()
    assert first(opened(home), "compost") == "doc2"


def test_losing_index_and_vectors_loses_nothing(home: Path) -> None:
    fill(opened(home))
    shutil.rmtree(home / "index")
    for path in home.glob("vectors.sqlite*"):
        path.unlink()
    assert first(opened(home), "compost") == "doc2"


def test_a_changed_model_is_named_with_the_command_that_mends_it(home: Path) -> None:
    fill(opened(home))
    changed = opened(home, dim=64)
    with pytest.raises(ModelChanged, match="citygraft rebuild"):
        changed.generation()
    with changed.writing():
        changed.rebuild()
    assert first(opened(home, dim=64), "compost") == "doc2"


def test_what_a_killed_writer_left_is_swept_away_and_never_read(home: Path) -> None:
    library = opened(home)
    fill(library)
    left = home / "index" / ".writing-dead"
    left.mkdir()
    (left / "vectors.faiss").write_bytes(b"half")
    with library.writing():
        put(library, "next", "Another text.")
        library.publish()
    assert not left.exists()
    assert first(library, "another") == "next"


OTHER = """
import sys
from pathlib import Path
from index.hashing import HashingEmbedder
from index.library import Library
library = Library(Path(sys.argv[1]), HashingEmbedder())
with library.writing():
    library.store.delete("doc1")
    print("held", flush=True)
    sys.stdin.readline()
    library.publish()
"""


def test_two_processes_do_not_write_at_once_and_reading_goes_on(home: Path) -> None:
    library = opened(home)
    fill(library)
    command = [sys.executable, "-c", OTHER, str(home)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy, match="Wait until it is done"), library.writing():
            pass
        assert first(library, "drains") == "doc4"
        other.communicate("go on\n")
    assert library.generation().passages == 4


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="CITYGRAFT_HOME"):
        opened(tmp_path / "file" / "home")


def test_an_original_comes_back_by_its_digest_only(home: Path) -> None:
    library = opened(home)
    fill(library)
    sha256 = library.store.get("doc0").sha256
    assert b"mangroves" in library.originals.path(sha256).read_bytes()
    with pytest.raises(UnknownDocument):
        library.originals.path("../../store.sqlite")
