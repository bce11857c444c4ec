"""The answer to a conversation: compiled in a thread, and given up as soon as nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, TypeVar

from starlette.requests import Request

from api.chat.base import Kind, Reply
from api.chat.conversation import turn
from api.chat.markdown import Written, written
from api.chat.rating import rated, said_of_it
from api.chat.replay import replayed
from api.chat.talk import NEW
from api.completions.completion import Usage
from api.completions.heard import Heard
from api.completions.wanted import Message
from assistant.assistant import SeenAssistant

T = TypeVar("T")


NO_TEXT = Written("", ())


class Asked(NamedTuple):
    """What is to be answered.

    Attributes:
        heard: the conversation; a text where it is a front end's task, the answer to it.
        messages: all that was sent, for the count.
        base: what links begin with.
        reword: makes of a reply the one that goes out.
    """

    heard: Heard | str
    messages: Sequence[Message]
    base: str
    reword: Callable[[Reply], Reply]


class Compiled(NamedTuple):
    """An answer, with its count of tokens where that was wanted."""

    text: Written
    usage: Usage | None


def fingerprint(assistant: SeenAssistant) -> str:
    """What names the state of the collection and the model that finds: the same for the same answers.

    Raises:
        IndexUnusable, ModelMissing: nothing can be answered; the message says what to do.
    """
    generation = assistant.library.generation()
    return f"citygraft-{generation.embedder.model.fingerprint[:12]}-{generation.number}"


async def compiled(asked: Asked, assistant: SeenAssistant, *, counted: bool) -> Compiled:
    """The answer.

    When this is cancelled, work that waits for a thread is never begun, and what has begun ends after the
    step that it is at.

    Raises:
        CitygraftError: the message says what to do.
    """
    left = threading.Event()
    try:
        return await asyncio.to_thread(_compiled, asked, assistant, left, counted)
    finally:
        left.set()


async def unless_gone(request: Request, work: Awaitable[T]) -> T | None:
    """What the work gives; None where the client has gone, and then the work is cancelled."""
    working, gone = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request.receive))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        gone.cancel()


async def _gone(receive: Callable[[], Awaitable[object]]) -> None:
    message: object = {}
    while not (isinstance(message, dict) and message.get("type") == "http.disconnect"):
        message = await receive()


def _compiled(
    asked: Asked, assistant: SeenAssistant, left: threading.Event, counted: bool
) -> Compiled:
    if isinstance(asked.heard, str):
        text = Written(asked.heard, ())
    else:
        text = _written(asked.heard, asked, assistant, left)
    usage = _usage(asked.messages, text, assistant) if counted and not left.is_set() else None
    return Compiled(text, usage)


def _written(
    heard: Heard, asked: Asked, assistant: SeenAssistant, left: threading.Event
) -> Written:
    set_ = (f"city {heard.city}",) if heard.city else ()
    reply = _reply(heard, (*set_, *heard.before), assistant, left)
    if reply is None or left.is_set():
        return NO_TEXT
    reply = asked.reword(reply)
    lines = (*_unknown(set_, assistant), *heard.notices, *reply.lines)
    return written(reply.model_copy(update={"lines": lines}), asked.base)


def _reply(
    heard: Heard, before: Sequence[str], assistant: SeenAssistant, left: threading.Event
) -> Reply | None:
    """The reply; None where nobody waits for it any more."""
    if said := said_of_it(heard.question):
        return rated(said, replayed(before, assistant), "openai", assistant)
    talk = replayed(before, assistant, heard.question)
    return None if left.is_set() else turn(heard.question, talk, assistant)[0]


def _unknown(set_: Sequence[str], assistant: SeenAssistant) -> tuple[str, ...]:
    """What to say where the city of the system message is none."""
    if not set_:
        return ()
    reply, _ = turn(set_[0], NEW, assistant)
    return reply.lines if reply.kind is Kind.TROUBLE else ()


def _usage(messages: Sequence[Message], text: Written, assistant: SeenAssistant) -> Usage:
    # all in one call, which shares its work out to threads of its own
    *sent, said = assistant.library.embedder.count_pieces([*(m.text for m in messages), text.text])
    return Usage(sum(sent), said)
