"""The validator of the bundled corpus: form, sources, wording, links; each fault as a sentence."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from corpus.case import CASES, SECTIONS, CaseStudy, parse_case
from corpus.equivalents import load_equivalents
from corpus.errors import BadCase
from corpus.forms import Source
from corpus.gazetteer import fold
from corpus.network import Network, load_networks
from corpus.practice import Practice, load_practices
from corpus.transfer import Transfer, load_transfers

WORDS = (450, 900)
"""Fewest and most words of a case's seven sections together."""

SIMILAR = 0.35
"""Share of five-word sequences in common above which two cases count as near-duplicates."""

_RESULT = re.compile(r"- \*\*(Measured|Reported|Anecdotal) \((\d{4}|no year)\)\.\*\* \S")
_LEFTOVER = re.compile(
    r"\b(TODO|TBD|FIXME|lorem ipsum|to be (written|added|confirmed))\b", re.IGNORECASE
)

Resolves = Callable[[str, str], bool]

Fault = tuple[str, str]
"""`(where, what is wrong)`."""


class Report(NamedTuple):
    """What could be read, and every fault; the corpus is sound without faults."""

    cases: tuple[CaseStudy, ...]
    practices: tuple[Practice, ...]
    transfers: tuple[Transfer, ...]
    networks: tuple[Network, ...]
    faults: tuple[Fault, ...]


def check(resolves: Resolves, corpus: Path = CASES.parent) -> Report:
    """Check everything that the corpus holds.

    Args:
        resolves: tells whether `(city, country)` is in the gazetteer.
        corpus: the folder with `cases/`, `practices/`, `transfers/`, `tables/` and `networks.yaml`.
    """
    faults: list[Fault] = []
    cases: list[CaseStudy] = []
    for path in sorted((corpus / "cases").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for case in _readable(partial(_only_case, text, path.name), path, faults):
            cases.append(case)
            faults += [(path.name, fault) for fault in case_faults(case, path.stem, resolves)]
    practices = list(
        _readable(lambda: load_practices(corpus / "practices"), corpus / "practices", faults)
    )
    transfers = list(
        _readable(lambda: load_transfers(corpus / "transfers"), corpus / "transfers", faults)
    )
    listed = corpus / "networks.yaml"
    networks = (
        list(_readable(lambda: load_networks(listed), listed, faults)) if listed.exists() else []
    )
    words = corpus / "tables" / "equivalents.tsv"
    if words.exists():
        list(_readable(lambda: load_equivalents(words), words, faults))
    faults += _near_duplicates(cases)
    faults += _practice_faults(practices, cases, transfers)
    faults += _transfer_faults(transfers, {case.id for case in cases}, resolves)
    for kind in (practices, transfers, networks):
        faults += ((entry.id, "this id is used twice") for entry in _twice(kind))
    return Report(tuple(cases), tuple(practices), tuple(transfers), tuple(networks), tuple(faults))


def _only_case(text: str, name: str) -> list[CaseStudy]:
    return [parse_case(text, name)]


def _readable(read: Callable[[], Iterable[Any]], path: Path, faults: list[Fault]) -> Iterator[Any]:
    try:
        yield from read()
    except BadCase as error:
        faults.append((path.name, str(error)))


def _twice(entries: Iterable[Any]) -> list[Any]:
    counts = Counter(entry.id for entry in entries)
    return [entry for entry in entries if counts[entry.id] > 1]


def _practice_faults(
    practices: Iterable[Practice], cases: Iterable[CaseStudy], transfers: Iterable[Transfer]
) -> Iterator[Fault]:
    known = {practice.id for practice in practices}
    used = Counter(case.practice for case in cases)
    for case in cases:
        if case.practice not in known:
            yield case.id, f"there is no practice '{case.practice}'"
    for transfer in transfers:
        if transfer.practice not in known:
            yield transfer.id, f"there is no practice '{transfer.practice}'"
    owners: dict[str, str] = {}
    for practice in practices:
        for name in {fold(name) for name in (practice.id, practice.name, *practice.aliases)}:
            if (owner := owners.setdefault(name, practice.id)) != practice.id:
                yield practice.id, f"'{name}' is also a name of '{owner}'"
        if used[practice.id] > 1 and not practice.differs:
            yield practice.id, "it has several case studies; say what differs between them"


def _transfer_faults(
    transfers: Iterable[Transfer], cases: set[str], resolves: Resolves
) -> Iterator[Fault]:
    for transfer in transfers:
        yield from ((transfer.id, fault) for fault in _date_faults(transfer.sources))
        for end in (transfer.origin, transfer.recipient):
            if end.case and end.case not in cases:
                yield transfer.id, f"there is no case study '{end.case}'"
            if not resolves(end.city, end.country):
                yield transfer.id, f"the city '{end.city}, {end.country}' is not in the gazetteer"


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
    yield from _date_faults(case.sources)
    for number in case.uncited():
        yield f"source {number} is never cited"
    if len({source.url for source in case.sources}) < len(case.sources):
        yield "two sources have the same address"


def _date_faults(sources: Iterable[Source]) -> Iterator[str]:
    today = dt.datetime.now(tz=dt.UTC).date()
    for number, source in enumerate(sources, 1):
        if source.opened > today or source.year > source.opened.year:
            yield f"source {number} has a date in the future"


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


def _near_duplicates(cases: Iterable[CaseStudy]) -> Iterator[Fault]:
    shingles = [(case.id, _shingles(case)) for case in cases]
    for (one, first), (two, second) in combinations(shingles, 2):
        if one == two:
            yield one, "two cases have this id"
        elif first and second and len(first & second) / min(len(first), len(second)) > SIMILAR:
            yield one, f"nearly the same text as {two}"
