"""One turn of a conversation: what was written and what was said before in, a reply and what to remember out."""

from api.chat.answering import answered
from api.chat.base import Kind, Reply
from api.chat.heard import heard
from api.chat.helping import trouble
from api.chat.moves import Elsewhere, Fits, Move, Peers
from api.chat.playing import played
from api.chat.talk import Talk, Turn
from assistant.assistant import SeenAssistant
from corpus.errors import CitygraftError, UnknownCity, UnknownDocument
from corpus.gazetteer import resolve

__all__ = ["Turn", "asked", "turn"]

GONE = "That item is not here any more. Ask again, then I show what is."


def turn(text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """Reply to what was written.

    What cannot be done is a reply that says what to change, and the conversation stays as it was.
    """
    move = heard(text, talk)
    try:
        return played(move, text.strip(), talk, assistant)
    except UnknownCity as error:
        return _which(error, move, talk), talk
    except UnknownDocument:
        return trouble(GONE, talk), talk
    except CitygraftError as error:
        return trouble(str(error), talk), talk


def asked(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The answer that the conversation is at, once more.

    Raises:
        BadQuestion, UnknownCity, BadValue, IndexUnusable, UnknownDocument: the message says what to do.
    """
    if talk.follow_up:
        return played(heard(talk.follow_up, talk), talk.follow_up, talk, assistant)
    return answered(talk, assistant)


def _which(error: UnknownCity, move: Move, talk: Talk) -> Reply:
    """What went wrong with a name, with the names that may be meant, ready to be sent."""
    form = {Elsewhere: "and in {}?", Peers: "cities like {}", Fits: "would it work in {}?"}.get(
        type(move), "city {}"
    )
    names = map(_name, error.nearest[:4])
    examples = tuple(form.format(name) for name in names) or ("help",)
    return Reply(kind=Kind.TROUBLE, lines=(str(error),), examples=examples, city=talk.city)


def _name(label: str) -> str:
    """What to write for a city: its name with its country where that is enough, else its whole label."""
    name, *_, country = label.split(", ")
    short = f"{name}, {country}"
    try:
        return short if resolve(short).id == resolve(label).id else label
    except UnknownCity:
        return label
