import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, StoreBusy
from index.base import Vectors
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.pipeline import Result, Row, bundle_is_current, ingest, ingest_bundled

MakePdf = Callable[..., bytes]


@pytest.fixture
def folder(tmp_path: Path, make_pdf: MakePdf) -> Path:
    folder = tmp_path / "reports"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "drains.pdf").write_bytes(make_pdf(["Drains of Beira.", "", "More drains."]))
    (folder / "buses.txt").write_text("Buses in Lagos\n\nThey run in their own lanes.")
    (folder / "notes.md").write_text("# Compost\n\nHouseholds turn waste into soil.")
    (folder / ".hidden.txt").write_text("not this")
    return folder


def taken(rows: list[Row]) -> dict[str, Result]:
    return {row.name: row.result for row in rows}


def titles(library: Library) -> set[str]:
    return {document.title for document in library.store.documents()}


def test_a_folder_is_taken_in_with_all_below_it_and_hidden_files_left_out(
    library: Library, folder: Path
) -> None:
    rows = ingest(library, [folder])
    assert taken(rows) == dict.fromkeys(["buses.txt", "notes.md", "drains.pdf"], Result.ADDED)
    assert titles(library) == {"Buses in Lagos", "Compost", "drains"}
    (pdf,) = (row for row in rows if row.name == "drains.pdf")
    assert (pdf.pages, pdf.pages_with_text) == (3, 2)


def test_taking_in_again_changes_nothing(library: Library, folder: Path) -> None:
    ingest(library, [folder])
    before = library.store.passage_ids(), library.store.revision()
    assert set(taken(ingest(library, [folder])).values()) == {Result.UNCHANGED}
    assert (library.store.passage_ids(), library.store.revision()) == before


def test_an_edited_file_replaces_its_older_self(library: Library, folder: Path) -> None:
    ingest(library, [folder])
    (folder / "buses.txt").write_text("Tramways in Casablanca\n\nThey run on rails.")
    assert taken(ingest(library, [folder]))["buses.txt"] is Result.REPLACED
    assert titles(library) == {"Tramways in Casablanca", "Compost", "drains"}
    words = library.generation().lexical
    assert words.search("Lagos", 5) == []
    assert len(words.search("Casablanca", 5)) == 1


def test_the_same_bytes_elsewhere_are_one_document(library: Library, folder: Path) -> None:
    ingest(library, [folder])
    copy = folder / "copy of buses.txt"
    copy.write_bytes((folder / "buses.txt").read_bytes())
    (row,) = ingest(library, [copy])
    assert (row.result, row.detail) == (Result.HELD, "as 'Buses in Lagos'")
    assert len(titles(library)) == 3


def test_two_files_of_one_name_are_two_documents(library: Library, folder: Path) -> None:
    (folder / "sub" / "buses.txt").write_text("Buses in Quito\n\nOther buses.")
    ingest(library, [folder])
    assert {"Buses in Lagos", "Buses in Quito"} <= titles(library)


