import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.case import load_cases
from corpus.errors import BadCollection
from corpus.golden import GOLDEN, SPLITS, Golden, GoldenQuestion, load_golden

STYLES = {"short", "plain", "long", "broad", "city", "typos", "reworded", "offtopic", "uncovered"}
LANGUAGES = ("en", "es", "pt", "fr")

QUESTIONS = (GOLDEN / "questions.tsv").read_text(encoding="utf-8").splitlines()
JUDGEMENTS = (GOLDEN / "judgements.tsv").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def golden() -> Golden:
    return load_golden()


def test_there_are_enough_questions_of_every_kind(golden: Golden) -> None:
    unanswerable = [q for q in golden.questions if not golden.answerable(q)]
    answerable = Counter(q.language for q in golden.questions if golden.answerable(q))
    assert len(golden.questions) >= 150
    assert len(unanswerable) >= 25
    assert {code for code in LANGUAGES if answerable[code] >= 15} == set(LANGUAGES)


def test_each_half_has_enough_to_measure_and_to_decline(golden: Golden) -> None:
    for split in SPLITS:
        english = golden.part(split, "en")
        assert sum(map(golden.answerable, english)) >= 50
        assert sum(not golden.answerable(question) for question in english) >= 10
    assert sum(len(golden.part(split)) for split in SPLITS) == len(golden.questions)


def test_ids_are_unique_and_name_need_and_language(golden: Golden) -> None:
    ids = [question.id for question in golden.questions]
    assert len(set(ids)) == len(ids)
    for question in golden.questions:
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z]{2}\d*", question.id)
        assert question.id == f"{question.need}.{question.id.rpartition('.')[2]}"
        assert question.id.rpartition(".")[2].startswith(question.language)


def test_a_need_is_in_one_half_only_in_all_its_languages_and_wordings(golden: Golden) -> None:
    halves = {(question.need, question.split) for question in golden.questions}
    assert len(halves) == len({need for need, _ in halves})


def test_no_question_is_asked_twice(golden: Golden) -> None:
    texts = Counter(question.text.casefold() for question in golden.questions)
    assert [text for text, count in texts.items() if count > 1] == []


def test_styles_and_languages_are_known_and_texts_are_tidy(golden: Golden) -> None:
    for question in golden.questions:
        assert question.style
        assert set(question.style) <= STYLES
        assert question.language in LANGUAGES
        assert question.text == " ".join(question.text.split()) != ""


def test_a_question_of_a_city_names_it(golden: Golden) -> None:
    for question in golden.questions:
        if question.language == "en":
            assert not question.city or "city" in question.style, question.id
        if question.city:
            assert question.city.partition(",")[0].split()[0] in question.text


def test_what_nothing_answers_says_of_which_kind_it_is(golden: Golden) -> None:
    for question in golden.questions:
        told = {"offtopic", "uncovered"} & set(question.style)
        assert len(told) == (not golden.answerable(question)), question.id


def test_every_judged_case_exists_and_is_judged_once_with_a_grade_of_0_to_2(
    golden: Golden,
) -> None:
    cases, needs = {case.id for case in load_cases()}, {q.need for q in golden.questions}
    rows = [line.split("\t") for line in JUDGEMENTS[1:]]
    assert Counter((need, case) for need, case, *_ in rows).most_common(1)[0][1] == 1
    assert {need for need, *_ in rows} <= needs
    assert {case for _, case, *_ in rows} <= cases
    assert {grade for _, _, grade, _ in rows} == {"0", "1", "2"}
    assert {grade for held in golden.judged.values() for grade in held.values()} == {1, 2}


def test_a_grade_is_the_middle_one_of_its_judges() -> None:
    for need, case, grade, judges in (line.split("\t") for line in JUDGEMENTS[1:]):
        given = sorted(judges.split(" "))
        assert set(given) <= {"0", "1", "2"}
        assert grade == given[len(given) // 2], (need, case)


def test_every_second_case_or_more_answers_some_need(golden: Golden) -> None:
    answering = {
        case for held in golden.judged.values() for case, grade in held.items() if grade == 2
    }
    assert len(answering) >= len(list(load_cases())) / 2


def test_no_question_holds_the_title_of_a_case_that_answers_it(golden: Golden) -> None:
    titles = {case.id: case.title.casefold() for case in load_cases()}
    for question in golden.questions:
        for case in golden.judged.get(question.need, ()):
            assert titles[case] not in question.text.casefold()


def test_the_need_of_an_id_is_what_stands_before_the_language() -> None:
    made = GoldenQuestion("bus-lanes.v2.en2", "dev", "en", ("plain",), "", "Why?")
    assert made.need == "bus-lanes.v2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lines in (("questions.tsv", QUESTIONS), ("judgements.tsv", JUDGEMENTS)):
        (tmp_path / name).write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    return tmp_path


def test_a_folder_of_the_same_form_is_read(folder: Path, golden: Golden) -> None:
    held = load_golden(folder)
    assert held.questions == golden.questions[:3]
    assert held.judged.items() <= golden.judged.items()


def test_marks_of_quoting_are_part_of_the_text(folder: Path) -> None:
    with (folder / "questions.tsv").open("a") as file:
        file.write('quoted.en\tdev\ten\tshort\t\t"rapid" buses, "it\'s said\n')
    assert load_golden(folder).questions[-1].text == '"rapid" buses, "it\'s said'


@pytest.mark.parametrize("name", ["questions.tsv", "judgements.tsv"])
def test_a_file_that_is_missing_or_no_text_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadCollection, match=name):
        load_golden(folder)
    (folder / name).unlink()
    with pytest.raises(BadCollection, match=name):
        load_golden(folder)


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("questions.tsv", "a.en\tdev\ten\tshort\t", "Line 5 of questions.tsv has 5 columns"),
        ("questions.tsv", "a.en\tdev\ten\tshort\t\tx\ty", "Line 5 of questions.tsv has 7 columns"),
        ("questions.tsv", "", "Line 5 of questions.tsv has 1 columns"),
        ("questions.tsv", "a.en\ttrain\ten\tshort\t\tx", "Line 5 of questions.tsv .*'train'"),
        ("judgements.tsv", "a\tb\t3\t3 3 3", "Line 5 of judgements.tsv .*'3'"),
        ("judgements.tsv", "a\tb\tyes\t2", "Line 5 of judgements.tsv .*'yes'"),
        ("judgements.tsv", "a\tb\t\t2", "Line 5 of judgements.tsv .*''"),
        ("judgements.tsv", "a\tb\t2", "Line 5 of judgements.tsv has 3 columns"),
    ],
)
def test_a_line_that_is_not_of_the_form_is_named(
    folder: Path, name: str, line: str, words: str
) -> None:
    with (folder / name).open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadCollection, match=words):
        load_golden(folder)


@pytest.mark.parametrize("name", ["questions.tsv", "judgements.tsv"])
@pytest.mark.parametrize("head", ["", "id\ttext\n", "need\tcase\tscore\tjudges\n"])
def test_a_file_without_its_columns_is_named(folder: Path, name: str, head: str) -> None:
    (folder / name).write_text(head)
    with pytest.raises(BadCollection, match=f"Line 1 of {name}"):
        load_golden(folder)
