from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.check import check, coverage
from corpus.gazetteer import is_known


def faults(tmp_path: Path, text: str, name: str = "dakar-municipal-bond.md") -> list[str]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return [fault for _, fault in check(is_known, tmp_path).faults]


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
def test_each_fault_is_a_sentence(
    tmp_path: Path, case_text: str, change: Callable[[str], str], fault: str
) -> None:
    assert any(fault in found for found in faults(tmp_path, change(case_text)))


def test_a_case_under_another_file_name_is_a_fault(tmp_path: Path, case_text: str) -> None:
    assert "differs from the file's name" in faults(tmp_path, case_text, "other.md")[0]


def test_the_same_story_twice_is_noticed(tmp_path: Path, case_text: str) -> None:
    (tmp_path / "a-copy.md").write_text(
        case_text.replace("id: dakar-municipal-bond", "id: a-copy"), encoding="utf-8"
    )
    assert any("nearly the same text" in fault for fault in faults(tmp_path, case_text))


def test_coverage_counts_cases_by_outcome_and_topic(tmp_path: Path, case_text: str) -> None:
    (tmp_path / "dakar-municipal-bond.md").write_text(case_text, encoding="utf-8")
    rows = dict(coverage(check(is_known, tmp_path).cases))
    assert rows == {"all": 1, "failure": 1, "governance_participation_finance": 1,
                    "local_economy": 1}  # fmt: skip
