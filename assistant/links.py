"""Addresses on this server at which a quote can be checked."""

from urllib.parse import quote, urlencode

from corpus.nouns import Passage


def quote_url(passage: Passage, start: int, end: int) -> str:
    """The address that shows a quote of a document in its place: on the page of the original, or in the text.

    Args:
        passage: in which it begins.
        start, end: of the quote in the text of its page.
    """
    document = f"/documents/{quote(passage.doc_id, safe='')}"
    place = {"start": start, "end": end}
    if passage.page is not None:
        return f"{document}/pages/{passage.page}?{urlencode(place)}"
    return f"{document}?{urlencode(place)}#at-{passage.start}"
