"""What a request wants: its body read and checked; parameters that mean nothing here are passed over."""

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, Field, StrictBool, StrictStr, ValidationError, model_validator

from api.completions.faults import Fault

MODEL = "citygraft"
"""The one model."""

UNHEARD = ("assistant", "tool", "function")
"""Roles whose messages count for nothing: whoever calls has written them."""


class Part(BaseModel):
    """A part of a message: text, or something that is not read, such as a picture."""

    type: StrictStr
    text: StrictStr | None = None


class Message(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: StrictStr | list[Part] | None = None

    @model_validator(mode="before")
    @classmethod
    def _passed_over(cls, sent: Any) -> Any:
        """What counts for nothing may be of any kind: its text is counted, and the rest not even looked at."""
        if isinstance(sent, dict) and sent.get("role") in UNHEARD:
            return {**sent, "content": _text(sent.get("content"))}
        return sent

    @property
    def text(self) -> str:
        """All of its text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""

    @property
    def more(self) -> bool:
        """Whether it has more than text."""
        parts = self.content if isinstance(self.content, list) else []
        return any(part.type != "text" and not part.text for part in parts)


def _text(content: Any) -> str | None:
    if not isinstance(content, list):
        return content if isinstance(content, str) else None
    texts = [part.get("text") for part in content if isinstance(part, dict)]
    return "\n".join(text for text in texts if isinstance(text, str) and text)


class StreamOptions(BaseModel):
    """How a stream goes."""

    include_usage: StrictBool | None = None


class Wanted(BaseModel):
    """A request for a completion, as far as it counts here."""

    model: StrictStr
    messages: list[Message] = Field(min_length=1)
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    @property
    def tells_usage(self) -> bool:
        """Whether a stream ends with the count of tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)


class _Said(NamedTuple):
    """What to say of a parameter that is not as it should be."""

    sentence: str
    code: str = "invalid_type"


SAID = {
    "model": _Said(f"Name the model as text; the only one is '{MODEL}'."),
    "messages": _Said("Give a list of at least one message, each with a role and its content."),
    "role": _Said("It is one of system, developer, user, assistant, tool, function.", "invalid_value"),
    "content": _Said("Give text, or a list of parts, each with its type."),
    "stream": _Said("Give true or false."),
    "stream_options": _Said('Give an object, such as {"include_usage": true}.'),
    "include_usage": _Said("Give true or false."),
}  # fmt: skip
"""By the innermost parameter that is known."""


def read(body: bytes) -> Wanted | Fault:
    """What a body wants, or what is wrong with it."""
    try:
        wanted = Wanted.model_validate_json(body)
    except ValidationError as error:
        return _fault(error)
    return no_model(wanted.model) or wanted


def no_model(name: str) -> Fault | None:
    """What to say where there is no model of that name; None where there is."""
    if name == MODEL:
        return None
    told = f"There is no model '{name[:80]}' here. The only one is '{MODEL}'."
    return Fault(404, told, "model_not_found", "model")


def _fault(error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    named = [part for part in first["loc"] if isinstance(part, int) or part in SAID]
    if first["type"] == "json_invalid" or not named:
        told = f"The body is no JSON object that can be read ({first['msg'][:200]})."
        return Fault(400, told, "invalid_json")
    while isinstance(named[-1], int) and "content" in named:
        named.pop()  # one part of a content is at fault, and what its kinds are is told of the whole
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)[1:]
    said = SAID[next(str(part) for part in reversed(named) if not isinstance(part, int))]
    missing = first["type"] == "missing"
    code = "missing_required_parameter" if missing else said.code
    wrong = "is missing" if missing else "is not as it should be"
    return Fault(400, f"'{path}' {wrong}. {said.sentence}", code, path)
