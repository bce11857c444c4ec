import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import LONG, SEEN, SHORTEST, mended

SPELT = {
    "settlements": 9, "settlement": 5, "recycling": 7, "bicycle": 4, "bicycles": 3, "drains": 6,
    "rivers": 3, "minibus": 8, "kampala": 4, "waterfront": 2, "seldom": 1, "streets": 9,
}  # fmt: skip

ENGLISH = {"masts", "mast", "vandal", "charge", "riders", "street", "trains", "parking"}


def is_word(word: str) -> bool:
    return word in ENGLISH


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("recyclin", "recycling"),  # too few
        ("recyclingg", "recycling"),  # too many
        ("recycking", "recycling"),  # another
        ("recylcing", "recycling"),  # two changed round
        ("recylcin", "recycling"),  # two slips in a long word
        ("bycicles", "bicycles"),
        ("minibsu", "minibus"),
    ],
)
def test_a_slip_is_mended_and_told(written: str, meant: str) -> None:
    fixed = mended(f"why does {written} fail?", SPELT, is_word)
    assert fixed.text == f"why does {meant} fail?"
    assert fixed.changes == ((written, meant),)


@pytest.mark.parametrize(
    "word",
    [
        "riers",  # too short
        "minbsu",  # two slips in a word of fewer than LONG letters
        "ecycling",  # begins otherwise
        "seldim",  # what it is near to stands in one passage only
        "trains",  # a word of the language
        "side-riverss",  # the end of a compound
        "vandalised",  # a word of the language with an ending
        "charger",
        "xylophonic",  # near to nothing
    ],
)
def test_other_words_stay(word: str) -> None:
    assert len("riers") < SHORTEST <= len("minbsu") < LONG
    assert SPELT["seldom"] < SEEN
    text = f"we saw {word} there"
    assert mended(text, SPELT, is_word) == (text, ())


def test_a_name_stays_and_the_first_word_does_not() -> None:
    assert mended("Was it Kampale or Settlments?", SPELT, is_word).changes == ()
    assert mended("Settlments flood", SPELT, is_word).text == "settlements flood"
    assert (
        mended("It rains. Settlments flood", SPELT, is_word).text == "It rains. settlements flood"
    )
    assert mended("BICYCEL LANES", SPELT, is_word).changes == ()


def test_the_nearest_wins_and_of_equals_the_commonest() -> None:
    assert mended("bicycel", {"bicycle": 2, "bicyclers": 90}, is_word).text == "bicycle"
    assert mended("stretts", {"streets": 3, "stretch": 99, "strutts": 5}, is_word).text == "strutts"


def test_a_word_that_stands_twice_is_told_once() -> None:
    fixed = mended("recyclin or no recyclin", SPELT, is_word)
    assert fixed == ("recycling or no recycling", (("recyclin", "recycling"),))


def test_a_question_without_words_stays() -> None:
    for text in ("", "   ", "?!", "🙂🙂", "42", "洪水 سيول", ".*(a+)+$"):
        assert mended(text, SPELT, is_word) == (text, ())


near = st.sampled_from(sorted(SPELT)).flatmap(
    lambda word: st.tuples(st.integers(0, len(word)), st.sampled_from("aeiou xz.A")).map(
        lambda slip: word[: slip[0]] + slip[1] + word[slip[0] + 1 :]
    )
)


@given(st.lists(st.one_of(near, st.text(max_size=12)), max_size=8))
def test_mending_twice_changes_nothing_more_and_only_told_words_change(parts: list[str]) -> None:
    question = " ".join(parts)
    once = mended(question, SPELT, is_word)
    assert mended(once.text, SPELT, is_word) == (once.text, ())
    assert all(old.lower() not in SPELT and new in SPELT for old, new in once.changes)
    assert bool(once.changes) == (once.text != question)


@given(st.lists(st.sampled_from(sorted([*SPELT, *ENGLISH])), max_size=8))
def test_words_that_are_known_never_change(known: list[str]) -> None:
    assert mended(" ".join(known), SPELT, is_word) == (" ".join(known), ())
