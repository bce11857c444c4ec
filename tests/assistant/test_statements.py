import pytest

from assistant.profile import Raw
from assistant.statements import PATTERNS, statements
from corpus.attributes import BY_KEY
from corpus.errors import BadValue


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("we have no sewer network", "sewer", 0.0),
        ("about 30 % of homes are on the sewer", "sewer", 30.0),
        ("a town, pop. 400,000", "population", 400_000.0),
        ("a city of 1.2 million people", "population", 1_200_000.0),
        ("some 250 000 inhabitants", "population", 250_000.0),
        ("mostly informal transport", "informal_transport", 75.0),
        ("60 % of trips are by minibus", "informal_transport", 60.0),
        ("a mid-size delta city where most streets are unpaved", "paved_streets", 25.0),
        ("a mid-size delta city where most streets are unpaved", "terrain", "flat"),
        ("our city is very hilly", "terrain", "steep"),
        ("40 % live in informal settlements", "informal_housing", 40.0),
        ("helmets are compulsory here", "helmet_law", "yes"),
        ("there is no helmet law", "helmet_law", "no"),
        ("there is no separate collection of waste", "separate_collection", "no"),
        ("we have no separate waste collection", "separate_collection", "no"),
        ("elections in 8 months", "years_to_election", 0.7),
        ("we may not borrow", "may_borrow", "no"),
        ("no land titles", "tenure", "no"),
        ("we have few engineers", "technical_staff", "low"),
        ("what works with little money?", "running_cost", "partly"),
        ("there is no budget for it", "running_cost", "no"),
        ("a humid coastal city", "humid_heat", "yes"),
        ("a humid coastal city", "coast_km", 0.0),
        ("the mayor supports it; our mayor leads", "champion", "yes"),
        ("no metropolitan authority", "metropolitan_body", "no"),
    ],
)
def test_a_fact_in_the_question_is_understood_and_quoted(text: str, key: str, value: Raw) -> None:
    found = {statement.key: statement for statement in statements(text)}
    assert found[key].value == value
    assert found[key].words in text
    assert BY_KEY[key].label in found[key].sentence


@pytest.mark.parametrize(
    "question",
    [
        "How do we keep informal settlements from flooding?",
        "Minibus owners oppose our new bus system",
        "How do we get households to separate food waste?",
        "can a city borrow on the capital market",
        "what does bike share cost in 2020?",
        "who pays for sewers",
    ],
)
def test_a_plain_question_states_nothing(question: str) -> None:
    assert statements(question) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We do not have a sewer system, and 30% of homes have a sewer",
        "a city of 400,000 with 2 million inhabitants",
        "it is a flat city with steep hills",
    ],
)
def test_statements_that_contradict_each_other_are_refused_with_both(text: str) -> None:
    with pytest.raises(BadValue, match="contradict each other"):
        statements(text)


def test_a_share_over_a_hundred_is_refused() -> None:
    with pytest.raises(BadValue, match="0 to 100"):
        statements("140 % of homes have a sewer")


def test_the_same_fact_twice_is_one() -> None:
    assert len(statements("no sewers at all, so without sewers")) == 1


def test_every_pattern_is_of_an_attribute() -> None:
    assert {key for key, _, _ in PATTERNS} <= set(BY_KEY)
