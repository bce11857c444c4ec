"""`citygraft matrix-login` against a real homeserver, and a server that is connected by what it prints."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from bench.serving import COMMAND
from tests.api.matrix.synapse import PASSWORD, Synapse


def login(homeserver: str, user: str, password: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "matrix-login", homeserver, user],
        input=f"{password}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_password_gives_the_three_settings(homeserver: Synapse, tmp_path: Path) -> None:
    user, _ = homeserver.register("logging")
    done = login(homeserver.address, user, PASSWORD)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        rf"export CITYGRAFT_MATRIX_HOMESERVER={homeserver.address}\n"
        rf"export CITYGRAFT_MATRIX_USER={user}\n"
        r"export CITYGRAFT_MATRIX_TOKEN=syt_\w+\n",
        done.stdout,
    )
    assert PASSWORD not in done.stdout + done.stderr
    script = f"{done.stdout}env"
    held = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    from assistant.settings import settings

    found = dict(line.split("=", 1) for line in held.splitlines() if line.startswith("CITYGRAFT_"))
    matrix = settings({**found, "CITYGRAFT_HOME": str(tmp_path)}).connections.matrix
    assert matrix
    assert (matrix.homeserver, matrix.user) == (homeserver.address, user)


@pytest.mark.parametrize(
    ("address", "user", "password", "told"),
    [
        ("", "@logging:cities.test", "wrong", "Check the user id and the password."),
        ("http://127.0.0.1:9", "@logging:cities.test", PASSWORD, "Check the homeserver's address"),
        ("matrix.example.org", "@logging:cities.test", PASSWORD, "begins with https://"),
        ("", "logging", PASSWORD, "Give it as @name:server."),
    ],
)
def test_what_does_not_work_is_told_with_what_to_do(
    homeserver: Synapse, address: str, user: str, password: str, told: str
) -> None:
    done = login(address or homeserver.address, user, password)
    assert done.returncode == 1
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert os.environ.get("CITYGRAFT_MATRIX_TOKEN") is None
