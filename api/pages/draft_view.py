"""The page of a draft, put together for whoever looks at it."""

from typing import Annotated, Any, NamedTuple

from fastapi import Depends
from fastapi.responses import HTMLResponse

from api.access.viewer import Viewer
from api.calls.drafts import TheDesk
from api.calls.v1 import TheAssistant
from api.pages.draft_shown import (
    counts_of,
    groups,
    likeness,
    next_entry,
    next_waiting,
    to_do,
    worded,
)
from api.pages.draft_source import Places, Source
from api.pages.page import ThePage
from api.pages.who import Who
from assistant.known import practices
from corpus.collection import collection_of
from corpus.draft import Draft, DraftField, open_field
from corpus.draft_case import reasons
from corpus.draft_edit import Deed, may
from corpus.draft_fields import about, named
from ingest.drafting.desk import Desk
from ingest.quality.alike import like_cases, like_practices
from ingest.quality.check import check_text
from ingest.quality.remark import label_of

BUTTONS = {
    Deed.SUBMITTED: "Give to review",
    Deed.RETURNED: "Return with a comment",
    Deed.PUBLISHED: "Publish",
    Deed.WITHDRAWN: "Withdraw",
    Deed.REOPENED: "Reopen",
}


class Yours(NamedTuple):
    """What a person wrote that could not be saved.

    Attributes:
        key: of the field that it was for; empty for none.
        parts: by name; question: that was to be left open.
        stale: whether somebody else has changed the draft meanwhile, so that both are to be compared.
        comment: on moving the draft on.
    """

    key: str = ""
    parts: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    question: str = ""
    stale: bool = False
    comment: str = ""

    def of(self, field: DraftField) -> dict[str, str] | None:
        """The parts that were for a field, None where it was another one."""
        return self.parts if self.key == field.key and self.parts else None


NOTHING = Yours()


class DraftPage:
    """Shows a draft to whoever sends a request."""

    def __init__(self, page: ThePage, desk: TheDesk, who: Who, assistant: TheAssistant) -> None:
        self._page, self._desk, self._who, self._assistant = page, desk, who, assistant

    def __call__(
        self,
        draft_id: str,
        key: str = "",
        number: int = 0,
        *,
        editing: bool = False,
        trouble: str = "",
        yours: Yours = NOTHING,
        faults: tuple[str, ...] = (),
    ) -> HTMLResponse:
        """The page of a draft.

        Args:
            key, number: of the field and of its quote, from 0, that is looked at beside it.
            editing: whether that field's form is open.
            trouble: why nothing was saved, with what was written; `faults` keep it from being published.
        """
        desk, held = self._desk, self._desk.get(draft_id)
        places = Places(desk.seen)
        remarks = (*check_text(held), *like_practices(held, desk.seen))
        return self._page(
            "draft.html",
            422 if trouble or faults else 200,
            draft=held,
            groups=groups(held, remarks, places),
            remarks=remarks,
            likes=[(like, likeness(like.likeness)) for like in like_cases(held, desk.seen)],
            counts=counts_of(held),
            reasons=list(to_do(held, faults or reasons(held))),
            trouble=trouble,
            refused=bool(faults),
            yours=yours,
            field=key if key in held.field_keys() else "",
            editing=key if editing or yours.key == key else "",
            source=_source(held, places, key, number),
            after=next_waiting(held),
            **self._ways(held),
        )

    def source(self, draft_id: str, key: str, number: int) -> HTMLResponse:
        """What a field comes from, without the rest of the page."""
        held = self._desk.get(draft_id)
        source = _source(held, Places(self._desk.seen), key, number)
        return self._page("_source.html", draft=held, source=source, field=key)

    def form(self, draft_id: str, key: str) -> HTMLResponse:
        """The form of a field, or of an entry that a list could have, without the rest of the page."""
        held = self._desk.get(draft_id)
        known = open_field(key)
        field = next((field for field in held.fields if field.key == key), known)
        return self._page(
            "_form.html",
            draft=held,
            field=field,
            yours=NOTHING,
            practices=practices(self._assistant).values(),
        )

    def _ways(self, held: Draft) -> dict[str, Any]:
        """What may be done with the draft, and by whom it was done last."""
        return {
            "may": may(held),
            "buttons": BUTTONS,
            "last": self._desk.newest(held.id),
            "who": self._who,
            "mine": takes_care(self._page.viewer, self._desk, held),
            "worded": worded,
            "label_of": label_of,
            "named": named,
            "practices": practices(self._assistant).values(),
        }


TheDraftPage = Annotated[DraftPage, Depends(DraftPage)]


def takes_care(viewer: Viewer, desk: Desk, held: Draft) -> bool:
    """Whether a viewer may change a draft: all that it quotes is in collections that they take care of."""
    ids = {document.doc_id for document in held.documents}
    return all(
        viewer.may_write(collection_of(document.source, document.meta))
        for document in desk.seen.store.documents(ids)
    )


def kept_for(held: Draft, yours: Yours) -> Yours:
    """What was written, for the entry that can be added now where others have taken its number."""
    known = about(yours.key)
    taken = known is not None and known.most and yours.key in held.field_keys()
    free = next_entry(held, known.key) if taken and known else ""
    return yours._replace(key=free or yours.key)


def _source(held: Draft, places: Places, key: str, number: int) -> Source | None:
    """Of the field that is looked at; where none is, of the next one to decide, or the first with a quote."""
    if key in held.field_keys():
        return places.source(held, key, number)
    quoted = [field.key for field in held.fields if field.evidence]
    wanted = next_waiting(held)
    return places.source(held, wanted if wanted in quoted else next(iter(quoted), ""), 0)
