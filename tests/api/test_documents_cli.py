import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = str(Path(sys.executable).parent / "citygraft")


@pytest.fixture
def environment(tmp_path: Path, models: Path) -> dict[str, str]:
    home = tmp_path / "home"
    return {**os.environ, "CITYGRAFT_MODELS": str(models), "CITYGRAFT_HOME": str(home)}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [PROGRAM, *words], capture_output=True, text=True, env=environment, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def twins(tmp_path: Path) -> tuple[Path, Path]:
    """Two files with the same content."""
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).write_text("The mast of the harbour was blue.")
    return tmp_path / "old.txt", tmp_path / "new.txt"


def listed(run: Run) -> list[str]:
    """The names of the files of the documents that are held."""
    held = json.loads(run("documents", "--json").stdout)
    return sorted(Path(document["source"]).name for document in held)


def test_documents_are_listed_with_their_coverage_and_removed_when_that_is_confirmed(
    run: Run, twins: tuple[Path, Path]
) -> None:
    assert run("documents").stdout == ""
    assert run("ingest", str(twins[0])).returncode == 0
    assert re.search(r"^old .*27 characters, 1 passages, language en", run("documents").stdout)
    versions = run("history", "old")
    assert versions.stdout.startswith("1  2")
    assert "(current)" in versions.stdout
    kept = run("remove", "old")
    assert (kept.returncode, "its versions" in kept.stderr) == (1, True)
    assert listed(run) == ["old.txt"]
    gone = run("remove", "old", "--yes")
    assert (gone.returncode, "No answer quotes it" in gone.stderr) == (0, True)
    assert listed(run) == []
    assert run("history", "old").returncode == run("remove", "old", "-y").returncode == 1


def test_the_same_content_is_asked_about_and_decided_afterwards_or_at_once(
    run: Run, twins: tuple[Path, Path]
) -> None:
    run("ingest", str(twins[0]))
    asked = run("ingest", str(twins[1]))
    assert asked.returncode == 1
    assert asked.stdout.startswith("held already  new.txt as 'The mast")
    command = re.search(r"'citygraft (jobs resume \S+ --same)'", asked.stderr)
    assert command
    assert listed(run) == ["old.txt"]
    job_id = command[1].split()[2]
    assert f"{job_id}  asking" in run("jobs", "list").stdout
    assert run(*command[1].split(), "rename").returncode == 0
    assert listed(run) == ["new.txt"]
    assert run("ingest", str(twins[0]), "--same", "both").returncode == 0
    assert listed(run) == ["new.txt", "old.txt"]


def readable(terminal: int) -> bool:
    """Whether something comes within a minute; select() takes no file of a number over 1,023."""
    waiting = select.poll()
    waiting.register(terminal, select.POLLIN)
    return bool(waiting.poll(60_000))


def test_at_a_terminal_the_question_is_answered_there(
    run: Run, twins: tuple[Path, Path], environment: dict[str, str]
) -> None:
    run("ingest", str(twins[0]))
    parent, child = pty.openpty()
    with subprocess.Popen(
        [PROGRAM, "ingest", str(twins[1])], stdin=child, stdout=child, stderr=child, env=environment
    ) as asking:
        os.close(child)
        heard = b""
        while b"oth" not in heard:
            if not readable(parent):
                asking.kill()  # else the end of this block would wait for it
                pytest.fail(f"it did not ask, but said {heard!r}")
            heard += os.read(parent, 10_000)
        os.write(parent, b"both\n")
        while readable(parent):
            try:
                heard += os.read(parent, 10_000)
            except OSError:  # the other side is closed
                break
        assert asking.wait() == 0
    os.close(parent)
    assert b"the same content is held already" in heard
    assert listed(run) == ["new.txt", "old.txt"]


def test_ctrl_c_leaves_a_job_that_goes_on_where_it_stopped(
    run: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        text = "\n\n".join(f"Paragraph {n} of report {number} on drains. " * 30 for n in range(20))
        (folder / f"{number}.txt").write_text(text)
    with subprocess.Popen(
        [PROGRAM, "ingest", str(folder)], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as taking_in:  # fmt: skip
        while "running" not in run("jobs", "list").stdout:
            assert taking_in.poll() is None
        taking_in.send_signal(signal.SIGINT)
        _, told = taking_in.communicate()
    assert taking_in.returncode == 130
    command = re.search(r"'citygraft (jobs resume \S+)' goes on", told)
    assert command
    assert run(*command[1].split()).returncode == 0
    assert listed(run) == [f"{number}.txt" for number in range(4)]
    job_id = command[1].split()[-1]
    shown = json.loads(run("jobs", "show", job_id, "--json").stdout)
    assert (shown["state"], shown["finished"]) == ("done", 4)
    assert {o["result"] for item in shown["items"] for o in item["outcomes"]} == {"added"}


def test_jobs_are_shown_and_cancelled(run: Run, twins: tuple[Path, Path]) -> None:
    run("ingest", *map(str, twins))
    (job,) = json.loads(run("jobs", "list", "--json").stdout)
    assert "held already" in run("jobs", "show", job["job_id"]).stdout
    assert "What was taken in before stays" in run("jobs", "cancel", job["job_id"]).stderr
    assert listed(run) == ["old.txt"]
    for words in (("show", "none"), ("cancel", "none"), ("resume", "none")):
        done = run("jobs", *words)
        assert (done.returncode, "no job 'none'" in done.stderr) == (1, True)


def test_an_address_of_this_machine_is_refused_and_an_empty_folder_told(
    run: Run, tmp_path: Path
) -> None:
    done = run("ingest", "http://127.0.0.1:1/x")
    assert (done.returncode, done.stdout.startswith("refused")) == (1, True)
    (tmp_path / "empty").mkdir()
    done = run("ingest", str(tmp_path / "empty"))
    assert (done.returncode, "no file in it" in done.stderr) == (1, True)
