"""What may be said next, as a person would type it; each works when it is sent as it is."""

from collections.abc import Iterator

from api.chat.talk import Talk
from assistant.answer import Answer
from assistant.facets import Facet
from corpus.vocabulary import Outcome

MOST = 4
"""Examples of a reply: more would not be read."""

QUESTIONS = (
    "Our streets flood when heavy rain meets the high tide",
    "How can we keep street vendors without blocking the pavements?",
    "Minibus owners oppose our new bus system",
)
"""Questions that the bundled case studies answer."""

CITY = "city Accra"
"""How a city is set, with one that is known."""


def of_answer(answer: Answer, talk: Talk) -> tuple[str, ...]:
    """What may be said after an answer or an abstention."""
    found = _after_none(talk) if answer.abstained else _after(answer, talk)
    return tuple(dict.fromkeys(found))[:MOST]


def _after(answer: Answer, talk: Talk) -> Iterator[str]:
    yield f"what did {_first(answer, talk)} cost?"
    yield f"would {_first(answer, talk)} work here?" if answer.city else CITY
    if _failed(answer, talk):
        yield "show me ones that failed"
    if answer.found > len(answer.practices) + len(answer.documents):
        yield "more"
    if talk.filters:
        yield "show all again"
    yield f"what went wrong with {_first(answer, talk)}?"
    yield "peers" if answer.city else "help"


def _first(answer: Answer, talk: Talk) -> int:
    """The number of the first item of the part that is shown."""
    held = len(answer.practices) + len(answer.documents)
    return min(len(talk.shown) + 1, held) if talk.part else 1


def _failed(answer: Answer, talk: Talk) -> bool:
    failures = (r for r in answer.facets if (r.facet, r.value) == (Facet.OUTCOME, Outcome.FAILURE))
    return Facet.OUTCOME not in talk.filters and any(0 < r.count < answer.found for r in failures)


def _after_none(talk: Talk) -> Iterator[str]:
    if talk.filters:
        yield "show all again"
    yield QUESTIONS[0]
    yield QUESTIONS[1]
    yield "help"


def of_item(number: int, talk: Talk, told: str = "") -> tuple[str, ...]:
    """What may be said after something was told of one item.

    Args:
        told: what that was, in the words of one of these examples.
    """
    others = [at for at in range(1, len(talk.shown) + 1) if at != number]
    found = (
        f"what did {number} cost?",
        f"what went wrong with {number}?",
        f"would {number} work here?" if talk.asking else CITY,
        f"tell me more about {others[0]}" if others else f"sources of {number}",
        f"who can we ask about {number}?",
    )
    return tuple(one for one in found if not told or told not in one)[:MOST]
