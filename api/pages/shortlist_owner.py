"""Whose shortlist a request is about, and what is on it."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from api.access.csrf import browser_of
from api.access.viewer import TheViewer
from api.calls.v1 import TheAssistant
from api.pages.shortlist_side import seen
from assistant.assistant import SeenAssistant
from assistant.keeping import Kept, Owner, OwnerKind
from assistant.shortlists import Shortlists
from corpus.case import CaseStudy


def owner_of(request: Request, viewer: TheViewer) -> Owner:
    """The account that has signed in or sent its key, the one person at this machine, else the visitor's browser."""
    if viewer.single:
        return Owner(OwnerKind.PERSON, viewer.name)
    if viewer.name:
        return Owner(OwnerKind.ACCOUNT, viewer.name)
    return Owner(OwnerKind.BROWSER, browser_of(request))


class Mine(NamedTuple):
    """The shortlists, of which only the owner's own part is reached, and the assistant as the viewer sees it."""

    assistant: SeenAssistant
    shortlists: Shortlists
    owner: Owner

    def cities(self) -> Mapping[str, tuple[Kept, ...]]:
        """All that is kept, by city."""
        return self.shortlists.cities(self.owner)

    def kept(self, city: str) -> tuple[Kept, ...]:
        """What is kept for a city, in order."""
        return self.shortlists.kept(self.owner, city)

    def there(self, city: str) -> dict[str, CaseStudy]:
        """What is kept for a city and still there for the viewer, by id, in order."""
        return seen(self.assistant, (entry.case_id for entry in self.kept(city)))


def mine_of(assistant: TheAssistant, owner: Annotated[Owner, Depends(owner_of)]) -> Mine:
    """What belongs to whoever sends a request."""
    return Mine(assistant, Shortlists(assistant.library.home), owner)


TheMine = Annotated[Mine, Depends(mine_of)]
