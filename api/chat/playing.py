"""Each move of a conversation carried out: a reply, and what the conversation remembers from then on."""

from collections.abc import Callable, Mapping

from api.chat import asking_city, follow_ups, helping
from api.chat.answering import again
from api.chat.base import Reply
from api.chat.details import details
from api.chat.fitting import fitting
from api.chat.moves import (
    LAST,
    About,
    Compare,
    Either,
    Elsewhere,
    Fits,
    Move,
    Narrow,
    Peers,
    Question,
    Said,
    SetCity,
    Wish,
)
from api.chat.references import assumed
from api.chat.side_by_side import side_by_side
from api.chat.talk import Talk, Turn
from assistant.assistant import SeenAssistant

NO_FEEDBACK = "What you think of an answer cannot be kept here. Say it on the page of the answer."


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
        case Either(names):
            return helping.either(names, talk), talk
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
    if told := _TOLD.get(wish):
        return told(talk), talk
    if changed := _CHANGED.get(wish):
        return changed(talk)
    if not talk.question:
        return follow_ups.missing(), talk
    return (follow_ups.more if wish is Wish.MORE else follow_ups.widen)(talk, assistant)


_TOLD: Mapping[Wish, Callable[[Talk], Reply]] = {
    Wish.HELP: helping.helped,
    Wish.HELLO: helping.greeted,
    Wish.THANKS: helping.thanked,
    Wish.NO: helping.refused,
    Wish.NOTHING: helping.wordless,
    Wish.VAGUE: helping.unclear,
    Wish.LANGUAGE: helping.in_english,
}
_CHANGED: Mapping[Wish, Callable[[Talk], Turn]] = {
    Wish.SHOW_CITY: asking_city.shown,
    Wish.FORGET_CITY: asking_city.forgotten,
    Wish.RESET: asking_city.anew,
}


def _follow_up(
    move: Elsewhere | Narrow | About | Fits | Compare | Said,
    text: str,
    talk: Talk,
    assistant: SeenAssistant,
) -> Turn:
    match move:
        case Elsewhere(name) if talk.question:
            return asking_city.elsewhere(name, talk, assistant)
        case Narrow():
            return _narrow(move, text, talk, assistant)
        case About(number) | Fits(number) if talk.shown:
            return _of_item(move, number, text, talk, assistant)
        case Compare(numbers) if talk.shown:
            return side_by_side(numbers, talk), talk
        case Said():
            return helping.trouble(NO_FEEDBACK, talk), talk
    return follow_ups.missing(), talk


def _narrow(move: Narrow, text: str, talk: Talk, assistant: SeenAssistant) -> Turn:
    found = follow_ups.chosen(move, assistant)
    if found is None and not (move.sure and talk.question):
        return _question(text, talk, assistant)
    if not talk.question:
        return follow_ups.missing(), talk
    if found is None:
        return follow_ups.not_narrowed(move.value, talk)
    return follow_ups.narrowed(found, move, talk, assistant)


def _of_item(
    move: About | Fits, number: int, text: str, talk: Talk, assistant: SeenAssistant
) -> Turn:
    at = len(talk.shown) if number == LAST else number or talk.about or 1
    if at > len(talk.shown):
        told = f"There is no {at} in the last answer; its numbers go from 1 to {len(talk.shown)}."
        return helping.trouble(told, talk), talk
    if isinstance(move, About):
        return details(move, at, text, talk, assistant)
    city = move.city or talk.asking
    if not city:
        return asking_city.shown(talk)
    reply, after = fitting(max(at, 1), city, text, talk, assistant)
    return reply.model_copy(update={"lines": (*assumed(number, talk), *reply.lines)}), after
