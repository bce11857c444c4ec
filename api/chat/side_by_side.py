"""Items beside each other: the page that compares them for a city."""

from collections.abc import Sequence
from urllib.parse import urlencode

from api.chat.base import Kind, Reply
from api.chat.examples import CITY
from api.chat.talk import Talk

MOST = 4
"""Items of the page that compares."""

FEW = "There is only one item in the last answer, so there is nothing to compare it with."
NO_CITY = "Items are compared for a city: say which one with 'city NAME', then ask again."
HERE = "The page of this answer sets {} side by side for {}: cost, results, what went wrong, and what must change."
NONE = "There is no {} in the last answer; its numbers go from 1 to {}."


def side_by_side(numbers: Sequence[int], talk: Talk) -> Reply:
    """Where these items of the last answer are compared; the first ones where none are named."""
    last = len(talk.shown)
    wanted = list(dict.fromkeys(numbers or range(1, last + 1)))[:MOST]
    if beyond := [n for n in wanted if n > last]:
        told = NONE.format(beyond[0], last)
        return Reply(kind=Kind.TROUBLE, lines=(told,), examples=("compare 1 and 2", "help"))
    examples = (f"what did {wanted[0]} cost?", f"what went wrong with {wanted[-1]}?")
    if len(wanted) == 1:
        return Reply(kind=Kind.TOLD, lines=(FEW,), examples=examples, city=talk.asking)
    if not talk.asking:
        return Reply(kind=Kind.TOLD, lines=(NO_CITY,), examples=(CITY, *examples))
    asked = {"city": talk.asking, "case": [talk.shown[n - 1] for n in wanted]}
    return Reply(
        kind=Kind.TOLD,
        lines=(HERE.format(_listed(wanted), talk.asking),),
        examples=(*examples, f"would {wanted[0]} work here?"),
        page=f"/shortlist/compare?{urlencode(asked, doseq=True)}",
        city=talk.asking,
    )


def _listed(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}"
