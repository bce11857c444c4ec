"""Collections: which documents belong together, and whose eyes they are for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

BUNDLED = "corpus:"
"""How the source of a bundled case study begins."""

CASES, OWN = "case_studies", "your_documents"
"""The collections that every data folder has: what is bundled, and what was taken in without naming another."""


class Visibility(StrEnum):
    """Who may see what is in a collection.

    PUBLIC: whoever reaches the server. MEMBERS: whoever has an account. PRIVATE: the accounts that
    were added to it, administrators not excepted.
    """

    PUBLIC = "public"
    MEMBERS = "members"
    PRIVATE = "private"


class Sight(NamedTuple):
    """What an asker may see.

    Attributes:
        collections: ids of collections; None for all that there are and will be.
        statements: whether what cities stated of themselves is seen.
    """

    collections: frozenset[str] | None = None
    statements: bool = True

    def has(self, collection: str) -> bool:
        """Whether what is in a collection may be seen."""
        return self.collections is None or collection in self.collections


EVERYTHING = Sight()
"""Of the person at the machine: the command line, and a server that only this machine reaches."""


def collection_of(source: str, meta: Mapping[str, Any]) -> str:
    """The collection of a document, by its source and meta."""
    return CASES if source.startswith(BUNDLED) else str(meta.get("collection") or OWN)


def scoped(source: str, collection: str) -> str:
    """A source within a collection, so that the same file in two collections is two documents."""
    return source if collection in (CASES, OWN) else f"{_SCOPE}{collection}:{source}"


def unscoped(source: str) -> str:
    """A source as people know it."""
    return source.split(":", 2)[2] if source.startswith(_SCOPE) else source


_SCOPE = "in:"
