import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.case import parse_case
from corpus.errors import Cancelled, IndexDamaged, StoreBusy, UnknownDocument
from index.base import Vectors
from index.hashing import HashingEmbedder
from index.library import Library
from ingest.coverage import coverage_of
from ingest.incoming import Incoming, Same, of_path
from ingest.pipeline import Result, Row, bundle_is_current, ingest, ingest_bundled, take_in

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
    assert pdf.coverage
    assert (pdf.coverage.pages, pdf.coverage.pages_with_text) == (3, 2)


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
    assert (row.result, row.detail) == (
        Result.HELD,
        f"as 'Buses in Lagos' ({folder / 'buses.txt'})",
    )
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


def given(library: Library, *incoming: Incoming) -> list[Row]:
    with library.writing():
        rows = take_in(library, incoming)
        library.publish()
    return rows


@pytest.mark.parametrize(
    ("same", "result", "held"),
    [
        (Same.ASK, Result.HELD, {"buses": "buses.txt"}),
        (Same.KEEP, Result.HELD, {"buses": "buses.txt"}),
        (Same.RENAME, Result.RENAMED, {"buses": "copy.txt"}),
        (Same.BOTH, Result.ADDED, {"buses": "buses.txt", "copy": "copy.txt"}),
    ],
)
def test_the_same_bytes_under_another_name_are_asked_about_and_nothing_is_lost(
    library: Library, folder: Path, same: Same, result: Result, held: dict[str, str]
) -> None:
    ingest(library, [folder / "buses.txt"])
    copy = folder / "copy.txt"
    copy.write_bytes((folder / "buses.txt").read_bytes())
    (row,) = given(library, of_path(copy, same))
    assert row.result is result
    assert {d.doc_id: Path(d.source).name for d in library.store.documents()} == held
    assert library.search("buses in their own lanes").hits


def test_a_new_version_keeps_the_id_and_the_history(library: Library, folder: Path) -> None:
    ingest(library, [folder])
    (folder / "buses.txt").write_text("Tramways in Casablanca\n\nThey run on rails.")
    ingest(library, [folder])
    first, second = library.store.history("buses")
    assert (first.title, second.title) == ("Buses in Lagos", "Tramways in Casablanca")
    assert (first.number, second.number) == (1, 2)
    assert b"Lagos" in library.originals.path(first.sha256).read_bytes()
    assert first.taken_in <= second.taken_in


def test_the_coverage_of_a_document_is_kept_with_it(library: Library, folder: Path) -> None:
    rows = ingest(library, [folder])
    for row in rows:
        (held,) = library.store.documents([row.doc_id])
        assert coverage_of(held.meta) == row.coverage
    (pdf,) = (row.coverage for row in rows if row.name == "drains.pdf")
    assert pdf
    assert pdf.characters == len("DrainsofBeira.Moredrains.")
    assert (pdf.language, pdf.passages) == ("en", 2)


def bytes_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_nothing_of_a_deleted_document_is_left_in_the_data_folder(
    tmp_path: Path, library: Library, folder: Path
) -> None:
    secret = "Quetzalcoatlus"
    (folder / "buses.txt").write_text(f"Buses\n\n{secret} version one.")
    ingest(library, [folder])
    (folder / "buses.txt").write_text(f"Buses\n\n{secret} version two.")
    ingest(library, [folder])
    assert secret.encode() in bytes_of(tmp_path / "home")
    texts = [
        p.searchable() for p in library.store.passages(library.store.passage_ids("buses")).values()
    ]
    assert library.cache.get(library.embedder.model, texts)
    digests = [version.sha256 for version in library.store.history("buses")]
    with library.writing():
        library.delete("buses")
    home = bytes_of(tmp_path / "home")
    assert secret.encode() not in home
    assert secret.lower().encode() not in home
    assert not library.cache.get(library.embedder.model, texts)
    for digest in digests:
        with pytest.raises(UnknownDocument):
            library.originals.path(digest)
    with pytest.raises(UnknownDocument):
        library.store.history("buses")
    owners = {library.store.owners()[hit.passage_id] for hit in library.search(secret).hits}
    assert "buses" not in owners


def test_an_original_that_another_document_has_stays(library: Library, folder: Path) -> None:
    ingest(library, [folder / "buses.txt"])
    copy = folder / "copy.txt"
    copy.write_bytes((folder / "buses.txt").read_bytes())
    given(library, of_path(copy, Same.BOTH))
    (held,) = library.store.documents(["copy"])
    with library.writing():
        library.delete("buses")
    assert library.originals.path(held.sha256).is_file()
    assert library.search("buses").hits


def test_what_is_stopped_keeps_what_was_told_of_and_nothing_else(
    library: Library, folder: Path
) -> None:
    told: list[Row] = []
    asked = iter([False] * 1 + [True] * 1000)
    paths = [folder / "buses.txt", folder / "notes.md"]
    with library.writing():
        with pytest.raises(Cancelled):
            take_in(library, map(of_path, paths), told.append, lambda: next(asked))
        library.publish()
    assert told == []
    assert titles(library) == set()
    assert set(taken(ingest(library, [folder])).values()) == {Result.ADDED}


def bulk(*titles: str) -> str:
    text = "A long text on what the city did, for whom, with which money and how it ended. " * 2
    rows = [f'"{title}",Beira,"{text}{title}"' for title in titles]
    return "\n".join(["title,city,text", *rows])


def test_each_record_of_a_bulk_file_is_a_document_of_its_own(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(bulk("Drains", "Buses"))
    rows = ingest(library, [path])
    assert [(row.result, row.source) for row in rows] == [
        (Result.ADDED, f"{path}#drains"), (Result.ADDED, f"{path}#buses"),
    ]  # fmt: skip
    assert titles(library) == {"Drains", "Buses"}
    assert {row.result for row in ingest(library, [path])} == {Result.UNCHANGED}


def test_records_that_a_bulk_file_has_no_more_are_removed_and_broken_ones_stop_no_other(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(bulk("Drains", "Buses", "Heat"))
    ingest(library, [path])
    path.write_text(bulk("Drains", "", "Trees") + "\n")
    rows = ingest(library, [path])
    assert [row.result for row in rows] == [Result.UNCHANGED, Result.REFUSED, Result.ADDED]
    assert "Line 3 of cases.csv" in rows[1].detail
    assert titles(library) == {"Drains", "Trees"}


def test_case_studies_in_json_lines_become_practices(
    library: Library, tmp_path: Path, case_text: str
) -> None:
    path = tmp_path / "cases.jsonl"
    case = parse_case(case_text, "x").model_dump(mode="json")
    path.write_text(json.dumps(case) + "\n{broken\n")
    first, second = ingest(library, [path])
    assert (first.result, first.doc_id) == (Result.ADDED, "dakar-municipal-bond")
    assert second.result is Result.REFUSED
    (held,) = library.store.documents()
    assert held.kind == "case"
