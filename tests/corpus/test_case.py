import pytest

from corpus.case import SECTIONS, is_case, load_cases, parse_case
from corpus.errors import BadCase


def test_every_bundled_case_is_read_and_found_again_by_its_id() -> None:
    cases = list(load_cases())
    assert len({case.id for case in cases}) == len(cases) >= 25


def test_the_text_of_a_case_holds_all_sections_with_lessons_and_conditions_before_the_last(
    case_text: str,
) -> None:
    text = parse_case(case_text, "x.md").text()
    found = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert found == [*SECTIONS[:-1], "Lessons", "Conditions", SECTIONS[-1]]


def test_source_numbers_become_words_so_that_they_are_not_taken_for_citations(
    case_text: str,
) -> None:
    text = parse_case(case_text, "x.md").text()
    assert "(sources 3, 4, 5)" in text
    assert "[" not in text


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("outcome: failure", "outcome: superb", "outcome"),
        ("id: dakar-municipal-bond", "id: Dakar Bond", "id"),
        ("{start: 2013, end: 2015}", "{start: 2013, end: 2012}", "the last year is before"),
        ("source: 10", "source: 99", "source 99 is cited"),
        ("scale: city", "scale: city\nmood: good", "mood"),
        ("sdgs: [11, 8, 17]", "sdgs: [18]", "sdgs"),
    ],
)
def test_a_broken_field_is_named(case_text: str, old: str, new: str, fault: str) -> None:
    assert old in case_text
    with pytest.raises(BadCase) as caught:
        parse_case(case_text.replace(old, new, 1), "bond.md")
    assert "bond.md" in str(caught.value)
    assert any(fault in sentence for sentence in caught.value.faults)


@pytest.mark.parametrize("text", ["no front matter", "---\n: [\n---\n", "---\n- a\n---\nx"])
def test_what_has_no_front_matter_is_refused_with_the_file_name(text: str) -> None:
    with pytest.raises(BadCase, match=r"bond\.md"):
        parse_case(text, "bond.md")


def test_a_note_with_some_other_front_matter_is_no_case() -> None:
    assert not is_case("---\ntitle: Minutes\n---\n\n# Minutes\n")


def test_markup_of_results_does_not_reach_the_text(case_text: str) -> None:
    assert "- Reported (2015). " in parse_case(case_text, "x.md").text()
