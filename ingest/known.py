"""The documents that a library holds, looked up by source and by bytes while files are taken in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from corpus.collection import CASES, collection_of, unscoped
from corpus.errors import UnreadableFile
from corpus.nouns import Document
from ingest.incoming import Incoming


class Known:
    """What is held, kept up with what comes in; documents without their pages."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_source: dict[str, Document] = {}
        self._by_digest: defaultdict[str, dict[str, Document]] = defaultdict(dict)
        self._by_id: dict[str, Document] = {}
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Remember a document in place of what was held from its source, or under its id."""
        for before in (self._by_source.get(document.source), self._by_id.get(document.doc_id)):
            if before:
                self.remove(before)
        held = document._replace(pages=(), outline=())
        self._by_source[held.source] = held
        self._by_digest[held.sha256][held.source] = held
        self._by_id[held.doc_id] = held

    def remove(self, document: Document) -> None:
        """Forget a document."""
        self._by_source.pop(document.source, None)
        self._by_digest[document.sha256].pop(document.source, None)
        self._by_id.pop(document.doc_id, None)

    def from_source(self, source: str) -> Document | None:
        """The document that came from there, None where none did."""
        return self._by_source.get(source)

    def twin(self, digest: str, incoming: Incoming) -> Document | None:
        """A document of the same bytes from elsewhere; None where there is none, or they are held from there too.

        Only one of the same collection, or a bundled one, counts: nobody is told what others hold.
        """
        held, wanted = (
            self._by_digest.get(digest, {}),
            collection_of(incoming.source, incoming.meta),
        )
        if incoming.source in held:
            return None
        near = (d for d in held.values() if collection_of(d.source, d.meta) in (CASES, wanted))
        return next(near, None)

    def parts(self, source: str) -> list[Document]:
        """The documents that are records of a file of many."""
        return [d for s, d in self._by_source.items() if s.startswith(f"{source}#")]

    def id_for(self, document: Document, incoming: Incoming) -> str:
        """The id of a document that comes in: that of its older self, or its own.

        Where another source has taken it, and in collections apart, with a mark made from the source.

        Raises:
            UnreadableFile: a case study brings the id of another one.
        """
        before = self.from_source(incoming.source)
        if before and document.kind != "case":
            return before.doc_id
        holder = self._by_id.get(document.doc_id)
        apart = incoming.source != unscoped(incoming.source) and document.kind != "case"
        if not apart and (holder is None or holder.source == incoming.source):
            return document.doc_id
        if document.kind == "case" and holder and holder.source != incoming.source:
            raise UnreadableFile(
                f"{incoming.name} has the id '{document.doc_id}', which another case study has. "
                "Give it another id."
            )
        return f"{document.doc_id}-{hashlib.sha256(incoming.source.encode()).hexdigest()[:8]}"
