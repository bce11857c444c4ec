"""Lists in parts: which part is asked for, and where the next one is."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple, TypeVar

from fastapi import Depends, Query, Request, Response

MOST = 100
"""Entries of one part."""

Entry = TypeVar("Entry")


class Part(NamedTuple):
    """The part of a list that is asked for, and the answer that it goes into."""

    offset: int
    k: int
    request: Request
    response: Response

    def of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries of the part; where more come after, the answer's Link header names the next part (RFC 8288)."""
        if self.offset + self.k < len(entries):
            url = self.request.url.include_query_params(offset=self.offset + self.k, k=self.k)
            self.response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return entries[self.offset : self.offset + self.k]


def part_of(
    request: Request,
    response: Response,
    offset: Annotated[int, Query(ge=0, description="How many are passed over")] = 0,
    k: Annotated[int, Query(ge=1, le=MOST, description="At most so many")] = 20,
) -> Part:
    """The part that a request asks for."""
    return Part(offset, k, request, response)


ThePart = Annotated[Part, Depends(part_of)]
