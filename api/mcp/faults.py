"""What is wrong with what was sent, in sentences that say what to send instead."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.chat.inert import plain
from api.mcp.tool import Tool

MOST = 5
"""Faults that are told at once."""

Fault = Mapping[str, Any]
"""A fault as pydantic tells it: `loc`, `type`, `msg`."""


def wrong(tool: Tool, faults: Iterable[Fault]) -> str:
    """A sentence for each parameter of a tool that is wrong."""
    known = ", ".join(tool.takes.model_fields)
    return " ".join(_sentences(faults, known))


def working(tool: Tool) -> str:
    """A call that works."""
    return f"A call that works: {tool.name} {json.dumps(tool.example)}"


def sentence(fault: Fault) -> str:
    """What is wrong at one place."""
    where = plain(".".join(map(str, place(fault))))[:100]
    if fault["type"] == "dict_type":
        return f"'{where}': give an object of JSON, with a name and a value for each."
    return f"'{where}': {fault['msg']}."


def place(fault: Fault) -> tuple[Any, ...]:
    """Where it is, without what is around all that was sent."""
    first, *rest = fault["loc"] or ("",)
    return tuple(rest) if first in ("body", "params", "") else (first, *rest)


def _sentences(faults: Iterable[Fault], known: str) -> Iterator[str]:
    for fault in list(faults)[:MOST]:
        if not place(fault):
            yield f"The request must be an object of JSON with these parameters: {known}."
        elif fault["type"] == "extra_forbidden":
            where = plain(".".join(map(str, place(fault))))[:100]
            yield f"There is no parameter '{where}'; there are: {known}."
        else:
            yield sentence(fault)
