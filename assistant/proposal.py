"""A proposal: what a person said of one practice or document as an answer to a question."""

import datetime as dt
import hashlib
import json
import unicodedata
from enum import StrEnum

from pydantic import Field

from assistant.assistant import MAX_QUESTION
from assistant.report import Part
from corpus.errors import BadFeedback, BadQuestion
from corpus.nouns import Document

MAX_COMMENT = 1000
"""Characters of a comment."""

MAX_WHO = 100
"""Characters of the name of a facilitator, or of a surface."""

TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Classes of Unicode characters that turn the order in which the text after them is shown."""


class Thumbs(StrEnum):
    """What a person said."""

    UP = "up"
    DOWN = "down"


class State(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decision(Part):
    """What a facilitator made of a proposal."""

    state: State
    grade: int | None = Field(description="0, 1 or 2; null where it was rejected")
    by: str = Field(description="Who decided")
    when: str = Field(description="UTC, ISO 8601")


class Proposal(Part):
    """What a person said of one practice or document as an answer to a question."""

    id: str = Field(description="16 hexadecimal digits, the same for the same feedback")
    when: str = Field(description="When it was first said; UTC, ISO 8601")
    question: str
    doc_id: str = Field(description="Id of the case study or document")
    thumbs: Thumbs
    surface: str = Field(description="Where it was first said: page, cli, api or a chat tool")
    citation: int | None = Field(description="Number of the quote in the answer that it is about")
    comment: str | None
    state: State = State.PROPOSED
    decision: Decision | None = Field(
        default=None, description="The newest one; null where there is none"
    )


def proposal(
    question: str,
    document: Document,
    thumbs: Thumbs,
    surface: str,
    citation: int | None = None,
    comment: str = "",
) -> Proposal:
    """A new proposal, checked.

    Args:
        question: as it was asked, 1..MAX_QUESTION characters, not blank.
        document: what it is about, from the store, so that it cannot be one that is not there.
        surface: where it was said, 1..MAX_WHO characters.
        citation: number of a quote of the answer, from 1.
        comment: at most MAX_COMMENT characters.
    Raises:
        BadQuestion, BadFeedback: the message says what to change.
    """
    asked, said = _question(question), plain(comment)
    if len(said) > MAX_COMMENT:
        raise BadFeedback(
            f"The comment has {len(said)} characters; the limit is {MAX_COMMENT}. Shorten it."
        )
    if citation is not None and citation < 1:
        raise BadFeedback(f"Quotes are numbered from 1; {citation} is none of them.")
    key = json.dumps([asked, document.doc_id, thumbs, citation, said])
    return Proposal(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        when=now(),
        question=asked,
        doc_id=document.doc_id,
        thumbs=thumbs,
        surface=who(surface),
        citation=citation,
        comment=said or None,
    )


def plain(text: str) -> str:
    """One line without characters that could steer or disarrange a facilitator's terminal."""
    return " ".join("".join(" " if _steers(c) else c for c in text).split())


def who(name: str) -> str:
    """The name of a person or a surface as it is kept.

    Raises:
        BadFeedback: it is blank or too long.
    """
    name = plain(name)
    if not 1 <= len(name) <= MAX_WHO:
        raise BadFeedback(f"A name has 1 to {MAX_WHO} characters; this one has {len(name)}.")
    return name


def now() -> str:
    """The moment in UTC, ISO 8601, to the microsecond, so that decisions have an order."""
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds")


def _question(question: str) -> str:
    question = plain(question)
    if not any(map(str.isalnum, question)):
        raise BadQuestion("The question is empty. Feedback is on an answer to a question.")
    if len(question) > MAX_QUESTION:
        raise BadQuestion(
            f"The question has {len(question)} characters; the limit is {MAX_QUESTION}."
        )
    return question


def _steers(character: str) -> bool:
    # Cc are control characters, Cs halves of characters that no file can hold
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or unicodedata.bidirectional(character) in TURNING
    )
