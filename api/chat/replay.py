"""A conversation put together anew from what a person wrote, for surfaces that send all of it each time and keep nothing.

What earlier messages were answered is not asked again: a city, a question and what narrows it stand in their text. Only
where a message needs what was shown is an answer made, the last one. So one thing differs from conversations that are
kept: what narrows a question that nothing answered is taken to mean that question, not the one before it.
"""

from collections.abc import Sequence

from api.chat import asking_city, follow_ups
from api.chat.answering import answered
from api.chat.base import Kind
from api.chat.heard import heard, may_point
from api.chat.moves import (
    LAST,
    About,
    Compare,
    Elsewhere,
    Fits,
    Move,
    Narrow,
    Peers,
    Question,
    SetCity,
    Wish,
)
from api.chat.talk import NEW, Talk
from assistant.assistant import SeenAssistant
from corpus.errors import CitygraftError

TRIES = 3
"""Answers that are made at most to find the last one that answered something."""


def replayed(texts: Sequence[str], assistant: SeenAssistant, now: str = "") -> Talk:
    """What a conversation remembers after these messages of a person, oldest first.

    Args:
        now: the message that comes next. Where it stands alone, nothing is asked; without it, the last answer is made.
    Raises:
        IndexUnusable: nothing can be asked.
    """
    told = _Told(assistant)
    for text in texts:
        told.hear(text)
    if not now or _needs(now, told.talk):
        told.show()
    return told.talk


def _needs(text: str, talk: Talk) -> bool:
    """Whether what was shown has to be known to reply to a message."""
    move = heard(text, talk)
    return isinstance(move, About | Fits | Compare) or (
        isinstance(move, Question) and may_point(text)
    )


class _Told:
    """What was said so far, with the askings before the last one."""

    def __init__(self, assistant: SeenAssistant) -> None:
        self._assistant = assistant
        self._before: list[Talk] = []
        self.talk = NEW

    def hear(self, text: str) -> None:
        """One more message; what cannot be done is passed over, as it was refused in its time."""
        move = heard(text, self.talk)
        if isinstance(move, Question) and may_point(text) and self.talk.question:
            self.show()
            move = heard(text, self.talk)
        try:
            self._play(move, text)
        except CitygraftError:
            return

    def show(self) -> None:
        """Know what the last answer showed; where nothing was answered, the one before counts."""
        if self.talk.shown or not self.talk.question:
            return
        for talk in [self.talk, *reversed(self._before)][:TRIES]:
            try:
                reply, after = answered(talk, self._assistant)
            except CitygraftError:
                continue
            if reply.kind is Kind.ANSWER:
                self.talk = after.model_copy(update={"city": self.talk.city, "about": talk.about})
                return

    def _play(self, move: Move, text: str) -> None:
        match move:
            case Question(question):
                self._ask(question=question, filters={}, elsewhere="")
            case SetCity(name, then):
                self._change(city=asking_city.known(name, self._assistant), elsewhere="")
                if then:
                    self._ask(question=then, filters={})
            case Elsewhere(name) if self.talk.question:
                city = asking_city.known(name, self._assistant)
                self._ask(elsewhere="" if city == self.talk.city else city)
            case Narrow():
                self._narrow(move, text)
            case About(number) | Fits(number) if number == LAST:
                self.show()
                self._change(about=len(self.talk.shown))
            case About(number) | Fits(number) if number >= 0:
                self._change(about=number or self.talk.about or 1)
            case Peers(topic, city):
                _, self.talk = asking_city.peers(topic, city, self.talk, self._assistant)
            case Wish():
                self._wish(move)

    def _wish(self, wish: Wish) -> None:
        match wish:
            case Wish.FORGET_CITY:
                self._change(city="", elsewhere="")
            case Wish.RESET:
                self.talk, self._before = NEW, []
            case Wish.WIDEN:
                self._ask(filters={})
            case Wish.MORE:
                self._change(part=self.talk.part + 1, shown=(), places=())

    def _narrow(self, move: Narrow, text: str) -> None:
        found = follow_ups.chosen(move, self._assistant)
        if found is None and not (move.sure and self.talk.question):
            self._ask(question=text, filters={}, elsewhere="")
        elif found and self.talk.question:
            self._ask(filters=follow_ups.filters(found, move, self.talk))

    def _ask(self, **change: object) -> None:
        """The question changes, or how it is asked."""
        if self.talk.question:
            self._before.append(self.talk)
        fresh = {"part": 0, "about": 0, "shown": (), "places": ()}
        self._change(**fresh, **change)

    def _change(self, **change: object) -> None:
        self.talk = self.talk.model_copy(update=change)
