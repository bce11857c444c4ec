"""Words for one thing: what practitioners in one country call by another name than those in the next.

The table is corpus/tables/equivalents.tsv: a line for each group of words with its topic and first source, a line
without topic and words for each further source, and `judgement` where no source was found. Words stand in the
singular where they have one, the commonest first. A source bears a group out, not each of its words: some spellings and
local names beside them are the project's own. Copies of Wikipedia are named as what was read; all were read on
2026-11-28. Acronyms that are also common words (LID, SUD, BID) are left out.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadCase
from corpus.gazetteer import TABLES, fold
from corpus.vocabulary import Topic

EQUIVALENTS = TABLES / "equivalents.tsv"

MOST = 20
"""Words that a group may have; most have fewer than ten."""

_HEAD = ["topic", "words", "title", "publisher", "url"]
_JUDGEMENT = ["judgement"]

_ENDINGS = (
    # slums, buses; not bus, homeless, nor SuDS, which without its last letter is the French south
    (re.compile(r"(?<=\w{3})(?<![su])(?<!\bsud)s\b"), ""),
    # cities, by now citie
    (re.compile(r"ie\b"), "y"),
    # buse; house, too, so that it is like houses
    (re.compile(r"(?:(?<=[sxz])|(?<=[cs]h))e\b"), ""),
)
"""Endings that tell plural from singular, and what is left of them; that need not be a word."""


class Reference(NamedTuple):
    """Where it is read that words mean one thing."""

    title: str
    publisher: str
    url: str


class Group(NamedTuple):
    """Words that mean one thing; `sources` is empty where that is the project's own judgement."""

    words: tuple[str, ...]
    topic: Topic
    sources: tuple[Reference, ...]


class _Lookup(NamedTuple):
    """Each term by its keys with its group, and how many words a term that starts with a word has at most."""

    groups: tuple[Group, ...]
    terms: dict[str, tuple[int, str]]
    reach: dict[str, int]


def load_equivalents(path: Path = EQUIVALENTS) -> tuple[Group, ...]:
    """Every group, in the table's order.

    Raises:
        BadCase: at the first line that breaks the form, or the first term that stands twice.
    """
    return _lookup(_read(path)).groups


def others(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each group with a term in the text, in the text's order: the term and the group's other words.

    Terms are whole words in any case, with or without accents, in the singular or the plural. A term
    within a longer one counts for nothing: `bus rapid transit` says nothing of `rapid transit`. Words
    that stand in the text themselves are not among the others.
    """
    lookup = _default()
    found: dict[int, list[str]] = {}
    for group, term in _terms(_keys(text), lookup):
        found.setdefault(group, []).append(term)
    return tuple(
        (terms[0], tuple(word for word in lookup.groups[group].words if word not in terms))
        for group, terms in found.items()
    )


def _terms(words: list[str], lookup: _Lookup) -> list[tuple[int, str]]:
    """`(group, term)` of the terms among the words, in their order; the longest win."""
    spans = [
        (start, size, hit)
        for start, word in enumerate(words)
        for size in range(1, min(lookup.reach.get(word, 0), len(words) - start) + 1)
        if (hit := lookup.terms.get(" ".join(words[start : start + size])))
    ]
    taken: set[int] = set()
    kept = []
    for start, size, hit in sorted(spans, key=lambda span: -span[1]):
        if taken.isdisjoint(range(start, start + size)):
            taken.update(range(start, start + size))
            kept.append((start, hit))
    return [hit for _, hit in sorted(kept)]


def _read(path: Path) -> tuple[Group, ...]:
    groups: list[Group] = []
    head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if head.split("\t") != _HEAD:
        raise BadCase(f"{path.name} does not start with the columns {', '.join(_HEAD)}.")
    for number, line in enumerate(lines, 2):
        where, (topic, *rest) = f"{path.name}, line {number},", line.split("\t")
        if topic:
            groups.append(_group(topic, rest, where))
        elif groups and groups[-1].sources and rest[:1] == [""]:
            source = _reference(rest[1:], where)
            groups[-1] = groups[-1]._replace(sources=(*groups[-1].sources, source))
        else:
            raise BadCase(f"{where} has no topic, and no sourced group stands before it.")
    return tuple(groups)


def _group(topic: str, rest: list[str], where: str) -> Group:
    if topic not in set(Topic):
        raise BadCase(f"{where} has '{topic}' as topic. Use one of {', '.join(Topic)}.")
    words = tuple(word.strip() for word in rest[0].split(";")) if rest else ()
    if not 2 <= len(words) <= MOST or not all(map(fold, words)):
        raise BadCase(f"{where} must have 2 to {MOST} words, apart by semicolons.")
    sources = () if rest[1:] == _JUDGEMENT else (_reference(rest[1:], where),)
    return Group(words, Topic(topic), sources)


def _reference(cells: list[str], where: str) -> Reference:
    if len(cells) != 3 or not all(cells) or not cells[2].startswith(("http://", "https://")):
        raise BadCase(f"{where} must name title, publisher and address, or say 'judgement'.")
    return Reference(*cells)


@cache
def _default() -> _Lookup:
    return _lookup(_read(EQUIVALENTS))


def _lookup(groups: tuple[Group, ...]) -> _Lookup:
    """The groups made ready for looking up.

    Raises:
        BadCase: a term stands in two groups, or twice in one.
    """
    terms: dict[str, tuple[int, str]] = {}
    reach: dict[str, int] = {}
    for number, group in enumerate(groups):
        for word in group.words:
            keys = _keys(word)
            key, first = " ".join(keys), keys[0]
            if key in terms:
                raise BadCase(f"'{word}' ({group.topic}) stands twice, as '{terms[key][1]}' too.")
            terms[key] = number, word
            reach[first] = max(reach.get(first, 0), len(keys))
    return _Lookup(groups, terms, reach)


def _keys(text: str) -> list[str]:
    """The text's words folded, alike in the singular and the plural."""
    alike = fold(text)
    for ending, kept in _ENDINGS:
        alike = ending.sub(kept, alike)
    return alike.split()
