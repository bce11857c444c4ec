import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calibrate import fitted, line
from assistant.calibration import FILE, SIGNALS, Calibration, shipped
from assistant.finding import Finder
from assistant.understanding import as_written
from corpus.golden import Golden, GoldenQuestion
from index.library import Library
from index.search import NOTHING, Signals
from ingest.pipeline import ingest

any_signals = st.builds(
    Signals, **{name: st.floats(-50, 50) for name in Signals._fields}
)  # fmt: skip

PLAIN = Signals(**dict.fromkeys(Signals._fields, 0.0))


def test_the_weights_that_ship_name_every_signal_and_nothing_else() -> None:
    held = json.loads(FILE.read_text(encoding="utf-8"))
    assert set(held) == {"fitted on", "answered", "helps", "line"}
    assert set(held["answered"]) == {"offset", *SIGNALS}
    assert set(held["helps"]) == {"offset", "score"}
    assert set(SIGNALS) <= set(Signals._fields)
    assert 0 < held["line"] < 1
    weights = [*held["answered"].values(), *held["helps"].values()]
    assert all(map(math.isfinite, weights))


@given(any_signals, st.floats(-1e6, 1e6))
def test_chances_are_in_0_to_1_whatever_the_signals(signals: Signals, score: float) -> None:
    assert 0 <= shipped().sure(signals) <= 1
    assert 0 <= shipped().helping(score) <= 1


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_document_s_chance_rises_with_its_score(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert shipped().helping(low) <= shipped().helping(high)
    assert shipped().helping(0) < 0.01
    assert shipped().helping(1) > 0.5


@given(any_signals, st.floats(0, 5))
def test_chances_rise_with_likeness_and_with_both_ways_agreeing(
    signals: Signals, more: float
) -> None:
    for name in ("cosine", "agreement"):
        better = signals._replace(**{name: getattr(signals, name) + more})
        assert shipped().sure(better) >= shipped().sure(signals)


def test_where_nothing_is_found_nothing_is_answered() -> None:
    assert shipped().sure(NOTHING.signals) < shipped().line


def test_a_chance_is_the_logistic_function_of_the_weighted_signals() -> None:
    answered = {"offset": -1.0, **dict.fromkeys(SIGNALS, 0.0), "cosine": 4.0}
    made = Calibration(answered, {"offset": -2.0, "score": 4.0}, 0.5)
    assert made.sure(PLAIN._replace(cosine=0.25)) == pytest.approx(0.5)
    assert made.sure(PLAIN._replace(cosine=0.5)) == pytest.approx(1 / (1 + math.exp(-1)))
    assert made.helping(0.5) == pytest.approx(0.5)
    assert made.helping(1e9) == pytest.approx(1)


SUBJECTS = (
    "mangroves", "drains", "minibuses", "compost", "schoolyards", "latrines", "bonds", "cyclists",
    "rooftops", "pickers", "wetlands", "tariffs",
)  # fmt: skip


@pytest.fixture
def small(library: Library, tmp_path: Path) -> tuple[Library, Golden]:
    """A library with a text on each subject, with a golden set of which half is about something else."""
    (tmp_path / "in").mkdir()
    for subject in SUBJECTS:
        text = f"What our quarter learned about {subject} and what {subject} cost the residents."
        (tmp_path / "in" / f"{subject}.txt").write_text(text)
    ingest(library, [tmp_path / "in"])
    answerable = [f"what did {subject} cost the residents" for subject in SUBJECTS]
    others = [f"who won the {n}th chess tournament in Reykjavik" for n in range(len(SUBJECTS))]
    questions = [
        GoldenQuestion(f"need{n}.en", "dev", "en", ("plain",), "", text)
        for n, text in enumerate([*answerable, *others])
    ]
    left_out = GoldenQuestion("other.en", "test", "en", ("plain",), "", "drains")
    judged = {f"need{n}": {subject: 2} for n, subject in enumerate(SUBJECTS)}
    return library, Golden((*questions, left_out), judged)


def test_fitting_gives_a_line_between_what_is_answered_and_what_is_not(
    small: tuple[Library, Golden],
) -> None:
    library, golden = small
    weights, declined = fitted(library, golden)
    assert declined == 1
    finder = Finder(library, weights)
    findings = {q: finder.find(as_written(q.text)) for q in golden.part("dev")}
    answerable = [findings[q] for q in findings if golden.answerable(q)]
    others = [findings[q] for q in findings if not golden.answerable(q)]
    assert max(found.sure for found in others) < weights.line < 1
    assert sum(found.sure >= weights.line for found in answerable) >= 0.9 * len(answerable)
    assert all(found.shown == () for found in others)


def test_what_was_fitted_ranks_and_shows_the_document_that_answers(
    small: tuple[Library, Golden],
) -> None:
    library, golden = small
    finder = Finder(library, fitted(library, golden)[0])
    for question in golden.part("dev"):
        for subject in golden.judged.get(question.need, ()):
            found = finder.find(as_written(question.text))
            assert found.ranked[0].doc_id == subject
            assert found.ranked[0].relevance > 0.5 > found.ranked[1].relevance


def test_fitting_does_not_look_at_the_test_half(small: tuple[Library, Golden]) -> None:
    library, golden = small
    other = GoldenQuestion("other.en", "test", "en", ("plain",), "", "chess in Reykjavik")
    changed = Golden((*golden.questions[:-1], other), {**golden.judged, "other": {"drains": 2}})
    assert fitted(library, changed) == fitted(library, golden)


def test_the_line_leaves_a_small_share_of_the_answerable_below_it() -> None:
    chances = np.linspace(0, 1, 101)
    truth = np.ones(101)
    below = float((chances < line(chances, truth)).mean())
    assert 0.02 <= below <= 0.06
    assert line(np.array([0.9, 0.8, 0.1]), np.array([1.0, 1.0, 0.0])) >= 0.8
