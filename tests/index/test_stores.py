from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreError, StoreNewer, UnknownDocument
from corpus.nouns import Document, Page, Passage
from index.base import Model, Store, VectorCache, Version
from index.memory import MemoryStore, MemoryVectorCache
from index.sqlite import _STORE, Database, SqliteStore, SqliteVectorCache

MODEL = Model("m", "f", 2)
TEXT = "Straße 🙂 first.\nSecond part é."


def document(doc_id: str = "a", text: str = TEXT) -> Document:
    pages = (Page(1, text, "i"), Page(2, ""))
    return Document(
        doc_id, f"Title {doc_id}", "document", "text/plain", "00", f"/{doc_id}.txt", pages,
        ((1, 0, ("Part", "One")),), {"k": "ü"},
    )  # fmt: skip


def passages(document: Document) -> list[Passage]:
    text = document.pages[0].text
    cuts = [(0, 9), (9, len(text))]
    return [
        Passage(
            0, document.doc_id, 0, 1, "Part", "Title", a, b, text[a:b], ((0, 2), (2, b - a)), 1, "i"
        )
        for a, b in cuts
    ]


@pytest.fixture(params=[SqliteStore, MemoryStore])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "s.sqlite") if request.param is SqliteStore else MemoryStore()


@pytest.fixture(params=[SqliteVectorCache, MemoryVectorCache])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> VectorCache:
    if request.param is SqliteVectorCache:
        return SqliteVectorCache(tmp_path / "v.sqlite")
    return MemoryVectorCache()


def test_what_is_put_comes_back_the_same(store: Store) -> None:
    one = document()
    store.put(one, passages(one))
    assert store.get("a") == one
    found = store.passages(store.passage_ids("a"))
    assert [p._replace(passage_id=0) for p in found.values()] == passages(one)
    assert all(passage.passage_id == i for i, passage in found.items())


def test_putting_again_replaces_and_never_uses_a_number_twice(store: Store) -> None:
    store.put(document(), passages(document()))
    before = store.passage_ids()
    other = document(text="Something else entirely, and longer.")
    store.put(other, passages(other))
    assert store.get("a") == other
    assert not set(before) & set(store.passage_ids())


def test_a_document_from_the_same_source_is_replaced_whatever_its_id(store: Store) -> None:
    store.put(document("old"), passages(document("old")))
    new = document("new")._replace(source=document("old").source)
    store.put(new, passages(new))
    assert [d.doc_id for d in store.documents()] == ["new"]
    assert {p.doc_id for p in store.passages(store.passage_ids()).values()} == {"new"}


def test_documents_come_by_id_and_without_pages(store: Store) -> None:
    for doc_id in ("b", "a", "c"):
        store.put(document(doc_id), [])
    assert [d.doc_id for d in store.documents()] == ["a", "b", "c"]
    assert [d.doc_id for d in store.documents(["c", "a", "nope"])] == ["a", "c"]
    assert all(d.pages == () for d in store.documents())


def test_a_deleted_document_is_gone_with_its_passages(store: Store) -> None:
    for doc_id in ("a", "b"):
        store.put(document(doc_id), passages(document(doc_id)))
    store.delete("a")
    store.delete("never there")
    assert [d.doc_id for d in store.documents()] == ["b"]
    assert {p.doc_id for p in store.passages(store.passage_ids()).values()} == {"b"}
    with pytest.raises(UnknownDocument, match="'a'"):
        store.get("a")


def versioned(number: int, doc_id: str = "a") -> Document:
    meta = {"taken_in": f"2026-11-2{number}T10:00:00+00:00"}
    return document(doc_id)._replace(sha256=f"{number:02d}", meta=meta, title=f"Version {number}")


def test_what_a_document_was_stays_in_its_history(store: Store) -> None:
    for number in (1, 2, 3):
        store.put(versioned(number), [])
    assert [(v.number, v.title, v.sha256) for v in store.history("a")] == [
        (1, "Version 1", "01"), (2, "Version 2", "02"), (3, "Version 3", "03"),
    ]  # fmt: skip
    assert store.holds("01")
    assert not store.holds("04")


def test_the_same_bytes_again_are_no_new_version(store: Store) -> None:
    store.put(versioned(1), [])
    store.put(versioned(1)._replace(title="Renamed"), [])
    assert [version.title for version in store.history("a")] == ["Renamed"]


def test_a_document_that_changes_its_id_takes_its_history_along(store: Store) -> None:
    store.put(versioned(1, "old"), [])
    store.put(versioned(2, "new")._replace(source=versioned(1, "old").source), [])
    assert [version.title for version in store.history("new")] == ["Version 1", "Version 2"]
    with pytest.raises(UnknownDocument):
        store.history("old")


