import random
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from index.base import Hit, LexicalIndex, VectorIndex, Vectors
from index.bm25 import PlainBM25
from index.fuse import WEIGHT
from index.hashing import HashingEmbedder
from index.lexical import TantivyIndex
from index.search import AGREED, FEEDBACK, NOTHING, SHARE, Ranking, rank
from index.vectors import ExactIndex, FaissIndex
from index.whiten import Table, table

WORDS = [f"{a}{b}qu" for a in "bcdfgh" for b in "aeiou"]
DIM = 64
QUESTIONS = (
    "baqu cequ", "diqu", "baqu baqu fuqu gaqu", "coqu hequ duqu diqu biqu", "baqx ceq", "how do we",
    "nothing of it", "", "SuDS", "🙂 '; DROP TABLE", " ".join(WORDS),
)  # fmt: skip

Doubles = NDArray[np.float64]


class Held(NamedTuple):
    """The two indexes of the same passages, with their table."""

    vectors: VectorIndex
    lexical: LexicalIndex
    table: Table


def texts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(3, 30))) for _ in range(count)]


def encode(text: str) -> Vectors:
    """The vector of the reference embedder moved a little, so that no two texts are equally near by chance."""
    moved = np.random.default_rng(zlib.crc32(text.encode())).normal(0, 0.01, DIM)
    return unit(*(HashingEmbedder(DIM).encode_query(text) + moved))


def unit(*values: float) -> Vectors:
    vector = np.array(values, np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def filled(
    vectors: VectorIndex, lexical: LexicalIndex, given: list[str], documents: int | None = None
) -> Held:
    ids = [3 * n + 1 for n in range(len(given))]
    owners = [f"doc{n % documents if documents else n}" for n in range(len(given))]
    encoded = np.array([encode(text) for text in given], np.float32).reshape(-1, DIM)
    vectors.add(ids, encoded)
    lexical.add(zip(ids, given, strict=True))
    return Held(vectors, lexical, table(ids, owners, encoded, DIM))


@pytest.fixture
def held() -> Held:
    return filled(ExactIndex(DIM), PlainBM25(), [*texts(1, 60), "sponge city"], 17)


def ask(
    held: Held, question: str, depth: int = 1000, within: Collection[int] | None = None
) -> Ranking:
    return rank(*held, encode(question), question, depth, within)


def same(ours: Ranking, theirs: Ranking) -> None:
    """Ids and scores are equal but for rounding, and so is the order but for equal scores."""
    scores = [hit.score for hit in theirs.hits]
    assert [hit.score for hit in ours.hits] == pytest.approx(scores, abs=1e-5)
    assert dict(ours.hits) == pytest.approx(dict(theirs.hits), abs=1e-5)
    assert ours.signals == pytest.approx(theirs.signals, abs=1e-5)


def by_hand(held: Held, question: str) -> dict[int, float]:
    """The score of every passage, computed in the plainest way."""
    ids = [int(i) for i in held.table.ids]
    vectors = held.vectors.vectors(ids).astype(float)
    matrix = held.table.matrix.astype(float)
    lengths = np.sqrt(np.sum(vectors @ matrix * vectors, axis=1))
    bm25 = dict(held.lexical.search(question, 10**6))
    words = np.array([bm25.get(i, 0.0) for i in ids])

    def fused(plain: Doubles, other: Doubles) -> Doubles:
        cosines = vectors @ plain / np.linalg.norm(plain)
        turned = vectors @ matrix @ other / np.sqrt(other @ matrix @ other) / lengths
        meaning = np.maximum(cosines, 0) + np.maximum(turned, 0)
        return np.asarray(WEIGHT * over(meaning) + (1 - WEIGHT) * over(words))

    asked = encode(question).astype(float)
    scores = fused(asked, asked)
    if scores.max() >= AGREED:
        top = np.argsort(-scores, kind="stable")[:FEEDBACK]
        share = SHARE * scores[top] / scores[top].sum()
        second = asked / np.sqrt(asked @ matrix @ asked)
        scores = fused(
            (1 - SHARE) * asked + share @ vectors[top],
            (1 - SHARE) * second + share @ (vectors[top] / lengths[top, None]),
        )
    return {i: float(score) for i, score in zip(ids, scores, strict=True)}


def over(scores: Doubles) -> Doubles:
    return scores / scores.max() if scores.max() > 0 else np.zeros_like(scores)


@pytest.mark.parametrize("seed", range(4))
def test_what_ships_ranks_as_the_plain_references_do(tmp_path: Path, seed: int) -> None:
    given = [*texts(seed, 90), "sponge city"]
    shipped = filled(FaissIndex(DIM), TantivyIndex(tmp_path), given, 11)
    reference = filled(ExactIndex(DIM), PlainBM25(), given, 11)
    for question in QUESTIONS:
        for within in (None, [1, 4, 40, 100], range(0, 300, 2)):
            same(ask(shipped, question, 99, within), ask(reference, question, 99, within))
    for question in QUESTIONS[2:4]:  # of several words, so that no two passages tie where 30 end
        same(ask(shipped, question, 30), ask(reference, question, 30))


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_those_computed_by_hand(held: Held, question: str) -> None:
    for within in (None, range(0, 180, 5)):
        found = dict(ask(held, question, within=within).hits)
        whole = by_hand(held, question)
        expected = {i: s for i, s in whole.items() if within is None or i in within}
        assert found == pytest.approx(expected, abs=1e-5)


def test_the_questions_of_these_tests_come_on_both_sides_of_agreement(held: Held) -> None:
    agreed = [ask(held, question).signals.agreement >= AGREED for question in QUESTIONS]
    assert {True, False} == set(agreed)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_passage_comes_once_best_first_with_a_score_in_0_to_1(
    held: Held, question: str
) -> None:
    ranking = ask(held, question, 20)
    scores = [hit.score for hit in ranking.hits]
    assert len(set(dict(ranking.hits))) == len(ranking.hits) >= 20
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 + 1e-6 for score in scores)
    for one, two in zip(ranking.hits, ranking.hits[1:], strict=False):
        assert one.score > two.score or one.passage_id < two.passage_id


