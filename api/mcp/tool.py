"""What a tool is: its words for the model that calls it, what it takes and gives, and what it does."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.assistant import SeenAssistant
from assistant.report import Part


class View(NamedTuple):
    """What one call is answered from: the assistant as far as the caller may see, and what links begin with."""

    assistant: SeenAssistant
    base: str


Look = Callable[[], View]
"""Finds what a request is answered from; it may wait, and raise any CitygraftError."""


class Given(BaseModel):
    """What a tool takes; a parameter that it does not have is refused, so that nobody thinks it counted."""

    model_config = ConfigDict(extra="forbid")


class Linked(NamedTuple):
    """Something that a client may open: an address, its title, what it is in a line, its media type."""

    uri: str
    title: str
    about: str
    media_type: str = "text/markdown"


class Told(NamedTuple):
    """What a call gives: for programs, for reading, and what can be opened."""

    structured: Part
    text: str
    links: tuple[Linked, ...] = ()


class Tool(NamedTuple):
    """A tool.

    Attributes:
        description: when to call it, what comes back, what to do where nothing answers.
        takes, gives: their fields are the schemas that clients see.
        call: may raise any CitygraftError; its message then goes to the model with `example`.
        example: arguments of a call that works.
    """

    name: str
    title: str
    description: str
    takes: type[Given]
    gives: type[Part]
    call: Callable[[Any, View], Told]
    example: Mapping[str, str | int]


def schema_of(model: type[BaseModel], *, given: bool = False) -> dict[str, Any]:
    """The JSON schema of what a tool takes (`given`) or gives, without the titles that repeat the names."""
    whole = model.model_json_schema(mode="validation" if given else "serialization")
    return {key: value for key, value in _lean(whole).items() if key != "description"}


def _lean(node: Any) -> Any:
    if isinstance(node, dict):
        return {k: _lean(v) for k, v in node.items() if not (k == "title" and isinstance(v, str))}
    return [_lean(part) for part in node] if isinstance(node, list) else node


def case_uri(case_id: str) -> str:
    """The address of a case study as a resource."""
    return f"citygraft://cases/{case_id}"
