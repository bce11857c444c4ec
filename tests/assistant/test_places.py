import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places import places
from corpus.case import load_cases
from corpus.gazetteer import fold, resolve
from corpus.golden import load_golden
from index.analysis import terms

KNOWN = frozenset({"barcelona", "beira", "medellin", "cape town"})


@pytest.mark.parametrize(
    ("question", "city", "searched"),
    [
        ("Here in Ndola, Zambia, taps leak", "Ndola, Zambia", "taps leak"),
        ("We are Ndola, Zambia. Taps leak", "Ndola, Zambia", ". Taps leak"),
        ("Taps leak in Ndola, Zambia", "Ndola, Zambia", "Taps leak"),
        ("how do others cool New York City, United States?", "New York City, United States",
         "how do others cool ?"),
        ("We live in Lomé, Togo, by the sea", "Lomé, Togo", "We live by the sea"),
    ],
)  # fmt: skip
def test_a_city_named_with_its_country_asks_and_is_not_searched_for(
    question: str, city: str, searched: str
) -> None:
    found = places(question, KNOWN)
    assert found.city
    assert found.city.label == city
    assert found.searched == searched


@pytest.mark.parametrize(
    "question",
    [
        "Taps leak in Ndola",
        "Floods, droughts and heat",
        "Ndola, Atlantis, is dry",
        "Paris, Zambia",
        "in ndola, zambia",
        "What did Curitiba do about buses?",
    ],
)
def test_without_a_city_and_its_country_no_city_asks(question: str) -> None:
    assert places(question, KNOWN)[:2] == (None, question)


def test_a_city_that_the_collection_knows_is_asked_about_and_stays() -> None:
    question = "Why do floods hit Beira, Mozambique?"
    found = places(question, KNOWN)
    assert (found.city, found.searched) == (None, question)
    assert places(question, frozenset()).city == resolve("Beira, Mozambique")


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("restaurants in Barcelona", "restaurants"),
        ("Barcelona's superblocks", "superblocks"),
        ("How did Medellín's cable cars work in Colombia?", "How did cable cars work ?"),
        ("water saving in Cape Town", "water saving"),
        ("bus reform in South Africa and India", "bus reform and"),
        ("cable cars", "cable cars"),
        ("weather in Ndola", "weather in Ndola"),
    ],
)
def test_the_subject_is_the_question_without_countries_and_cities_of_the_collection(
    question: str, subject: str
) -> None:
    assert places(question, KNOWN).subject == subject


@pytest.mark.parametrize(
    "question", ["Barcelona", "in Beira", "Medellín, Colombia", "What of India?"]
)
def test_a_question_of_nothing_but_places_is_its_own_subject(question: str) -> None:
    assert places(question, KNOWN).subject == question


named = st.lists(
    st.sampled_from(
        ["Here in", "Ndola, Zambia", "Beira", "in", "the", "of", "Barcelona's", "South Africa", "floods",
         "we are", "Lomé, Togo,", "🙂", ",", "’s", "?", "café", "X, Y"]
    )
)  # fmt: skip


@given(st.one_of(named.map(" ".join), st.text(max_size=60)))
def test_no_word_is_added_and_a_subject_stays_where_there_is_one(question: str) -> None:
    found = places(question, KNOWN)
    held = set(terms(question))
    assert set(terms(found.searched)) <= held
    assert set(terms(found.subject)) <= set(terms(found.searched))
    assert bool(terms(found.subject)) == bool(terms(found.searched))
    assert found.city is not None or found.searched == question


def test_the_golden_set_s_asking_cities_are_found_in_its_english_questions() -> None:
    cases = list(load_cases())
    known = frozenset(fold(name) for case in cases for name in (case.city, *case.other_cities))
    asked = [question for question in load_golden().questions if question.language == "en"]
    found = {q.id: places(q.text, known).city for q in asked}
    right = [q.id for q in asked if q.city and found[q.id] == resolve(q.city)]
    wrong = [q.id for q in asked if found[q.id] and (not q.city or found[q.id] != resolve(q.city))]
    assert wrong == []
    assert len(right) >= 0.9 * sum(bool(question.city) for question in asked)
