"""The golden conversation of all surfaces, through a real homeserver; `twenty.py` says how it is written anew."""

from pathlib import Path

from api.app import create_app
from assistant.assistant import Assistant
from assistant.connections import Matrix
from bench.serving import copied
from index.library import Library
from index.onnx import OnnxEmbedder
from tests.api.chat.twenty import TURNS, held
from tests.api.matrix.conftest import BASE, running
from tests.api.matrix.person import Person

GOLDEN = Path(__file__).parent / "golden" / "conversation.md"


def test_a_conversation_of_many_turns_reads_as_it_did(
    bundled_home: Path, onnx: OnnxEmbedder, tmp_path: Path, account: Matrix, alice: Person
) -> None:
    home = copied(bundled_home, tmp_path / "home")
    app = create_app(Assistant(Library(home, onnx)), "0.0.0.0")
    told = []
    with running(app, account):
        room = alice.room(account.user)
        for turn in TURNS:
            content = alice.ask(room, turn)["content"]
            assert content["msgtype"] == "m.notice"
            assert content["m.mentions"] == {}
            told.append(f"## {turn}\n\n{content['body']}\n")
    held(GOLDEN, "\n".join(told).replace(BASE, "").replace(alice.user, "@alice:cities.test"))
