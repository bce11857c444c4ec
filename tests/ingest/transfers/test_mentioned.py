import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.gazetteer import find, resolve
from corpus.transfer import Degree
from ingest.golden import PARTS
from ingest.places.mentions import Mention
from ingest.transfers.measure import measure_mentioned, practices_named
from ingest.transfers.mentioned import Mentioned, find_transfers

NAMES = [
    "Curitiba, Brazil",
    "Bogotá",
    "Lagos, Nigeria",
    "Accra",
    "Medellín",
    "Lima, Peru",
    "Quito",
    "Ghent",
]
CITIES = {name.partition(",")[0]: resolve(name) for name in NAMES}


def mentions(text: str, page: int = 0) -> list[Mention]:
    return [
        Mention(page, at, at + len(name), name, "city", city, city.country_code, 1.0)
        for name, city in CITIES.items()
        for at in (found.start() for found in re.finditer(name, text))
    ]


def moves(text: str) -> list[tuple[str | None, str | None]]:
    found = find_transfers([text], mentions(text))
    return [(m.origin and m.origin.text, m.recipient and m.recipient.text) for m in found]


def the(text: str) -> Mentioned:
    (move,) = find_transfers([text], mentions(text))
    return move


@pytest.mark.parametrize("part", PARTS[:2])
def test_golden_moves_are_found_and_little_else(part: str) -> None:
    counts = measure_mentioned(part)
    assert counts.wanted.total() >= 20
    assert counts.precision() >= 0.95
    assert counts.recall() >= 0.9


@pytest.mark.parametrize("part", PARTS[:2])
def test_most_moves_come_with_the_words_for_what_moved(part: str) -> None:
    named, of = practices_named(part)
    assert named >= 0.85 * of


@pytest.mark.parametrize("part", PARTS[:2])
def test_moves_are_found_with_the_places_that_the_text_is_read_to_name(part: str) -> None:
    counts = measure_mentioned(part, given=False)
    assert counts.precision() >= 0.9
    assert counts.recall() >= 0.75


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The lanes were modelled on Curitiba.", [("Curitiba", None)]),
        ("The lanes of Lagos were modelled on Curitiba.", [("Curitiba", "Lagos")]),
        ("The model was copied in Lima and Quito.", [(None, "Lima"), (None, "Quito")]),
        ("Bogotá's scheme inspired Accra.", [("Bogotá", "Accra")]),
        ("Inspired by Bogotá, Accra built bus lanes.", [("Bogotá", "Accra")]),
        ("The lanes were not modelled on Curitiba.", []),
        ("The scheme could be copied in Lima.", []),
        ("Unlike Bogotá, Accra has no bus lanes.", []),
        ("Was the scheme copied in Lima?", []),
        ("The strategy was inspired by the Lima Declaration.", []),
    ],
)
def test_a_move_has_a_direction(text: str, ends: list[tuple[str | None, str | None]]) -> None:
    assert sorted(moves(text), key=str) == ends


def test_the_document_s_own_city_is_an_end_without_a_name() -> None:
    text = "The bus lanes of Lagos were modelled on Curitiba."
    move = find_transfers([text], mentions(text), find("Lagos", "NG"))[0]
    assert move.recipient is None
    assert move.origin
    assert move.origin.text == "Curitiba"
    assert find_transfers([text], mentions(text), find("Curitiba", "BR"))[0].origin is None


def test_the_degree_and_the_practice_are_those_that_the_words_name() -> None:
    copied = the("Lagos copied the bus lanes scheme of Curitiba.")
    assert (copied.degree, copied.practice) == (Degree.COPY, "bus lanes scheme")
    assert the("The cable car was inspired by Medellín.").degree is Degree.INSPIRE
    assert the("The cable car was inspired by Medellín.").practice == "cable car"


def test_a_likeness_and_a_plan_are_told_with_less_confidence() -> None:
    sure = the("The charge was modelled on the scheme in Bogotá.").confidence
    assert the("The charge is similar to the scheme in Bogotá.").confidence < 0.5 < sure
    assert the("The city plans to model it; it will be modelled on Bogotá.").confidence < sure


