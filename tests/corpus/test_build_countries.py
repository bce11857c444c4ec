import pytest

from corpus.build_countries import (
    Fact,
    facts,
    lines,
    put,
    with_coverage,
    without_regional_estimates,
)
from corpus.build_country_columns import BANDS, add_bands, per_thousand
from corpus.countries import DICTIONARY, PROFILES, dictionary

COLUMNS = {column.key: column for column in dictionary()}


def test_bands_follow_from_the_figures_beside_them() -> None:
    kept = [line.split("\t") for line in PROFILES.read_text(encoding="utf-8").splitlines()]
    rows = [dict(zip(kept[0], row, strict=True)) for row in kept[1:]]
    again = [dict(row) for row in rows]
    add_bands(again)
    assert again == rows


@pytest.mark.parametrize("column", BANDS)
def test_a_higher_figure_never_falls_into_a_lower_band(column: str) -> None:
    figure, limits = BANDS[column]
    rows = [{figure: str(limit), "state": "unitary"} for limit in limits]
    add_bands(rows)
    values = list(COLUMNS[column].values)
    assert [row[column] for row in rows] == values[1:]


def test_money_without_free_councils_is_not_counted_as_municipal_powers() -> None:
    rows = [{"subnational_spending": "72", "civic_score": "10", "state": "unitary"}]
    add_bands(rows)
    assert rows[0]["municipal_powers"] == "2"


def test_facts_are_read_by_any_code_and_refused_where_the_country_is_unknown() -> None:
    assert list(facts("ago 51.1 2023; XK 7\nkos 8")) == [
        Fact("AO", "51.1", "2023"),
        Fact("XK", "7", ""),
        Fact("XK", "8", ""),
    ]
    with pytest.raises(ValueError, match="no country 'atlantis'"):
        list(facts("atlantis 1"))


def test_old_values_are_left_out_and_a_column_is_replaced_as_a_whole() -> None:
    table = {"AO": {"water": "1", "water_year": "2011"}, "BR": {"water": "2", "water_year": "2011"}}
    put(table, "water", [Fact("AO", "60.04", "2020"), Fact("BR", "70", "2009")])
    assert table["AO"] == {"water": "60", "water_year": "2020"}
    assert not table["BR"]["water"]


def test_a_value_that_two_countries_share_to_the_last_digit_stands_for_a_region() -> None:
    shared = [Fact("DJ", "48.68591", ""), Fact("ER", "48.68591", "")]
    own = [Fact("AO", "62.7", ""), Fact("NG", "62.7", "")]
    assert without_regional_estimates(shared + own) == own


def test_counts_are_divided_by_people_that_are_known() -> None:
    assert per_thousand({"AO": "500", "XX": "1"}, {"AO": 10_000, "XX": 0}) == {"AO": "50"}


def test_the_coverage_is_renewed_in_the_text_of_the_dictionary() -> None:
    text = DICTIONARY.read_text(encoding="utf-8")
    counts = {key: column.coverage for key, column in COLUMNS.items()}
    assert with_coverage(text, counts) == text
    assert "coverage: 7\n" in with_coverage(text, counts | {"water": 7})


def test_an_empty_table_is_a_head_with_codes() -> None:
    assert [line.rstrip() for line in lines({"AO": {"code": "AO"}})][1:] == ["AO"]
