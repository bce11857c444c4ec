"""Thumbs in words, where the conversation comes with every request and no answer has an id."""

from api.chat.base import Kind, Reply
from api.chat.conversations import GONE, UNRATED
from api.chat.moves import Said
from api.chat.opinions import opinion
from api.chat.talk import Talk
from assistant.assistant import SeenAssistant
from assistant.feedback import Feedback
from assistant.proposal import MAX_COMMENT, proposal
from corpus.errors import BadFeedback, BadQuestion, UnknownDocument
from corpus.gazetteer import fold

SURFACE = "openai"
"""As feedback and the log call it; see api.chat.surfaces.NAMES."""


def said_of_it(text: str) -> Said | None:
    """What a message says of the last answer; None where it is none of that kind."""
    return opinion(text, fold(text)) if len(text) <= MAX_COMMENT else None


def rated(said: Said, talk: Talk, assistant: SeenAssistant) -> Reply:
    """Keep what a person said of an item of the last answer; the same said twice is kept once.

    Args:
        talk: as it is after the last answer, what was shown included.
    """
    if not talk.shown:
        return Reply(kind=Kind.TROUBLE, lines=(UNRATED,), examples=("help",))
    number, last = said.number or talk.about or 1, len(talk.shown)
    if number > last:
        told = f"There is no {number} in the last answer; its numbers go from 1 to {last}."
        return Reply(kind=Kind.TROUBLE, lines=(told,), examples=("👍 1", "help"))
    try:
        document = assistant.library.store.get(talk.shown[number - 1])
        kept = proposal(talk.question, document, said.thumbs, SURFACE, comment=said.comment)
        Feedback(assistant.library.home).propose(kept)
    except UnknownDocument:
        return Reply(kind=Kind.TROUBLE, lines=(GONE,))
    except (BadQuestion, BadFeedback) as error:
        return Reply(kind=Kind.TROUBLE, lines=(str(error),))
    return Reply(kind=Kind.TOLD, lines=("Thank you. A facilitator will look at it.",))
