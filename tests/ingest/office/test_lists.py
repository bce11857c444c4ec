import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.office.lists import Level, Numbers, ordinal, raise_digits


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (3, "lowerLetter", "c"),
        (28, "alphaUcPeriod", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "romanLcParenR", "iv"),
        (2, "I", "II"),
        (1, "a", "a"),
        (0, "lowerLetter", "0"),
        (10**12, "upperRoman", "1000000000000"),
        (10**12, "lowerLetter", "1000000000000"),
        (7, "chineseCounting", "7"),
    ],
)
def test_numbers_take_the_form_of_their_list(number: int, form: str, expected: str) -> None:
    assert ordinal(number, form) == expected


def test_deeper_levels_begin_again_under_each_item() -> None:
    levels = {0: Level("decimal", "%1.", 1), 1: Level("decimal", "%1.%2", 1)}
    numbers = Numbers()
    assert [numbers.mark(depth, levels) for depth in (0, 1, 1, 0, 1, 2)] == [
        *("1.", "1.1", "1.2", "2.", "2.1", "-")
    ]
    numbers.restart(0)
    assert numbers.mark(0, levels) == "1."


@given(st.text(), st.text())
def test_only_digits_after_a_digit_are_raised(text: str, before: str) -> None:
    raised = raise_digits(text, before)
    if text.isdecimal() and text.isascii() and before[-1:].isdecimal():
        assert raised != text
    assert raise_digits("2", before + "m") == "2"
    assert raise_digits("6", before + "10") == "⁶"
