import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.find import Fact, find_facts
from ingest.facts.measure import measure_facts
from ingest.golden import PARTS, rows

ADVERSARIAL = [
    "1" * 100_000,
    "1." * 50_000,
    "1," * 50_000,
    "111 " * 25_000,
    " " * 100_000,
    "." * 100_000,
    "$" * 100_000,
    "half a " * 15_000,
    "US$ 1 million to " * 6_000,
    "between " * 12_000,
    "annual " * 15_000 + "cost of 3 euros",
    "5 " + "de " * 30_000,
    "5 sq" + " " * 100_000,
    "http://" + "2" * 100_000,
]


def the(text: str, country: str | None = None) -> Fact:
    (fact,) = find_facts(text, country)
    return fact


def quotes(text: str) -> list[str]:
    return [text[fact.start : fact.end] for fact in find_facts(text)]


@pytest.mark.parametrize("part", PARTS[:2])
def test_golden_facts_are_found_and_little_else(part: str) -> None:
    counts = measure_facts(part)
    assert counts.wanted.total() >= 50
    assert counts.precision() >= 0.97
    assert counts.recall() >= 0.97


def test_every_quote_is_in_the_text_and_none_overlaps_another() -> None:
    text = " ".join(row["text"] for part in PARTS for row in rows("facts", part))
    facts = find_facts(text)
    assert len(facts) > 100
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    assert all(one.end <= other.start for one, other in pairwise(facts))


def test_facts_can_be_written_as_json_and_read_back() -> None:
    fact = the("Since 2009 nothing was done.")
    assert Fact(*json.loads(json.dumps(fact))) == fact


def english(value: int) -> str:
    return f"{value:,}"


FORMS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "English": english,
    "thin spaces": lambda value: english(value).replace(",", "\u2009"),
    "narrow spaces": lambda value: english(value).replace(",", "\u202f"),
    "spaces": lambda value: english(value).replace(",", " "),
    "points": lambda value: english(value).replace(",", "."),
    "Swiss": lambda value: english(value).replace(",", "’"),
    "cents": lambda value: f"{value:,}.00",
    "continental cents": lambda value: english(value).replace(",", ".") + ",00",
}


@pytest.mark.parametrize("form", FORMS)
@given(value=st.integers(1, 10**11))
def test_a_sum_comes_back_with_its_value_in_every_form(form: str, value: int) -> None:
    written = FORMS[form](value)
    fact = the(f"It cost EUR {written} to build.")
    assert (fact.kind, fact.low, fact.high, fact.unit) == ("money", value, value, "EUR")


@pytest.mark.parametrize("form", ["plain", "English", "thin spaces", "spaces", "points", "Swiss"])
@given(value=st.integers(2101, 10**9))
def test_a_count_of_people_comes_back_in_every_form(form: str, value: int) -> None:
    fact = the(f"The valley has {FORMS[form](value)} residents.")
    assert (fact.low, fact.high, fact.unit) == (value, value, "people")


SCALES = {
    "thousand": 1e3, "lakh": 1e5, "million": 1e6, "m": 1e6, "crore": 1e7, "bn": 1e9, "billion": 1e9,
    "lakh crore": 1e12, "trillion": 1e12, "millones": 1e6, "mil millones": 1e9, "milhões": 1e6,
    "bilhões": 1e9, "milliards": 1e9, "Mio.": 1e6, "Mrd.": 1e9,
}  # fmt: skip


@pytest.mark.parametrize("scale", SCALES)
@given(tenths=st.integers(1, 9999), comma=st.booleans())
def test_a_scale_word_multiplies(scale: str, tenths: int, comma: bool) -> None:
    written = f"{tenths // 10}{'.,'[comma]}{tenths % 10}"
    fact = the(f"It cost {written} {scale} euros.")
    assert fact.low == pytest.approx(tenths / 10 * SCALES[scale])
    assert fact.unit == "EUR"


@given(
    low=st.integers(1, 400),
    more=st.integers(1, 400),
    joint=st.sampled_from(["-", "–", " to ", " – "]),
)
def test_both_ends_of_a_range_share_the_scale_and_the_unit(low: int, more: int, joint: str) -> None:
    fact = the(f"They need €{low}{joint}{low + more} million a year.")
    assert (fact.low, fact.high) == (low * 1e6, (low + more) * 1e6)
    assert (fact.unit, fact.per) == ("EUR", "year")


