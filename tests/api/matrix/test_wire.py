"""Matrix as part of the server: there where it is set, and nowhere else."""

import subprocess
import sys

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.assistant import Assistant
from assistant.connections import NOTHING, Matrix
from corpus.errors import BadSetting
from index.library import Library
from tests.api.matrix.person import Person
from tests.browser import LOCAL


def test_the_library_is_not_imported_where_nothing_is_connected() -> None:
    script = (
        "import sys, tempfile, pathlib\n"
        "from api.app import create_app\n"
        "from assistant.assistant import Assistant\n"
        "from index.hashing import HashingEmbedder\n"
        "from index.library import Library\n"
        "create_app(Assistant(Library(pathlib.Path(tempfile.mkdtemp()), HashingEmbedder())))\n"
        "assert 'nio' not in sys.modules and 'aiohttp' not in sys.modules, 'imported'\n"
        "from assistant.connections import Connections, Matrix\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_the_server_answers_while_it_runs_and_its_pages_go_on(
    library: Library, account: Matrix, alice: Person
) -> None:
    app: FastAPI = create_app(
        Assistant(library), "0.0.0.0", connections=NOTHING._replace(matrix=account)
    )
    with TestClient(app, LOCAL) as client:
        room = alice.room(account.user)
        assert "Nothing in this collection" in alice.ask(room, "minibuses?")["content"]["body"]
        assert client.get("/about").status_code == 200


def test_without_a_homeserver_the_server_starts_and_answers_all_else(library: Library) -> None:
    nowhere = Matrix("http://127.0.0.1:9", "@citygraft:cities.test", "t")
    app = create_app(Assistant(library), "0.0.0.0", connections=NOTHING._replace(matrix=nowhere))
    with TestClient(app, LOCAL) as client:
        assert client.get("/about").status_code == 200
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("token", ["syt_a\nb", "syt a", "…", "syt_a\r", "tökén"])
def test_a_token_that_cannot_be_one_is_told_at_the_start(library: Library, token: str) -> None:
    matrix = Matrix("http://127.0.0.1:9", "@citygraft:cities.test", token)
    with pytest.raises(BadSetting, match="CITYGRAFT_MATRIX_TOKEN has a character"):
        create_app(Assistant(library), "0.0.0.0", connections=NOTHING._replace(matrix=matrix))
