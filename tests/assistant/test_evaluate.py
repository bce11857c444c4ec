import json
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.baselines import evaluate, prior
from assistant.dependence import WEIGHTS
from assistant.evaluate import (
    Row,
    Scores,
    auc,
    average_precision,
    figures,
    first,
    foretellings,
    load,
    recall,
    uniform,
)
from assistant.evidence import without
from assistant.foretell import shipped
from assistant.knowledge import AT, DIMENSIONS, Knowledge, is_in
from corpus.errors import BadCollection
from corpus.transfer import TransferOutcome
from corpus.vocabulary import Dimension

ROW = {
    "practice": "Bus rapid transit",
    "topic": "transport",
    "origin_city": "Bogotá",
    "origin_country": "Colombia",
    "recipient_city": "Accra",
    "recipient_country": "Ghana",
    "outcome": "partial",
    "dimensions": ["market_operators", "governance_institutions"],
}


@pytest.fixture(scope="module")
def knowledge(assistant: Assistant) -> Knowledge:
    return assistant.transplants.held().knowledge


def row(**changed: object) -> Row:
    return Row.model_validate(ROW | changed)


def scores(*high: Dimension) -> np.ndarray:
    found = np.zeros(len(DIMENSIONS))
    for place, dimension in enumerate(high):
        found[AT[dimension]] = 1 - place / 100
    return found


def test_measures_of_a_ranking_are_as_defined() -> None:
    wanted = frozenset({AT[Dimension.MARKET], AT[Dimension.LAND]})
    perfect = scores(Dimension.LAND, Dimension.MARKET)
    assert average_precision(perfect, wanted) == recall(perfect, wanted) == 1
    late = scores(Dimension.FINANCE, Dimension.MARKET, Dimension.SOCIAL, Dimension.LAND)
    assert average_precision(late, wanted) == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert first(late, wanted) == 0
    assert first(perfect, wanted) == 1


def test_auc_is_the_chance_that_a_failure_ranks_above_a_success() -> None:
    went = [TransferOutcome.FAILURE, TransferOutcome.SUCCESS, TransferOutcome.PARTIAL]
    assert auc(np.array([0.9, 0.1, 0.5]), went) == 1
    assert auc(np.array([0.1, 0.9, 0.5]), went) == 0
    assert auc(np.array([0.5, 0.5, 0.5]), went) == 0.5
    assert np.isnan(auc(np.array([0.5]), [TransferOutcome.PARTIAL]))


def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    rows = [row(), row(outcome="failure"), row(outcome="success")]
    told = Scores(np.random.default_rng(1).random((3, 15)), np.array([0.3, 0.8, 0.1]))
    once, again = figures(told, rows), figures(told, rows)
    assert once == again
    assert all(figure.low <= figure.value <= figure.high for figure in once.values())


def test_chance_finds_one_in_three_of_a_third_of_the_dimensions() -> None:
    rows = [row(dimensions=list(Dimension)[:5]) for _ in range(30)]
    assert uniform(rows)["recall@5"].value == pytest.approx(1 / 3, abs=0.03)


def test_nothing_that_comes_from_the_recipient_is_used(knowledge: Knowledge) -> None:
    kept = without(knowledge, "Delhi", "IN")
    for transfer, used in zip(knowledge.transfers, kept.transfers, strict=True):
        assert used == (transfer.recipient.city != "Delhi")
    for case, used in zip(knowledge.cases, kept.cases, strict=True):
        assert used != is_in(case, "Delhi", "IN")
    cases = [c.practice for c in knowledge.cases if is_in(c, "Delhi", "IN")]
    assert cases
    for practice in cases:
        assert not kept.practices[knowledge.positions[practice]]


def test_outcome_and_dimensions_of_a_row_are_not_seen(
    assistant: Assistant, knowledge: Knowledge
) -> None:
    rows = [row(), row(outcome="failure", dimensions=["land_tenure"])]
    one, other = foretellings(rows, knowledge, assistant.library.vectors, shipped())
    assert (one.depends == other.depends).all()
    assert one.risk == other.risk


def test_the_engine_finds_more_than_the_baselines_on_the_corpus_s_own_transfers(
    assistant: Assistant, knowledge: Knowledge
) -> None:
    from assistant.fit import as_rows

    found = evaluate(as_rows(knowledge)[:60], knowledge, assistant.library.vectors)
    assert set(found) == {"uniform", "frequency prior", "topic prior", "citygraft"}
    precision = {way: figure["mean average precision"].value for way, figure in found.items()}
    assert precision["citygraft"] > precision["frequency prior"] > precision["uniform"]


def test_a_prior_is_the_same_for_all_rows_but_for_what_is_left_out(knowledge: Knowledge) -> None:
    told = prior([row(), row(practice="x")], knowledge, by_topic=False)
    assert (told.dimensions[0] == told.dimensions[1]).all()


def test_a_file_of_transfers_is_read_and_other_fields_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "transfers.jsonl"
    file.write_text(json.dumps(ROW | {"source": "x", "year": 2004}) + "\n\n")
    assert load(file) == [row()]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no transfers"),
        ("{", "Line 1 .* is not valid JSON"),
        (json.dumps(ROW) + "\n" + json.dumps(ROW | {"outcome": "mixed"}), "Line 2 .*outcome"),
        (json.dumps(ROW | {"dimensions": []}), "Line 1 .*dimensions"),
        (json.dumps({"practice": "x"}), "Line 1 .*topic"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "transfers.jsonl"
    file.write_text(text)
    with pytest.raises(BadCollection, match=words):
        load(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadCollection, match="cannot be read"):
        load(tmp_path / "none.jsonl")


def test_the_weights_that_ship_were_fitted_on_the_transfers_that_ship(knowledge: Knowledge) -> None:

    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))["fitted on"]
    assert told.startswith(f"{len(knowledge.transfers)} transfers")
    assert (shipped().dependence.kinds >= 0).all()
    assert (shipped().risk.signs >= 0).all()
