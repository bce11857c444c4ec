from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.finding import Finder, Findings, Scored
from assistant.golden import (
    Asked,
    ask_all,
    bundled,
    by_language,
    declining,
    measured,
    recall_of_answers,
    risk_coverage,
    runs_of,
)
from assistant.retrieval import WAYS, means
from assistant.understanding import as_written
from corpus.case import load_cases
from corpus.golden import Golden, GoldenQuestion, load_golden
from index.library import Library
from ingest.pipeline import ingest

JUDGED = {"flood": {"beira": 2, "lagos": 1}, "heat": {"ahmedabad": 2}, "part": {"lagos": 1}}


def question(need: str, language: str = "en", number: str = "") -> GoldenQuestion:
    return GoldenQuestion(f"{need}.{language}{number}", "dev", language, ("plain",), "", need)


def asked(about: GoldenQuestion, sure: float, *ranking: str, shown: int = 5) -> Asked:
    ranked = tuple(
        Scored(doc, sure / place, ((place, 1.0),)) for place, doc in enumerate(ranking, 1)
    )
    return Asked(about, as_written(about.text), Findings(sure, ranked[:shown], ranked))


def golden_of(*questions: GoldenQuestion) -> Golden:
    return Golden(questions, JUDGED)


def test_recall_counts_only_what_answers_among_the_first_k() -> None:
    assert recall_of_answers(["lagos", "beira"], JUDGED["flood"]) == 1
    assert recall_of_answers(["lagos"], JUDGED["flood"]) == 0
    assert recall_of_answers(["x"] * 10 + ["beira"], JUDGED["flood"]) == 0
    many = {f"case{n}": 2 for n in range(20)}
    assert recall_of_answers(list(many), many, 10) == 1
    assert recall_of_answers([*list(many)[:5], "x"], many, 10) == 0.5


def test_values_are_given_for_the_questions_that_have_them() -> None:
    entries = [
        asked(question("flood"), 0.9, "beira", "x", "lagos"),
        asked(question("part"), 0.9, "lagos"),
        asked(question("opera"), 0.9, "lagos"),
    ]
    run = {e.question.id: [(f.doc_id, f.relevance) for f in e.found.ranked] for e in entries}
    values = measured(run, golden_of(*(e.question for e in entries)), entries)
    assert set(values["ndcg@10"]) == {"flood.en", "part.en"}
    assert values["recall@10"] == {"flood.en": 1}
    assert values["ndcg@10"]["part.en"] == 1
    assert 0.9 < values["ndcg@10"]["flood.en"] < 1


def test_a_question_is_declined_where_nothing_is_shown() -> None:
    entries = [
        asked(question("flood"), 0.9, "beira"),
        asked(question("heat"), 0.2, "beira", shown=0),
        asked(question("opera"), 0.1, "beira", shown=0),
        asked(question("chess"), 0.8, "beira"),
        asked(question("pie"), 0.1),
    ]
    golden = golden_of(*(entry.question for entry in entries))
    assert declining(golden, entries) == (3, 2, 2, 1)
    assert declining(golden, []) == (0, 0, 0, 0)


@given(
    st.lists(st.tuples(st.sampled_from(["flood", "heat", "opera"]), st.floats(0, 1)), min_size=1)
)
def test_the_risk_coverage_curve_ends_at_everything_with_the_share_of_the_unanswerable(
    rows: list[tuple[str, float]],
) -> None:
    entries = [asked(question(need), sure) for need, sure in rows]
    points = risk_coverage(golden_of(*(entry.question for entry in entries)), entries)
    lines, shares = [p.line for p in points], [p.coverage for p in points]
    assert lines == sorted(lines, reverse=True)
    assert shares == pytest.approx([(n + 1) / len(rows) for n in range(len(rows))])
    assert all(0 <= point.risk <= 1 for point in points)
    wrong = sum(need == "opera" for need, _ in rows) / len(rows)
    assert points[-1].risk == pytest.approx(wrong)
    assert points[-1].coverage == 1


def test_risk_is_none_up_to_the_first_question_that_nothing_answers() -> None:
    entries = [
        asked(question("opera"), 0.3),
        asked(question("flood"), 0.9),
        asked(question("heat"), 0.5),
    ]
    points = risk_coverage(golden_of(*(entry.question for entry in entries)), entries)
    assert [point.risk for point in points] == [0, 0, pytest.approx(1 / 3)]


def test_values_by_language_are_the_mean_of_each_need_s_questions() -> None:
    questions = [question("flood"), question("flood", number="2"), question("flood", "es"),
                 question("heat", "es")]  # fmt: skip
    entries = [asked(one, 0.5) for one in questions]
    values = {"flood.en": 1.0, "flood.en2": 0.5, "flood.es": 0.2}
    assert by_language(values, entries, "en") == {"flood": 0.75}
    assert by_language(values, entries, "es") == {"flood": 0.2}
    assert by_language(values, entries, "fr") == {}


def test_only_the_bundled_case_studies_are_asked(library: Library, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("Congestion charges, tried by ourselves.")
    ingest(library, [tmp_path / "own.txt"])
    assert bundled(library) == []
    (entry,) = ask_all(library, Finder(library), [question("congestion charges")])
    assert entry.found.ranked == ()


@pytest.fixture(scope="module")
def english(assistant: Assistant) -> tuple[Golden, list[Asked]]:
    """A third of the English questions of the development half, asked."""
    golden = load_golden()
    questions = golden.part("dev", "en")[::3]
    return golden, ask_all(assistant.library, assistant.finder, questions)


def test_every_question_ranks_cases_of_the_corpus_only(
    english: tuple[Golden, list[Asked]],
) -> None:
    cases = {case.id for case in load_cases()}
    for entry in english[1]:
        ranked = [found.doc_id for found in entry.found.ranked]
        assert ranked
        assert set(ranked) <= cases
        assert len(set(ranked)) == len(ranked)
        assert {found.doc_id for found in entry.found.shown} <= set(ranked)


def test_both_ways_together_find_better_than_words_or_meaning_alone(
    assistant: Assistant, english: tuple[Golden, list[Asked]]
) -> None:
    golden, entries = english
    answerable = [entry for entry in entries if golden.answerable(entry.question)]
    runs = runs_of(assistant.library, answerable)
    assert list(runs) == list(WAYS)
    figures = {way: means(measured(run, golden, answerable)) for way, run in runs.items()}
    words, meaning, fused = (figures[way]["ndcg@10"] for way in WAYS)
    assert fused > max(words, meaning)
    assert fused >= 0.8
    assert figures["fused"]["recall@10"] >= 0.9


def test_most_of_what_nothing_answers_is_declined_and_little_of_the_rest_is_lost(
    english: tuple[Golden, list[Asked]],
) -> None:
    counts = declining(*english)
    assert counts.answerable >= 15
    assert counts.unanswerable >= 15
    assert counts.lost <= 0.1 * counts.answerable
    assert counts.declined >= 0.8 * counts.unanswerable
