import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.check import check
from corpus.coverage import REGIONS, coverage, region
from corpus.gazetteer import is_known

PRACTICE = """
id: "municipal-bond-issue"
name: "Municipal bond issue"
aliases: ["city bond"]
topics: [governance_participation_finance]
summary: "A city borrows on the capital market in its own name."
core_functions: ["Own debt, own repayment.", "A rating that buyers trust."]
forms: ["With or without a guarantee.", "One project or many."]
conditions:
  - {dimension: legal_regulatory, requirement: "A right to borrow.", importance: essential, if_absent: "Ask for a law."}
  - {dimension: technical_capacity, requirement: "Audited books.", importance: important, if_absent: "Audit first."}
"""
TRANSFER = """
- id: "dakar-to-douala"
  practice: "municipal-bond-issue"
  topic: "governance_participation_finance"
  origin: {city: "Dakar", country: "SN", case: "dakar-municipal-bond"}
  recipient: {city: "Douala", country: "CM"}
  year: 2016
  degree: "inspire"
  outcome: "failure"
  judged: 2018
  dimensions: [{dimension: legal_regulatory, what: "No right to borrow was ever given."}]
  sources: [{title: "A test", publisher: "Nobody", year: 2018, url: "https://example.org/x", opened: 2026-11-22}]
  confidence: "low"
"""


@pytest.fixture
def corpus(tmp_path: Path, case_text: str) -> Path:
    for folder in ("cases", "practices", "transfers"):
        (tmp_path / folder).mkdir()
    practice = re.search(r"^practice: \"(.+)\"$", case_text, re.MULTILINE)[1]  # type: ignore[index]
    for name, text in (
        ("cases/dakar-municipal-bond.md", case_text),
        (f"practices/{practice}.yaml", PRACTICE.replace("municipal-bond-issue", practice)),
        ("transfers/all.yaml", TRANSFER.replace("municipal-bond-issue", practice)),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults(corpus: Path, name: str = "", change: Callable[[str], str] = str) -> list[str]:
    if name:
        (path,) = corpus.glob(name)
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return [fault for _, fault in check(is_known, corpus).faults]


def test_a_sound_corpus_has_no_faults(corpus: Path) -> None:
    assert faults(corpus) == []


def test_the_bundled_corpus_has_no_faults() -> None:
    assert check(is_known).faults == ()


def test_the_bundled_corpus_has_the_breadth_that_was_promised() -> None:
    cases = check(is_known).cases
    north = {"AU", "CA", "DK", "JP", "KR", "NL", "SE", "US", "AT", "BE", "DE", "ES", "FR", "IT",
             "SI", "FI", "GB", "PL", "GR", "EE", "NZ", "SG", "HK", "AE"}  # fmt: skip
    assert len(cases) >= 25
    assert sum(case.country not in north for case in cases) >= 15
    assert sum(case.outcome in ("failure", "partial") for case in cases) >= 4
    assert all(len({source.publisher for source in case.sources}) >= 2 for case in cases)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: t.replace("## Results", "## Outcome"), "the sections must be"),
        (lambda t: t.replace('city: "Dakar"', 'city: "Dakkar"'), "not in the gazetteer"),
        (lambda t: t.replace("opened: 2026-11-22", "opened: 2999-01-01"), "date in the future"),
        (lambda t: t.replace("- **Reported (2015).** The city", "- The city"), "every result"),
        (lambda t: t.replace("The bond was never sold.", "TODO"), "an unfinished mark"),
        (lambda t: t.split("## What went wrong")[0] + "## What went wrong\n\nNot much. [1]\n",
         "says too little"),
        (lambda t: t + " word" * 500, "a case has 450 to 900"),
        (lambda t: t.replace("[9]", ""), "source 9 is never cited"),
    ],
)  # fmt: skip
def test_each_fault_of_a_case_is_a_sentence(
    corpus: Path, change: Callable[[str], str], fault: str
) -> None:
    assert any(fault in found for found in faults(corpus, "cases/*.md", change))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("practices/*", "core_functions:", "core:", "core_functions: Field required"),
        ("practices/*", "  - {", "  - [", "not valid YAML"),
        ("transfers/*", 'degree: "inspire"', 'degree: "steal"', "degree:"),
        ("transfers/*", '"Douala"', '"Dooala"', "'Dooala, CM' is not in the gazetteer"),
        ("transfers/*", '"dakar-municipal-bond"', '"no-such-case"', "no case study 'no-such-case'"),
        ("transfers/*", "opened: 2026-11-22", "opened: 2999-01-01", "date in the future"),
        ("transfers/*", 'practice: "', 'practice: "x-', "there is no practice 'x-"),
    ],
)
def test_each_fault_of_practices_and_transfers_is_a_sentence(
    corpus: Path, name: str, old: str, new: str, fault: str
) -> None:
    assert any(fault in found for found in faults(corpus, name, lambda t: t.replace(old, new, 1)))


def test_a_file_that_is_no_list_is_named(corpus: Path) -> None:
    assert faults(corpus, "transfers/*", lambda _: "x: 1") == ["all.yaml is not a list."]


def test_an_entry_that_stands_twice_is_noticed(corpus: Path) -> None:
    assert faults(corpus, "transfers/*", lambda text: text + text) == ["this id is used twice"] * 2


def test_a_practice_that_hides_differences_between_its_cases_is_noticed(
    corpus: Path, case_text: str
) -> None:
    (corpus / "cases" / "again.md").write_text(
        case_text.replace("id: dakar-municipal-bond", "id: again").replace(" the ", " ye ")
    )
    assert any("say what differs" in fault for fault in faults(corpus))


def test_a_case_under_another_file_name_is_a_fault(corpus: Path) -> None:
    path = corpus / "cases" / "dakar-municipal-bond.md"
    path.rename(path.with_name("other.md"))
    assert "differs from the file's name" in faults(corpus)[0]


def test_the_same_story_twice_is_noticed(corpus: Path, case_text: str) -> None:
    (corpus / "cases" / "a-copy.md").write_text(
        case_text.replace("id: dakar-municipal-bond", "id: a-copy"), encoding="utf-8"
    )
    assert any("nearly the same text" in fault for fault in faults(corpus))


def test_coverage_counts_what_there_is_against_the_goals(corpus: Path) -> None:
    rows = {row.what.strip(): row for row in coverage(check(is_known, corpus))}
    assert rows["case studies"].actual == 1
    assert rows["Africa"].actual == rows["local economy"].actual == 1
    assert rows["failed or partly failed"].actual == rows["failures"].actual == 1
    assert rows["mobility"].actual == 0
    assert rows["transfers"].goal == 120


def test_every_country_of_a_case_has_one_region() -> None:
    assert all(region(case.country) for case in check(is_known).cases)
    codes = [code for codes in REGIONS.values() for code in codes.split()]
    assert len(codes) == len(set(codes))