def test_a_deleted_document_has_no_history(store: Store) -> None:
    store.put(versioned(1), [])
    store.delete("a")
    assert not store.holds("01")
    store.put(versioned(2), [])
    assert [version.title for version in store.history("a")] == ["Version 2"]


def test_a_store_of_version_1_is_brought_up_to_date_and_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    old = Database(path, _STORE)
    with old._change() as cursor:
        cursor.execute(
            "INSERT INTO documents VALUES ('a', 'T', 'document', 'text/plain', '00', '/a', '[]', '{}')"
        )
        cursor.execute("INSERT INTO pages VALUES ('a', 0, 1, NULL, 'Some text.')")
        cursor.execute("INSERT INTO passages VALUES (7, 'a', 0, '', 'T', 0, 10, '[[0, 10]]')")
    for _ in range(2):
        store = SqliteStore(path)
        assert store.passages([7])[7].text == "Some text."
        assert store.history("a") == (Version(1, "T", "/a", "00", ""),)


def test_a_paragraph_and_a_label_come_back_with_a_passage(store: Store) -> None:
    one = document()
    store.put(one, [p._replace(paragraph=3) for p in passages(one)])
    found = store.passages(store.passage_ids("a")).values()
    assert {(p.paragraph, p.label) for p in found} == {(3, "i")}


def test_the_passages_of_some_documents_are_known_by_their_ids(store: Store) -> None:
    for doc_id in ("b", "a", "c"):
        store.put(document(doc_id), passages(document(doc_id)))
    ids = store.passage_ids_in({"a", "c", "nope"})
    assert ids == sorted([*store.passage_ids("a"), *store.passage_ids("c")])
    assert store.passage_ids_in([]) == []


def test_the_revision_rises_with_every_change(store: Store) -> None:
    seen = [store.revision()]
    store.put(document(), [])
    seen.append(store.revision())
    store.put(document(), [])
    seen.append(store.revision())
    store.delete("a")
    seen.append(store.revision())
    assert seen == sorted(set(seen))


def test_many_passages_are_fetched_at_once(store: Store) -> None:
    text = "word " * 3000
    big = document(text=text)
    store.put(
        big,
        [Passage(0, "a", 0, 1, "", "T", i, i + 5, text[i : i + 5]) for i in range(0, 15000, 5)],
    )
    ids = store.passage_ids()
    assert len(store.passages([*ids, 10**9])) == len(ids) == 3000
    assert ids == sorted(ids)


def test_vectors_are_remembered_by_model_and_text(cache: VectorCache) -> None:
    vectors = np.array([[1, 0], [0.6, 0.8]], np.float32)
    cache.put(MODEL, ["one", "two"], vectors)
    found = cache.get(MODEL, ["two", "three", "one"])
    assert set(found) == {"one", "two"}
    np.testing.assert_array_equal(found["two"], vectors[1])
    assert cache.get(MODEL._replace(fingerprint="g"), ["one"]) == {}


def test_vectors_of_texts_are_forgotten_for_every_model(cache: VectorCache) -> None:
    vectors = np.array([[1, 0], [0.6, 0.8]], np.float32)
    other = MODEL._replace(fingerprint="g")
    for model in (MODEL, other):
        cache.put(model, ["one", "two"], vectors)
    cache.forget(["one", "never there"])
    assert set(cache.get(MODEL, ["one", "two"])) == {"two"}
    assert set(cache.get(other, ["one", "two"])) == {"two"}


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0, 2.0])
def test_a_vector_that_is_not_of_unit_length_is_refused(cache: VectorCache, bad: float) -> None:
    with pytest.raises(ValueError, match="vector 1"):
        cache.put(MODEL, ["one", "two"], np.array([[1, 0], [bad, 0]], np.float32))
    assert cache.get(MODEL, ["one"]) == {}


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store = SqliteStore(path)
    with store._cursor() as cursor:
        cursor.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreNewer, match="newer version"):
        SqliteStore(path)


@pytest.mark.parametrize("kind", [SqliteStore, SqliteVectorCache])
def test_a_file_that_is_no_database_is_named(
    tmp_path: Path, kind: Callable[[Path], Database]
) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(StoreError, match=r"s\.sqlite"):
        kind(path)


def test_a_put_that_fails_changes_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    store.put(document(), passages(document()))
    before, revision = store.passage_ids(), store.revision()
    with pytest.raises(StoreError):
        store.put(document(), [p._replace(section=None) for p in passages(document())])  # type: ignore[arg-type]
    assert store.get("a") == document()
    assert (store.passage_ids(), store.revision()) == (before, revision)
