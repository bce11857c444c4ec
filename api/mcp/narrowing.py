"""Filters as the tool `ask` takes them."""

from collections.abc import Iterable

from api.chat.inert import plain
from assistant.facets import UNKNOWN, Facet
from assistant.filter_words import given, read
from corpus.errors import BadValue


def filters_of(texts: Iterable[str]) -> dict[str, list[str]]:
    """The filters, facet to values.

    Raises:
        BadValue: one is none; told in the spelling that the tool describes.
    """
    for text in texts:
        try:
            read(dict.fromkeys(given([text]), (UNKNOWN,)))  # which every facet has
        except BadValue as error:
            raise BadValue(
                f"'{plain(text)[:60]}' is no filter. Give it as facet:value, such as outcome:failure; "
                f"facets are: {', '.join(Facet)}."
            ) from error
    return given(texts)