def test_equal_passages_have_equal_scores_and_come_by_rising_id(tmp_path: Path) -> None:
    given = ["baqu cequ", "diqu", "baqu cequ", "baqu", "baqu cequ"]
    for held in (
        filled(ExactIndex(DIM), PlainBM25(), given),
        filled(FaissIndex(DIM), TantivyIndex(tmp_path), given),
    ):
        hits = ask(held, "baqu cequ").hits
        assert [hit.passage_id for hit in hits[:3]] == [1, 7, 13]
        assert len({hit.score for hit in hits[:3]}) == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_searching_within_all_passages_is_searching(held: Held, question: str) -> None:
    every = {int(i) for i in held.table.ids}
    assert ask(held, question, 25, every) == ask(held, question, 25)


@pytest.mark.parametrize("question", QUESTIONS)
def test_within_some_passages_only_those_are_found_at_any_depth(held: Held, question: str) -> None:
    inside = [4, 10, 22, 100, 10**9]
    for depth in (1, 3, 1000):
        hits = ask(held, question, depth, inside).hits
        assert {hit.passage_id for hit in hits} <= {4, 10, 22, 100}
        assert hits


@pytest.mark.parametrize("question", QUESTIONS)
def test_narrowing_does_not_change_what_a_passage_is_worth(held: Held, question: str) -> None:
    everything = ask(held, question)
    inside = ask(held, question, within=range(0, 180, 7))
    expected = {i: score for i, score in everything.hits if i in range(0, 180, 7)}
    assert dict(inside.hits) == pytest.approx(expected, abs=1e-6)
    assert inside.signals == everything.signals


def test_a_shallow_search_gives_the_scores_of_a_deep_one_where_the_best_are_the_same() -> None:
    """With a passage a document both views are one, so the best of each way is found at any depth."""
    held = filled(ExactIndex(DIM), PlainBM25(), texts(7, 80))
    questions = [" ".join(random.Random(n).sample(WORDS, 4)) for n in range(60)]
    parted = [q for q in questions if ask(held, q).signals.agreement < AGREED]
    assert len(parted) >= 10
    for question in parted:
        deep = dict(ask(held, question).hits)
        for depth in (1, 5, 20):
            shallow = dict(ask(held, question, depth).hits)
            assert depth <= len(shallow) <= 2 * depth
            assert shallow == pytest.approx({i: deep[i] for i in shallow}, abs=1e-6)


