"""Markdown: headings become sections; a case study in the corpus's form becomes a case."""

import re
from pathlib import PurePath

from corpus.case import is_case, parse_case
from corpus.errors import BadCase, UnreadableFile
from corpus.nouns import Document, Page
from corpus.practice import load_practice
from ingest.kinds import Kind
from ingest.plain.decode import decode
from ingest.plain.text import document

Outline = tuple[tuple[int | None, int, tuple[str, ...]], ...]

MAX_HEADING = 300
"""Longest heading that names a section, in characters; of a longer one the beginning does."""

PRACTICE = "Practice"
"""The section of a case study's text that tells what its practice is and how it is called elsewhere."""


class MarkdownReader:
    """Markdown, with or without front matter."""

    kind = Kind.MARKDOWN

    def read(self, content: bytes, name: str) -> Document:
        """One page without a number; the title is the first heading of level 1, else the name."""
        text, warnings = decode(content, name)
        if is_case(text):
            return _case(content, text, name)
        outline = headings(text)
        title = next((path[0] for _, _, path in outline if path), PurePath(name).stem)
        plain = document(content, name, title, (Page(None, text),), self.kind, warnings)
        return plain._replace(outline=outline)


def _case(content: bytes, text: str, name: str) -> Document:
    try:
        case = parse_case(text, name)
    except BadCase as error:
        raise UnreadableFile(
            f"{error}. Mend these fields; 'citygraft corpus check' shows them again."
        ) from error
    practice = load_practice(case.practice)
    section = f"\n## {PRACTICE}\n\n{practice.text()}\n" if practice else ""
    page = Page(None, case.text() + section)
    plain = document(content, name, case.title, (page,), MarkdownReader.kind)
    return plain._replace(
        doc_id=case.id,
        kind="case",
        outline=headings(page.text),
        meta={"case": case.model_dump(mode="json")},
    )


def headings(text: str) -> Outline:
    """Where each `#` heading starts, with the headings above it; not inside fenced code."""
    found: list[tuple[int | None, int, tuple[str, ...]]] = []
    path: list[tuple[int, str]] = []
    fenced, at = False, 0
    for line in text.splitlines(keepends=True):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced and (match := re.match(r"(#{1,6})[ \t]+(.*)", line)):
            level = len(match[1])
            path = [(up, name) for up, name in path if up < level]
            path.append((level, _plain(match[2])))
            found.append((None, at, tuple(name for _, name in path)))
        at += len(line)
    return tuple(found)


def _plain(heading: str) -> str:
    line = heading.rstrip(" \t#")[:MAX_HEADING]
    return re.sub(r"[*_`]+|\[([^\]]*)\]\([^)]*\)", r"\1", line).strip() or "Untitled"