@given(year=st.integers(1850, 2050), more=st.integers(1, 40))
def test_a_span_of_years_has_both_its_ends(year: int, more: int) -> None:
    for text in (f"It ran {year}–{year + more}.", f"It ran from {year} to {year + more}."):
        fact = the(text)
        assert (fact.kind, fact.low, fact.high) == ("year", year, year + more)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Since 2009 it works.", 2009, None),
        ("It works from 2011 onwards.", 2011, None),
        ("The year 2012/13 was dry.", 2012, 2013),
        ("It failed in the 1990s.", 1990, 1999),
        ("Losses of 1999–00 were high.", 1999, 2000),
        ("On 2004-05-17 it was signed.", 2004, 2004),
        ("On 17.05.2004 it was signed.", 2004, 2004),
    ],
)
def test_years_are_told_in_many_forms(text: str, low: int, high: int | None) -> None:
    fact = the(text)
    assert (fact.kind, fact.low, fact.high) == ("year", low, high)


@pytest.mark.parametrize(
    "text",
    [
        "ISO 14001 and ISO 9001:2015 apply.",
        "SDG 11 and SDG 6 matter.",
        "It lies at 1990 m, 2000 m at most.",
        "See page 1999.",
        "They planted 2000 trees.",
        "It is 2,010 km long.",
        "The talks of COP 26 went on.",
        "https://example.org/2015/04/budget-2016.pdf",
        "They won 12 prizes and lost 500 pounds of flour.",
        "It weighs 12 t and holds 300 MWh/m².",
    ],
)
def test_other_numbers_are_no_facts(text: str) -> None:
    assert quotes(text) == []


def test_a_number_of_people_that_looks_like_a_year_is_people() -> None:
    assert quotes("About 2000 people came.") == ["2000 people"]
    assert quotes("In 2015 residents came.") == ["2015"]


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("It cost $5.", None, "USD?"),
        ("It cost $5.", "US", "USD"),
        ("It cost $5.", "MX", "MXN"),
        ("It cost $5.", "KE", "USD?"),
        ("It cost US$5.", "MX", "USD"),
        ("It cost 900 pesos.", "PH", "PHP"),
        ("It cost 900 pesos.", None, "peso?"),
        ("It cost Rs 900.", "PK", "PKR"),
        ("It cost Rs 900.", None, "INR?"),
        ("It cost 900 francs CFA.", "CM", "XAF"),
        ("It cost £9.", None, "GBP"),
        ("It cost £9.", "EG", "EGP"),
        ("It cost R$ 9.", None, "BRL"),
    ],
)
def test_a_shared_sign_is_decided_by_the_country_or_marked(
    text: str, country: str | None, unit: str
) -> None:
    assert the(text, country).unit == unit


@pytest.mark.parametrize(
    ("text", "square_metres"),
    [
        ("12 ha", 120_000),
        ("1 acre", 4046.8564224),
        ("2 sq mi", 5179976.22),
        ("3.4 km²", 3.4e6),
        ("12,5 hectáreas", 125_000),
        ("1,200 square metres", 1200),
    ],
)
def test_areas_are_in_square_metres(text: str, square_metres: float) -> None:
    assert the(f"It covers {text}.").low == pytest.approx(square_metres)


def test_what_a_figure_is_per_is_kept() -> None:
    assert the("It costs US$ 12 per person per year.").per == "person, year"
    assert the("It costs 30 euros for each latrine.").per == "latrine"
    assert the("An annual budget of 30 euros is too little.").per == "year"
    assert the("It costs 30 euros.").per == ""


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: repr(text[:12]))
def test_strange_text_ends_and_gives_quotes_within_it(text: str) -> None:
    assert all(0 <= fact.start < fact.end <= len(text) for fact in find_facts(text))


@given(st.text(alphabet="0123456789.,-– $€km²abe to%\n", max_size=80))
def test_any_text_gives_quotes_that_are_in_order(text: str) -> None:
    facts = find_facts(text)
    assert all(one.end <= other.start for one, other in pairwise(facts))
    assert all(fact.high is None or fact.low <= fact.high for fact in facts)
