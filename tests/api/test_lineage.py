import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.lineage import Spot, Step, here, steps, touching
from api.pages.lineage_drawing import pictures
from api.pages.lineage_layout import MOST, choose, rows
from api.pages.lineage_picture import outcome_of
from corpus.case import CaseStudy, load_cases
from corpus.transfer import Transfer, load_transfers
from tests.api.own_cases import BOGOTA, DELHI, case, secret


@pytest.fixture(scope="module", name="transfers")
def _transfers() -> tuple[Transfer, ...]:
    return tuple(load_transfers())


@pytest.fixture(scope="module", name="cases")
def _cases() -> tuple[CaseStudy, ...]:
    return tuple(load_cases())


def move(origin: str, recipient: str, outcome: str = "success") -> Step:
    return Step(Spot(origin, "XX"), Spot(recipient, "XX"), None, outcome, "", (), ())


def test_a_case_knows_who_took_its_practice_and_from_whom(transfers: tuple[Transfer, ...]) -> None:
    bogota = case(BOGOTA)
    own = touching(steps(bogota.practice, [bogota], transfers), bogota)
    assert own[0].origin.city == "Curitiba"
    assert {"Jakarta", "Delhi", "Santiago", "Lima"} <= {step.recipient.city for step in own}
    assert all(BOGOTA in (step.origin.case, step.recipient.case) for step in own)


def test_a_case_is_linked_only_where_it_is_held(transfers: tuple[Transfer, ...]) -> None:
    bogota, delhi = case(BOGOTA), case(DELHI)
    alone = steps(bogota.practice, [bogota], transfers)
    both = steps(bogota.practice, [bogota, delhi], transfers)
    to_delhi = [next(s for s in told if s.recipient.city == "Delhi") for told in (alone, both)]
    assert [step.recipient.case for step in to_delhi] == [None, DELHI]


def test_what_only_a_hidden_case_tells_is_not_told(transfers: tuple[Transfer, ...]) -> None:
    bogota = case(BOGOTA)
    seen = steps(bogota.practice, [bogota], transfers)
    all_ = steps(bogota.practice, [bogota, secret()], transfers)
    assert "Quorndyke" not in str(seen)
    assert "Quorndyke" in str(all_)


def test_a_move_that_a_case_and_a_transfer_tell_is_one_step_with_both_their_sources(
    transfers: tuple[Transfer, ...],
) -> None:
    bogota = case(BOGOTA)
    santiago = [
        s for s in steps(bogota.practice, [bogota], transfers) if s.recipient.city == "Santiago"
    ]
    assert len(santiago) == 1
    assert santiago[0].outcome == "failure"
    assert bogota.sources[12].url in {source.url for source in santiago[0].sources}
    assert any("one fare and smart card" in what for _, what in santiago[0].told)


def test_spelling_makes_no_second_city() -> None:
    assert Spot("Bogotá", "CO").key == Spot("Bogota", "CO").key
    assert Spot("New York", "US").key == Spot("New York City", "US").key
    assert Spot("Córdoba", "AR").key != Spot("Córdoba", "ES").key


def test_a_move_without_a_city_names_the_country_or_says_elsewhere() -> None:
    assert Spot("", "IN").label == "India"
    assert Spot("", "").label == "elsewhere"
    assert Spot("Jakarta", "ID").label == "Jakarta, Indonesia"


def test_every_bundled_lineage_is_drawn_with_its_case_marked_once(
    cases: tuple[CaseStudy, ...], transfers: tuple[Transfer, ...]
) -> None:
    drawn = 0
    for one in cases:
        moves = steps(one.practice, [c for c in cases if c.practice == one.practice], transfers)
        for picture in pictures(moves, here(moves, one)):
            drawn += 1
            assert [box.here for box in picture.boxes].count(True) == 1
            assert len(picture.boxes) <= MOST
            assert all(0 <= b.x <= picture.width - b.width for b in picture.boxes)
            assert all(0 <= b.y <= picture.height - b.height for b in picture.boxes)
    assert drawn >= 100


def test_boxes_never_lie_on_each_other(transfers: tuple[Transfer, ...]) -> None:
    for practice in {transfer.practice for transfer in transfers}:
        for picture in pictures(steps(practice, [], transfers)):
            for a, b in itertools.combinations(picture.boxes, 2):
                apart = abs(a.x - b.x) >= a.width or abs(a.y - b.y) >= a.height
                assert apart, (practice, a.name, b.name)


def test_the_outcome_is_in_words_and_in_the_kind_of_line() -> None:
    told = (move("A", "B", "failure"), move("A", "C", ""))
    assert [outcome_of(step) for step in told] == ["failed", "not told"]
    wide, narrow = pictures(told)
    assert [arrow.outcome for arrow in wide.arrows] == ["failure", "untold"]
    assert [box.line for box in narrow.boxes] == ["XX", "XX · failed", "XX · not told"]


def test_a_move_within_one_city_is_not_drawn() -> None:
    assert pictures((move("A", "A"),)) == ()


def test_a_recipient_stands_to_the_right_of_its_origin() -> None:
    chosen = choose((move("A", "B"), move("B", "C"), move("D", "B")), ("b", "XX"))
    assert [chosen.columns[key, "XX"] for key in "adbc"] == [0, 0, 1, 2]


def test_two_cities_that_took_it_from_each_other_are_joined_by_two_lines() -> None:
    wide, _ = pictures((move("A", "B"), move("B", "A", "failure")))
    assert [arrow.outcome for arrow in wide.arrows] == ["success", "failure"]
    assert wide.arrows[0].line != wide.arrows[1].line


Names = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@given(st.lists(st.builds(move, Names, Names), min_size=1, max_size=60), Names)
def test_any_moves_can_be_drawn_cycles_included(moves: list[Step], at: str) -> None:
    for root in (None, (at, "XX")):
        chosen = choose(moves, root)
        assert len(chosen.columns) <= MOST
        if chosen.moves:
            assert len(pictures(tuple(moves), root)) == 2
            placed = sorted((chosen.columns[key], row) for key, row in rows(chosen).items())
            for (column, row), (after, lower) in itertools.pairwise(placed):
                assert column != after or lower - row >= 0.999
