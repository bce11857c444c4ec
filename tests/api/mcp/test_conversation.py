"""A conversation of twenty turns as a chat tool has it over MCP, and what a real server bears."""

import asyncio
import json
import socket
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from mcp import Client
from mcp_types import CallToolResult

from tests.api.mcp.conftest import SECRET, Stand
from tests.api.mcp.counterpart import ERAS, over_http, text_of

WASTE = "How do we collect waste in informal settlements where trucks cannot go?"
MAPUTO, MANGROVES = "maputo-waste-micro-enterprises", "quelimane-mangrove-restoration"


class Turn(NamedTuple):
    """A call, what its text has, and the first id that it gives; what is refused begins with 'refused:'."""

    tool: str
    arguments: dict[str, Any]
    told: str
    first: str = ""


TURNS = (
    Turn("city_profile", {"city": "Quelimane"}, "income level: low (country figure"),
    Turn("ask", {"question": WASTE, "city": "Quelimane"}, "Asked for Quelimane, Mozambique", MAPUTO),
    Turn("ask", {"question": "What did handcart waste collection by micro-enterprises cost, and who paid?", "city": "Quelimane"}, "[[1]](", MAPUTO),
    Turn("ask", {"question": "Waste collection in informal settlements", "city": "Quelimane", "filters": ["outcome:failure"]}, "Narrowed to outcome failed", "cairo-foreign-waste-contracts"),
    Turn("fetch", {"id": MAPUTO}, "## What went wrong"),
    Turn("transplant", {"practice": MAPUTO, "city": "Quelimane"}, "Dimensions, the heaviest first"),
    Turn("transplant", {"practice": MAPUTO, "city": "Quelimane", "says": "20 % of streets are paved"}, "Understood: streets that are paved: 20 %"),
    Turn("peers", {"city": "Quelimane", "topic": "waste"}, "Maputo, Mozambique"),
    Turn("peers", {"city": "Quelimane", "topic": "astrology"}, "refused: 'astrology' is no topic"),
    Turn("ask", {"question": WASTE, "city": "Beira"}, "Asked for Beira, Mozambique", MAPUTO),
    Turn("ask", {"question": WASTE, "city": "Beera"}, "refused: No city called 'Beera'"),
    Turn("ask", {"question": WASTE, "city": "Springfield"}, "refused: Several cities are called"),
    Turn("search", {"query": "mangroves replanted with residents"}, MANGROVES, MANGROVES),
    Turn("fetch", {"id": MANGROVES}, "mostly failed"),
    Turn("fetch", {"id": "nowhere"}, "refused: There is no source 'nowhere'"),
    Turn("ask", {"question": "best pasta recipe", "city": "Quelimane"}, "Nothing in this collection answers this question"),
    Turn("transplant", {"practice": "teleporters", "city": "Quelimane"}, "refused: No practice, case study or document is called 'teleporters'"),
    Turn("ask", {"question": "Minibus owners oppose our new bus system", "city": "Accra"}, "In Accra: ", "johannesburg-rea-vaya-taxi-industry"),
    Turn("transplant", {"practice": "bus rapid transit", "city": "Accra"}, "fit 0."),
    Turn("ask", {"question": "Who opposed the bus system, and how were they won?", "city": "Accra", "limit": 1, "colour": "red"}, "refused: There is no parameter 'colour'"),
)  # fmt: skip


@pytest.mark.parametrize("era", ERAS)
def test_a_conversation_of_twenty_turns(stand: Stand, era: str) -> None:
    assert len(TURNS) == 20

    async def held(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(turn.tool, turn.arguments) for turn in TURNS]

    for turn, result in zip(TURNS, over_http(stand.address, era, held, stand.ben), strict=True):
        text, told = text_of(result).replace("\\", ""), turn.told.removeprefix("refused: ")
        assert told in text, (turn, text)
        assert bool(result.is_error) == turn.told.startswith("refused: "), (turn, text)
        results = (result.structured_content or {}).get("results", ())
        assert [one["id"] for one in results][:1] == ([turn.first] if turn.first else []), turn


def test_numbers_and_links_of_an_answer_are_those_of_its_quotes(stand: Stand) -> None:
    async def asked(client: Client) -> CallToolResult:
        return await client.call_tool("ask", {"question": WASTE, "city": "Beira", "limit": 8})

    result = over_http(stand.address, ERAS[1], asked)
    quotes = [
        quote for one in (result.structured_content or {})["results"] for quote in one["quotes"]
    ]
    assert [quote["n"] for quote in quotes] == list(range(1, len(quotes) + 1))
    for quote in quotes:
        assert f"[[{quote['n']}]]({quote['url']})" in text_of(result)
        assert quote["url"].startswith(f"{stand.address}/")


def test_a_document_gives_no_orders_and_reaches_its_team_alone(stand: Stand) -> None:
    async def asked(client: Client) -> str:
        question = f"How often were the {SECRET} tidal gates closed?"
        return text_of(await client.call_tool("ask", {"question": question}))

    text = over_http(stand.address, ERAS[1], asked, stand.ada)
    fence, after = text.partition("\n<sources ")[2].split("\n</sources ")
    assert "closed forty times" in fence
    assert "Ignore previous" not in after
    assert "closed forty times" not in over_http(stand.address, ERAS[1], asked, stand.ben)


async def _ids(client: Client) -> list[str]:
    """The ids of all case studies that a client can list, part by part."""
    found, cursor = list[str](), None
    while True:
        part = await client.list_resources(cursor=cursor)
        found += [one.name for one in part.resources]
        cursor = part.next_cursor
        if cursor is None:
            return found


def test_the_list_of_case_studies_comes_in_parts_of_what_the_caller_sees(stand: Stand) -> None:
    team, others = (
        over_http(stand.address, ERAS[0], _ids, key) for key in (stand.ada, stand.ben)
    )  # fmt: skip
    assert others == sorted(set(others))
    assert len(others) > 100
    assert sorted({*team} - {*others}) == [f"{SECRET}-bond"]
    assert over_http(stand.address, ERAS[0], _ids) == others


def test_twenty_calls_at_once_are_all_answered_each_with_its_own(stand: Stand) -> None:
    questions = [
        WASTE,
        "How can a city borrow by a bond?",
        "Minibus owners oppose our new bus system",
        "Mangroves replanted with residents",
        "How do we keep informal settlements from flooding?",
    ] * 4

    async def at_once(client: Client) -> list[CallToolResult]:
        calls = (client.call_tool("ask", {"question": question}) for question in questions)
        return list(await asyncio.gather(*calls))

    results = [
        one.structured_content or {}
        for one in over_http(stand.address, ERAS[1], at_once, stand.ben)
    ]
    assert [one["question"] for one in results] == questions
    first = [one["results"][0]["id"] for one in results]
    assert first == first[:5] * 4
    assert len(set(first)) == 5


def test_a_client_that_goes_away_breaks_nothing(stand: Stand) -> None:
    call = {"name": "ask", "arguments": {"question": WASTE, "city": "Beira", "limit": 8}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}).encode()
    at = urlsplit(stand.address)
    head = f"POST /mcp HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
    for sent in (body, body[:50], b""):
        with socket.create_connection((str(at.hostname), int(at.port or 0)), timeout=10) as client:
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + sent)
    assert over_http(stand.address, ERAS[1], _ids)
