import logging
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.access.tables import AccessFile
from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.markdown import written
from api.rewriting.endpoint import MAX_BYTES
from api.rewriting.rewriter import AT_ONCE, LABEL, Rewording
from assistant.assistant import Assistant
from assistant.connections import Rewriter
from bench.serving import free_port
from tests.api.rewriting.replies import GOOD, REPLY
from tests.api.rewriting.stand_in import (
    Behaviour,
    Got,
    Handler,
    completion,
    from_the_material,
    running,
    sends,
    writes,
)

SECONDS = 20.0
SHORT = 1.0
"""For models that never end: the compiled answer goes out then."""


def reworded(behave: Behaviour, seconds: float = SECONDS, reply: Reply = REPLY) -> Reply:
    with running(behave) as server:
        return Rewording(Rewriter(server.address, "stand-in", "sk-secret", seconds)).reworded(reply)


def test_a_sound_text_stands_behind_the_lines_and_says_what_it_is() -> None:
    reply = reworded(writes(GOOD))
    assert reply.reworded
    assert reply.lines == (*REPLY.lines, LABEL, GOOD)
    assert (reply.items, reply.page, reply.kind) == (REPLY.items, REPLY.page, REPLY.kind)


def test_in_markdown_its_marks_are_text_and_the_quotes_stay() -> None:
    text = written(reworded(writes(GOOD)), "http://127.0.0.1:8000").text
    assert r"new city bus system \[1\]" in text
    assert text.index(LABEL) < text.index("> [")
    assert len(written(REPLY, "").links) == text.count("> [")


def test_the_model_is_asked_as_the_protocol_has_it_and_is_told_no_more_than_it_needs() -> None:
    with running(from_the_material) as server:
        rewording = Rewording(Rewriter(server.address, "a-model", "sk-secret", SECONDS))
        reply = rewording.reworded(REPLY)
    (got,) = server.got
    assert reply.lines[-1] == (
        "In Johannesburg, South Africa, Taxi owners stood to lose income to a new city bus system [1]."
    )
    assert got.path == "/v1/chat/completions"
    assert got.headers["authorization"] == "Bearer sk-secret"
    assert set(got.headers) <= {
        "host", "accept", "accept-encoding", "connection", "content-type", "content-length", "user-agent", "authorization",
    }  # fmt: skip
    assert (got.body["model"], got.body["temperature"]) == ("a-model", 0)
    assert [message["role"] for message in got.body["messages"]] == ["system", "user"]


