"""The validator of the bundled corpus: form, sources, wording and coverage, each fault as a sentence."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from corpus.case import CASES, SECTIONS, CaseStudy, parse_case
from corpus.errors import BadCase

WORDS = (450, 900)
"""Fewest and most words of a case's seven sections together."""

SIMILAR = 0.35
"""Share of five-word sequences in common above which two cases count as near-duplicates."""

_RESULT = re.compile(r"- \*\*(Measured|Reported|Anecdotal) \((\d{4}|no year)\)\.\*\* \S")
_LEFTOVER = re.compile(
    r"\b(TODO|TBD|FIXME|lorem ipsum|to be (written|added|confirmed))\b", re.IGNORECASE
)

Resolves = Callable[[str, str], bool]


class Report(NamedTuple):
    """The cases that could be read, and `(file name, fault)` pairs; the corpus is sound without faults."""

    cases: tuple[CaseStudy, ...]
    faults: tuple[tuple[str, str], ...]


def check(resolves: Resolves, folder: Path = CASES) -> Report:
    """Check every case of a folder.

    Args:
        resolves: tells whether `(city, country)` is in the gazetteer.
        folder: where the Markdown files are.
    """
    cases: list[CaseStudy] = []
    faults: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.md")):
        try:
            case = parse_case(path.read_text(encoding="utf-8"), path.name)
        except BadCase as error:
            faults += [(path.name, fault) for fault in error.faults or (str(error),)]
            continue
        cases.append(case)
        faults += [(path.name, fault) for fault in case_faults(case, path.stem, resolves)]
    return Report(tuple(cases), tuple(faults + list(_near_duplicates(cases))))


def case_faults(case: CaseStudy, stem: str, resolves: Resolves) -> Iterator[str]:
    """What is wrong with one case beyond its form; `stem` is its file's name without suffix."""
    if case.id != stem:
        yield f"the id '{case.id}' differs from the file's name"
    if tuple(name for name, _ in case.sections) != SECTIONS:
        yield f"the sections must be, in order: {'; '.join(SECTIONS)}"
    if not resolves(case.city, case.country):
        yield f"the city '{case.city}, {case.country}' is not in the gazetteer"
    yield from _source_faults(case)
    yield from _text_faults(case)


def _source_faults(case: CaseStudy) -> Iterator[str]:
    today = dt.datetime.now(tz=dt.UTC).date()
    for number, source in enumerate(case.sources, 1):
        if source.opened > today or source.year > source.opened.year:
            yield f"source {number} has a date in the future"
    for number in case.uncited():
        yield f"source {number} is never cited"
    if len({source.url for source in case.sources}) < len(case.sources):
        yield "two sources have the same address"


def _text_faults(case: CaseStudy) -> Iterator[str]:
    words = sum(len(text.split()) for _, text in case.sections)
    if not WORDS[0] <= words <= WORDS[1]:
        yield f"{words} words; a case has {WORDS[0]} to {WORDS[1]}"
    for name, text in case.sections:
        if len(text.split()) < 15:
            yield f"the section '{name}' says too little"
        if _LEFTOVER.search(text):
            yield f"the section '{name}' holds an unfinished mark"
        if name == "Results":
            lines = [line for line in text.splitlines() if line.strip()]
            if not lines or not all(_RESULT.match(line) for line in lines):
                yield "every result is a line '- **Measured (2019).** …', or Reported, or Anecdotal"
        elif not re.search(r"\[\d+\]", text):
            yield f"the section '{name}' cites no source"


def _shingles(case: CaseStudy) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(text for _, text in case.sections).lower())
    return set(zip(*(words[i:] for i in range(5)), strict=False))


def _near_duplicates(cases: Iterable[CaseStudy]) -> Iterator[tuple[str, str]]:
    shingles = [(case.id, _shingles(case)) for case in cases]
    for (one, first), (two, second) in combinations(shingles, 2):
        if one == two:
            yield one, "two cases have this id"
        elif first and second and len(first & second) / min(len(first), len(second)) > SIMILAR:
            yield one, f"nearly the same text as {two}"


def coverage(cases: Iterable[CaseStudy]) -> list[tuple[str, int]]:
    """How many cases there are, by outcome and by topic, as `(label, count)` rows."""
    cases = tuple(cases)
    outcomes = Counter(str(case.outcome) for case in cases)
    topics = Counter(str(topic) for case in cases for topic in case.topics)
    return [("all", len(cases)), *sorted(outcomes.items()), *sorted(topics.items())]
