import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.vocabulary import Dimension, Importance, LessonKind
from index.base import Vectors
from index.hashing import HashingEmbedder
from index.onnx import OnnxEmbedder
from ingest.lessons.conditions import condition_signs, importance_of
from ingest.lessons.examples import GOLDEN, GOLDEN_CONDITIONS, WRITTEN, golden
from ingest.lessons.find import find_conditions, find_lessons
from ingest.lessons.measures import load_texts, measure
from ingest.lessons.model import WEIGHTS, model
from ingest.lessons.patterns import NAMES, signs
from ingest.lessons.words import DIMENSIONS, mentions

Encode = Callable[[Sequence[str]], Vectors]

LESSONS = (
    "The grant paid for the boats but not for fuel, and within a year all of them lay on the shore.",
    "Do not sign with the operator before the fare formula is fixed in law.",
    "Progress was held up because the deeds of half of the plots could not be found.",
    "It worked since the market women chose the guards themselves and could dismiss them.",
)
NO_LESSONS = (
    "The city will plant 5,000 trees by 2030.",
    "Funding must be spent by 2023.",
    "Figure 12. Cross-section of a rain garden with overflow.",
    "The tram line is 12 kilometres long and has 21 stops.",
    "Why did the project fail because of a lack of money?",
    "Contractors shall submit proof of insurance with their bid.",
    "Recommendations",
)


class Counted:
    """An embedder's encode that counts the texts it was given."""

    def __init__(self, encode: Encode) -> None:
        self.encode = encode
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self.encode(texts)


@pytest.mark.parametrize("text", LESSONS)
def test_a_statement_from_experience_is_a_lesson(onnx: OnnxEmbedder, text: str) -> None:
    (judged,) = find_lessons([text], onnx.encode_passages)
    assert judged.is_lesson, judged


@pytest.mark.parametrize("text", NO_LESSONS)
def test_plans_facts_captions_rules_and_questions_are_no_lessons(
    onnx: OnnxEmbedder, text: str
) -> None:
    (judged,) = find_lessons([text], onnx.encode_passages)
    assert not judged.is_lesson, judged


def test_kind_and_dimension_are_told(onnx: OnnxEmbedder) -> None:
    texts = [
        "Do not sign with the operator before the fare formula is fixed in law.",
        "Progress was held up because the deeds of half of the plots could not be found.",
    ]
    advice, barrier = find_lessons(texts, onnx.encode_passages)
    assert advice.kind is LessonKind.RECOMMENDATION
    assert barrier.kind is LessonKind.BARRIER
    assert Dimension.LEGAL in [dimension for dimension, _ in advice.dimensions[:2]]
    assert Dimension.LAND in [dimension for dimension, _ in barrier.dimensions[:2]]


def test_each_text_is_judged_in_its_place_whatever_stands_beside_it(onnx: OnnxEmbedder) -> None:
    texts = [*LESSONS, *NO_LESSONS, ""]
    together = find_lessons(texts, onnx.encode_passages)
    alone = [find_lessons([text], onnx.encode_passages)[0] for text in texts]
    assert [one.kind for one in together] == [one.kind for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=0.01)
        shares = [share for _, share in one.dimensions]
        assert shares == sorted(shares, reverse=True)
        assert len(shares) >= 2
        assert sum(shares) <= 1.001


def test_what_its_wording_rules_out_is_never_encoded(onnx: OnnxEmbedder) -> None:
    counted = Counted(onnx.encode_passages)
    find_lessons(NO_LESSONS, counted)
    find_conditions(NO_LESSONS, counted)
    assert NO_LESSONS[3] not in counted.texts
    assert NO_LESSONS[4] not in counted.texts
    assert NO_LESSONS[6] not in counted.texts


def test_a_table_run_together_is_no_lesson(onnx: OnnxEmbedder) -> None:
    row = "should avoid delays because staff lacked training and failed " * 8
    assert not find_lessons([row], onnx.encode_passages)[0].is_lesson


def test_line_ends_within_a_sentence_change_nothing(onnx: OnnxEmbedder) -> None:
    broken = [text.replace(" ", "\n") for text in LESSONS]
    assert find_lessons(broken, onnx.encode_passages) == find_lessons(LESSONS, onnx.encode_passages)


def test_endless_texts_are_judged_by_their_beginning(onnx: OnnxEmbedder) -> None:
    for word in ("not ", "if ", "Not a Title ", "the city plans ", "which allow "):
        endless = word * 50_000
        assert not find_lessons([endless], onnx.encode_passages)[0].is_lesson
        assert not find_conditions([endless], onnx.encode_passages)[0].is_condition


