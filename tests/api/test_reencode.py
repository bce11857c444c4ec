import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from api.commands.reencode import show_unfinished
from assistant.assistant import Assistant
from assistant.settings import DEFAULT_MODEL
from index.export import package
from index.hashing import HashingEmbedder
from index.library import Library, model_in_use

Run = Callable[..., subprocess.CompletedProcess[str]]
CopyVectors = Callable[[Path, Path], None]

COMMAND = str(Path(sys.executable).parent / "citygraft")


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory,
    models: Path,
    assistant: Assistant,
    copy_vectors: CopyVectors,
) -> dict[str, str]:
    """A folder whose index was made with a sentence-transformers model in a folder."""
    home = tmp_path_factory.mktemp("reencode") / "home"
    environment = {
        **os.environ,
        "CITYGRAFT_MODELS": str(models),
        "CITYGRAFT_HOME": str(home),
        "COLUMNS": "300",
    }
    home.mkdir()
    # with the default model's vectors of practices' names, which take long to make
    assistant.transplants.held()
    copy_vectors(assistant.library.home, home)
    for name in ("compost", "tramways", "drains"):
        (home.parent / f"{name}.txt").write_text(f"What our city learned about {name}.")
    subprocess.run(
        [COMMAND, "ingest", *map(str, home.parent.glob("*.txt"))],
        env={**environment, "CITYGRAFT_MODEL": str(package())},
        check=True,
        capture_output=True,
    )
    return environment


@pytest.fixture(scope="module")
def run(environment: dict[str, str]) -> Run:
    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *words],
            env={**environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def home(environment: dict[str, str]) -> Path:
    return Path(environment["CITYGRAFT_HOME"])


def in_use(home: Path) -> str | None:
    model = model_in_use(home)
    return model.name if model else None


def test_a_model_that_is_not_there_changes_nothing(run: Run, home: Path) -> None:
    done = run("reencode", "no/such-model", "--yes")
    assert (done.returncode, "HF_HUB_OFFLINE=0" in done.stderr) == (1, True)
    assert in_use(home) == str(package())
    assert not (home / "reencode.json").exists()


def test_the_plan_is_shown_and_nothing_changed_where_no_one_can_be_asked(
    run: Run, home: Path
) -> None:
    done = run("reencode", DEFAULT_MODEL)
    assert done.returncode == 1
    assert "--yes" in done.stderr
    for row in (
        rf"in use +{re.escape(str(package()))}",
        rf"asked for +{re.escape(DEFAULT_MODEL)}, 384 numbers a passage",
        r"passages +3, of which 3 are done",
        r"time +about \d+ s",
        r"disk +about [\d.]+ MB, of [\d,.]+ .B free",
        r"memory +about [\d,.]+ .B",
    ):
        assert re.search(f"^{row}", done.stdout, re.MULTILINE), row
    assert in_use(home) == str(package())


def test_a_no_changes_nothing(environment: dict[str, str], home: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    done = subprocess.run(
        [COMMAND, "reencode", DEFAULT_MODEL],
        env=environment,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 1
    assert "Go on? [Y/n]" in done.stderr
    assert "Nothing was changed" in done.stderr
    assert in_use(home) == str(package())


def test_control_c_stops_it_and_tells_how_far_it_came(
    environment: dict[str, str], home: Path
) -> None:
    library = Library(home, HashingEmbedder())
    command = [COMMAND, "reencode", DEFAULT_MODEL, "--yes"]
    with (
        library.writing(),
        subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as change,
    ):
        assert change.stderr
        while "Waiting for another process" not in change.stderr.readline():
            assert change.poll() is None
        change.send_signal(signal.SIGINT)
        said = change.stderr.read()
    assert change.returncode == 130
    assert "Stopped; 3 of 3 passages are done. Run it again to go on." in said
    assert f"answered with {package()} until it is done" in said
    told = StringIO()
    show_unfinished(library, Console(file=told, width=300))
    assert f"3 of 3 passages are done; 'citygraft reencode {DEFAULT_MODEL}' goes on" in (
        told.getvalue()
    )


def test_after_the_change_every_command_uses_the_new_model(run: Run, home: Path) -> None:
    done = run("reencode", DEFAULT_MODEL, "--yes")
    assert done.returncode == 0
    assert "Done: 3 passages" in done.stderr
    assert in_use(home) == DEFAULT_MODEL
    status = run("status")
    assert re.search(rf"^model +{re.escape(DEFAULT_MODEL)}$", status.stdout, re.MULTILINE)
    assert (status.returncode, "unfinished" in status.stdout, status.stderr) == (0, False, "")
    again = run("reencode", DEFAULT_MODEL, "--yes")
    assert (again.returncode, "nothing to do" in again.stderr) == (0, True)


def test_a_setting_that_names_another_model_is_told_and_takes_nothing_away(run: Run) -> None:
    done = run("status", CITYGRAFT_MODEL="no/such-model")
    assert done.returncode == 0
    assert (
        f"The settings name the model no/such-model, the index was made with {DEFAULT_MODEL}, "
        "which goes on answering: run 'citygraft reencode no/such-model' to change it."
    ) in done.stderr


def test_a_folder_s_model_that_has_gone_is_named_with_the_way_out(
    run: Run, environment: dict[str, str], tmp_path: Path, copy_vectors: CopyVectors
) -> None:
    gone = tmp_path / "gone"
    embedder = HashingEmbedder()
    embedder.model = embedder.model._replace(name=str(gone))
    library = Library(tmp_path / "home", embedder)
    library.generation()
    done = run("status", CITYGRAFT_HOME=str(library.home))
    assert done.returncode == 1
    assert "citygraft reencode MODEL" in done.stderr
    for path in library.home.glob("vectors.sqlite*"):
        path.unlink()
    copy_vectors(Path(environment["CITYGRAFT_HOME"]), library.home)
    assert run("reencode", DEFAULT_MODEL, "-y", CITYGRAFT_HOME=str(library.home)).returncode == 0
    assert run("status", CITYGRAFT_HOME=str(library.home)).returncode == 0
