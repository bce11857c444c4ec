import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.equivalents import others
from index.analysis import (
    EQUIVALENT,
    FIELDS,
    GRAM,
    MAX_GRAMS,
    MAX_TERMS,
    alternatives,
    asked,
    equivalents,
    grams,
    pairs,
    terms,
    tidy,
    words,
)

some_words = st.lists(st.from_regex(r"[b-z]{3,12}qu", fullmatch=True), max_size=12)


def test_question_words_are_not_searched_for() -> None:
    assert terms("How do we keep our informal settlements from flooding?") == [
        "inform", "settlement", "flood",
    ]  # fmt: skip


def test_words_stay_as_they_are_spelt_and_terms_lose_accents_case_and_endings() -> None:
    assert words("Flooded FAVELAS of São Paulo") == ["flooded", "favelas", "sao", "paulo"]
    assert terms("Flooded FAVELAS of São Paulo") == terms("flooding favela Sao Paulo")


def test_pairs_reach_over_stop_words_and_keep_the_order() -> None:
    assert pairs("Pickers of the waste were organised") == ["picker_wast", "wast_organis"]
    assert pairs("waste pickers") != pairs("pickers waste")
    assert pairs("waste") == pairs("") == []


@given(some_words)
def test_there_is_one_pair_fewer_than_there_are_words(given_words: list[str]) -> None:
    text = " ".join(given_words)
    assert len(pairs(text)) == max(0, len(terms(text)) - 1)


@given(some_words)
def test_grams_of_a_word_overlap_so_that_they_give_the_word_back(given_words: list[str]) -> None:
    for word in given_words:
        first, *rest = grams(word)
        assert all(len(gram) == GRAM for gram in (first, *rest))
        assert first + "".join(gram[-1] for gram in rest) == f"_{word}_"


def test_a_word_too_short_for_a_gram_is_one() -> None:
    assert grams("bus") == ["_bus_"]
    assert grams("tax bus") == ["_tax_", "_bus_"]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("recyling", "recycling"), ("setlements", "settlement"), ("busess", "buses")],
)
def test_a_misspelt_word_shares_a_piece_with_the_one_that_was_meant(slip: str, meant: str) -> None:
    assert terms(slip) != terms(meant)
    assert set(grams(slip)) & set(grams(meant))


def test_words_for_the_same_thing_are_searched_for_at_a_lower_weight() -> None:
    searched = asked("SuDS")["words"]
    assert searched["sud"] == FIELDS["words"][1]
    assert searched["spong"] == searched["citi"] == EQUIVALENT * FIELDS["words"][1]


def test_a_word_that_was_asked_for_keeps_its_weight_where_it_is_an_equivalent_too() -> None:
    assert "citi" in equivalents("SuDS in the city")
    searched = asked("SuDS in the city")["words"]
    assert searched["citi"] == searched["sud"] == FIELDS["words"][1]


def test_a_word_said_twice_counts_twice() -> None:
    once, twice = asked("compost"), asked("compost compost")
    assert twice["words"]["compost"] == 2 * once["words"]["compost"]
    assert twice["grams"]["compo"] == 2 * once["grams"]["compo"]


def test_alternatives_of_a_word_are_the_words_of_its_group() -> None:
    ((term, named),) = others("SuDS")
    instead = alternatives("SuDS")
    assert set(instead) == set(terms(term))
    assert instead["sud"] == {stem for name in named for stem in terms(name)}
    assert set(equivalents("SuDS")) == instead["sud"]
    assert alternatives("asdf") == {}


DISTINCT = " ".join(f"w{n}y" for n in range(30_000))


@pytest.mark.parametrize("unit", ["flood wall ", "slum ", "SuDS ", "x", "🙂", DISTINCT])
def test_what_is_searched_for_is_bounded_however_long_the_question_is(unit: str) -> None:
    searched = asked(unit * max(1, 200_000 // len(unit)))
    assert set(searched) == set(FIELDS)
    assert len(searched["words"]) <= 2 * MAX_TERMS
    assert len(searched["pairs"]) <= MAX_TERMS
    assert len(searched["grams"]) <= MAX_GRAMS
    assert sum(searched["pairs"].values()) <= MAX_TERMS * FIELDS["pairs"][1] + 1e-9


@given(st.text(max_size=80))
def test_any_text_has_positive_finite_weights(text: str) -> None:
    searched = asked(tidy(text))
    assert all(0 < weight <= MAX_GRAMS for found in searched.values() for weight in found.values())
    assert not any(" " in token for found in searched.values() for token in found)


@given(st.text())
def test_a_tidy_text_has_nothing_that_no_one_sees_and_stays_as_it_is(text: str) -> None:
    tidied = tidy(text)
    assert tidy(tidied) == tidied == tidied.strip()
    assert "  " not in tidied
    assert not {unicodedata.category(c) for c in tidied} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [c for c in text if c.isalnum()] == [c for c in tidied if c.isalnum()]


def test_marks_that_turn_or_hide_text_go() -> None:
    assert tidy("  flood\u202e\u200bing \t\n\x00 walls\u2028 ") == "flooding walls"
