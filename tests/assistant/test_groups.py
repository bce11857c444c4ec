import pytest

from assistant.groups import (
    GROUPINGS,
    NORTH,
    SOUTH,
    grouped,
    income,
    region,
    side,
    side_by_region,
)
from corpus.case import load_cases
from corpus.countries import PROFILES
from index.exposure import UNKNOWN

CODES = [line[:2] for line in PROFILES.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(
    ("country", "group", "where"),
    [
        ("MZ", "low", SOUTH),
        ("IN", "lower_middle", SOUTH),
        ("BR", "upper_middle", SOUTH),
        ("DE", "high", NORTH),
        ("CL", "high", NORTH),
        ("ET", UNKNOWN, UNKNOWN),
        ("VE", UNKNOWN, UNKNOWN),
        ("ZZ", UNKNOWN, UNKNOWN),
    ],
)
def test_south_is_low_and_middle_income_and_a_country_without_income_group_is_unknown(
    country: str, group: str, where: str
) -> None:
    assert (income(country), side(country)) == (group, where)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("KE", "Africa"),
        ("BO", "Latin America and the Caribbean"),
        ("MX", "Latin America and the Caribbean"),
        ("HT", "Latin America and the Caribbean"),
        ("US", "Northern America"),
        ("JP", "Asia"),
        ("TR", "Asia"),
        ("FJ", "Oceania"),
        ("AQ", UNKNOWN),
        ("ZZ", UNKNOWN),
    ],
)
def test_regions_are_those_of_m49_with_the_americas_in_two(country: str, name: str) -> None:
    assert region(country) == name


@pytest.mark.parametrize(
    ("country", "where"),
    [
        ("CL", SOUTH),
        ("SG", SOUTH),
        ("ET", SOUTH),
        ("FJ", SOUTH),
        ("KR", NORTH),
        ("JP", NORTH),
        ("CY", NORTH),
        ("NZ", NORTH),
        ("CA", NORTH),
        ("UA", NORTH),
        ("AQ", UNKNOWN),
    ],
)
def test_the_other_rule_goes_by_part_of_the_world(country: str, where: str) -> None:
    assert side_by_region(country) == where


def test_every_way_of_grouping_gives_every_country_a_name_from_a_short_list() -> None:
    few = {"side": 3, "income": 5, "region": 7, "side_by_region": 3}
    assert {name: len({of(code) for code in CODES}) for name, of in GROUPINGS.items()} == few


def test_a_case_is_grouped_by_the_country_of_its_city() -> None:
    cases = {case.id: case for case in load_cases()}
    found = grouped(cases.values())
    assert set(found) == set(cases)
    assert found["quelimane-mangrove-restoration"] == SOUTH
    assert found["helsinki-housing-first"] == NORTH
    # Surabaya learned from Kitakyushu, which is its other city
    assert found["surabaya-takakura-household-composting"] == SOUTH


def test_a_case_is_grouped_in_the_way_that_is_asked_for() -> None:
    found = grouped(load_cases(), income)
    assert found["quelimane-mangrove-restoration"] == "low"
