"""Documents for words, each with its best passage, without an answer made of them."""

from collections.abc import Sequence
from itertools import count

from assistant.answer import Citation
from assistant.assistant import SeenAssistant
from assistant.compose import documents, found_document
from assistant.filter_words import NO_FILTERS, Given
from assistant.filters import Chosen
from assistant.finding import Scored
from assistant.understanding import Understood, as_written, understood
from corpus.errors import BadQuestion
from corpus.nouns import Document

Best = tuple[Document, float, Citation]
"""A document, the chance that it helps (0..1), and its best passage with the quote in it."""


def search(
    assistant: SeenAssistant, words: str, filters: Given = NO_FILTERS, *, literally: bool = False
) -> tuple[Understood, Sequence[Scored]]:
    """What the words were taken to mean, and the documents that they find, best first; none below the line.

    Raises:
        BadQuestion: there is no word in it.
        BadValue: a filter is not understood.
        IndexUnusable: the message names the command that mends it.
    """
    return found_among(assistant, words, assistant.chosen(filters), literally=literally)


def found_among(
    assistant: SeenAssistant, words: str, chosen: Chosen, *, literally: bool = False
) -> tuple[Understood, Sequence[Scored]]:
    """The same, among documents that meet filters which were understood already.

    Raises:
        BadQuestion, IndexUnusable: as `search`.
    """
    if not any(map(str.isalnum, words)):
        raise BadQuestion("There is nothing to search for. Give a word or more.")
    meant = as_written(words) if literally else understood(words, assistant.finder.words())
    among = assistant.catalogue.matching(chosen) if chosen else None
    return meant, assistant.finder.find(meant, among).shown


def best(assistant: SeenAssistant, shown: Sequence[Scored], meant: Understood) -> list[Best]:
    """Documents that were found, with their best passages; what is gone meanwhile is left out."""
    found = documents(assistant.library.store, shown)
    return [
        (one.document, one.relevance, found_document(one, meant.searched, count(1)).citations[0])
        for one in found
    ]
