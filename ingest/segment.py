"""Pages to passages: at most so many word pieces with the heading line, never across a page, tiling the text."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
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

MIN_PIECES = 24
"""A section with less text than this is joined with the next on its page."""

Counter = Callable[[Sequence[str]], list[int]]
"""Word pieces of each text."""

Span = tuple[int, int]
Outline = tuple[tuple[int | None, int, tuple[str, ...]], ...]

_WORD = re.compile(r"[^\W\d_]{2}")
_OPENING = "[(“‘«"
_BLANK_LINE = re.compile(r"\S[^\S\n]*\n(?:[^\S\n]*\n)+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•▪●◦–]|\d{1,2}[.)])[ \t])|\n(?=#{1,6} )")


def passages(document: Document, count: Counter) -> Iterator[Passage]:
    """Cut a document into passages in reading order; pages without text have none.

    Args:
        document: as a reader made it.
        count: word pieces of each of some texts, as the embedder counts them.
    """
    prefix = heading_prefix(document)
    path: tuple[str, ...] = ()
    for index, page in enumerate(document.pages):
        marks = [(at, names) for number, at, names in document.outline if number == page.number]
        for start, end, below in _sections(page.text, marks, path, count):
            yield from _cut(document, index, page, (start, end), below, prefix, count)
            path = below


def heading_prefix(document: Document) -> str:
    """`City · Country · Title` for a case study, else the title."""
    if document.kind == "case":
        case = document.meta["case"]
        return f"{case['city']} · {country_name(case['country'])} · {document.title}"
    return document.title


def _sections(
    text: str, marks: list[tuple[int, tuple[str, ...]]], before: tuple[str, ...], count: Counter
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """`(start, end, heading path)` of a page's sections; they tile the page."""
    if not text.strip():
        return
    if not marks or marks[0][0] > 0:
        marks = [(0, before), *marks]
    start = 0
    for (at, path), (end, _) in zip(marks, [*marks[1:], (len(text), ())], strict=True):
        body = text[start:end]
        short = sum(count([body])) < MIN_PIECES or len(body.strip().splitlines()) < 2
        if end < len(text) and (end <= at or short):
            continue  # an empty section, or a heading alone: it goes with what follows
        yield start, end, path
        start = end


def _cut(
    document: Document,
    index: int,
    page: Page,
    section: Span,
    path: tuple[str, ...],
    prefix: str,
    count: Counter,
) -> Iterator[Passage]:
    name = " › ".join(path) or _paragraph_name(page, section[0])
    heading = _heading(prefix, " › ".join(path), count)
    budget = MAX_PIECES - count([heading])[0]
    sentences = list(_sentences(page.text, section))
    for run in _pack(_fitting(page.text, sentences, budget, count), budget):
        start, end = run[0][0], run[-1][1]
        yield Passage(
            passage_id=0,
            doc_id=document.doc_id,
            page_index=index,
            page=page.number,
            section=name if path or page.number else _paragraph_name(page, start),
            heading=heading,
            start=start,
            end=end,
            text=page.text[start:end],
            sentences=tuple((a - start, b - start) for a, b in run),
        )


def _paragraph_name(page: Page, start: int) -> str:
    """Where a format has neither pages nor headings, paragraphs are counted from 1."""
    if page.number is not None:
        return ""
    return f"Paragraph {len(_BLANK_LINE.findall(page.text, 0, start)) + 1}"


def _heading(prefix: str, section: str, count: Counter) -> str:
    line = f"{prefix} › {section}" if section else prefix
    while count([line])[0] > MAX_HEADING:
        line = line[: len(line) * 3 // 4].rstrip() + "…"
    return line


@cache
def _sentencizer() -> Any:
    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    return language


def _sentences(text: str, section: Span) -> Iterator[Span]:
    """Sentences, each with the white space behind it; they tile the section."""
    start, end = section
    cuts = [start, *(m.end() for m in _PARAGRAPH.finditer(text, start, end)), end]
    for first, last in pairwise(cuts):
        for a in range(first, last, 100_000):  # spaCy refuses texts over a million characters
            yield from _paragraph_sentences(text, a, min(a + 100_000, last))


def _paragraph_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    paragraph = text[start:end]
    cuts = [0] if paragraph else []
    if len(paragraph) > 1:
        for sentence in _sentencizer()(paragraph).sents:
            # an opening bracket or quotation mark belongs to the sentence that it opens
            at = len(paragraph[: sentence.start_char].rstrip(_OPENING))
            if _WORD.search(paragraph, cuts[-1], at):
                cuts.append(at)
        if len(cuts) > 1 and not _WORD.search(paragraph, cuts[-1]):
            cuts.pop()  # what has no word, such as "[3]", goes with the sentence before
    for a, b in pairwise([*cuts, len(paragraph)]):
        yield start + a, start + b


def _fitting(
    text: str, spans: list[Span], budget: int, count: Counter
) -> Iterator[tuple[Span, int]]:
    """Spans with their word pieces; those that are too long are cut at words, or within words."""
    sizes = count([text[a:b] for a, b in spans])
    for (a, b), size in zip(spans, sizes, strict=True):
        if size <= budget and b - a <= MAX_CHARACTERS:
            yield (a, b), size
            continue
        words = [
            (a + at, min(a + at + 50, a + m.end()))
            for m in re.finditer(r"\s*\S+\s*", text[a:b])
            for at in range(m.start(), m.end(), 50)
        ]
        parts = count([text[x:y] for x, y in words])
        for run in _pack(zip(words, parts, strict=True), budget):
            yield (run[0][0], run[-1][1]), sum(count([text[x:y] for x, y in run]))


def _pack(sized: Any, budget: int) -> Iterator[list[Span]]:
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