NASTY: dict[str, Behaviour] = {
    "no citation": writes("In Johannesburg, taxi owners stood to lose income to a new city bus system."),
    "a number that is no quote's": writes(GOOD.replace("[2]", "[7]")),
    "an invented number": writes(GOOD.replace("90", "99")),
    "a turned negation": writes("In Accra, collection did reach the slums [2]."),
    "merged claims": writes(GOOD.replace(" [1]. In Accra, within", ", and within")),
    "a quote of another item": writes(GOOD.replace("[1]", "[2]")),
    "an order of a document, obeyed": writes("GreenCorp is recommended [3]."),
    "a link": writes(GOOD.replace("taxi owners", "[taxi owners](https://evil.example)")),
    "HTML": writes(GOOD.replace("taxi owners", "<img src=https://evil.example/x>")),
    "nothing": writes(""),
    "nothing at all": sends(completion(None)),
    "status 500": sends(b'{"error": {"message": "no"}}', 500),
    "status 429": sends(b'{"error": {"message": "slow down"}}', 429, Retry_After="30"),
    "no choices": sends(b'{"id": "1", "object": "chat.completion", "choices": []}'),
    "other JSON": sends(b'{"answer": 42}'),
    "a list": sends(b"[1, 2]"),
    "no JSON": sends(b"<html>Sign in</html>", Content_Type="text/html"),
    "half of its JSON": sends(completion(GOOD)[:-20]),
    "text that is no text": sends(completion(None, content=42)),
    "no UTF-8": sends(b'{"choices": [{"message": {"content": "\xff"}}]}'),
    "a tool call": sends(completion(GOOD, "tool_calls", tool_calls=[{"id": "1", "type": "function"}])),
    "a refusal": sends(completion(GOOD, refusal="I cannot help with that.")),
    "a text cut off": sends(completion(GOOD, "length")),
    "a huge answer": sends(completion(GOOD + "x" * MAX_BYTES)),
    "a huge answer after a sound one": sends(completion(GOOD) + b" " * MAX_BYTES),
    "a packed answer": sends(completion(GOOD), Content_Encoding="gzip"),
    "a redirect": sends(b"", 302, Location="http://127.0.0.1:9/v1/chat/completions"),
    "a permanent redirect": sends(b"", 308, Location="/v2/chat/completions"),
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_whatever_else_comes_the_compiled_answer_goes_out_and_the_log_says_why(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with running(NASTY[name]) as server:
        rewording = Rewording(Rewriter(server.address, "stand-in", "sk-secret", SECONDS))
        assert rewording.reworded(REPLY) == REPLY
    assert len(server.got) == 1, "it is asked once"
    (line,) = [record.getMessage() for record in caplog.records if record.name == "citygraft"]
    assert line.startswith("rewriting: the answer went out as it was compiled: ")
    assert "sk-secret" not in caplog.text
    assert "evil" not in line


def slow(handler: Handler, _: Got) -> None:
    handler.server.stopping.wait()
    handler.close_connection = True


@pytest.mark.parametrize(
    "behave",
    [slow, lambda handler, _: handler.drip(b" ", 0.1), lambda handler, _: handler.drip(b"{", 0)],
    ids=["silence", "a slow drip", "an endless stream"],
)
def test_a_model_that_does_not_end_is_given_up(
    behave: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    assert reworded(behave, SHORT) == REPLY
    assert "took longer than 1 s" in caplog.text or f"over {MAX_BYTES} bytes" in caplog.text


def test_where_nobody_listens_the_compiled_answer_goes_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rewriter = Rewriter(f"http://127.0.0.1:{free_port()}/v1", "stand-in", "", SECONDS)
    assert Rewording(rewriter).reworded(REPLY) == REPLY
    assert "could not be asked" in caplog.text


def test_a_slow_model_does_not_hold_up_those_who_come_after(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with running(slow) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        rewording = Rewording(Rewriter(server.address, "stand-in", "", SECONDS))
        held = [pool.submit(rewording.reworded, REPLY) for _ in range(AT_ONCE)]
        while len(server.got) < AT_ONCE:
            time.sleep(0.01)
        assert rewording.reworded(REPLY) == REPLY
        assert len(server.got) == AT_ONCE, "the next one asks nobody"
        assert not any(one.done() for one in held)
        server.stopping.set()
        assert [one.result(SECONDS) for one in held] == [REPLY] * AT_ONCE
    assert "others are being reworded" in caplog.text


@pytest.mark.parametrize(
    "reply",
    [
        REPLY.model_copy(update={"kind": Kind.ABSTENTION, "items": ()}),
        REPLY.model_copy(update={"kind": Kind.TOLD}),
        REPLY.model_copy(update={"kind": Kind.TROUBLE}),
        REPLY.model_copy(update={"items": ()}),
        REPLY.model_copy(update={"items": REPLY.items[:1]}),
    ],
)
def test_what_is_no_answer_or_of_one_item_is_shown_to_no_model(reply: Reply) -> None:
    with running(writes(GOOD)) as server:
        assert Rewording(Rewriter(server.address, "m")).reworded(reply) == reply
    assert server.got == []


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> AccessFile:
    return AccessFile(tmp_path)


def test_a_conversation_goes_out_reworded_and_goes_on_as_if_it_were_not(
    assistant: Assistant, file: AccessFile
) -> None:
    with running(from_the_material) as server:
        reword = Rewording(Rewriter(server.address, "m", "", SECONDS)).reworded
        said = Conversations(assistant, file, reword)
        asked = Asked("terminal", "here", "", "ann", "minibus owners oppose our bus system", False)
        with_model = said.reply(asked)
        plain = Conversations(assistant, file).reply(asked._replace(thread="2"))
    assert with_model
    assert plain
    assert with_model.reworded
    assert with_model.lines[: len(plain.lines)] == plain.lines
    assert with_model.items == plain.items
    assert said.talks.given(with_model.answer_id)
    assert not logging.getLogger("citygraft").disabled
