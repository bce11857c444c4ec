"""What a tool is: its words for the model that calls it, what it takes and gives, and what it does."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.assistant import SeenAssistant
from assistant.report import Part
from corpus.errors import UnknownCity


class View(NamedTuple):
    """What one call is answered from: the assistant as far as the caller may see, and what links begin with."""

    assistant: SeenAssistant
    base: str


Look = Callable[[], View]
"""Finds what a request is answered from; it may wait, and raise any CitygraftError."""


class Given(BaseModel):
    """What a tool takes; a parameter that it does not have is refused, so that nobody thinks it counted."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, given: Any) -> Any:
        """Models write null for a parameter that they leave out."""
        if not isinstance(given, dict):
            return given
        return {k: v for k, v in given.items() if v is not None or k not in cls.model_fields}


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
        smaller: what to do where a city is too small for the table of cities; `{page}` is where people state it.
    """

    name: str
    title: str
    description: str
    takes: type[Given]
    gives: type[Part]
    call: Callable[[Any, View], Told]
    example: Mapping[str, str | int]
    smaller: str = ""


BY_PAGE = (
    "If it is smaller, its people state its population and one answer more on the page {page}; "
    "then its name with its country is enough."
)
"""What to do about a smaller city where there is no parameter for what it states."""


def run(tool: Tool, given: Given, view: View) -> Told:
    """What a call gives.

    Raises:
        CitygraftError: the message says what to change, of an unknown city in the parameters of this tool.
    """
    try:
        return tool.call(given, view)
    except UnknownCity as error:
        raise for_smaller(error, tool.smaller, view.base) from error


def for_smaller(error: UnknownCity, smaller: str, base: str) -> UnknownCity:
    """The error with what helps a smaller city here; the assistant's own words name what only its callers have."""
    short = error.__cause__  # what was wrong, before the assistant added what to give
    if not smaller or not isinstance(short, UnknownCity):
        return error
    return UnknownCity(f"{short} {smaller.replace('{page}', f'{base}/city')}", error.nearest)


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
