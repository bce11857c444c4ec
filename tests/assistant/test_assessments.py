from pathlib import Path

import pytest

from assistant.asking import asking, fact
from assistant.assessments import Assessments
from assistant.profile import Origin, Raw, profile_of, profile_of_unlisted
from assistant.questionnaire import QUESTIONS, gaps
from corpus.attributes import BY_KEY
from corpus.errors import AmbiguousCity, BadValue, StoreError, UnknownCity
from corpus.gazetteer import resolve
from corpus.vocabulary import Dimension

BEIRA = profile_of(resolve("Beira"))


@pytest.fixture
def kept(tmp_path: Path) -> Assessments:
    return Assessments(tmp_path)


def test_a_new_version_keeps_the_older_one_and_its_values(kept: Assessments) -> None:
    kept.save(BEIRA, {"sewer": 5, "champion": "yes"})
    kept.save(BEIRA, {"sewer": 8, "hazards": ("storm", "drought")})
    first, second = kept.history(BEIRA)
    assert first.values == {"sewer": 5, "champion": "yes"}
    assert second.values == {"sewer": 8, "champion": "yes", "hazards": ("storm", "drought")}
    assert kept.latest(BEIRA) == second


def test_none_takes_a_value_out(kept: Assessments) -> None:
    kept.save(BEIRA, {"sewer": 5, "champion": "yes"})
    assert kept.save(BEIRA, {"sewer": None}).values == {"champion": "yes"}


def test_a_bad_value_saves_nothing(kept: Assessments) -> None:
    with pytest.raises(BadValue):
        kept.save(BEIRA, {"champion": "yes", "sewer": 101})
    assert kept.history(BEIRA) == []


def test_cities_do_not_see_each_other_s_statements(kept: Assessments) -> None:
    kept.save(BEIRA, {"sewer": 5})
    assert kept.latest(profile_of(resolve("Maputo"))) is None
    assert kept.latest(profile_of_unlisted("Beira", "PT")) is None


def test_a_damaged_version_is_told_with_its_file(kept: Assessments, tmp_path: Path) -> None:
    kept.save(BEIRA, {"sewer": 5})
    (path,) = tmp_path.rglob("0001.json")
    path.write_text("{")
    with pytest.raises(StoreError, match=r"0001\.json"):
        kept.latest(BEIRA)


def test_saved_statements_count_and_those_of_the_question_come_first(kept: Assessments) -> None:
    kept.save(BEIRA, {"sewer": 5, "champion": "yes"})
    told = asking("Beira", {}, "we have no sewers", kept)
    assert told.profile.values["sewer"] == (0.0, Origin.STATED, None)
    assert told.profile.values["champion"].value == "yes"
    assert [statement.key for statement in told.said] == ["sewer"]


def test_a_fact_beside_the_question_that_contradicts_it_is_refused(kept: Assessments) -> None:
    with pytest.raises(BadValue, match="Keep one"):
        asking("Beira", {"sewer": 40.0}, "we have no sewers", kept)


def test_a_name_of_several_cities_asks_which(kept: Assessments) -> None:
    with pytest.raises(AmbiguousCity, match="Which one") as raised:
        asking("Cordoba", {}, "", kept)
    assert raised.value.nearest == ("Córdoba, Argentina", "Córdoba, Spain")
    assert asking(raised.value.nearest[1], {}, "", kept).profile.country_code == "ES"


def test_a_city_in_no_table_needs_its_country_and_its_population(kept: Assessments) -> None:
    with pytest.raises(UnknownCity, match="give its name with its country and its population"):
        asking("Inhassoro, Mozambique", {}, "", kept)
    told = asking("Inhassoro, Mozambique", {}, "pop. 12,000", kept)
    assert told.profile.label == "Inhassoro, Mozambique"
    assert told.profile.values["population"].value == 12000


@pytest.mark.parametrize("text", ["", "sewer", "sewer=", "=4", "mood=good", "sewer=many"])
def test_a_fact_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        fact(text)


def test_facts_are_read_by_the_attribute_s_scale() -> None:
    assert fact("sewer=40 %") == ("sewer", 40.0)
    assert fact("hazards=storm, drought") == ("hazards", ("storm", "drought"))
    assert fact("terrain=flat") == ("terrain", "flat")


def test_the_questionnaire_is_short_and_each_question_has_an_attribute_and_dimension() -> None:
    assert len(QUESTIONS) <= 25
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    assert all(question.key in BY_KEY for question in QUESTIONS)
    assert {question.essential for question in QUESTIONS} <= {None, *range(1, 11)}
    # scale is people, which every city of the table has
    assert {question.dimension for question in QUESTIONS} == set(Dimension) - {Dimension.SCALE}


def test_gaps_are_what_is_weak_and_what_is_open() -> None:
    stated: dict[str, Raw] = {"sewer": 5, "piped_water": 95, "champion": "no", "informal_work": 80}
    weak, open_ = gaps(profile_of(resolve("La Paz"), stated))
    assert [gap.question.key for gap in weak] == ["champion", "sewer", "informal_work"]
    assert len(open_) == len(QUESTIONS) - 4
    assert all(gap.question.ask.endswith("?") for gap in weak)
