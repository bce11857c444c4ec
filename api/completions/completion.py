"""A completion on the wire: whole, or in chunks that share one id."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from api.chat.markdown import Link, Written
from api.completions.wanted import MODEL

PARAGRAPH = re.compile(r".+?(?:\n{2,}|\Z)", re.DOTALL)
"""What a chunk holds of a text."""

DONE = "data: [DONE]\n\n"


class Usage(NamedTuple):
    """Tokens of a completion, in word pieces of the model that finds passages; none were generated."""

    prompt: int
    completion: int

    def body(self) -> dict[str, int]:
        """The counts as JSON holds them."""
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
        }


class Completion(NamedTuple):
    """What all parts of one completion have in common."""

    fingerprint: str
    completion_id: str
    created: int

    def whole(self, text: Written, usage: Usage) -> dict[str, Any]:
        """All of it at once."""
        message = {
            "role": "assistant",
            "content": text.text,
            "refusal": None,
            "annotations": annotations(text.links),
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return self._object("chat.completion", choices=[choice], usage=usage.body())

    def begin(self, *, counted: bool) -> str:
        """The chunk that says who speaks."""
        return self._chunk({"role": "assistant", "content": "", "refusal": None}, counted=counted)

    def parts(self, text: Written, *, counted: bool) -> Iterator[str]:
        """The chunks of a text, paragraph by paragraph, then its citations, then the end of it."""
        for found in PARAGRAPH.finditer(text.text):
            yield self._chunk({"content": found[0]}, counted=counted)
        if text.links:
            yield self._chunk({"annotations": annotations(text.links)}, counted=counted)
        yield self._chunk({}, "stop", counted=counted)

    def usage(self, usage: Usage) -> str:
        """The chunk that has the counts, and no choices."""
        return _event(self._object("chat.completion.chunk", choices=[], usage=usage.body()))

    def _chunk(self, delta: dict[str, Any], end: str | None = None, *, counted: bool) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": end}
        more = {"usage": None} if counted else {}
        return _event(self._object("chat.completion.chunk", choices=[choice], **more))

    def _object(self, kind: str, **more: Any) -> dict[str, Any]:
        return {
            "id": self.completion_id,
            "object": kind,
            "created": self.created,
            "model": MODEL,
            "system_fingerprint": self.fingerprint,
            **more,
        }


def begun(fingerprint: str) -> Completion:
    """A completion of its own."""
    return Completion(fingerprint, f"chatcmpl-{secrets.token_hex(14)}", int(time.time()))


def annotations(links: tuple[Link, ...]) -> list[dict[str, Any]]:
    """Citations: `content[start_index:end_index]` is the mark of each, counted in characters."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": link.start,
                "end_index": link.end,
                "url": link.url,
                "title": link.title,
            },
        }
        for link in links
    ]


def broken(body: dict[str, Any]) -> str:
    """The event of a fault that came up after the stream had begun."""
    return _event(body)


def _event(body: dict[str, Any]) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False, separators=(',', ':'))}\n\n"
