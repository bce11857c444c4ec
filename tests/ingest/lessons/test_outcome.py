import numpy as np
import pytest

from index.onnx import OnnxEmbedder
from ingest.lessons.find import find_lessons
from ingest.lessons.outcome import OUTCOMES, outcome, parted, tempers
from ingest.lessons.patterns import signs


def named(text: str) -> dict[str, float]:
    return dict(zip(OUTCOMES, outcome(text).tolist(), strict=True))


def test_what_came_of_it_is_the_last_clause() -> None:
    cause, end = parted("The lamps were bought for their price, and half of them failed.")
    assert "bought" in cause
    assert "failed" in end


def test_what_came_of_it_is_the_first_clause_where_its_cause_follows() -> None:
    cause, end = parted("Half of the lamps failed because they had been bought for their price.")
    assert "bought" in cause
    assert end.startswith("Half")
    assert "failed" in end


def test_a_text_of_one_clause_is_both() -> None:
    assert parted("The lamps failed.") == ("The lamps failed.", "The lamps failed.")


def test_harm_that_did_not_come_is_good_and_good_that_did_not_come_is_bad() -> None:
    harm = named("One desk signed everything, so the works were delayed.")
    spared = named("One desk signed everything, so the works were not delayed.")
    assert harm["balance"] < 0 < spared["balance"]
    assert spared["spared"] > harm["spared"] == 0
    good = named("The fares fell, and the drivers agreed.")
    missed = named("The fares fell, and the drivers never agreed.")
    assert missed["balance"] < 0 < good["balance"]
    assert missed["missed"] > good["missed"] == 0


@pytest.mark.parametrize("text", ["", "?", "no " * 5000, ", and the" * 2000, "because " * 3000])
def test_signs_of_any_text_are_few_and_small(text: str) -> None:
    found = outcome(text)
    assert found.shape == (len(OUTCOMES),)
    assert np.abs(found).max() <= 3


def test_tempers_stand_beside_each_other_text_by_text() -> None:
    texts = ["The pumps failed.", "Nobody complained, as each owner had agreed."]
    seen = np.stack([signs(text) for text in texts])
    both = tempers(texts, seen)
    assert both.shape[0] == 2
    assert np.array_equal(both[1:], tempers(texts[1:], seen[1:]))
    assert not np.array_equal(both[0], both[1])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The bonus was meant to fill the buses, but drivers began to carry their cousins twice.",
            "pitfall",
        ),
        ("Because the tenants had chosen the colours themselves, nobody complained.", "enabler"),
        ("The law knows no shared ownership of wells, and no pump could be registered.", "barrier"),
    ],
)
def test_kinds_follow_what_came_of_it_and_by_whose_doing(
    onnx: OnnxEmbedder, text: str, kind: str
) -> None:
    (judged,) = find_lessons([text], onnx.encode_passages)
    assert judged.kind == kind
