import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.base import Hit
from index.collapse import SECOND, Grouped, collapse

found = st.dictionaries(st.integers(0, 200), st.floats(0, 1), max_size=40).map(
    lambda held: sorted((Hit(i, s) for i, s in held.items()), key=lambda hit: -hit.score)
)
shares = st.floats(0, 0.5)


def owner(passage_id: int) -> str:
    return f"doc{passage_id % 7}"


@given(found, shares)
def test_every_document_comes_once_with_all_its_passages_in_their_order(
    hits: list[Hit], second: float
) -> None:
    groups = collapse(hits, owner, second)
    assert sorted(group.doc_id for group in groups) == sorted({owner(h.passage_id) for h in hits})
    for group in groups:
        assert list(group.hits) == [hit for hit in hits if owner(hit.passage_id) == group.doc_id]


@given(found, shares)
def test_documents_come_best_first_between_the_mean_of_their_best_two_and_the_best(
    hits: list[Hit], second: float
) -> None:
    groups = collapse(hits, owner, second)
    assert [g.score for g in groups] == sorted((g.score for g in groups), reverse=True)
    for group in groups:
        best = group.hits[0].score
        mean = (best + group.hits[min(1, len(group.hits) - 1)].score) / 2
        assert mean - 1e-9 <= group.score <= best + 1e-9


@given(found)
def test_without_a_share_of_the_second_the_best_passage_alone_decides(hits: list[Hit]) -> None:
    groups = collapse(hits, owner, 0)
    assert all(group.score == max(hit.score for hit in group.hits) for group in groups)
    assert [group.doc_id for group in groups] == list(
        dict.fromkeys(owner(hit.passage_id) for hit in hits)
    )


def test_the_best_passage_decides_against_many_good_ones() -> None:
    hits = [Hit(1, 0.9), *(Hit(7 * n + 2, 0.8) for n in range(6)), Hit(8, 0.1)]
    first, second = collapse(hits, owner)
    assert (first.doc_id, first.hits) == ("doc1", (Hit(1, 0.9), Hit(8, 0.1)))
    assert first.score == pytest.approx(0.9 - SECOND * 0.8)
    assert second.doc_id == "doc2"
    assert second.score == pytest.approx(0.8)


def test_a_second_good_passage_helps_and_a_third_does_not() -> None:
    hits = [
        Hit(1, 0.6),
        Hit(2, 0.6),
        Hit(3, 0.6),
        Hit(9, 0.5),
        Hit(10, 0.5),
        Hit(17, 0.5),
        Hit(8, 0),
    ]
    groups = collapse(hits, owner)
    assert [group.doc_id for group in groups] == ["doc2", "doc3", "doc1"]
    assert groups[0].score == groups[1].score > groups[2].score


def test_a_document_of_one_passage_is_worth_that_passage() -> None:
    (group,) = collapse([Hit(5, 0.42)], owner)
    assert group == Grouped("doc5", group.score, (Hit(5, 0.42),))
    assert group.score == pytest.approx(0.42)
    assert collapse([], owner) == []


def test_equal_scores_keep_the_order_of_their_best_passages() -> None:
    hits = [Hit(4, 0.5), Hit(2, 0.5), Hit(6, 0.5), Hit(1, 0.5)]
    assert [g.doc_id for g in collapse(hits, owner)] == ["doc4", "doc2", "doc6", "doc1"]
