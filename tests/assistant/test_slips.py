import os

import pytest

from assistant.slips import meant, nearest
from assistant.translate import STEPS, can_translate

MODES = {language: steps[0] for language, steps in STEPS.items()}


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("assainisement", "fr", "assainissement"),
        ("innondations", "fr", "inondations"),
        ("catadorres", "pt", "catadores"),
        ("basurra", "es", "basura"),
        ("vasura", "es", "basura"),
        ("baussra", "es", None),
    ],
)
def test_common_slips_are_mended_towards_the_project_s_own_words(
    word: str, language: str, expected: str | None
) -> None:
    # a mode that is not installed: what Apertium knows does not count
    assert meant([word], language, "none").get(word) == expected


def test_words_that_are_right_and_words_near_nothing_stay() -> None:
    assert meant(["assainissement", "gzrkwxya"], "fr", "none") == {}
    assert meant([], "fr", "none") == {}


def test_one_letter_may_be_wrong_in_a_long_word_that_begins_alike() -> None:
    assert nearest("assainissemant", "fr") == "assainissement"
    assert nearest("issainissement", "fr") is None
    assert nearest("eaus", "fr") is None


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("abitaient", "fr", "habitaient"),
        ("demenagement", "fr", "déménagement"),
        ("comunauté", "fr", "communauté"),
        ("recivimos", "es", "recibimos"),
        ("electrisidad", "es", "electricidad"),
        ("poluicao", "pt", "poluição"),
    ],
)
def test_inflected_words_are_mended_where_apertium_knows_them(
    word: str, language: str, expected: str
) -> None:
    if not can_translate(language):
        if os.environ.get("CI"):
            pytest.fail("Apertium is not installed; see .ci/run")
        pytest.skip("Apertium is not installed; see docs/languages.md")
    assert meant([word], language, MODES[language]) == {word: expected}


def test_a_word_longer_than_any_is_not_mended() -> None:
    assert meant(["ç" * 800], "pt", "por-eng") == {}