@pytest.mark.parametrize("part", PARTS[4:])
def test_most_moves_told_in_free_words_are_found(part: str) -> None:
    counts = measure_mentioned(part)
    assert counts.wanted.total() >= 20
    assert counts.precision() >= 0.85
    assert counts.recall() >= 0.65


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Officials from Lima spent a week in Quito and drew up the same bus plan.",
            ("Quito", "Lima"),
        ),
        ("With advice from Bogotá, Accra rebuilt its bus lanes.", ("Bogotá", "Accra")),
        ("The bus scheme, pioneered in Quito, is now in force in Lima.", ("Quito", "Lima")),
        ("The bus card travelled from Ghent to Lima.", ("Ghent", "Lima")),
        ("An attempt to copy Bogotá's bus lanes in Accra failed.", ("Bogotá", "Accra")),
        (
            "ICLEI connected Accra with Ghent, whose traffic plan Accra then adopted.",
            ("Ghent", "Accra"),
        ),
        ("The parking rules were drawn up the Ghent way.", ("Ghent", None)),
        ("We owe our night buses to Ghent.", ("Ghent", None)),
    ],
)
def test_a_move_told_in_free_words_has_its_ends(text: str, ends: tuple[str, str | None]) -> None:
    assert moves(text) == [ends]


@pytest.mark.parametrize(
    "text",
    [
        "Officials from Lima spent a week in Quito.",
        "Rather than copy Bogotá, Accra drew up a bus plan of its own.",
        "Accra refused to follow Bogotá and dropped the bus plan.",
        "The river flows from Quito to Lima.",
        "Accra and Ghent built bus lanes independently of each other.",
        "Compared with Ghent, Lima built its bus lanes late.",
        "The bus scheme began in Quito in 1995 and was extended in 2001.",
        "Trains bring commuters from Ghent to Lima, and a bus plan was adopted.",
    ],
)
def test_what_is_no_move_is_left_out(text: str) -> None:
    assert moves(text) == []


def test_free_words_are_less_sure_than_a_phrase_that_tells_of_moves() -> None:
    phrase = the("The bus lanes of Lagos were modelled on Curitiba.").confidence
    assert the("The bus scheme, pioneered in Quito, is now in force in Lima.").confidence < phrase


def test_a_move_told_in_two_sentences_is_quoted_with_both() -> None:
    text = "First. A team from Lima visited Ghent. A year later the city adopted a traffic plan. Then rain."
    (move,) = find_transfers([text], mentions(text))
    assert move.origin
    assert move.origin.text == "Ghent"
    quote = "A team from Lima visited Ghent. A year later the city adopted a traffic plan."
    assert text[move.start : move.end] == quote
    (one,) = find_transfers(
        ["A team visited Ghent and adopted its plan."],
        mentions("A team visited Ghent and adopted its plan."),
    )
    assert move.confidence < one.confidence


def test_a_move_on_the_second_page_is_quoted_from_it() -> None:
    pages = ["Nothing here.", "First. The lanes were modelled on Curitiba. Then more."]
    (move,) = find_transfers(pages, mentions(pages[1], 1))
    assert move.page_index == 1
    assert pages[1][move.start : move.end] == "The lanes were modelled on Curitiba."


@pytest.mark.parametrize(
    "text",
    [
        "inspired by " * 8_000 + "Lima",
        "modelled on Lima, " * 6_000,
        "Lima " * 20_000,
        "similar to the " * 7_000 + "Lima.",
        "Lima" + " " * 100_000 + "was copied.",
        "\n" * 100_000 + "Lima",
        "Lima. " * 15_000,
        "the idea of " * 8_000 + "Lima",
        ("spread from the " * 30 + "Lima. ") * 200,
        "It came back from Lima. The city did. " * 2_000,
        "visit by " * 50 + "Lima, Quito and Ghent " * 20,
    ],
    ids=lambda text: repr(text[:14]),
)
def test_strange_text_ends_and_gives_quotes_within_it(text: str) -> None:
    found = find_transfers([text], mentions(text))
    assert all(0 <= m.start < m.end <= len(text) for m in found)


WORDS = [
    "Lima", "Ghent", "Quito", "modelled on", "inspired by", "copied", "the scheme", "of", "in", "and",
    ",", ".", "was", "replicated in", "'s", "a study visit to", "not", "the city", "exported to", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words_give_moves_between_two_different_ends(words: list[str]) -> None:
    text = " ".join(words)
    found = find_transfers([text], mentions(text))
    assert all(move.origin != move.recipient for move in found)
    assert all(0 < move.confidence <= 1 for move in found)
