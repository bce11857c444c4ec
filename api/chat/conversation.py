"""One turn of a conversation: what was written and what was said before in, a reply and what to remember out."""

from api.chat import asking_city, follow_ups, help
from api.chat.answering import again, answered
from api.chat.base import Kind, Reply
from api.chat.details import details
from api.chat.fitting import fitting
from api.chat.heard import heard
from api.chat.moves import About, Elsewhere, Fits, Move, Narrow, Peers, Question, Said, SetCity, Wish
from api.chat.talk import Talk, Turn
from assistant.assistant import SeenAssistant
from corpus.errors import CitygraftError, UnknownCity, UnknownDocument

__all__ = ["Turn", "asked", "turn"]

NO_FEEDBACK = "What you think of an answer cannot be kept here. Say it on the page of the answer."

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
        return _trouble(GONE, talk), talk
    except CitygraftError as error:
        return _trouble(str(error), talk), talk


def asked(talk: Talk, assistant: SeenAssistant) -> Turn:
    """The answer that the conversation is at, once more.

    Raises:
        BadQuestion, UnknownCity, BadValue, IndexUnusable, UnknownDocument: the message says what to do.
    """
    if talk.follow_up:
        return played(heard(talk.follow_up, talk), talk.follow_up, talk, assistant)
    return answered(talk, assistant)


def played(move: Move, text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    """The reply to a move, and what to remember.

    Raises:
        CitygraftError: the message says what to do.
    """
    match move:
        case Question(question):
            return _question(question, talk, assistant)
        case SetCity(name, then):
            return asking_city.settled(name, then, talk, assistant)
        case Peers(topic, city):
            return asking_city.peers(topic, city, talk, assistant)
        case Wish():
            return _wish(move, talk, assistant)
        case _:
            return _follow_up(move, text, talk, assistant)


def _question(question: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    change: dict[str, object] = {"question": question, "filters": {}, "elsewhere": "", "about": 0}
    return again(talk, assistant, **change)


def _wish(wish: Wish, talk: Talk, assistant: SeenAssistant) -> Turn:
    match wish:
        case Wish.HELP:
            return help.helped(talk), talk
        case Wish.HELLO:
            return help.greeted(talk), talk
        case Wish.THANKS:
            return help.thanked(talk), talk
        case Wish.NOTHING:
            return help.wordless(talk), talk
        case Wish.SHOW_CITY:
            return asking_city.shown(talk)
        case Wish.FORGET_CITY:
            return asking_city.forgotten(talk)
        case Wish.RESET:
            return asking_city.anew()
    if not talk.question:
        return follow_ups.missing(), talk
    if wish is Wish.MORE:
        return follow_ups.more(talk, assistant)
    return follow_ups.widen(talk, assistant)


def _follow_up(
    move: Elsewhere | Narrow | About | Fits | Said, text: str, talk: Talk, assistant: SeenAssistant
) -> Turn:
    match move:
        case Elsewhere(name) if talk.question:
            return asking_city.elsewhere(name, talk, assistant)
        case Narrow():
            return _narrow(move, text, talk, assistant)
        case About(number) | Fits(number) if talk.shown:
            return _of_item(move, number, text, talk, assistant)
        case Said():
            return _trouble(NO_FEEDBACK, talk), talk
    return follow_ups.missing(), talk


def _narrow(move: Narrow, text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    found = follow_ups.chosen(move, assistant)
    if found is None and not move.sure:
        return _question(text, talk, assistant)
    if not talk.question:
        return follow_ups.missing(), talk
    if found is None:
        return follow_ups.not_narrowed(move.value, talk)
    return follow_ups.narrowed(found, move, talk, assistant)


def _of_item(
    move: About | Fits, number: int, text: str, talk: Talk, assistant: SeenAssistant
) -> Turn:
    at = number or talk.about or 1
    if at > len(talk.shown):
        told = f"There is no {at} in the last answer; its numbers go from 1 to {len(talk.shown)}."
        return _trouble(told, talk), talk
    if isinstance(move, About):
        return details(move, at, text, talk, assistant)
    city = move.city or talk.asking
    if not city:
        return asking_city.shown(talk)
    return fitting(max(at, 1), city, text, talk, assistant)


def _trouble(told: str, talk: Talk) -> Reply:
    return Reply(kind=Kind.TROUBLE, lines=(told,), examples=("help",), city=talk.city)


def _which(error: UnknownCity, move: Move, talk: Talk) -> Reply:
    """What went wrong with a name, with the names that may be meant, ready to be sent."""
    form = {Elsewhere: "and in {}?", Peers: "cities like {}", Fits: "would it work in {}?"}.get(
        type(move), "city {}"
    )
    examples = tuple(form.format(name) for name in error.nearest[:4]) or ("help",)
    return Reply(kind=Kind.TROUBLE, lines=(str(error),), examples=examples, city=talk.city)
