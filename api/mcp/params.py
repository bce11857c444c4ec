"""Parameters that the protocol refuses before anything is called: told with what to send instead."""

import json
from typing import Any

from mcp.server import ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS
from pydantic import ValidationError

from api.mcp.ask import ASK
from api.mcp.faults import MOST, sentence
from api.mcp.tool import case_uri
from api.mcp.tools import BY_NAME

WORKING: dict[str, dict[str, Any]] = {
    "resources/read": {"uri": case_uri("dakar-municipal-bond")},
    "prompts/get": {"name": "brief_my_city", "arguments": {"city": "Beira, Mozambique"}},
    "completion/complete": {
        "ref": {"type": "ref/prompt", "name": "brief_my_city"},
        "argument": {"name": "city", "value": "Bei"},
    },
}
"""Parameters that work, by method; of a call of a tool they are those of that tool."""


async def explained(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """Goes around every request; the SDK alone would say only that its parameters are invalid.

    Raises:
        MCPError: the parameters are not those of the method.
    """
    try:
        return await call_next(ctx)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)[:MOST]
        if any(fault["loc"][:1] != ("params",) for fault in faults):
            raise  # nothing that was sent
        told = " ".join(map(sentence, faults))
        raise MCPError(INVALID_PARAMS, f"{told}{_working(ctx)}") from error


def _working(context: ServerRequestContext[Any, Any]) -> str:
    if context.method == "tools/call":
        named = (context.params or {}).get("name")
        tool = BY_NAME.get(named, ASK) if isinstance(named, str) else ASK
        works = {"name": tool.name, "arguments": dict(tool.example)}
    else:
        works = WORKING.get(context.method, {})
    return f" Params that work: {json.dumps(works)}" if works else ""
