from collections import Counter

import pytest

from corpus.build_words import city_words, common
from corpus.gazetteer import fold
from corpus.glossary import LONGEST, meaning, phrases, terms
from corpus.language_words import english, words


def said(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.english) for found in phrases(text, language)]


def test_every_term_has_a_language_and_its_english_and_stands_once() -> None:
    rows = terms()
    assert {row.language for row in rows} == {"es", "pt", "fr"}
    assert all(row.term == row.term.strip().lower() and row.english.strip() for row in rows)
    assert all(len(fold(row.term).split()) <= LONGEST for row in rows)
    twice = Counter((row.language, row.term) for row in rows)
    assert [term for term, times in twice.items() if times > 1] == []


def test_the_table_is_in_order_so_that_a_term_is_easily_found() -> None:
    rows = [(row.language, fold(row.term)) for row in terms()]
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("¿Y los barrios populares?", "es", [("barrios populares", "informal settlements")]),
        ("orçamentos participativos", "pt", [("orçamentos participativos", "participatory budgeting")]),
        ("Orcamento Participativo", "pt", [("Orcamento Participativo", "participatory budgeting")]),
        ("l'assainissement et les égouts", "fr", [("assainissement", "sanitation"), ("égouts", "sewers")]),
        ("téléphériques", "fr", [("téléphériques", "cable car")]),
        ("resíduo sólido e lixão", "pt", [("lixão", "open dump")]),
    ],
)  # fmt: skip
def test_terms_are_found_whatever_their_case_accents_or_number(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text, language) == expected


def test_the_longest_term_counts() -> None:
    assert said("alerta temprana de inundaciones", "es")[0][1] == "early warning"
    assert said("sistemas de alerta temprana", "es") == [
        ("sistemas de alerta temprana", "early warning system")
    ]


def test_a_comma_parts_two_terms() -> None:
    assert ("pistes cyclables", "cycle lanes") in said("pistes cyclables, vélos", "fr")
    assert said("coleta, seletiva", "pt") != [("coleta, seletiva", "separate waste collection")]


def test_a_favela_stays_a_favela() -> None:
    assert meaning(("favela",), "pt") == "favela"


def test_words_of_one_language_are_not_looked_for_in_another() -> None:
    assert meaning(("ordures",), "fr") == "waste"
    assert meaning(("ordures",), "es") is None


def test_loan_words_say_nothing_of_a_language() -> None:
    assert "favela" not in words()["pt"]
    assert "favela" in english()


def test_a_word_that_is_commoner_in_another_language_is_not_taken_for_english() -> None:
    assert not {"de", "comment"} & english()


def test_common_words_stand_in_three_texts_and_begin_small() -> None:
    assert common(["Rain on roofs", "rain again", "rain; rain", "no rain", "Again"]) == ["rain"]


def test_words_of_cities_are_no_words_of_a_language() -> None:
    known = city_words()
    assert {"accra", "quito", "toronto"} <= set(known)
    assert not set(known) & set(words()["es"])
