"""A browser that has opened a page of ours, so that its forms carry the mark."""

import re

from fastapi import FastAPI
from fastapi.testclient import TestClient

LOCAL = "http://127.0.0.1"


def browser(app: FastAPI, *, base_url: str = LOCAL, raises: bool = True) -> TestClient:
    """A client with the cookie of a browser, which sends the mark of its page with every request."""
    client = TestClient(app, base_url, raise_server_exceptions=raises)
    marked(client)
    return client


def marked(client: TestClient) -> None:
    """Open a page, and send its mark from now on; again after signing in or out."""
    found = re.search(r'<meta name="csrf" content="(\w+)">', client.get("/about").text)
    assert found
    client.headers["X-CSRF-Token"] = found[1]
