import asyncio
import contextlib
import http.client
import json
import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message

from assistant.assistant import Assistant
from tests.api.completions.counting import PATIENCE, Counting
from tests.api.completions.serving import PATH, asking, local, posted, said

QUESTION = "congestion charge"
SEVERAL = 9
"""More than there are threads to answer in on two cores."""


def events(raw: bytes) -> list[str]:
    """The data of each event, in a stream that is framed as it has to be."""
    assert raw.endswith(b"\n\n")
    blocks = raw.decode().removesuffix("\n\n").split("\n\n")
    for block in blocks:
        assert block.startswith("data: ")
        assert len(block.splitlines()) == 1
    return [block.removeprefix("data: ") for block in blocks]


def test_a_stream_is_framed_as_events_and_ends_with_done(address: str) -> None:
    response = posted(
        address, asking(QUESTION, stream=True, stream_options={"include_usage": True})
    )
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-accel-buffering"] == "no"
    assert response.headers["x-request-id"]
    *chunks, done = events(response.content)
    assert done == "[DONE]"
    told = [json.loads(chunk) for chunk in chunks]
    assert {chunk["object"] for chunk in told} == {"chat.completion.chunk"}
    assert told[0]["choices"][0]["delta"] == {"role": "assistant", "content": "", "refusal": None}
    assert told[-1]["choices"] == []
    assert all(chunk["usage"] is None for chunk in told[:-1])


def test_chunks_have_no_usage_where_it_was_not_asked_for(address: str) -> None:
    *chunks, _ = events(posted(address, asking(QUESTION, stream=True)).content)
    assert all("usage" not in json.loads(chunk) for chunk in chunks)


def test_a_stream_breaks_nowhere_inside_a_paragraph(address: str) -> None:
    whole = said(posted(address, asking(QUESTION)))
    *chunks, _ = events(posted(address, asking(QUESTION, stream=True)).content)
    deltas = [json.loads(chunk)["choices"][0]["delta"] for chunk in chunks]
    parts = [delta["content"] for delta in deltas if delta.get("content")]
    assert "".join(parts) == whole
    assert all(part.endswith("\n\n") for part in parts[:-1])
    assert len(parts) == len(whole.strip().split("\n\n"))


@contextlib.contextmanager
def shut(finder: Counting) -> Iterator[None]:
    """While it lasts, no question gets further than to the embedder."""
    finder.gate.clear()
    try:
        yield
    finally:
        finder.gate.set()


def begun(address: str, body: dict[str, Any]) -> http.client.HTTPConnection:
    """A connection on which a request was sent and nothing read."""
    link = http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
    link.request("POST", PATH, json.dumps(body), {"Content-Type": "application/json"})
    return link


def until(holds: Any) -> None:
    """Wait for something; the test fails where it does not come about."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_first_chunk_comes_before_the_answer_is_known(address: str, finder: Counting) -> None:
    with shut(finder):
        link = begun(address, asking(QUESTION, stream=True))
        response = link.getresponse()
        first = response.readline()
        assert json.loads(first.removeprefix(b"data: "))["choices"][0]["delta"]["role"]
    rest = response.read()
    link.close()
    assert events(first + rest)[-1] == "[DONE]"


@pytest.mark.parametrize("stream", [True, False])
def test_who_leaves_before_the_answer_is_there_costs_nothing_more_and_leaves_no_error(
    address: str, finder: Counting, caplog: pytest.LogCaptureFixture, stream: bool
) -> None:
    before = finder.questions
    with caplog.at_level(logging.WARNING), shut(finder):
        links = [begun(address, asking(QUESTION, stream=stream)) for _ in range(SEVERAL)]
        for link in links if stream else ():
            assert begins(link).startswith(b"data: ")
        until(lambda: finder.questions > before)
        time.sleep(0.3)  # whatever gets a thread is at the gate by now
        working = finder.questions - before
        assert working < SEVERAL
        for link in links:
            closed(link)
        time.sleep(0.3)  # the server hears of it
    assert said(posted(address, asking("waste pickers")))
    after_one = finder.questions
    assert said(posted(address, asking("waste pickers")))
    per_question = finder.questions - after_one
    # what waited for a thread was never begun; what had begun asked no more than one question
    assert after_one - before <= working * per_question + per_question
    assert caplog.records == []


def begins(link: http.client.HTTPConnection) -> bytes:
    """The first line of the answer on a connection, of which nothing more is read."""
    with contextlib.closing(link.getresponse()) as response:
        line: bytes = response.readline()
    return line


def closed(link: http.client.HTTPConnection) -> None:
    """The connection is gone, without a word."""
    if link.sock is not None:
        link.sock.shutdown(socket.SHUT_RDWR)
    link.close()


def test_nothing_is_written_any_more_to_who_has_left(shelf: Assistant) -> None:
    told: list[Message] = []

    async def call() -> None:
        body = json.dumps(asking(QUESTION, stream=True)).encode()
        waiting = [{"type": "http.request", "body": body, "more_body": False}]
        left = asyncio.Event()

        async def receive() -> Message:
            if waiting:
                return waiting.pop()
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            told.append(message)
            if len(told) == 2:  # the start, and the chunk that says who speaks
                left.set()
                await asyncio.sleep(0)

        scope = {
            "type": "http", "method": "POST", "path": PATH, "raw_path": PATH.encode(), "root_path": "",
            "scheme": "http", "query_string": b"", "http_version": "1.1", "asgi": {"spec_version": "2.3"},
            "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        await asyncio.wait_for(local(shelf)(scope, receive, send), PATIENCE)

    asyncio.run(call())
    assert [message["type"] for message in told] == ["http.response.start", "http.response.body"]


def test_who_leaves_while_sending_leaves_no_error(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with caplog.at_level(logging.WARNING):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as link:
            link.sendall(
                b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"
                % PATH.encode()
            )
            time.sleep(0.2)
        time.sleep(0.2)
    assert said(posted(address, asking(QUESTION)))
    assert caplog.records == []
