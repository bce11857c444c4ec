from pathlib import Path

from assistant.transplants import Transplants
from index.hashing import HashingEmbedder
from index.library import Library
from index.reencode import reencode
from ingest.pipeline import ingest


def test_what_is_known_of_practices_is_put_together_anew_after_a_change_of_model(
    tmp_path: Path,
) -> None:
    library = Library(tmp_path, HashingEmbedder(64), lambda _: HashingEmbedder(32))
    transplants = Transplants(library)
    library.generation()
    old = transplants.held()
    assert transplants.held() is old
    reencode(Library(tmp_path, HashingEmbedder(32)))
    library.generation()
    new = transplants.held()
    for held, dim in ((old, 64), (new, 32)):
        vector = held.encode(["bike share"])[0]
        assert vector.shape == (dim,)
        assert held.knowledge.nearness(vector).shape == (len(held.knowledge.practices),)


def test_a_document_that_comes_in_changes_nothing_of_what_is_known_and_a_case_study_does(
    tmp_path: Path, case_text: str
) -> None:
    library = Library(tmp_path / "home", HashingEmbedder())
    transplants = Transplants(library)
    library.generation()
    before = transplants.held()
    (tmp_path / "notes.txt").write_text("Notes on buses.")
    ingest(library, [tmp_path / "notes.txt"])
    assert transplants.held().knowledge is before.knowledge
    (tmp_path / "case.md").write_text(case_text)
    ingest(library, [tmp_path / "case.md"])
    assert transplants.held().knowledge is not before.knowledge
