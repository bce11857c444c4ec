from collections import Counter

import pytest

from corpus.attributes import BY_KEY, Scale
from corpus.countries import COLUMN_YEARS, PROFILES, CountryProfile, dictionary, profile
from corpus.gazetteer import country_code

ROWS = [profile(line[:2]) for line in PROFILES.read_text(encoding="utf-8").splitlines()[1:]]
COLUMNS = {column.key: column for column in dictionary()}
UNITS = {"%": 100, "points": 100, "percentile": 100, "per 1,000 people": 2000}


@pytest.mark.parametrize(
    ("code", "column", "value"),
    [
        ("MZ", "languages", ("pt",)),
        ("MZ", "income", "low"),
        ("SN", "legal", "civil"),
        ("KE", "subregion", "Eastern Africa"),
        ("KE", "state", "unitary"),
        ("NG", "state", "federal"),
        ("IN", "income", "lower_middle"),
        ("BR", "languages", ("pt",)),
        ("BR", "region", "Americas"),
        ("CO", "subregion", "South America"),
        ("GB", "legal", "common"),
        ("DE", "income", "high"),
        ("DK", "municipal_powers", 4),
        ("NE", "municipal_powers", 1),
        ("SG", "effectiveness", 5),
        ("SO", "effectiveness", None),
        ("SS", "effectiveness", 1),
        ("CH", "languages", ("de", "fr", "it")),
        ("NZ", "languages", ("en", "mi")),
        ("SA", "legal", "religious"),
        ("US", "motorisation", 5),
        ("BD", "motorisation", 1),
        ("NO", "civic_space", "open"),
        ("KP", "civic_space", "closed"),
        ("XK", "subregion", "Southern Europe"),
        ("AQ", "region", None),
    ],
)
def test_what_is_well_known_of_a_country_is_in_the_table(
    code: str, column: str, value: object
) -> None:
    assert getattr(profile(code), column) == value


@pytest.mark.parametrize(
    ("code", "column", "low", "high"),
    [
        ("MZ", "electricity", 20, 50),
        ("TD", "electricity", 5, 20),
        ("ZA", "inequality", 60, 65),
        ("NE", "literacy", 25, 45),
        ("JP", "sanitation", 99, 100),
        ("ET", "water_safe", 10, 20),
        ("KR", "internet", 95, 100),
        ("SE", "informal_housing", 0, 2),
    ],
)
def test_a_well_known_share_is_of_the_right_size(
    code: str, column: str, low: float, high: float
) -> None:
    assert low <= getattr(profile(code), column) <= high


def test_the_table_has_every_country_once_and_each_is_known_to_the_gazetteer() -> None:
    codes = [row.code for row in ROWS]
    assert len(codes) == len(set(codes)) == 250
    assert all(country_code(code) == code for code in codes)


def test_a_country_without_a_row_has_a_profile_of_unknowns() -> None:
    assert profile("ZZ") == CountryProfile("ZZ")
    assert not any(profile("ZZ")[1:])


def test_what_is_unknown_is_none_and_never_zero() -> None:
    assert profile("VE").income is None
    assert profile("BR").municipal_powers is None
    assert profile("TW").water is None


def test_every_column_is_described_in_the_order_of_the_table() -> None:
    head = PROFILES.read_text(encoding="utf-8").splitlines()[0]
    assert tuple(head.split("\t")) == CountryProfile._fields == tuple(COLUMNS)


def test_a_column_has_a_source_and_says_its_year_somewhere() -> None:
    for key, column in COLUMNS.items():
        assert column.name
        assert column.meaning.endswith(".")
        assert column.sources or key.endswith("_year")
        if key in COLUMN_YEARS:
            assert f"{key}_year" not in COLUMNS
            assert str(COLUMN_YEARS[key]) in column.years


def test_the_coverage_in_the_dictionary_is_that_of_the_table() -> None:
    known = Counter(
        key for row in ROWS for key, value in row._asdict().items() if value not in {None, ()}
    )
    assert {key: column.coverage for key, column in COLUMNS.items()} == known


def test_words_and_bands_are_those_that_the_dictionary_defines() -> None:
    for key, column in COLUMNS.items():
        found = {str(getattr(row, key)) for row in ROWS} - {"None"}
        assert not column.values or found == set(column.values)


def test_words_and_bands_are_those_that_the_comparison_of_cities_knows() -> None:
    for key in set(COLUMNS) & set(BY_KEY):
        if BY_KEY[key].scale in {Scale.STEPS, Scale.CHOICE}:
            assert set(COLUMNS[key].values) == set(BY_KEY[key].values)


def test_numbers_are_within_their_unit_and_years_are_recent() -> None:
    for row in ROWS:
        for key, value in row._asdict().items():
            if COLUMNS[key].unit and value is not None:
                assert 0 <= value <= UNITS[COLUMNS[key].unit]
            if key.endswith("_year"):
                assert (value is None) == (getattr(row, key.removesuffix("_year")) is None)
                first, last = COLUMNS[key].years.split("–")
                assert value is None or int(first) <= value <= int(last)


def test_safely_managed_services_reach_no_more_people_than_basic_ones() -> None:
    for row in ROWS:
        for safe, basic in (
            (row.water_safe, row.water),
            (row.sanitation_safe, row.sanitation),
        ):
            assert safe is None or basic is None or safe <= basic + 10
