"""What the messages of a request say: the question, what was asked before it, and the city that the operator set."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.completions.faults import Fault
from api.completions.tasks import CONTEXT, beside, by_user
from api.completions.wanted import Message
from assistant.assistant import MAX_QUESTION

MAX_TURNS = 200
"""Messages of a person before the last one that count, the latest ones."""

CITY = re.compile(r"^[ \t]*city:[ \t]*(\S.{0,199}?)[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""The line by which a system message names the asking city."""

QUERY = re.compile(r"</?user_query>")
"""Stands around a question in Open WebUI's older templates."""

UNREAD = "Pictures and files of a message are not read here; its words are."
BESIDE = (
    "The files or search results that your chat tool put beside the question are not used: "
    "answers come from this collection alone."
)


class Heard(NamedTuple):
    """A conversation as it stands.

    Attributes:
        question: the last message of the person.
        before: their messages before it, oldest first.
        city: the asking city that a system message names; empty for none.
        notices: what of the last message is not used, as sentences.
    """

    question: str
    before: tuple[str, ...]
    city: str
    notices: tuple[str, ...]


def heard(messages: Sequence[Message]) -> Heard | Fault:
    """What the messages say, or what is wrong with them.

    Messages of the assistant and of tools count for nothing: whoever calls has written them.
    """
    asked = [message for message in messages if message.role == "user"]
    if not asked:
        return _bad("There is no message with the role 'user'. Ask a question in one.")
    last = asked[-1]
    question = _question(last.text)
    if not question:
        more = f" {UNREAD}" if last.more else ""
        return _bad(f"The last message of the user has no text.{more} Ask in words.")
    if len(question) > MAX_QUESTION:
        return _bad(
            f"The question has {len(question)} characters; the limit is {MAX_QUESTION}. Shorten it.",
            "string_above_max_length",
        )
    before = tuple(_before(asked[:-1]))
    return Heard(question, before, _city(messages), tuple(_notices(last)))


def _bad(told: str, code: str = "invalid_value") -> Fault:
    return Fault(400, told, code, "messages")


def _before(asked: Sequence[Message]) -> Iterator[str]:
    for message in asked[-MAX_TURNS:]:
        text = _question(message.text)
        # what was too long was refused in its time, and a task is no part of the conversation
        if text and len(text) <= MAX_QUESTION and by_user(message.text) is None:
            yield text


def _question(text: str) -> str:
    """What a person wrote, without what a chat tool put before it."""
    text = text.strip()
    if not beside(text):
        return text
    behind = text.rpartition(CONTEXT)[2]
    within, tagged, after = behind.rpartition("</user_query>")
    return (after if after.strip() or not tagged else QUERY.sub("", within)).strip()


def _notices(last: Message) -> Iterator[str]:
    if last.more:
        yield UNREAD
    if beside(last.text):
        yield BESIDE


def _city(messages: Sequence[Message]) -> str:
    set_ = [m.text for m in messages if m.role in ("system", "developer")]
    named = [name for text in set_ for name in CITY.findall(text)]
    return named[-1] if named else ""
