import pytest

from corpus.attributes import BY_KEY
from corpus.errors import BadCase
from corpus.forms import read_form
from corpus.judgements import NINE, RECIPIENTS, TOP, judgements
from corpus.practice import Need, load_practices
from corpus.vocabulary import Dimension

PRACTICES = tuple(load_practices())


def test_every_practice_has_five_to_eight_conditions_on_different_dimensions() -> None:
    for practice in PRACTICES:
        dimensions = [condition.dimension for condition in practice.conditions]
        assert 5 <= len(dimensions) <= 8, practice.id
        assert len(set(dimensions)) == len(dimensions), practice.id


def test_every_practice_was_judged_for_both_kinds_of_recipient() -> None:
    assert set(judgements()) == {(p.id, kind) for p in PRACTICES for kind in RECIPIENTS}


def test_grades_are_in_range_and_tell_dimensions_apart() -> None:
    for judgement in judgements().values():
        assert len(judgement.grades) >= 2
        for judge in judgement.grades:
            assert len(judge) == len(Dimension)
            assert set(judge) <= set(range(TOP + 1))
        assert all(0 <= failures <= NINE for failures in judgement.failures)
        assert len(set(judgement.weights())) > 3


def test_a_judgement_s_weights_and_risk_are_means_of_its_judges() -> None:
    from corpus.judgements import Judgement

    judgement = Judgement(((3,) * 15, (0,) * 15), (9, 0))
    assert judgement.weights() == (0.5,) * 15
    assert judgement.risk() == 0.5
    assert Judgement(((3,) * 15,), ()).risk() is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"attribute": "mood", "one_of": ["good"]}, "no attribute 'mood'"),
        ({"attribute": "sewer", "one_of": ["yes"]}, "at_least or at_most"),
        ({"attribute": "terrain", "at_least": 3}, "give one_of"),
        ({"attribute": "terrain", "one_of": ["bumpy"]}, "flat, rolling, steep"),
    ],
)
def test_a_need_that_cannot_be_checked_is_refused(fields: dict[str, object], words: str) -> None:
    with pytest.raises(BadCase, match=words):
        read_form(Need, fields, "need")


def test_what_practices_need_can_be_asked_or_is_known() -> None:
    needed = {c.needs.attribute for p in PRACTICES for c in p.conditions if c.needs}
    assert needed <= set(BY_KEY)
