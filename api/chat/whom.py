"""Whom to ask about an item: cities that have done the same, and networks that connect them."""

from collections.abc import Iterator

from assistant.assistant import SeenAssistant
from assistant.compose import case_of
from assistant.known import cases_of
from corpus.errors import UnknownPractice
from corpus.gazetteer import country_name
from corpus.nouns import Document

MOST = 6
"""Cities, and networks, that are named."""

NO_PERSONS = "No persons or addresses are held here; the case study's page links its sources."


def whom_to_ask(document: Document, city: str, assistant: SeenAssistant) -> Iterator[str]:
    """Lines with cities and networks; networks need to know who asks.

    Args:
        city: label of the asking city; empty for none.
    """
    if city:
        yield from _of_report(document, city, assistant)
    elif document.kind == "case":
        case = case_of(document)
        others = (c for c in cases_of(assistant, case.practice) if c.city != case.city)
        named = [f"{other.city}, {country_name(other.country)}" for other in others][:MOST]
        if named:
            yield f"Other cities that have done it: {'; '.join(named)}."
        yield "With your city I can name networks as well: write 'city NAME'."
    yield NO_PERSONS


def _of_report(document: Document, city: str, assistant: SeenAssistant) -> Iterator[str]:
    try:
        report = assistant.transplant(document.doc_id, city)
    except UnknownPractice:
        return
    if report.cities:
        yield f"Cities that have done it, those most like yours first: {'; '.join(report.cities[:MOST])}."
    if report.networks:
        yield f"Networks that connect cities on it: {'; '.join(report.networks[:MOST])}."
