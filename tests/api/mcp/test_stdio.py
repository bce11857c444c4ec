"""The real command `citygraft mcp`: nothing but the protocol on its output, ready at once, and it ends when it should."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.mcp.stdio import Loading
from assistant.assistant import Assistant
from bench.serving import COMMAND, environment
from corpus.errors import IndexDamaged, StoreBusy
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.mcp.conftest import Stand

WAIT = 60
META = {"_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}  # fmt: skip


def line(number: int, method: str, **params: Any) -> bytes:
    message = {"jsonrpc": "2.0", "id": number, "method": method, "params": {**params, **META}}
    return json.dumps(message).encode() + b"\n"


def piped(
    home: Path, sent: bytes
) -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[bytes]]:
    """The messages that come out for what is sent in before the input is closed, and how the process ended."""
    done = subprocess.run(
        [COMMAND, "mcp"], input=sent, env=environment(home), capture_output=True, timeout=WAIT, check=False
    )  # fmt: skip
    return [json.loads(one) for one in done.stdout.splitlines()], done


def test_what_was_asked_before_the_end_of_the_input_is_answered_and_the_process_ends(
    stand: Stand,
) -> None:
    call = {"name": "ask", "arguments": {"question": "How can a city borrow by a bond?"}}
    sent = line(1, "tools/list") + line(2, "tools/call", **call) + line(3, "server/discover")
    messages, done = piped(stand.home, sent)
    assert done.returncode == 0
    assert {message["id"] for message in messages} == {1, 2, 3}
    (answer,) = (message["result"] for message in messages if message["id"] == 2)
    assert answer["structuredContent"]["results"][0]["id"] == "dakar-municipal-bond"
    assert answer["resultType"] == "complete"
    assert b"Traceback" not in done.stderr


def test_lines_that_are_no_messages_are_answered_and_passed_over(stand: Stand) -> None:
    broken = [b"garbage", b'{"jsonrpc":"2.0"', b'\xff\xfe{"id":1}', b"[]", b"[" * 50_000]
    messages, done = piped(stand.home, b"\n".join(broken) + b"\n" + line(9, "tools/list"))
    assert done.returncode == 0
    errors = [message["error"] for message in messages if "error" in message]
    assert [error["code"] for error in errors] == [-32700, -32700, -32700, -32600, -32700]
    assert [message["id"] for message in messages if "result" in message] == [9]


def test_a_request_whose_id_is_none_is_refused_and_not_left_without_an_answer(
    stand: Stand,
) -> None:
    ids = ["null", "1.5", "true", '{"a":1}', "[1]"]
    broken = [f'{{"jsonrpc":"2.0","id":{held},"method":"ping"}}'.encode() for held in ids]
    messages, done = piped(stand.home, b"\n".join(broken) + b"\n" + line(9, "tools/list"))
    assert done.returncode == 0
    refused = [message for message in messages if "error" in message]
    assert [(one["id"], one["error"]["code"]) for one in refused] == [(None, -32600)] * len(ids)
    assert "the id of a request is a text or a whole number" in refused[0]["error"]["message"]
    assert [message["id"] for message in messages if "result" in message] == [9]


def test_nothing_but_the_protocol_reads_standard_input(stand: Stand) -> None:
    """What a thread of the process would read of it, the client would get no answer to."""
    code = "import os; from api.mcp.lines import standard_input; standard_input(); print(os.read(0, 9))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"{}\n", capture_output=True, timeout=WAIT, check=True,
        env=environment(stand.home),
    )  # fmt: skip
    assert done.stdout == b"b''\n"


def test_no_input_at_all_is_no_fault(stand: Stand) -> None:
    messages, done = piped(stand.home, b"")
    assert (messages, done.returncode) == ([], 0)


def test_a_message_of_a_megabyte_is_refused_by_the_tool_and_the_process_lives_on(
    stand: Stand,
) -> None:
    call = {"name": "ask", "arguments": {"question": "w" * 1_000_000}}
    messages, _ = piped(stand.home, line(1, "tools/call", **call) + line(2, "tools/list"))
    results = {message["id"]: message["result"] for message in messages}
    assert results[1]["isError"]
    assert "at most 2000 characters" in results[1]["content"][0]["text"]
    assert results[2]["tools"]


@pytest.fixture(name="running")
def _running(stand: Stand) -> Iterator["subprocess.Popen[bytes]"]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [COMMAND, "mcp"], env=environment(stand.home), stdin=pipe, stdout=pipe, stderr=pipe
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(running: "subprocess.Popen[bytes]", sent: int) -> None:
    assert running.stdin
    assert running.stdout
    running.stdin.write(line(1, "tools/list"))
    running.stdin.flush()
    assert json.loads(running.stdout.readline())["id"] == 1
    running.send_signal(sent)
    assert running.wait(WAIT) == 0


def test_a_data_folder_that_cannot_be_used_is_told_to_who_calls(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    call = {"name": "ask", "arguments": {"question": "bonds"}}
    messages, done = piped(home, line(1, "tools/list") + line(2, "tools/call", **call))
    results = {message["id"]: message["result"] for message in messages}
    assert results[1]["tools"]
    assert results[2]["isError"]
    assert "Traceback" not in results[2]["content"][0]["text"]
    assert done.returncode == 0


def test_a_call_waits_for_the_assistant_and_says_so_where_it_takes_too_long(
    tmp_path: Path,
) -> None:
    ready, loaded = threading.Event(), Assistant(Library(tmp_path / "home", HashingEmbedder()))

    def load() -> Assistant:
        assert ready.wait(WAIT)
        return loaded

    loading = Loading(load, patience=0.05)
    with pytest.raises(StoreBusy, match="getting ready"):
        loading.assistant()
    ready.set()
    assert Loading(load).assistant() is loaded


def test_an_assistant_that_could_not_be_loaded_is_tried_anew_by_the_next_call(
    tmp_path: Path,
) -> None:
    tries: list[None] = []
    loaded = Assistant(Library(tmp_path / "home", HashingEmbedder()))
    broken = threading.Event()
    broken.set()

    def load() -> Assistant:
        tries.append(None)
        if broken.is_set():
            raise IndexDamaged("Run 'citygraft rebuild'.")
        return loaded

    loading = Loading(load)
    with pytest.raises(IndexDamaged, match="rebuild"):
        loading.assistant()
    broken.clear()
    assert loading.assistant() is loaded
    assert loading.assistant() is loaded
    assert len(tries) <= 3
