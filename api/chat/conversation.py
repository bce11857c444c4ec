"""One turn of a conversation: what was written and what was said before in, a reply and what to remember out."""

import re

from api.chat.base import Kind, Reply
from api.chat.replies import SHOWN, of_answer
from api.chat.talk import Talk
from assistant.assistant import SeenAssistant
from corpus.errors import CitygraftError

Turn = tuple[Reply, Talk]
"""A reply, and what the conversation remembers from then on."""


def turn(text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """Reply to what was written.

    What cannot be done is a reply that says what to change, and the conversation stays as it was.
    """
    try:
        if found := re.fullmatch(r"\s*city:?\s+(.+)", text, re.IGNORECASE):
            return _settled(found[1], talk, assistant)
        return asked(talk.model_copy(update={"question": text.strip(), "filters": {}}), assistant)
    except CitygraftError as error:
        return Reply(kind=Kind.TROUBLE, lines=(str(error),), city=talk.city), talk


def asked(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The answer to the question that the conversation is at.

    Raises:
        BadQuestion, UnknownCity, BadValue, IndexUnusable: the message says what to do.
    """
    answer = assistant.ask(talk.question, talk.city or None, SHOWN, filters=talk.filters)
    reply = of_answer(answer, talk)
    shown = tuple(item.doc_id for item in reply.items)
    return reply, talk.model_copy(update={"shown": shown, "about": 0})


def _settled(name: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    city = assistant.asking(name.strip()).profile.label
    told = f"From now on I answer for {city}. Write 'city NAME' to change it."
    return Reply(kind=Kind.TOLD, lines=(told,), city=city), talk.model_copy(update={"city": city})
