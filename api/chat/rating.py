"""What people say of an answer's items, kept as feedback: a facilitator decides on it."""

from api.chat.base import Kind, Reply
from api.chat.moves import Said
from api.chat.opinions import opinion
from api.chat.talk import Talk
from assistant.assistant import MAX_QUESTION, SeenAssistant
from assistant.feedback import Feedback
from assistant.proposal import proposal
from corpus.errors import BadFeedback, BadQuestion, CitygraftError
from corpus.gazetteer import fold

UNRATED = "There is no answer here that you can rate. Ask a question first."
GONE = "That answer is too old, or not yours. Ask again, then I can do it."
THANKS = "Thank you. A facilitator will look at it."


def said_of_it(text: str) -> Said | None:
    """What a message says of the last answer; None where it is none of that kind."""
    return opinion(text, fold(text)) if len(text) <= MAX_QUESTION else None


def rated(said: Said, talk: Talk, surface: str, assistant: SeenAssistant) -> Reply:
    """Keep what a person said in words; without a number, of the item spoken of last, else of the first, and say so.

    Args:
        talk: as it is after the last answer.
        assistant: as the person sees it.
    """
    if not (talk.question and talk.shown):
        return Reply(kind=Kind.TROUBLE, lines=(UNRATED,), examples=("help",))
    number, last = said.number or talk.about or 1, len(talk.shown)
    if number > last:
        told = f"There is no {number} in the last answer; its numbers go from 1 to {last}."
        return Reply(kind=Kind.TROUBLE, lines=(told,), examples=("👍 1", "help"))
    reply = kept(said._replace(number=number), talk, surface, assistant)
    if said.number or talk.about or last == 1 or reply.kind is not Kind.TOLD:
        return reply
    taken = f"I take it that you mean 1, {assistant.library.store.get(talk.shown[0]).title}."
    return reply.model_copy(update={"lines": (taken, *reply.lines)})


def kept(said: Said, talk: Talk, surface: str, assistant: SeenAssistant) -> Reply:
    """Keep what a person said of an item that the conversation has shown; the same said twice is kept once."""
    if not talk.question:  # what was told of a peer city's case
        return Reply(kind=Kind.TROUBLE, lines=(UNRATED,))
    try:
        document = assistant.library.store.get(talk.shown[said.number - 1])
        made = proposal(talk.question, document, said.thumbs, surface, comment=said.comment)
        Feedback(assistant.library.home).propose(made)
    except (BadFeedback, BadQuestion) as error:
        return Reply(kind=Kind.TROUBLE, lines=(str(error),))
    except (CitygraftError, IndexError):
        return Reply(kind=Kind.TROUBLE, lines=(GONE,))
    return Reply(kind=Kind.TOLD, lines=(THANKS,))
