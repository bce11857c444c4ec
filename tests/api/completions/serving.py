"""A real server in this process, and what calls it: the stock client, or bytes as they are."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from openai import OpenAI

from api.app import create_app
from assistant.assistant import Assistant

TIMEOUT = 60.0
"""Seconds after which a test gives up."""

PATH = "/v1/chat/completions"


@contextlib.contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Its address, while it serves."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def local(assistant: Assistant) -> FastAPI:
    """The server of the one person at this machine."""
    return create_app(assistant, base="https://citygraft.example.org")


def stock(address: str, key: str = "any") -> OpenAI:
    """The stock client, which tries nothing twice, so that a test sees what happened."""
    return OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0, timeout=TIMEOUT)


def posted(address: str, body: bytes | dict[str, Any], **headers: str) -> httpx2.Response:
    """The answer to a body as it is."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx2.post(
        address + PATH,
        content=sent,
        headers={"content-type": "application/json", **headers},
        timeout=TIMEOUT,
    )


def asking(*texts: str, **more: Any) -> dict[str, Any]:
    """A request with what a person wrote, and replies between that nobody gave."""
    messages = [{"role": "user", "content": texts[0]}]
    for text in texts[1:]:
        messages += [{"role": "assistant", "content": "…"}, {"role": "user", "content": text}]
    return {"model": "citygraft", "messages": messages, **more}


def said(response: httpx2.Response) -> str:
    """The text of a whole answer."""
    assert response.status_code == 200, response.text
    content = response.json()["choices"][0]["message"]["content"]
    assert isinstance(content, str)
    return content
