"""The last answer once more: narrowed, widened, or the next part of it."""

from api.chat.answering import again, answered
from api.chat.base import Kind, Reply
from api.chat.examples import QUESTIONS
from api.chat.moves import Narrow
from api.chat.placing import country_of
from api.chat.replies import page
from api.chat.talk import Talk, Turn
from api.chat.values import called
from assistant.assistant import SeenAssistant
from assistant.facets import Facet
from assistant.topics import NOISE, topics_of
from corpus.errors import BadValue
from corpus.gazetteer import fold

NOTHING_BEFORE = "There is no answer to go on from yet. Ask a question first."
NO_MORE = "That was all that answers your question."
ON_PAGE = "More is not shown here. The page of the answer has the others."
NARROWED_BY = "You can narrow it to what worked or failed, a region or country, years, a topic, a climate or a size of city."

_FIRST = (Facet.OUTCOME, Facet.REGION, Facet.COUNTRY, Facet.TOPIC)
_OTHERS = (
    Facet.HAZARD, Facet.CLIMATE, Facet.CITY_SIZE, Facet.INCOME, Facet.YEAR, Facet.COLLECTION, Facet.LANGUAGE,
)  # fmt: skip
"""Facets in the order in which a value is looked for where none is named."""

MAX_PARTS = 12
"""Parts of an answer that "more" shows."""

_WHERE = (Facet.REGION, Facet.COUNTRY)
"""Facets of which a new one takes the place of both."""

Values = tuple[Facet, tuple[str, ...]]


def missing() -> Reply:
    """That a follow-up has nothing to follow."""
    return Reply(kind=Kind.TOLD, lines=(NOTHING_BEFORE,), examples=(*QUESTIONS[:2], "help"))


def more(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The next part of the last answer."""
    if talk.part + 1 == MAX_PARTS:
        return _no_more(talk, ON_PAGE)
    before = len(talk.shown)
    change = {"part": talk.part + 1, "follow_up": ""}
    reply, after = answered(talk.model_copy(update=change), assistant)
    return (reply, after) if reply.items and len(after.shown) > before else _no_more(talk)


def _no_more(talk: Talk, told: str = NO_MORE) -> Turn:
    examples = ("show all again",) if talk.filters else ()
    examples = (*examples, "tell me more about 1", "help")
    return Reply(
        kind=Kind.TOLD, lines=(told,), examples=examples, page=page(talk), city=talk.asking
    ), talk


def widen(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The last answer without what it was narrowed to."""
    return again(talk, assistant, filters={})


def chosen(move: Narrow, assistant: SeenAssistant) -> Values | None:
    """The facet and values that are meant; None where nothing here is called so."""
    if move.facet:
        facet = Facet(move.facet)
        return facet, assistant.chosen({facet: [move.value]})[facet]
    if found := called(move.value):
        return found
    first, others = (
        (_read(facet, move.value, assistant) for facet in facets) for facets in (_FIRST, _OTHERS)
    )
    return next(filter(None, (*first, _topics(move.value), *others)), None)


def _topics(value: str) -> Values | None:
    """Every topic that the words may mean, where each word means one: water is two."""
    words = [word for word in fold(value).split() if word not in NOISE]
    if not words or not all(map(topics_of, words)):
        return None
    return Facet.TOPIC, tuple(sorted(topics_of(value)))


def _read(facet: Facet, value: str, assistant: SeenAssistant) -> Values | None:
    try:
        return facet, assistant.chosen({facet: [value]})[facet]
    except BadValue:
        return None


def narrowed(found: Values, move: Narrow, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The last answer, but only what has one of these values as well; where nothing has, it stays as it was."""
    reply, after = again(talk, assistant, filters=filters(found, move, talk))
    if reply.kind is Kind.ABSTENTION and talk.shown:
        stays = "I stay with the answer before."
        reply = reply.model_copy(update={"lines": (*reply.lines, stays)})
    return reply, after


def filters(found: Values, move: Narrow, talk: Talk) -> dict[str, list[str]]:
    """What the last answer is narrowed to, with these values as well; of one facet the newest count."""
    facet, values = found
    held = talk.filters.get(facet, []) if move.also else []
    dropped = _WHERE if facet in _WHERE and not move.also else ()
    kept = {name: chosen for name, chosen in talk.filters.items() if name not in dropped}
    return {**kept, str(facet): [*held, *(str(v) for v in values if v not in held)]}


def not_narrowed(value: str, talk: Talk) -> Turn:
    """That nothing here is called so, and what it can be narrowed by."""
    lines = (f"'{value}' is nothing that an answer can be narrowed to. {NARROWED_BY}",)
    country = (f"only from {found}",) if (found := country_of(value)) else ()
    examples = (*country, "show me ones that failed", "only from Africa", "only since 2015")
    return Reply(kind=Kind.TOLD, lines=lines, examples=examples, city=talk.asking), talk
