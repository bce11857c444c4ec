from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.case import CaseStudy, load_cases, parse_case
from corpus.errors import BadCase
from corpus.write_case import case_markdown

CASES = list(load_cases())
AWKWARD = st.text(
    st.one_of(
        st.sampled_from("\"'\\:-#{}[]&*!|>%@`,?\n\r\t\x00\x0b\x1b\x7f\x85\u2028\u2029\ufeff\xa0 "),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=3,
    max_size=60,
) | st.sampled_from(
    ["---\n---", "\n---\n", "null", "yes", "{a: b}", "[1]x", "a: b # c", "1e3", "  x  "]
)


def test_every_case_of_the_corpus_is_the_same_after_writing_and_reading() -> None:
    assert len(CASES) > 100
    for case in CASES:
        assert parse_case(case_markdown(case), case.id) == case


def test_every_case_of_the_corpus_is_the_same_after_json() -> None:
    for case in CASES:
        assert CaseStudy.model_validate(case.model_dump(mode="json")) == case
        assert CaseStudy.model_validate_json(case.model_dump_json()) == case


@given(title=AWKWARD, requirement=AWKWARD, changed=AWKWARD, publisher=AWKWARD, city=AWKWARD)
def test_awkward_strings_come_back_as_they_were(
    title: str, requirement: str, changed: str, publisher: str, city: str
) -> None:
    fields: dict[str, Any] = CASES[0].model_dump()
    fields["title"] = (title * 4)[:140]
    fields["title"] = fields["title"].ljust(10, "…")
    fields["other_cities"] = (city, publisher)
    fields["city"] = city
    fields["conditions"][0]["requirement"] = requirement
    fields["sources"][0]["publisher"] = publisher
    fields["lineage"] = {"adopted_from": ({"city": city, "what_changed": changed, "source": 1},)}
    case = CaseStudy.model_validate(fields)
    assert parse_case(case_markdown(case), "awkward") == case


@given(text=AWKWARD)
def test_a_section_comes_back_as_it_was_or_is_refused_by_name(text: str) -> None:
    sections = (("What was done", text), *CASES[0].sections[1:])
    case = CASES[0].model_copy(update={"sections": sections})
    try:
        written = case_markdown(case)
    except BadCase as error:
        assert "'What was done'" in str(error)
        assert text != text.strip() or "\n## " in f"\n{text}" or "\r" in text
    else:
        assert parse_case(written, case.id) == case


def test_a_section_in_a_section_is_refused() -> None:
    sections = (("What was done", "It began.\n\n## Later\n\nIt went on."), *CASES[0].sections[1:])
    with pytest.raises(BadCase, match=r"'What was done' of .* may not begin with"):
        case_markdown(CASES[0].model_copy(update={"sections": sections}))
