"""What stands between the lines and the SDK, without a process around it."""

import math
from collections.abc import Awaitable, Callable
from io import StringIO

import anyio
import pytest
from anyio.abc import TaskGroup
from mcp.shared.message import SessionMessage
from mcp_types import (
    INTERNAL_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
)

from api.mcp.lines import Lines, Message, Talk

WAIT = 10


class Ends:
    """A talk, what its client writes and reads, and whether it has stopped to wait for answers."""

    def __init__(self) -> None:
        self.client, self._lines = anyio.create_memory_object_stream[Message](math.inf)
        out, self.printed = anyio.create_memory_object_stream[SessionMessage](math.inf)
        self.talk, self.done = Talk(out, math.inf), anyio.Event()

    async def take(self) -> None:
        """All lines, and the wait for what is open then, however long it is."""
        await self.talk.take(self._lines)
        self.done.set()

    async def swallow(self) -> None:
        """Be the SDK that reads, and answers nothing by itself."""
        async with self.talk.read:
            async for _ in self.talk.read:
                pass

    def close(self) -> None:
        for stream in (self.client, self._lines, self.printed, self.talk.write):
            stream.close()


def held(talk: Callable[[Ends], Awaitable[None]]) -> None:
    """Have a talk; one that waits for ever is a failure."""

    async def whole() -> None:
        with anyio.fail_after(WAIT):
            ends = Ends()
            async with anyio.create_task_group() as tasks:
                _started(tasks, ends)
                await talk(ends)
                await ends.done.wait()
                ends.close()

    anyio.run(whole)


def _started(tasks: TaskGroup, ends: Ends) -> None:
    for task in (ends.take, ends.swallow, ends.talk.give):
        tasks.start_soon(task)


def asked(number: int | str) -> SessionMessage:
    return SessionMessage(JSONRPCRequest(jsonrpc="2.0", id=number, method="tools/call"))


def cancelled(number: int | str) -> SessionMessage:
    params = {"requestId": number}
    told = JSONRPCNotification(jsonrpc="2.0", method="notifications/cancelled", params=params)
    return SessionMessage(told)


@pytest.mark.parametrize("number", [5, 0, "5", "a"])
def test_a_call_that_was_cancelled_is_not_waited_for_at_the_end(number: int | str) -> None:
    async def talk(ends: Ends) -> None:
        await ends.client.send(asked(number))
        await ends.client.send(cancelled(number))
        ends.client.close()

    held(talk)


def test_another_call_than_the_cancelled_one_is_waited_for() -> None:
    async def talk(ends: Ends) -> None:
        for sent in (asked(5), asked(6), cancelled(5), cancelled("x")):
            await ends.client.send(sent)
        ends.client.close()
        await anyio.wait_all_tasks_blocked()
        assert not ends.done.is_set()
        answer = SessionMessage(JSONRPCResponse(jsonrpc="2.0", id=6, result={}))
        await ends.talk.write.send(answer)

    held(talk)


def test_an_error_of_no_request_leaves_request_0_open() -> None:
    async def talk(ends: Ends) -> None:
        await ends.client.send(asked(0))
        told = ErrorData(code=INTERNAL_ERROR, message="of nothing in particular")
        error = JSONRPCError(jsonrpc="2.0", id=None, error=told)
        await ends.talk.write.send(SessionMessage(error))
        ends.client.close()
        await anyio.wait_all_tasks_blocked()
        assert not ends.done.is_set()
        answer = SessionMessage(JSONRPCResponse(jsonrpc="2.0", id=0, result={}))
        await ends.talk.write.send(answer)

    held(talk)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('{"jsonrpc":"2.0","id":null,"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":1.5,"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":true,"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":NaN,"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":[1],"method":"ping"}', False),
        ('{"jsonrpc":"2.0","id":0,"method":"ping"}', True),
        ('{"jsonrpc":"2.0","id":"","method":"ping"}', True),
        (f'{{"jsonrpc":"2.0","id":{10**30},"method":"ping"}}', True),
        ('{"jsonrpc":"2.0","method":"ping"}', True),
        ('{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}', True),
        ("garbage", True),
        ("[" * 50_000, True),
        ("", True),
    ],
)
def test_a_request_without_an_id_that_is_one_does_not_pass_for_a_notification(
    line: str, kept: bool
) -> None:
    async def read() -> list[str]:
        return [one async for one in Lines(StringIO(f"{line}\n"))]

    assert anyio.run(read) == ([f"{line}\n"] if kept else ["null\n"])
