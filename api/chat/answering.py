"""The answer to the question that a conversation is at."""

from api.chat.base import Kind
from api.chat.replies import SHOWN, items, of_answer
from api.chat.talk import Talk, Turn
from assistant.answer import Answer
from assistant.assistant import SeenAssistant


def answered(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The part of the answer that the conversation is at, and the conversation with what it shows.

    Raises:
        BadQuestion, UnknownCity, BadValue, IndexUnusable: the message says what to do.
    """
    wanted = SHOWN * (talk.part + 1)
    answer = assistant.ask(talk.question, talk.asking or None, wanted, filters=talk.filters)
    city = _named(answer)
    at = talk.model_copy(update={"elsewhere": city}) if city else talk
    reply = of_answer(answer, at)
    where = {one.case_id: one.city for one in answer.practices}
    shown = tuple(item.doc_id for item in items(answer, talk.part))
    return reply, at.model_copy(
        update={"shown": shown, "places": tuple(where.get(i, "") for i in shown), "about": 0}
    )


def again(talk: Talk, assistant: SeenAssistant, **change: object) -> Turn:
    """The question that the conversation is at with a change; where nothing answers it so, all stays as it was."""
    fresh: dict[str, object] = {"part": 0, "follow_up": "", **change}
    reply, after = answered(talk.model_copy(update=fresh), assistant)
    return reply, talk if reply.kind is Kind.ABSTENTION else after


def _named(answer: Answer) -> str:
    """Label of the city that only the question names; empty for none."""
    city = answer.city
    return f"{city.name}, {city.country}" if city and city.from_question else ""