def test_bad_files_are_reported_and_the_others_are_taken_in(
    library: Library, folder: Path, make_pdf: MakePdf
) -> None:
    (folder / "a empty.txt").write_text("")
    (folder / "b fake.pdf").write_text("no pdf")
    (folder / "c locked.pdf").write_bytes(make_pdf(["x"], password="pw"))
    (folder / "d sheet.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "e broken.md").write_text("---\nid: x\npractice: y\n---\n")
    rows = ingest(library, [folder, folder / "not there.pdf"])
    refused = {row.name: row.detail for row in rows if row.result is Result.REFUSED}
    assert set(refused) == {
        "a empty.txt", "b fake.pdf", "c locked.pdf", "d sheet.xlsx", "e broken.md", "not there.pdf",
    }  # fmt: skip
    assert all(detail.count(".") >= 2 for detail in refused.values())
    assert titles(library) == {"Buses in Lagos", "Compost", "drains"}


def test_a_file_that_turns_bad_does_not_lose_what_was_stored(
    library: Library, folder: Path
) -> None:
    ingest(library, [folder])
    (folder / "buses.txt").write_bytes(b"")
    assert taken(ingest(library, [folder]))["buses.txt"] is Result.REFUSED
    assert "Buses in Lagos" in titles(library)


def test_a_damaged_index_is_told_before_anything_is_taken_in(
    tmp_path: Path, library: Library, folder: Path
) -> None:
    ingest(library, [folder / "notes.md"])
    max((tmp_path / "home" / "index").glob("gen-*")).joinpath("vectors.faiss").write_bytes(b"x")
    again = Library(tmp_path / "home", HashingEmbedder())
    with pytest.raises(IndexDamaged, match="citygraft rebuild"):
        ingest(again, [folder])
    assert titles(again) == {"Compost"}


def test_a_case_study_that_changes_its_id_leaves_no_older_self(
    tmp_path: Path, library: Library, case_text: str
) -> None:
    path = tmp_path / "case.md"
    for name in ("dakar-municipal-bond", "dakar-renamed"):
        path.write_text(case_text.replace("id: dakar-municipal-bond", f"id: {name}"))
        ingest(library, [path])
    assert [d.doc_id for d in library.store.documents()] == ["dakar-renamed"]


def test_what_is_no_regular_file_is_refused_and_not_waited_for(
    tmp_path: Path, library: Library
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    rows = ingest(library, [tmp_path / "pipe.txt", Path("/dev/zero")])
    assert [row.result for row in rows] == [Result.REFUSED] * 2


def test_each_row_is_told_when_its_document_is_safe(library: Library, folder: Path) -> None:
    seen: list[bool] = []

    def told(row: Row) -> None:
        seen.append(bool(library.store.passage_ids(row.doc_id)))

    ingest(library, [folder], told)
    assert seen == [True] * 3


def test_nothing_is_encoded_twice(tmp_path: Path, folder: Path) -> None:
    class Counting(HashingEmbedder):
        encoded = 0

        def encode_passages(self, texts: Sequence[str]) -> Vectors:
            self.encoded += len(texts)
            return super().encode_passages(texts)

    counting = Counting()
    library = Library(tmp_path / "h", counting)
    ingest(library, [folder])
    once = counting.encoded
    assert once == len(library.store.passage_ids())
    with library.writing():
        library.rebuild()
    (folder / "notes.md").write_text((folder / "notes.md").read_text() + "\n")
    ingest(library, [folder])
    assert counting.encoded == once


def test_while_another_process_writes_an_ingest_says_so(
    tmp_path: Path, library: Library, folder: Path
) -> None:
    other = Library(tmp_path / "home", HashingEmbedder())
    with other.writing(), pytest.raises(StoreBusy):
        ingest(library, [folder])


def test_the_bundle_is_brought_up_to_date(tmp_path: Path, library: Library, case_text: str) -> None:
    bundle = tmp_path / "cases"
    bundle.mkdir()
    (bundle / "dakar-municipal-bond.md").write_text(case_text)
    assert not bundle_is_current(library, bundle)
    ingest_bundled(library, folder=bundle)
    assert bundle_is_current(library, bundle)
    other = case_text.replace("id: dakar-municipal-bond", "id: dakar-again")
    (bundle / "dakar-again.md").write_text(other)
    (bundle / "dakar-municipal-bond.md").unlink()
    assert not bundle_is_current(library, bundle)
    ingest_bundled(library, folder=bundle)
    assert [d.doc_id for d in library.store.documents()] == ["dakar-again"]


def test_a_case_study_of_an_id_that_is_taken_is_refused(
    tmp_path: Path, library: Library, case_text: str
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(case_text + name)
    rows = ingest(library, [tmp_path / "one.md", tmp_path / "two.md"])
    assert [row.result for row in rows] == [Result.ADDED, Result.REFUSED]
    assert "another id" in rows[1].detail