def test_with_another_model_texts_are_judged_by_their_wording() -> None:
    hashing = HashingEmbedder(384)
    judged = find_lessons([*LESSONS, *NO_LESSONS], hashing.encode_passages)
    by_wording = find_lessons([*LESSONS, *NO_LESSONS], HashingEmbedder(64).encode_passages)
    assert judged == by_wording
    assert np.mean([one.is_lesson for one in judged[: len(LESSONS)]]) > 0.5
    assert not any(one.is_lesson for one in judged[len(LESSONS) :])


def test_nothing_in_nothing_out(onnx: OnnxEmbedder) -> None:
    assert find_lessons([], onnx.encode_passages) == ()
    assert find_conditions([], onnx.encode_passages) == ()


def test_the_golden_test_half_reaches_the_goals(onnx: OnnxEmbedder) -> None:
    measures, _ = measure(load_texts(GOLDEN, "test"), onnx.encode_passages)
    assert measures.texts == 199
    assert measures.f1 >= 0.75
    assert measures.dimension_accuracy >= 0.75


def test_conditions_are_told_from_what_only_sounds_like_one(onnx: OnnxEmbedder) -> None:
    rows = [json.loads(line) for line in GOLDEN_CONDITIONS.read_text("utf-8").splitlines()]
    test = [row for row in rows if row["half"] == "test"]
    found = find_conditions([row["text"] for row in test], onnx.encode_passages)
    right = sum(
        row["is_condition"] and one.is_condition for row, one in zip(test, found, strict=True)
    )
    wanted = sum(row["is_condition"] for row in test)
    given = sum(one.is_condition for one in found)
    assert 2 * right / (wanted + given) >= 0.7


def test_importance_follows_the_words() -> None:
    assert importance_of("It fails without a buyer.") is Importance.ESSENTIAL
    assert importance_of("It needs a buyer.") is Importance.IMPORTANT
    assert importance_of("A buyer close by makes it easier.") is Importance.HELPFUL


def test_a_condition_has_its_dimension(onnx: OnnxEmbedder) -> None:
    text = "The scheme works only where the city can set aside money for operation each year."
    (needed,) = find_conditions([text], onnx.encode_passages)
    assert needed.is_condition
    assert needed.importance is Importance.ESSENTIAL
    assert needed.dimensions[0][0] is Dimension.FINANCE


def test_signs_and_mentions_have_their_shape() -> None:
    for text in ("", "?", "A" * 5000, "Do not.", LESSONS[0]):
        assert signs(text).shape == (len(NAMES),)
        assert mentions(text).shape == (len(DIMENSIONS),)
        assert np.isfinite(signs(text)).all()
        assert set(condition_signs(text)) <= {0.0, 1.0}
    named = dict(
        zip(NAMES, signs("You should never begin before the land is secured."), strict=True)
    )
    assert named["advice"]
    assert named["forbid"]
    assert named["order"]
    assert not named["plan opening"]


def test_the_weights_fit_the_signs_and_are_small() -> None:
    fitted = model()
    assert fitted.spread.shape == (len(NAMES),)
    assert fitted.lesson.full.wording.shape == (len(NAMES), 1)
    assert fitted.dimension.full.meaning.shape == (384, len(DIMENSIONS))
    assert fitted.condition.wording.shape == (len(condition_signs("")), 1)
    assert WEIGHTS.stat().st_size < 300_000


def test_weights_are_fitted_on_no_quote_and_on_nothing_of_the_test_half() -> None:
    rows = [json.loads(line) for line in Path(GOLDEN).read_text("utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len(rows)
    sources = {
        half: {row["source"] for row in rows if row["half"] == half} for half in ("dev", "test")
    }
    assert not sources["dev"] & sources["test"]
    assert all(row.origin in {WRITTEN, "quoted"} for row in golden("dev"))
    assert all(bool(row["dimensions"]) == row["is_lesson"] == bool(row["kind"]) for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "We would recommend that other cities start with a pilot.",
        "Recommendation: require that every contract name the person who maintains the works.",
        "Other towns should have their compost certified first.",
        "It is advisable to test the pumps before the rainy season.",
    ],
)
def test_advice_in_so_many_words_is_a_lesson(onnx: OnnxEmbedder, text: str) -> None:
    (judged,) = find_lessons([text], onnx.encode_passages)
    assert judged.is_lesson
    assert judged.kind is LessonKind.RECOMMENDATION
