"""A source as text: a case study as Markdown, a document page by page."""

from typing import NamedTuple

from api.exports.case import written
from api.exports.markdown import Markdown
from assistant.assistant import SeenAssistant
from assistant.compose import case_of
from assistant.known import practices
from corpus.nouns import Document


class Source(NamedTuple):
    """A source's text as it is held, and where in it each page begins, by its number."""

    document: Document
    text: str
    pages: dict[int, int]


def source(assistant: SeenAssistant, doc_id: str) -> Source:
    """The source of that id, as far as the asker may see.

    Raises:
        UnknownDocument: there is none.
    """
    document = assistant.library.store.get(doc_id)
    if document.kind == "case":
        return Source(document, case_text(assistant, document), {})
    text, pages = "", dict[int, int]()
    for page in document.pages:
        if page.number is not None:
            pages[page.number] = len(text)
            text += f"## Page {page.number}\n\n"
        text += page.text.strip() + "\n\n"
    return Source(document, text.rstrip() + "\n", pages)


def case_text(assistant: SeenAssistant, document: Document) -> str:
    """A case study in Markdown, with its lessons, conditions and numbered sources."""
    case = case_of(document)
    paper = Markdown(case.title, "en")
    written(case, practices(assistant).get(case.practice), paper)
    return paper.bytes().decode()


def end_of_part(text: str, start: int, most: int) -> int:
    """Where a part that begins at `start` ends: after a paragraph if one ends in its last third, else after a word."""
    if len(text) - start <= most:
        return len(text)
    end, least = start + most, start + most * 2 // 3
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, least, end)) != -1:
            return at + len(mark)
    return end
