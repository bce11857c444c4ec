"""Answers reworded by a language model where an operator connected one; whatever goes wrong, they stay as they were."""

import logging
import threading
from importlib import import_module

from api.chat.base import Kind, Reply
from api.chat.inert import plain
from api.rewriting.endpoint import Heard, check, heard
from api.rewriting.prompt import prompt
from api.rewriting.sources import Source, sources
from api.rewriting.verifier import fault
from assistant.connections import Rewriter
from corpus.errors import BadSetting

LABEL = "In short, put together by a language model from the quotes below and checked against them:"

LEAST = 2
"""Items of a reply that is reworded: one item is its own summary, as in replies to a follow-up."""

AT_ONCE = 4
"""Answers that are reworded at the same time; others do not wait, and go out as they are."""

log = logging.getLogger("citygraft")


class Rewording:
    """Rewords replies; the one that a server has."""

    def __init__(self, rewriter: Rewriter) -> None:
        """Raises:
        BadSetting: what it needs is not installed, or no request can be made with its settings.
        """
        try:
            import_module(
                "openai"
            )  # now, for it takes a second, and the first answer has not that to spare
        except ModuleNotFoundError as error:
            raise BadSetting(
                "CITYGRAFT_REWRITER_ADDRESS is set, but the client for it is not installed. "
                "Run: pip install 'citygraft[rewriting]'"
            ) from error
        check(rewriter)
        self._rewriter = rewriter
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def reworded(self, reply: Reply) -> Reply:
        """The reply with a summary behind its lines; as it is where it is no answer, or nothing sound came."""
        held = [source for source in sources(reply.items) if source.sentences]
        if reply.kind is not Kind.ANSWER or len(reply.items) < LEAST or not held:
            return reply
        said = self._said(reply.question, held)
        if why := said.fault or fault(said.text, held):
            log.warning("rewriting: the answer went out as it was compiled: %s", plain(why))
            return reply
        lines = (*reply.lines, LABEL, plain(said.text))
        return reply.model_copy(update={"lines": lines, "reworded": True})

    def _said(self, question: str, held: list[Source]) -> Heard:
        if not self._free.acquire(blocking=False):
            return Heard(fault=f"{AT_ONCE} others are being reworded")
        try:
            return heard(self._rewriter, prompt(question, held))
        finally:
            self._free.release()
