import pytest

from assistant.assistant import Assistant
from assistant.profile import ContextProfile, Raw, profile_at, with_stated
from assistant.report import Flag, TransplantReport, Verdict
from assistant.why import described, why_here
from corpus.vocabulary import Dimension


def made(name: str, **values: Raw) -> ContextProfile:
    """A city of which only these values are known."""
    base = profile_at("Beira", "MZ")
    unknown = base._replace(
        name=name, values={k: v._replace(value=None) for k, v in base.values.items()}
    )
    return with_stated(unknown, values)


def report(**weights: float) -> TransplantReport:
    """A report whose dimensions weigh so much, all others nothing."""
    flags = tuple(
        Flag(
            dimension=dimension, verdict=Verdict.FITS, weight=weights.get(dimension.name, 0.0), sentence="",
            origin_values=(), recipient_values=(), evidence=(), precedents=(), next_step="", explain={},
        )
        for dimension in Dimension
    )  # fmt: skip
    return TransplantReport(
        practice="", practice_id=None, origin=None, city="", understood=(), degree="adapt", fit=0.5, risk=0.5,
        risk_in_words="", warnings=(), keep=(), change=(), check_first=(), flags=flags, cities=(), networks=(),
    )  # fmt: skip


HERE: dict[str, Raw] = {"coast_km": 2.0, "income": "low", "climate": "Aw", "population": 500_000.0}


def test_what_two_cities_share_is_told_the_most_telling_first() -> None:
    city, origin = made("Here", **HERE), made("There", **HERE, terrain="flat")
    assert why_here(origin, city, report()) == (
        "Like Here, There is by the sea, in a low income country and in a tropical climate."
    )


def test_of_several_differences_the_one_that_weighs_most_is_told() -> None:
    city = made("Here", **HERE)
    origin = made("There", coast_km=2.0, income="high", population=20e6, climate="Dfb")
    shared = "Like Here, There is by the sea; but it "
    assert why_here(origin, city, report(SCALE=0.9)) == f"{shared}has 40 times as many people."
    assert why_here(origin, city, report(FINANCE=0.9)) == f"{shared}is in a high income country."
    assert why_here(origin, city, report(CLIMATE=0.9)) == f"{shared}has a cold climate."


def test_cities_that_share_nothing_are_not_called_alike() -> None:
    city, origin = made("Here", **HERE), made("There", coast_km=900.0, income="upper_middle")
    assert why_here(origin, city, report()) == (
        "There is not much like Here: it is in an upper middle income country."
    )


def test_what_is_not_known_is_never_shared() -> None:
    told = why_here(made("There"), made("Here"), report())
    assert told == "There is not much like Here."


def test_the_city_itself_is_told_apart() -> None:
    city = profile_at("Beira", "MZ")
    assert why_here(city, city, report()) == "This was done in Beira itself."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (HERE, "coastal, about 500,000 people, tropical savanna"),
        ({"coast_km": 400.0, "population": 3_452_331.0, "climate": "Dfb"}, "inland, about 3.5 million people, cold winters"),
        ({"population": 7.0}, "about 7 people"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_city_is_described_as_far_as_it_is_known(values: dict[str, Raw], words: str) -> None:
    assert described(made("Here", **values)) == words


def test_real_reports_give_one_sentence_each(assistant: Assistant) -> None:
    city = assistant.asking("Beira").profile
    for practice in assistant.ask("flooding of informal settlements", "Beira").practices:
        case = assistant.case(practice.case_id)
        assert practice.transplant
        told = why_here(profile_at(case.city, case.country), city, practice.transplant)
        assert told.endswith(".")
        assert case.city in told
        assert "Beira" in told
