"""The facilitator's desk: drafts made from documents held, moved on, published into the library and withdrawn from it."""

from collections.abc import Callable

from corpus.collection import collection_of, scoped, unscoped
from corpus.draft import Draft
from corpus.draft_case import case_of
from corpus.draft_edit import Deed, moved
from corpus.errors import BadDraft, UnknownDocument, UnknownDraft
from corpus.write_case import case_markdown
from index.drafts import SOURCE, Drafts, Revision
from index.library import Library
from index.seen import Readable
from ingest.drafting.drafting import draft
from ingest.incoming import Incoming
from ingest.pipeline import Result, take_in

Change = Callable[[Draft], Draft]


class Desk:
    """The drafts of a library's data folder, as one person sees them.

    Attributes:
        seen: the library as that person sees it; a draft is seen where all that it quotes is.
    """

    def __init__(self, library: Library, seen: Readable | None = None) -> None:
        self.library = library
        self.seen: Readable = seen or library
        self._drafts = Drafts(library.home)

    def get(self, draft_id: str, number: int | None = None) -> Draft:
        """A draft as it is now, or as it was at a revision.

        Raises:
            UnknownDraft: there is none of that id, or no such revision.
        """
        return self._seen(self._drafts.get(draft_id, number))

    def newest(self, draft_id: str) -> Revision:
        """The newest revision of a draft.

        Raises:
            UnknownDraft: there is none of that id.
        """
        self.get(draft_id)
        return self._drafts.newest(draft_id)

    def history(self, draft_id: str) -> list[Revision]:
        """Every revision of a draft, oldest first.

        Raises:
            UnknownDraft: there is none of that id.
        """
        self.get(draft_id)
        return self._drafts.history(draft_id)

    def all(self) -> list[Revision]:
        """The newest revision of every draft, the latest changed first."""
        held = {document.doc_id for document in self.seen.store.documents()}
        return [r for r in self._drafts.all() if {d.doc_id for d in r.draft.documents} <= held]

    def collection(self, held: Draft) -> str:
        """The collection of what a draft is made from, and of the case study that it becomes."""
        document = self.seen.store.get(held.documents[0].doc_id)
        return collection_of(document.source, document.meta)

    def _seen(self, held: Draft) -> Draft:
        try:
            for document in held.documents:
                self.seen.store.get(document.doc_id)
        except UnknownDocument as error:
            raise UnknownDraft(
                f"There is no draft '{held.id}'. 'citygraft drafts list' shows what there is."
            ) from error
        return held

    def create(self, doc_id: str, about: str, who: str) -> Draft:
        """Make and keep a draft of a document that is held.

        Raises:
            UnknownDocument: there is none of that id.
            BadDraft: it is a case study already, or nothing in it is near to `about`.
            EmptyFile: it has no sentences.
        """
        store = self.seen.store
        document = store.get(doc_id)
        if document.kind == "case":
            raise BadDraft(f"'{doc_id}' is a case study already. Drafts are made from reports.")
        passages = list(store.passages(store.passage_ids(doc_id)).values())
        taken = [held.doc_id for held in self.library.store.documents()]
        return self._drafts.create(draft(self.library, document, passages, about, taken), who)

    def change(self, draft_id: str, revision: int | None, change: Change, who: str) -> Draft:
        """Change a draft as it was at a revision, which must be its newest; None takes the newest.

        Raises:
            BadDraft: someone else has changed it meanwhile, or the change is not of the form.
            UnknownDraft: there is none of that id.
        """
        held = self._at(draft_id, revision)
        return self._drafts.save(change(held), who)

    def move(
        self, draft_id: str, revision: int | None, deed: Deed, who: str, comment: str = ""
    ) -> Draft:
        """Submit, return, publish, withdraw or reopen a draft; who returns one says why.

        Raises:
            BadDraft: it may not go there, it is not ready to be published, or someone has changed it.
            UnknownDraft: there is none of that id.
            StoreBusy: another process is writing, which publishing has to wait for.
        """
        held = self._at(draft_id, revision)
        after = moved(held, deed)
        if deed is Deed.RETURNED and not comment.strip():
            raise BadDraft(
                "Say in a comment what has to change, so that it does not come back as it is."
            )
        if deed is Deed.PUBLISHED:
            self._publish(held)
        if deed is Deed.WITHDRAWN:
            self._withdraw(held)
        return self._drafts.save(after, who, deed, comment)

    def _at(self, draft_id: str, revision: int | None) -> Draft:
        newest = self.newest(draft_id)
        if revision is not None and revision > newest.number:
            raise BadDraft(f"There is no revision {revision} yet; the newest is {newest.number}.")
        if revision is not None and newest.number != revision:
            raise BadDraft(
                f"You worked on revision {revision}, but {newest.who} has meanwhile made revision "
                f"{newest.number} ({newest.deed}). Nothing was saved: look at what changed, then make "
                "your change again."
            )
        return newest.draft

    def _publish(self, held: Draft) -> None:
        """Take the case study in and make it searchable; what was published of the draft before is replaced."""
        text = case_markdown(case_of(held)).encode()
        library, collection = self.library, self.collection(held)
        source, meta = scoped(f"{SOURCE}{held.id}", collection), {"collection": collection}
        library.generation()
        with library.writing():
            (row,) = take_in(library, [Incoming(f"{held.id}.md", source, lambda: text, meta=meta)])
            library.publish()
        if row.result in (Result.REFUSED, Result.HELD):
            raise BadDraft(f"The case study could not be taken in: {row.detail or row.result}.")

    def _withdraw(self, held: Draft) -> None:
        library = self.library
        try:
            published = library.store.get(held.id)
        except UnknownDocument:
            return  # it went before, when only the note of it was lost
        if unscoped(published.source) == f"{SOURCE}{held.id}":
            with library.writing():
                library.delete(held.id)