def test_a_passage_found_by_words_alone_counts_with_its_own_likeness(held: Held) -> None:
    for question in ("baqu cequ", "coqu hequ duqu"):
        deep, shallow = dict(ask(held, question).hits), dict(ask(held, question, 4).hits)
        found = {hit.passage_id for hit in held.lexical.search(question, 4)}
        assert found <= shallow.keys() <= deep.keys()
        assert all(shallow[i] > (1 - WEIGHT) * 0.3 for i in found)


FIRST, NEAR, ELSE = 1, 2, 3


def placed(first: str, near: str, other: str) -> Held:
    """FIRST is nearest to the question, NEAR is square to it but near to FIRST, ELSE is square to both."""
    vectors, lexical = ExactIndex(3), PlainBM25()
    encoded = np.stack([unit(0.8, 0.6, 0), unit(0, 1, 0), unit(0, 0, 1)])
    vectors.add([FIRST, NEAR, ELSE], encoded)
    lexical.add([(FIRST, first), (NEAR, near), (ELSE, other)])
    return Held(vectors, lexical, table([1, 2, 3], ["a", "b", "c"], encoded, 3))


def score(held: Held, question: str, passage_id: int) -> float:
    return dict(rank(*held, unit(1, 0, 0), question, 10).hits)[passage_id]


def test_what_is_near_to_the_best_is_found_where_both_ways_agree_on_the_best() -> None:
    held = placed("tram lines", "bus stops", "park benches")
    assert rank(*held, unit(1, 0, 0), "tram", 10).signals.agreement == pytest.approx(1)
    assert score(held, "tram", NEAR) > 0.05
    assert score(held, "tram", ELSE) == 0


def test_the_best_is_not_followed_where_the_two_ways_do_not_agree() -> None:
    held = placed("bus stops", "park benches", "tram lines")
    ranking = rank(*held, unit(1, 0, 0), "tram", 10)
    assert ranking.signals.agreement == pytest.approx(max(WEIGHT, 1 - WEIGHT))
    assert dict(ranking.hits) == pytest.approx({FIRST: WEIGHT, ELSE: 1 - WEIGHT, NEAR: 0.0})


def test_the_best_is_not_followed_where_no_passage_has_a_word_of_the_question() -> None:
    held = placed("bus stops", "park benches", "tram lines")
    assert score(held, "helicopter", FIRST) == pytest.approx(WEIGHT)
    assert score(held, "helicopter", NEAR) == 0


def test_signals_tell_the_best_cosine_and_the_best_score_before_it_was_followed(
    held: Held,
) -> None:
    for question in QUESTIONS:
        (first, *_), signals = ask(held, question)
        (best,) = held.vectors.search(encode(question), 1)
        assert signals.cosine == pytest.approx(best.score)
        assert 0 <= signals.covered <= 1 + 1e-6
        assert signals.agreement >= AGREED or signals.agreement == first.score


def test_the_signals_tell_how_many_words_the_best_document_has_whatever_others_have() -> None:
    held = placed("sponge city", "bus stops", "park benches")

    def covered(question: str) -> float:
        return rank(*held, unit(1, 0, 0), question, 10).signals.covered

    assert covered("sponge") == covered("SuDS") == 1
    assert covered("helicopter") == covered("benches") == 0
    assert 0 < covered("sponge helicopter") < 1


@pytest.mark.parametrize("within", [[], set(), [10**12]])
def test_within_nothing_nothing_is_found(held: Held, within: Collection[int]) -> None:
    assert ask(held, "baqu", 10, within) == NOTHING


@pytest.mark.parametrize("depth", [0, -1])
def test_without_depth_nothing_is_found(held: Held, depth: int) -> None:
    assert ask(held, "baqu", depth) == NOTHING


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    for held in (
        filled(ExactIndex(DIM), PlainBM25(), []),
        filled(FaissIndex(DIM), TantivyIndex(tmp_path), []),
    ):
        assert ask(held, "baqu cequ") == NOTHING


def test_a_question_square_to_everything_scores_nothing_and_breaks_nothing() -> None:
    held = placed("bus stops", "park benches", "tram lines")
    ranking = rank(*held, unit(0, 0, -1), "helicopter", 10)
    assert [hit for hit in ranking.hits if hit.score > 0] == []
    assert ranking.hits == [Hit(FIRST, 0), Hit(NEAR, 0), Hit(ELSE, 0)]
