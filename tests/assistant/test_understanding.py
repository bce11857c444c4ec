import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.translate import STEPS, can_translate
from assistant.understanding import Understood, Words, as_written, understood

SPELT = {"settlements": 5, "recycling": 7, "barcelona": 3, "flooding": 9, "informal": 4, "heat": 3}

ENGLISH = {"trains", "waste", "parking"}

WORDS = Words(SPELT, ENGLISH.__contains__, frozenset({"barcelona", "beira"}))


@pytest.fixture
def apertium() -> None:
    missing = [language for language in STEPS if not can_translate(language)]
    if missing and os.environ.get("CI"):
        pytest.fail("Apertium is not installed; see .ci/run")
    if missing:
        pytest.skip("Apertium is not installed; see docs/languages.md")


def test_a_plain_english_question_is_searched_as_it_is() -> None:
    question = "How do we keep informal settlements from flooding?"
    assert understood(question, WORDS) == Understood("en", None, None, (), None, question, question)


def test_misspelt_words_are_mended_and_told() -> None:
    read = understood("recylcing in informal setlements", WORDS)
    assert read.searched == read.subject == "recycling in informal settlements"
    assert read.changes == (("recylcing", "recycling"), ("setlements", "settlements"))


def test_the_asking_city_is_found_in_a_question_with_slips() -> None:
    read = understood("Here in Ndola, Zambia, setlements flood like Barcelona", WORDS)
    assert read.city
    assert read.city.label == "Ndola, Zambia"
    assert read.searched == "settlements flood like Barcelona"
    assert "Barcelona" not in read.subject


def test_what_no_one_sees_is_not_searched() -> None:
    assert understood(" heat\u202e\u200b  waves\x00 \n", WORDS).searched == "heat waves"


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("Wie verhindern wir Überschwemmungen in unseren Stadtvierteln?", "de", "German"),
        ("كيف نمنع الفيضانات في الأحياء", "ar", "Arabic"),
        ("Как предотвратить наводнения в городе?", "ru", "this language"),
    ],
)
def test_a_language_that_cannot_be_translated_is_told_and_searched_as_it_is(
    question: str, language: str, name: str
) -> None:
    read = understood(question, WORDS)
    assert (read.language, read.english, read.searched) == (language, None, question)
    assert read.notice
    assert f"{name} cannot be translated here" in read.notice


def test_a_question_taken_literally_is_searched_word_for_word() -> None:
    for question in ("recylcing in Ndola, Zambia", "¿Cómo evitar las inundaciones?", "SuDS"):
        assert as_written(question) == Understood("en", None, None, (), None, question, question)
    assert as_written(" a \u202e b ").searched == "a b"


@pytest.mark.usefixtures("apertium")
@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Cómo evitar que se inunden los barrios informales?", "es"),
        ("Comment éviter les inondations dans les quartiers informels ?", "fr"),
        ("Como evitar as inundações nos bairros informais?", "pt"),
    ],
)
def test_a_question_in_another_language_is_searched_in_english(
    question: str, language: str
) -> None:
    read = understood(question, WORDS)
    assert (read.language, read.notice) == (language, None)
    assert read.searched == read.english
    assert re.search(r"informal settlements", read.searched)
    assert re.search(r"flood", read.searched)
    assert as_written(question).searched == question


@pytest.mark.usefixtures("apertium")
def test_the_asking_city_is_found_in_a_translated_question() -> None:
    read = understood("Aquí en Trujillo, Perú, se inundan los barrios informales", WORDS)
    assert read.city
    assert read.city.label == "Trujillo, Peru"
    assert "Trujillo" not in read.searched


pieces = st.sampled_from(
    ["flooding", "setlements", "Ndola, Zambia", "Barcelona", "trains", "🙂", "'; --"]
)


@settings(max_examples=30)  # some are taken for Spanish, and translated
@given(st.lists(pieces, max_size=6).map(" ".join))
def test_what_is_searched_is_understood_the_same_way_again(question: str) -> None:
    read = understood(question, WORDS)
    again = understood(read.searched, WORDS)
    if read.language == again.language == "en":
        assert again.changes == ()
        assert again.searched == read.searched or again.city is not None
