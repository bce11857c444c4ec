import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import case
from corpus.case import load_cases
from corpus.draft import Draft, DraftDocument, open_field
from corpus.draft_edit import edited
from corpus.draft_fields import FIELDS
from index.library import Library
from ingest.quality.check import check
from ingest.quality.remark import Kind, Remark
from ingest.quality.vague import vague
from ingest.quality.words import agentless, long_sentence, reading_ease, unexplained

GOLDEN = Path(case.__file__).parent / "golden" / "vague_lessons.tsv"

Checked = Callable[..., list[Remark]]


def halves() -> dict[str, list[tuple[bool, str]]]:
    found: dict[str, list[tuple[bool, str]]] = {}
    with GOLDEN.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["half"], []).append((row["vague"] == "1", row["text"]))
    return found


def measured(rows: list[tuple[bool, str]]) -> tuple[float, float]:
    """Precision and recall of what is called vague."""
    called = [is_vague for is_vague, text in rows if vague(text)]
    return sum(called) / len(called), sum(called) / sum(is_vague for is_vague, _ in rows)


def test_vague_lessons_are_told_from_concrete_ones() -> None:
    assert sum(map(len, halves().values())) >= 80
    # "fresh" was written after the rules and was not used to change them
    for half, goal in (("dev", 0.9), ("test", 0.9), ("fresh", 0.8)):
        precision, recall = measured(halves()[half])
        assert precision >= goal, half
        assert recall >= goal, half


def test_hardly_a_lesson_of_the_reviewed_cases_is_called_vague() -> None:
    lessons = [lesson.text for one in load_cases() for lesson in one.lessons]
    assert sum(vague(text) is not None for text in lessons) <= 0.02 * len(lessons)


def test_the_stock_phrase_of_a_vague_lesson_is_named() -> None:
    found = vague("Political will is important for success.")
    assert found
    assert found.phrase == "Political will"


@pytest.fixture(name="checked")
def _checked(library: Library) -> Checked:
    def of(**values: str) -> list[Remark]:
        return list(check(draft(**values), library))

    return of


def draft(**values: str) -> Draft:
    keys = [
        key
        for field in FIELDS
        for key in (
            [f"{field.key}-{n}" for n in range(1, field.least + 1)] if field.most else [field.key]
        )
    ]
    held = Draft(
        id="kumasi-compost",
        documents=(DraftDocument(doc_id="report", title="A report", sha256="00"),),
        fields=tuple(map(open_field, keys)),
    )
    for key, text in values.items():
        held = edited(held, key.replace("_", "-"), {"": text}, "Ada")
    return held


def said(remarks: list[Remark], field: str, kind: Kind) -> str:
    return " ".join(r.message for r in remarks if r.field == field and r.kind is kind)


def test_a_missing_running_cost_is_asked_for_and_a_told_one_is_not(checked: Checked) -> None:
    cost = "cost-and-who-paid"
    bare = checked(cost_and_who_paid="The plant cost 2 million dollars to build [1].")
    assert "run each year" in said(bare, cost, Kind.MISSING)
    told = checked(cost_and_who_paid="It cost 2 million dollars, and 400,000 a year to run [1].")
    assert "who pays for it now" in said(told, cost, Kind.MISSING)
    both = checked(cost_and_who_paid="Running costs 400,000 a year, which the city pays [1].")
    assert said(both, cost, Kind.MISSING) == ""


def test_what_went_wrong_and_who_lost_are_asked_for(checked: Checked) -> None:
    assert "delays, costs" in said(checked(), "what-went-wrong", Kind.MISSING)
    told = checked(what_went_wrong="Vendors lost their places and were not compensated [1].")
    assert said(told, "what-went-wrong", Kind.MISSING) == ""


def test_a_condition_without_a_way_out_is_asked_for(checked: Checked) -> None:
    remarks = checked(condition_1="A by-law that is enforced.")
    assert "does not have this" in said(remarks, "condition-1", Kind.MISSING)


def test_results_without_measure_year_or_figure_are_named(checked: Checked) -> None:
    remarks = checked(results="- **Reported (no year).** The streets are cleaner [1].")
    message = said(remarks, "results", Kind.EVIDENCE)
    assert "said to be measured" in message
    assert "no year" in message
    sound = checked(results="- **Measured (2018).** Floods fell by 30 per cent [1].")
    assert said(sound, "results", Kind.EVIDENCE) == ""


def test_a_vague_lesson_comes_with_the_questions_that_make_it_concrete(checked: Checked) -> None:
    remarks = checked(lesson_1="Stakeholder engagement is a key success factor.")
    (remark,) = [r for r in remarks if r.kind is Kind.VAGUE]
    assert remark.field == "lesson-1"
    assert "Who did what, when and how" in remark.message


def test_a_title_in_capitals_and_unknown_abbreviations_are_remarked_on(checked: Checked) -> None:
    remarks = checked(
        title="RAIN GARDENS IN SEMARANG", how_it_was_done="DPU chose the streets [1]."
    )
    assert "in capitals" in said(remarks, "title", Kind.READABILITY)
    assert "DPU" in said(remarks, "", Kind.READABILITY)


def test_abbreviations_are_explained_by_brackets_beside_them() -> None:
    text = (
        "The Public Works Agency (DPU) and Bappeda (the planning agency) met RT leaders of the UN."
    )
    assert list(unexplained(text)) == ["RT"]


def test_sentences_without_a_doer_are_told_where_they_are_most() -> None:
    passive = "The lanes were painted. The stations were built. The bicycles were bought."
    assert agentless(passive) == "The lanes were painted."
    assert (
        agentless(
            passive.replace("painted", "painted by the county").replace("were bought", "came")
        )
        is None
    )


def test_a_long_sentence_is_found_and_numbers_do_not_end_one() -> None:
    assert long_sentence("It cost 1.8 million. " + "word " * 41 + "end.") == "word " * 41 + "end."
    assert long_sentence("It cost 1.8 million dollars.") is None


def test_short_words_read_more_easily_than_long_ones() -> None:
    easy = reading_ease("The city built a wall. It kept the sea out.")
    hard = reading_ease(
        "Institutional harmonisation necessitates interdepartmental coordination mechanisms."
    )
    assert easy > 80
    assert hard < 0


def test_cases_like_the_draft_are_named_with_their_page(assistant: object) -> None:
    books = assistant.library  # type: ignore[attr-defined]
    held = draft(
        title="A city bond for Lagos that the national government stopped",
        what_was_done="The city prepared a municipal bond on the capital market, with a rating and a guarantee [1].",
    )
    remarks = [r for r in check(held, books) if r.kind is Kind.SIMILAR]
    assert "/cases/dakar-municipal-bond" in {r.link for r in remarks}
    assert any("municipal-bond-issue" in r.message for r in remarks)
