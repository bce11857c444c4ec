from collections.abc import Sequence

import numpy as np
import pytest

from corpus.case import CaseStudy, load_cases
from corpus.vocabulary import Hazard, Topic
from index.base import Vectors
from index.onnx import OnnxEmbedder
from ingest.subjects.find import MOST, PASSAGE, Subjects, find_subjects, passages
from ingest.subjects.fit import Seen, figures, fit
from ingest.subjects.model import models
from ingest.subjects.words import KINDS, folded, goals, names, said

BUSES = [
    "The council met on Monday.",
    "Rapid buses run on lanes of their own, and minibus owners drive them.",
    "Passengers pay the fare before they board the bus.",
    "Traffic in the main street is slower than a bicycle.",
]
FLOODS = [
    "Heavy rain floods the low streets each year.",
    "Drains are too narrow, and stormwater runs into homes.",
    "A retention basin in the park now holds the runoff of a cloudburst.",
    "The mayor opened it with a speech.",
]


@pytest.fixture(scope="module")
def cases() -> list[CaseStudy]:
    return list(load_cases())


def test_a_text_on_buses_is_about_mobility_and_says_where(onnx: OnnxEmbedder) -> None:
    best = find_subjects(BUSES, onnx.encode_passages).topics[0]
    assert best.name is Topic.MOBILITY
    assert best.score > 0.5
    assert {1, 2} <= set(best.evidence)
    assert 0 not in best.evidence


def test_a_text_on_cloudbursts_answers_to_floods_from_rain(onnx: OnnxEmbedder) -> None:
    found = find_subjects(FLOODS, onnx.encode_passages)
    assert found.topics[0].name is Topic.WATER_FLOODING
    assert found.hazards[0].name is Hazard.RAIN_FLOOD
    assert {6, 11, 13} & {goal.name for goal in found.sdgs}


def test_words_alone_decide_without_an_embedder() -> None:
    assert find_subjects(BUSES, None).topics[0].name is Topic.MOBILITY
    assert find_subjects(FLOODS, None).hazards[0].name is Hazard.RAIN_FLOOD


def test_scores_are_chances_best_first_and_evidence_is_within_the_text() -> None:
    found = find_subjects([*BUSES, *FLOODS], None)
    for subjects in found:
        scores = [subject.score for subject in subjects]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert all(len(subject.evidence) <= 3 for subject in subjects)
        assert all(0 <= at < 8 for subject in subjects for at in subject.evidence)


@pytest.mark.parametrize("kind", KINDS)
def test_words_alone_tell_the_tags_of_most_cases(kind: str, cases: list[CaseStudy]) -> None:
    own = {"topic": "topics", "hazard": "hazards", "sdg": "sdgs"}[kind]
    right = told = tagged = 0
    for case in cases:
        found = getattr(find_subjects(case.text().split("\n"), None), f"{own}")
        tags = set(getattr(case, own))
        right += len(tags & {subject.name for subject in found})
        told += len(found)
        tagged += len(tags)
    assert 2 * right / (told + tagged) > 0.6


def test_a_goal_named_by_its_number_is_told_with_that_sentence() -> None:
    found = find_subjects(["The plan serves SDGs 4 and 17.", "It says nothing else."], None)
    named = {goal.name: goal for goal in found.sdgs}
    assert named[4].score >= 0.95
    assert named[17].evidence[0] == 0


def test_goals_are_read_in_several_forms() -> None:
    assert goals(folded("towards Sustainable Development Goal 11.")) == {"11"}
    assert goals(folded("SDG 6, SDG 13")) == {"6", "13"}
    assert goals(folded("ODS 5 y 99")) == {"5"}
    assert not goals(folded("Goal 3 was scored late."))


def test_an_empty_document_is_about_nothing() -> None:
    assert find_subjects([], None) == Subjects((), (), ())
    assert find_subjects(["", " "], None) == Subjects((), (), ())


def test_passages_are_runs_that_cover_every_sentence_once() -> None:
    sentences = ["word " * (1 + at % 90) for at in range(200)]
    runs = passages(sentences)
    assert [at for run in runs for at in run] == list(range(200))
    assert all(sum(len(sentences[at]) for at in run) <= PASSAGE for run in runs if len(run) > 1)


def test_of_a_long_document_not_more_passages_are_encoded_than_promised() -> None:
    encoded: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return np.full((len(texts), 384), 384**-0.5, np.float32)

    find_subjects([f"Sentence {at} is about buses. " * 20 for at in range(1000)], encode)
    assert len(encoded) == MOST
    assert "Sentence 0 " in encoded[0]
    assert "Sentence 999 " in encoded[-1]


def test_every_subject_has_words_and_a_place_in_the_model() -> None:
    assert set(names("topic")) == set(Topic)
    assert set(names("hazard")) == set(Hazard)
    assert names("sdg") == tuple(map(str, range(1, 18)))
    assert all(models()[kind].directions.shape == (384, len(names(kind))) for kind in KINDS)


def test_hazards_of_no_case_are_told_by_their_words() -> None:
    text = [
        "The volcano may erupt, and lava and ash fall threaten the town.",
        "Ash fall from the volcano.",
    ]
    assert Hazard.VOLCANO in {hazard.name for hazard in find_subjects(text, None).hazards}


def test_the_fit_tells_left_out_cases_whose_likeness_gives_them_away() -> None:
    rng = np.random.default_rng(0)
    tags = (rng.random((80, len(names("topic")))) < 0.2).astype(float)
    vectors = tags @ rng.normal(size=(tags.shape[1], 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    seen = Seen({"topic": rng.random(tags.shape)}, {"topic": tags}, vectors)
    model, told, by_words = fit("topic", seen)
    assert told.f1 > 0.8 > by_words.f1
    assert model.directions.shape == (384, tags.shape[1])


def test_figures_of_a_perfect_and_a_useless_score() -> None:
    tags = np.eye(5)[:, :4]
    assert figures(tags + 0.1, tags)[:1] == (1.0,)
    assert figures(tags, tags).within == 1
    assert figures(1 - tags, tags).first == 0


def test_a_word_that_is_said_more_often_counts_for_more() -> None:
    at = names("topic").index(Topic.MOBILITY)
    once, twice = (said("topic", folded("word bus " * n + "word " * (50 - 2 * n))) for n in (1, 2))
    assert 0 < once[at] < twice[at]
