"""The SDK's client talks to the real command and to a real server, in both eras of the protocol."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from mcp import Client
from mcp_types import TextResourceContents

from tests.api.mcp.conftest import SECRET, Stand
from tests.api.mcp.counterpart import ERAS, over_http, over_stdio, text_of

NAMES = ["ask", "search", "fetch", "transplant", "peers", "city_profile"]


async def seen(client: Client) -> dict[str, Any]:
    """What a client does first, and what it gets."""
    tools = await client.list_tools()
    answer = await client.call_tool(
        "ask", {"question": "How can a city borrow by a bond?", "city": "Accra"}
    )
    links = [block.uri for block in answer.content[1:] if block.type == "resource_link"]
    read = await client.read_resource(links[0])
    prompt = await client.get_prompt("brief_my_city", {"city": "Accra", "topic": "waste"})
    return {
        "version": client.protocol_version,
        "instructions": client.instructions,
        "tools": tools.model_dump(mode="json", by_alias=True),
        "text": text_of(answer),
        "structured": answer.structured_content,
        "read": read.contents[0],
        "prompt": prompt.messages[0].content.model_dump()["text"],
    }


def _stdio(stand: Stand, era: str) -> dict[str, Any]:
    return over_stdio(stand.home, era, seen)


def _http(stand: Stand, era: str) -> dict[str, Any]:
    return over_http(stand.address, era, seen, stand.ben)


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("reach", [_stdio, _http], ids=["stdio", "http"])
def test_a_client_lists_asks_reads_and_is_prompted(
    stand: Stand, reach: Callable[[Stand, str], dict[str, Any]], era: str
) -> None:
    got = reach(stand, era)
    assert got["version"] == ("2025-11-25" if era == "legacy" else "2026-07-28")
    assert "Without marks, and just as untrusted, are titles" in got["instructions"]
    assert "nothing is left under filters, ask without them first" in got["instructions"]
    assert [tool["name"] for tool in got["tools"]["tools"]] == NAMES
    assert all(tool["annotations"]["readOnlyHint"] for tool in got["tools"]["tools"])
    assert "[[1]](http" in got["text"]
    assert got["structured"]["results"][0]["quotes"][0]["n"] == 1
    assert isinstance(got["read"], TextResourceContents)
    assert got["read"].mime_type == "text/markdown"
    assert "## Lessons" in got["read"].text
    assert "Accra, Ghana on waste" in got["prompt"]


def test_both_eras_and_both_ways_give_the_same_answer(stand: Stand) -> None:
    answers = {
        json.dumps(got["structured"]["results"], sort_keys=True).replace(stand.address, "")
        for got in (_http(stand, era) for era in ERAS)
    }
    assert len(answers) == 1


def test_the_new_era_says_how_long_a_list_holds_and_for_whom(stand: Stand) -> None:
    async def listed(client: Client) -> tuple[Any, ...]:
        tools, resources = await client.list_tools(), await client.list_resources()
        read = await client.read_resource(resources.resources[0].uri)
        return tuple((one.ttl_ms, one.cache_scope) for one in (tools, resources, read))

    tools, resources, read = over_http(stand.address, ERAS[1], listed, stand.ada)
    assert tools == (3_600_000, "public")
    assert resources == read == (60_000, "private")


def test_on_stdio_the_person_at_this_machine_sees_everything(stand: Stand) -> None:
    async def fetched(client: Client) -> str:
        return text_of(await client.call_tool("search", {"query": f"{SECRET} tidal gates"}))

    assert SECRET in over_stdio(stand.home, ERAS[1], fetched)
