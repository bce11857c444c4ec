import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

from api.access.opening import access_to
from api.access.roles import Role
from api.access.viewer import Viewer
from api.chat.base import ChatSurface, Item, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.terminal import Terminal
from assistant.assistant import Assistant
from corpus.collection import EVERYTHING
from tests.api.chat.twenty import TURNS, held

GOLDEN = Path(__file__).parent / "golden" / "terminal.txt"
CITYGRAFT = str(Path(sys.executable).parent / "citygraft")
VIEWER = Viewer("ada", Role.ADMIN, EVERYTHING, writes=None, single=True)


def test_the_conversation_reads_as_it_should(apart: Assistant, tmp_path: Path) -> None:
    file = access_to(tmp_path, single=True).file
    conversations = Conversations(apart, file)
    surface: ChatSurface[str, str] = Terminal("https://citygraft.example.org", "ada", str(tmp_path))
    parts = []
    for text in TURNS:
        asked = surface.question(text)
        assert asked is not None
        parts.append(f"> {text}\n\n{surface.render(conversations.reply_as(asked, VIEWER))}")
    held(GOLDEN, "\n".join(parts))


def test_a_blank_line_asks_nothing() -> None:
    assert Terminal("").question("  \n") is None


def test_nothing_in_a_reply_steers_the_terminal() -> None:
    nasty = "\x1b[2J\x07red\u202etxt\r\nnext"
    item = Item(
        number=1,
        doc_id="x",
        title=nasty,
        about=nasty,
        why=nasty,
        changes=(nasty,),
        quotes=(),
        url="/x",
    )
    reply = Reply(
        kind=Kind.ANSWER, lines=(nasty,), items=(item,), after=(nasty,), examples=(nasty,)
    )
    for width in (0, 20):
        shown = Terminal("", width=width).render(reply)
        assert not {c for c in shown if not c.isprintable() and c != "\n"}
    assert "\u202e" not in shown


def test_lines_are_wrapped_to_the_width_and_keep_their_indent() -> None:
    item = Item(number=1, doc_id="x", title="word " * 40, about="a", quotes=(), url="/x")
    shown = Terminal("", width=40).render(
        Reply(kind=Kind.TOLD, lines=("word " * 40,), items=(item,))
    )
    assert max(map(len, shown.splitlines())) <= 40


def test_a_pipe_is_answered_line_by_line_and_the_end_of_it_ends(
    bundled_home: Path, models: Path
) -> None:
    done = subprocess.run(
        [CITYGRAFT, "chat", "--city", "Beira"],
        input=b"which city?\n\n\xff\xfe\nhelp",
        env={**os.environ, "CITYGRAFT_HOME": str(bundled_home), "CITYGRAFT_MODELS": str(models)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    shown = done.stdout.decode()
    assert shown.count("I answer for Beira, Mozambique") == 2
    assert "I find what cities have tried" in shown
    assert done.stderr == b""


class Screen:
    """What a program has written to a terminal, read up to one mark after the other."""

    def __init__(self, terminal: int) -> None:
        self._terminal, self._at, self.seen = terminal, 0, b""
        self._waiting = select.poll()  # select() takes no file of a number over 1,023
        self._waiting.register(terminal, select.POLLIN)

    def until(self, mark: bytes) -> None:
        while (found := self.seen.find(mark, self._at)) < 0:
            assert self._waiting.poll(90_000), (
                f"{mark!r} did not come after {self.seen[self._at :]!r}"
            )
            self.seen += os.read(self._terminal, 4096)
        self._at = found + len(mark)


def pressed(process: subprocess.Popen[bytes], terminal: int, key: bytes) -> int | None:
    """How the program ends; a key that falls between its prompt and its waiting is pressed again, as people do."""
    for _ in range(6):
        if key == b"\x03":
            process.send_signal(signal.SIGINT)
        else:
            os.write(terminal, key)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(10)
    return None


def test_ctrl_c_and_ctrl_d_end_the_conversation(bundled_home: Path, models: Path) -> None:
    environment = {
        **os.environ,
        "CITYGRAFT_HOME": str(bundled_home),
        "CITYGRAFT_MODELS": str(models),
    }
    for key in (b"\x03", b"\x04"):
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [CITYGRAFT, "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        ) as process:
            os.close(theirs)
            try:
                screen = Screen(ours)
                screen.until(b"> ")
                os.write(ours, b"help\n")
                screen.until(b"Go on with")
                screen.until(b"> ")
                assert pressed(process, ours, key) == 0
            finally:
                process.kill()  # where it has ended already, nothing happens
        os.close(ours)
        assert b"Traceback" not in screen.seen
