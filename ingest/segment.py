"""Pages to passages: at most so many word pieces with the heading line, never across a page, tiling the text."""

import importlib
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from corpus.gazetteer import country_name
from corpus.nouns import Document, Page, Passage

MAX_PIECES = 200
"""Word pieces of a passage and its heading line together; MiniLM reads 256."""

MAX_HEADING = 80
"""Word pieces of a heading line; a longer one is cut."""

MAX_CHARACTERS = 2000
"""Characters of a passage, whatever the number of its word pieces."""

MIN_CHARACTERS = 80
"""A section of fewer characters, its heading included, is joined with the next on its page."""

MAX_SPACY = 500_000
"""Characters that spaCy is given at once; it refuses over a million."""

Counter = Callable[[Sequence[str]], list[int]]
"""Word pieces of each text."""

Span = tuple[int, int]
Outline = tuple[tuple[int | None, int, tuple[str, ...]], ...]

_WORD = re.compile(r"[^\W\d_]{2}")
_OPENING = "[(“‘«"
BLANK_LINE = re.compile(r"\S[^\S\n]*\n(?:[^\S\n]*\n)+")
"""What parts two paragraphs; it ends where the next one begins."""

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•▪●◦–]|\d{1,2}[.)])[ \t])|\n(?=#{1,6} )")


def passages(document: Document, count: Counter) -> Iterator[Passage]:
    """Cut a document into passages in reading order; pages without text have none.

    Args:
        document: as a reader made it.
        count: word pieces of each of some texts, as the embedder counts them.
    """
    prefix = heading_prefix(document)
    path: tuple[str, ...] = ()
    marks: defaultdict[int | None, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for number, at, names in document.outline:
        marks[number].append((at, names))
    for index, page in enumerate(document.pages):
        sections = list(_sections(page.text, marks[page.number], path))
        blanks = [match.end() for match in BLANK_LINE.finditer(page.text)]
        spans = [list(_sentences(page.text, start, end)) for start, end, _ in sections]
        sizes = iter(count([page.text[a:b] for run in spans for a, b in run]))
        for (_, _, path), run in zip(sections, spans, strict=True):
            sized = [(span, next(sizes)) for span in run]
            yield from _cut(document, index, page, sized, path, prefix, blanks, count)


def heading_prefix(document: Document) -> str:
    """`City · Country · Title` for a case study, else the title."""
    if document.kind == "case":
        case = document.meta["case"]
        return f"{case['city']} · {country_name(case['country'])} · {document.title}"
    return document.title


def _sections(
    text: str, marks: list[tuple[int, tuple[str, ...]]], before: tuple[str, ...]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """`(start, end, heading path)` of a page's sections; they tile the page."""
    if not text.strip():
        return
    if not marks or marks[0][0] > 0:
        marks = [(0, before), *marks]
    start = 0
    for (_, path), (end, _) in zip(marks, [*marks[1:], (len(text), ())], strict=True):
        if end < len(text) and len(text[start:end].strip()) < MIN_CHARACTERS:
            continue  # hardly more than a heading: it goes with what follows
        yield start, end, path
        start = end


def _cut(
    document: Document,
    index: int,
    page: Page,
    sized: list[tuple[Span, int]],
    path: tuple[str, ...],
    prefix: str,
    blanks: list[int],
    count: Counter,
) -> Iterator[Passage]:
    section = " › ".join(path)
    heading = _heading(prefix, section, count)
    budget = MAX_PIECES - count([heading])[0]
    for run in _pack(_fitting(page.text, sized, budget, count), budget):
        start, end = run[0][0], run[-1][1]
        paragraph = bisect_right(blanks, start) + 1
        yield Passage(
            passage_id=0,
            doc_id=document.doc_id,
            page_index=index,
            page=page.number,
            section=section or ("" if page.number is not None else f"Paragraph {paragraph}"),
            heading=heading,
            start=start,
            end=end,
            text=page.text[start:end],
            sentences=tuple((a - start, b - start) for a, b in run),
            paragraph=paragraph,
            label=page.label,
        )


@lru_cache(64)
def _heading(prefix: str, section: str, count: Counter) -> str:
    line = f"{prefix} › {section}" if section else prefix
    while count([line])[0] > MAX_HEADING:
        line = line[: len(line) * 3 // 4].rstrip() + "…"
    return line


def _spacy() -> Any:
    """SpaCy without torch, which its library thinc imports wherever it finds it: two seconds for nothing here."""
    absent = "torch" not in sys.modules
    if absent:
        sys.modules["torch"] = None  # type: ignore[assignment]  # makes `import torch` fail, as documented
    try:
        return importlib.import_module("spacy")
    finally:
        if absent:
            del sys.modules["torch"]


@cache
def _sentencizer() -> Any:
    language = _spacy().blank("en")
    language.add_pipe("sentencizer")
    return language


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences, each with the white space behind it; they tile `text[start:end]`."""
    cuts = [start]
    for at in sorted({*_paragraph_starts(text, start, end), *_sentence_starts(text, start, end)}):
        if _WORD.search(text, cuts[-1], at):
            cuts.append(at)
    if len(cuts) > 1 and not _WORD.search(text, cuts[-1], end):
        cuts.pop()  # what has no word, such as "[3]", goes with the sentence before
    yield from pairwise([*cuts, end])


def _paragraph_starts(text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in _PARAGRAPH.finditer(text, start, end))


def _sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    for first in range(start, end, MAX_SPACY):
        part = text[first : min(first + MAX_SPACY, end)]
        for sentence in _sentencizer()(part).sents if len(part) > 1 else ():
            # an opening bracket or quotation mark belongs to the sentence that it opens
            yield first + len(part[: sentence.start_char].rstrip(_OPENING))


def _fitting(
    text: str, sized: list[tuple[Span, int]], budget: int, count: Counter
) -> Iterator[tuple[Span, int]]:
    """Spans with their word pieces; those that are too long are cut at words, or within words."""
    for (a, b), size in sized:
        if size <= budget and b - a <= MAX_CHARACTERS:
            yield (a, b), size
            continue
        words = [
            (a + at, min(a + at + 50, a + m.end()))
            for m in re.finditer(r"\s*\S+\s*", text[a:b])
            for at in range(m.start(), m.end(), 50)
        ]
        parts = dict(zip(words, count([text[x:y] for x, y in words]), strict=True))
        for run in _pack(parts.items(), budget):
            yield (run[0][0], run[-1][1]), sum(parts[word] for word in run)


def _pack(sized: Iterable[tuple[Span, int]], budget: int) -> Iterator[list[Span]]:
    """Neighbouring spans in runs of about equal size, none over the budget."""
    spans = list(sized)
    total = sum(size for _, size in spans)
    target = total / max(1, -(-total // budget))
    run: list[Span] = []
    pieces = 0
    for (start, end), size in spans:
        over = pieces + size > budget or (run and end - run[0][0] > MAX_CHARACTERS)
        if run and (over or pieces + size / 2 > target):
            yield run
            run, pieces = [], 0
        run.append((start, end))
        pieces += size
    if run:
        yield run
