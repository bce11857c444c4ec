"""The facilitator's desk: drafts made from documents held, moved on, published into the library and withdrawn from it."""

from collections.abc import Callable

from corpus.draft import Draft
from corpus.draft_case import case_of
from corpus.draft_edit import Deed, moved
from corpus.errors import BadDraft, UnknownDocument
from corpus.write_case import case_markdown
from index.drafts import SOURCE, Drafts
from index.library import Library
from ingest.drafting.drafting import draft
from ingest.incoming import Incoming
from ingest.pipeline import Result, take_in

Change = Callable[[Draft], Draft]


class Desk:
    """The drafts of a library's data folder."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.drafts = Drafts(library.home)

    def create(self, doc_id: str, about: str, who: str) -> Draft:
        """Make and keep a draft of a document that is held.

        Raises:
            UnknownDocument: there is none of that id.
            BadDraft: it is a case study already, or nothing in it is near to `about`.
            EmptyFile: it has no sentences.
        """
        store = self.library.store
        document = store.get(doc_id)
        if document.kind == "case":
            raise BadDraft(f"'{doc_id}' is a case study already. Drafts are made from reports.")
        passages = list(store.passages(store.passage_ids(doc_id)).values())
        taken = [held.doc_id for held in store.documents()]
        return self.drafts.create(draft(self.library, document, passages, about, taken), who)

    def change(self, draft_id: str, revision: int | None, change: Change, who: str) -> Draft:
        """Change a draft as it was at a revision, which must be its newest; None takes the newest.

        Raises:
            BadDraft: someone else has changed it meanwhile, or the change is not of the form.
            UnknownDraft: there is none of that id.
        """
        held = self._at(draft_id, revision)
        return self.drafts.save(change(held), who)

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
        return self.drafts.save(after, who, deed, comment)

    def _at(self, draft_id: str, revision: int | None) -> Draft:
        newest = self.drafts.newest(draft_id)
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
        library, source = self.library, f"{SOURCE}{held.id}"
        library.generation()
        with library.writing():
            (row,) = take_in(library, [Incoming(f"{held.id}.md", source, lambda: text)])
            library.publish()
        if row.result in (Result.REFUSED, Result.HELD):
            raise BadDraft(f"The case study could not be taken in: {row.detail or row.result}.")

    def _withdraw(self, held: Draft) -> None:
        library = self.library
        try:
            published = library.store.get(held.id)
        except UnknownDocument:
            return  # it went before, when only the note of it was lost
        if published.source == f"{SOURCE}{held.id}":
            with library.writing():
                library.delete(held.id)
