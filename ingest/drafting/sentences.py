"""The sentences of a document that a draft may quote, each with its place and the heading that it stands under."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.draft import Evidence
from corpus.nouns import Document, Passage

_HEADING = re.compile(
    r"\s*(?:#{1,6} (?P<marked>[^\n]+)|(?P<numbered>\d{1,2}(?:\.\d{1,2})*\.? +[A-Z][^\n]{2,70}[^\n.!?,;:])"
    r"|\*\*(?P<bold>[^*\n]{3,90})\*\*|(?P<loud>[A-Z][A-Z0-9 ,:’'&/()–-]{5,90}))[ \t]*\n"
)
_SHORT = re.compile(
    r"\s*(?P<short>[A-Z][^\n.!?,;]{3,48}[^\n.!?,;:\s])[ \t]*\n(?=\s*[A-Z][^\n]{40})"
)
_BULLET = re.compile(r"\s*(?:[-*•▪●◦–]|\(?[a-z0-9]{1,2}[.)])\s+")
_PROSE = re.compile(r"^[\"“‘(]?[A-ZÀ-Þ0-9].*[.!?][\"”’)\]]*(?:\s*\[\d+\])*$", re.DOTALL)


class Sentence(NamedTuple):
    """A sentence: `pages[page_index].text[start:end] == quote`.

    Attributes:
        text: the quote on one line; heading: the nearest above it; section: the heading path.
        opens: whether a paragraph begins with it.
        number: its place in reading order.
    """

    number: int
    page_index: int
    page: int | None
    start: int
    end: int
    quote: str
    text: str
    heading: str
    section: str
    opens: bool


def sentences(document: Document, passages: Iterable[Passage]) -> list[Sentence]:
    """Every sentence of prose in reading order; headings, captions and rows of tables are left out."""
    found: list[Sentence] = []
    heading, path = "", ""
    for passage in passages:
        if passage.section != path:
            path = passage.section
            heading = _without_title(path, document.title)
        for start, end in passage.sentences or ((0, len(passage.text)),):
            title, at = _without_heading(passage.text[start:end], passage.start + start)
            heading = title or heading
            text = document.pages[passage.page_index].text
            span = _trimmed(text, passage.start + start + at, passage.start + end)
            if _asked(text, *span):
                heading = text[slice(*span)]
            elif sentence := _prose(document, passage, span, heading, len(found)):
                last = found[-1] if found else sentence
                apart = (
                    last.page_index == sentence.page_index and "\n\n" in text[last.end : span[0]]
                )
                found.append(sentence._replace(opens=sentence.opens or apart))
    return found


def evidence(document: Document, sentence: Sentence) -> Evidence:
    """A sentence as evidence."""
    return Evidence(
        doc_id=document.doc_id,
        page_index=sentence.page_index,
        page=sentence.page,
        section=sentence.section,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.quote,
    )


def joined(document: Document, first: Sentence, last: Sentence) -> Sentence:
    """Two sentences of a page and all that stands between them, as one quote."""
    text = document.pages[first.page_index].text[first.start : last.end]
    return first._replace(end=last.end, quote=text, text=" ".join(text.split()))


def around(document: Document, page_index: int, start: int, end: int,
           held: Iterable[Sentence]) -> Evidence:  # fmt: skip
    """The sentence in which a slice stands, or the line where it stands in none, as evidence."""
    for sentence in held:
        if sentence.page_index == page_index and sentence.start <= start and end <= sentence.end:
            return evidence(document, sentence)
    page = document.pages[page_index]
    first = page.text.rfind("\n", 0, start) + 1
    last = page.text.find("\n", end)
    first, last = _trimmed(page.text, first, last if last >= 0 else len(page.text))
    return Evidence(
        doc_id=document.doc_id,
        page_index=page_index,
        page=page.number,
        start=first,
        end=last,
        quote=page.text[first:last],
    )


def _without_title(path: str, title: str) -> str:
    """A path of headings without the document's title, which tells nothing of one part of it."""
    first, _, rest = path.partition(" › ")
    return rest if " ".join(first.split()) == " ".join(title.split()) else path


def _asked(text: str, start: int, end: int) -> bool:
    """True for a question that is a paragraph of its own, as an interview has them above each answer."""
    before, after = text[:start].rstrip(" \t*_"), text[end:].lstrip(" \t*_")
    alone = before[-1:] in ("", "\n") and after[:1] in ("", "\n")
    return alone and text[start:end].rstrip("*_ ").endswith("?") and end - start < 120


def _without_heading(text: str, first: int) -> tuple[str, int]:
    """The last heading that a sentence begins with, and where the sentence itself begins.

    Args:
        first: where it begins on its page; a short line counts as a heading only where a line begins.
    """
    heading, at = "", 0
    opens = not first or text[:1] == "\n"
    while match := _HEADING.match(text, at) or (_SHORT.match(text, at) if at or opens else None):
        found = next(group for group in match.groups() if group)
        heading, at = re.sub(r"^[\d.]+\s+", "", found).strip(), match.end()
    if not at and re.fullmatch(r"\s*#{1,6} [^\n]+\s*", text):
        return text.strip("# \n\t"), len(text)
    return heading, at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without outer white space and the bullet before it."""
    while start < end and text[start].isspace():
        start += 1
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _prose(document: Document, passage: Passage, span: tuple[int, int], heading: str,
           number: int) -> Sentence | None:  # fmt: skip
    start, end = span
    page = document.pages[passage.page_index]
    quote = page.text[start:end]
    text = " ".join(quote.split())
    letters = sum(c.isalpha() for c in text)
    if not _PROSE.match(text) or len(text.split()) < 4 or letters < 0.35 * len(text):
        return None
    if len(text) > 600 or "�" in text or "|" in text or "<" in text:
        return None
    before = page.text[:start].rstrip(" \t")
    opens = not before or before.endswith("\n\n") or before.rstrip()[-1:] not in '.!?”")]'
    return Sentence(number, passage.page_index, passage.page, start, end, quote, text, heading,
                    passage.section, opens)  # fmt: skip


def near(held: list[Sentence], sentence: Sentence, steps: int) -> Iterator[Sentence]:
    """The sentences at most so many steps away, itself left out."""
    for other in held[max(0, sentence.number - steps) : sentence.number + steps + 1]:
        if other.number != sentence.number:
            yield other
