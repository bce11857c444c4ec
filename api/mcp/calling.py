"""A call of a tool: its arguments checked, its answer or what to change in the call as the protocol has them."""

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    ListToolsResult,
    PaginatedRequestParams,
    ResourceLink,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as Described
from pydantic import ValidationError

from api.chat.inert import plain
from api.mcp.faults import working, wrong
from api.mcp.fence import clean
from api.mcp.tool import Linked, Look, Told, Tool, run, schema_of
from api.mcp.tools import BY_NAME, TOOLS
from api.problems import UNEXPECTED
from corpus.errors import CitygraftError, UnknownCity, UnknownPractice

log = logging.getLogger("citygraft")


def listed(_params: PaginatedRequestParams | None, _look: Look) -> ListToolsResult:
    """The tools, always in the same order."""
    return ListToolsResult(tools=list(map(described, TOOLS)))


def takes(name: str) -> dict[str, Any] | None:
    """The schema of what a tool takes; None where there is none of that name."""
    tool = BY_NAME.get(name)
    return described(tool).input_schema if tool else None


def described(tool: Tool) -> Described:
    """A tool as clients see it; its schemas take milliseconds to make, so each is made once."""
    return _described(tool.name)


@cache
def _described(name: str) -> Described:
    tool = BY_NAME[name]
    return Described(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.takes, given=True),
        output_schema=schema_of(tool.gives),
        annotations=ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def called(params: CallToolRequestParams, look: Look) -> CallToolResult:
    """What a call gives; where it cannot be done, what to change in it.

    Raises:
        MCPError: there is no such tool.
    """
    tool = BY_NAME.get(params.name)
    if tool is None:
        named = plain(params.name)[:100]
        raise MCPError(INVALID_PARAMS, f"Unknown tool: {named}. Tools are: {', '.join(BY_NAME)}.")
    try:
        given = tool.takes.model_validate(params.arguments or {})
        return _result(run(tool, given, look()))
    except ValidationError as error:
        return _refused(tool, wrong(tool, error.errors(include_url=False)))
    except CitygraftError as error:
        return _refused(tool, _told(error))
    except Exception:  # the client gets a sentence, and the log what happened
        log.exception("the tool %s broke", tool.name)
        return CallToolResult(content=[TextContent(text=UNEXPECTED)], is_error=True)


def _result(told: Told) -> CallToolResult:
    content: list[ContentBlock] = [TextContent(text=told.text), *map(_link, told.links)]
    structured: Mapping[str, Any] = told.structured.model_dump(mode="json")
    return CallToolResult(content=content, structured_content=structured)


def _link(linked: Linked) -> ResourceLink:
    return ResourceLink(
        uri=linked.uri,
        name=linked.title,
        title=linked.title,
        description=linked.about,
        mime_type=linked.media_type,
    )


def _refused(tool: Tool, told: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=f"{told}\n{working(tool)}")], is_error=True)


def _told(error: CitygraftError) -> str:
    """The error's message, with the nearest names where it does not tell them itself."""
    message = clean(str(error))
    nearest = error.nearest if isinstance(error, UnknownCity | UnknownPractice) else ()
    if nearest and nearest[0] not in message:
        message += f" Nearest: {'; '.join(map(plain, nearest))}."
    return message
