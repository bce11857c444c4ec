from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.nouns import Document, Page, Passage
from index.base import Vectors
from index.hashing import HashingEmbedder
from index.library import Library
from index.tables import load, save
from index.whiten import MOST, SHRINK, Table, table, whitening

DIM = 12


def unit(count: int, seed: int, dim: int = DIM) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def made(seed: int, count: int = 60, documents: int = 9) -> tuple[Table, Vectors]:
    chance, vectors = np.random.default_rng(seed), unit(count, seed)
    ids = np.sort(chance.choice(10 * count, count, replace=False))
    owners = [f"doc{n}" for n in chance.integers(0, documents, count)]
    return table(ids.tolist(), owners, vectors, DIM), vectors


def same(one: Table, other: Table) -> None:
    for name in Table._fields:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_where_no_document_has_two_passages_the_second_view_is_the_first() -> None:
    alone = table(range(20), [f"doc{n}" for n in range(20)], unit(20, 1), DIM)
    np.testing.assert_array_equal(alone.matrix, np.eye(DIM))
    np.testing.assert_allclose(alone.norms, 1, rtol=1e-5)


def test_an_index_without_passages_has_a_table() -> None:
    empty = table([], [], np.zeros((0, DIM), np.float32), DIM)
    np.testing.assert_array_equal(empty.matrix, np.eye(DIM))
    assert len(empty.ids) == len(empty.norms) == len(empty.documents) == 0
    assert empty.passages("doc1") == []


def test_equal_passages_of_a_document_leave_the_identity() -> None:
    vectors = np.repeat(unit(4, 2), 3, axis=0)
    np.testing.assert_allclose(whitening(vectors, np.repeat(np.arange(4), 3), DIM), np.eye(DIM))


@given(st.integers(0, 10**6), st.integers(1, 30))
def test_the_matrix_is_symmetric_positive_definite_and_bounded(seed: int, documents: int) -> None:
    matrix = made(seed, documents=documents)[0].matrix
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-5)
    values = np.linalg.eigvalsh(matrix.astype(float))
    assert values.min() > 0
    assert values.max() <= (1 + SHRINK) / SHRINK + 1e-4
    assert DIM - 1e-3 <= values.sum() <= DIM * (1 + SHRINK) / SHRINK + 1e-3


@given(st.integers(0, 10**6))
def test_norms_are_the_lengths_in_the_second_view(seed: int) -> None:
    held, vectors = made(seed)
    lengths = [float(v @ held.matrix.astype(float) @ v) ** 0.5 for v in vectors.astype(float)]
    np.testing.assert_allclose(held.norms, lengths, rtol=1e-4)
    assert held.norms.dtype == held.matrix.dtype == np.float32


def test_a_direction_in_which_a_document_varies_counts_less() -> None:
    centres = unit(30, 3)
    vectors = np.repeat(centres, 2, axis=0)
    vectors[::2, 0] += 0.5
    vectors[1::2, 0] -= 0.5
    matrix = whitening(vectors, np.repeat(np.arange(30), 2), DIM)
    np.testing.assert_allclose(np.diag(matrix)[1:], (1 + SHRINK) / SHRINK, rtol=1e-4)
    assert matrix[0, 0] == pytest.approx((1 + SHRINK) / (DIM + SHRINK), rel=1e-4)


def test_the_names_of_documents_do_not_matter_to_the_matrix() -> None:
    vectors, owners = unit(40, 4), [n % 6 for n in range(40)]
    one = table(range(40), [f"a{n}" for n in owners], vectors, DIM)
    other = table(range(40), [f"z{9 - n}" for n in owners], vectors, DIM)
    np.testing.assert_allclose(one.matrix, other.matrix, atol=1e-5)


def test_from_many_passages_some_are_looked_at_and_all_are_measured() -> None:
    count = MOST + 5000
    vectors, owners = unit(count, 5, 4), [f"doc{n // 10:05}" for n in range(count)]
    held = table(range(count), owners, vectors, 4)
    assert len(held.norms) == count
    for row in (0, MOST, count - 1):
        v = vectors[row]
        assert held.norms[row] == pytest.approx(float(v @ held.matrix @ v) ** 0.5, rel=1e-4)
    whole = table(range(MOST), owners[:MOST], vectors[:MOST], 4).matrix
    np.testing.assert_allclose(held.matrix, whole, atol=0.02)


def test_owners_and_their_passages_are_told_both_ways() -> None:
    held = table([3, 5, 8, 13], ["b", "a", "b", "c"], unit(4, 6), DIM)
    assert [held.owner(i) for i in (3, 5, 8, 13)] == ["b", "a", "b", "c"]
    assert (held.passages("a"), held.passages("b"), held.passages("c")) == ([5], [3, 8], [13])
    assert held.passages("") == held.passages("bb") == held.passages("zz") == []
    assert held.rows([13, 3]).tolist() == [3, 0]


def test_save_then_load_gives_an_equal_table(tmp_path: Path) -> None:
    held, _ = made(7)
    save(held, tmp_path / "x")
    same(load(tmp_path / "x"), held)


def put(library: Library, doc_id: str, *texts: str) -> None:
    pages = tuple(Page(None, text) for text in texts)
    document = Document(
        doc_id, doc_id, "document", "text/plain", doc_id.ljust(64, "0"), doc_id, pages, (), {}
    )
    passages = [
        Passage(0, doc_id, at, None, "", doc_id, 0, len(text), text, ((0, len(text)),))
        for at, text in enumerate(texts)
    ]
    library.put(document, passages, doc_id.encode())


def test_catching_up_gives_the_table_of_an_index_made_anew(tmp_path: Path) -> None:
    library = Library(tmp_path / "home", HashingEmbedder(32))
    with library.writing():
        put(library, "floods", "Walls against the river.", "Drains in the market.")
        put(library, "heat", "Trees give shade.", "Cool roofs for the poor.", "Water points.")
        library.publish()
        put(library, "waste", "Pickers own the plant.", "Bins at the gate.", "Fees by weight.")
        put(library, "floods", "Walls were moved.", "Drains, again.", "Nobody was asked.")
        library.store.delete("heat")
        caught_up = library.publish()
        anew = library.rebuild()
    assert anew.number != caught_up.number
    same(caught_up.table, anew.table)
    assert anew.table.documents.tolist() == ["floods", "waste"]
    assert anew.table.ids.tolist() == library.store.passage_ids()
    assert not np.array_equal(anew.table.matrix, np.eye(32))
