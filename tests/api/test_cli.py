import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer

from api.cli import app
from assistant.assistant import Assistant

ROOT = Path(__file__).parents[2]
MakePdf = Callable[..., bytes]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, models: Path) -> dict[str, str]:
    home = tmp_path_factory.mktemp("cli") / "home"
    return {**os.environ, "CITYGRAFT_MODELS": str(models), "CITYGRAFT_HOME": str(home)}


@pytest.fixture(scope="module")
def run(
    environment: dict[str, str],
    bundled_home: Path,
    copy_vectors: Callable[[Path, Path], None],
) -> Run:
    home = Path(environment["CITYGRAFT_HOME"])

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "citygraft"), *words],
            capture_output=True,
            text=True,
            env={**environment, **more},
            cwd=ROOT,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    # the vectors of the bundled cases are known already; copying them saves encoding them again
    home.mkdir()
    copy_vectors(bundled_home, home)
    return run


def commands(group: typer.Typer, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    click = typer.main.get_command(group)

    def walk(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, below in getattr(command, "commands", {}).items():
            yield from walk(below, (*path, name))

    yield from walk(click, above)


@pytest.mark.parametrize("path", list(commands(app)), ids=" ".join)
def test_every_command_has_help(run: Run, path: tuple[str, ...]) -> None:
    done = run(*path, "--help")
    assert done.returncode == 0
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    assert lines[0].startswith("Usage:")
    assert len(lines[1].split()) >= 4


def test_a_question_is_answered_with_places(run: Run) -> None:
    done = run("ask", "How do we keep informal settlements from flooding?", "--city", "Beira")
    assert done.returncode == 0
    assert "Asked for Beira, Mozambique" in done.stdout
    assert re.search(r"\[1\] “.+” \(.+\)", done.stdout)


def test_the_json_is_what_the_http_api_returns(run: Run, assistant: Assistant) -> None:
    done = run("ask", "waste pickers", "--city", "Pune", "--json", "-k", "3")
    assert json.loads(done.stdout) == json.loads(
        assistant.ask("waste pickers", "Pune", 3).model_dump_json()
    )


def test_an_abstention_is_no_error(run: Run) -> None:
    done = run("ask", "best recipe for apple pie")
    assert done.returncode == 0
    assert "Nothing in this collection answers this question" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("ask", ""), "The question is empty"),
        (("ask", "  "), "The question is empty"),
        (("ask", "flood", "-k", "0"), "from 1 to 50"),
        (("ask", "flood", "--city", "Quelimani"), "Did you mean Quelimane, Mozambique"),
        (("ingest", "no such file.pdf"), "no such file.pdf"),
        (("evaluate", "retrieval", "tests"), "corpus.jsonl"),
    ],
)
def test_a_mistake_is_told_in_plain_words_with_an_exit_code(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    done = run(*words)
    assert done.returncode == 1
    assert message in " ".join((done.stdout + done.stderr).split())


def test_a_setting_that_cannot_be_used_is_named(run: Run, tmp_path: Path) -> None:
    done = run("status", CITYGRAFT_PORT="http")
    assert (done.returncode, "CITYGRAFT_PORT" in done.stderr) == (1, True)
    (tmp_path / "file").write_text("")
    for more in ({}, {"CITYGRAFT_MODELS": ""}):
        done = run("status", CITYGRAFT_HOME=str(tmp_path / "file"), **more)
        assert (done.returncode, "CITYGRAFT_HOME" in done.stderr) == (1, True)


def test_documents_are_taken_in_reported_and_found(
    run: Run, tmp_path: Path, make_pdf: MakePdf
) -> None:
    (tmp_path / "Zeppelin plan.pdf").write_bytes(
        make_pdf(["Cover", "The zeppelin mast of the harbour quarter was closed in 1937."])
    )
    (tmp_path / "broken.pdf").write_text("not a pdf")
    done = run("ingest", str(tmp_path))
    assert done.returncode == 1
    assert "2 of 2 pages with text" in done.stdout
    assert "broken.pdf is named .pdf" in done.stdout
    answer = json.loads(run("ask", "zeppelin mast of the harbour", "--json").stdout)
    assert answer["documents"][0]["citations"][0]["page"] == 2
    assert run("ingest", str(tmp_path / "Zeppelin plan.pdf")).stdout.startswith("unchanged")


def test_status_tells_what_is_held_and_whether_the_index_is_sound(
    run: Run, environment: dict[str, str]
) -> None:
    done = run("status")
    assert done.returncode == 0
    assert re.search(r"case studies +\d+", done.stdout)
    newest = max((Path(environment["CITYGRAFT_HOME"]) / "index").glob("gen-*"))
    vectors = (newest / "vectors.faiss").read_bytes()
    (newest / "vectors.faiss").write_bytes(vectors[:-1])
    for words in (("status",), ("ask", "flood")):
        broken = run(*words)
        assert broken.returncode == 1
        assert "citygraft rebuild" in " ".join((broken.stdout + broken.stderr).split())
    assert run("rebuild").returncode == 0
    assert run("status").returncode == 0


def test_serving_says_its_address_answers_and_refuses_a_port_that_is_taken(
    run: Run, environment: dict[str, str]
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [str(Path(sys.executable).parent / "citygraft"), "serve", "--port", port]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        try:
            assert server.stderr
            said = server.stderr.readline()
            assert f"ready at http://127.0.0.1:{port}" in said
            for _ in range(100):
                try:
                    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            assert "What does your city want to solve?" in page
            second = run("serve", "--port", port)
            assert second.returncode == 1
            assert "--port" in second.stderr
        finally:
            server.terminate()


def test_the_corpus_is_checked_with_its_coverage(run: Run) -> None:
    done = run("corpus", "check")
    assert done.returncode == 0
    assert re.search(r"^case studies +150 +\d+", done.stdout, re.MULTILINE)
    assert "No faults." in done.stderr


def test_search_is_measured_on_a_collection_without_touching_the_store(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "Heat", "text": "cool roofs"}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "cool roofs"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    before = run("status").stdout
    done = run("evaluate", "retrieval", str(tmp_path), "--json")
    figures = json.loads(done.stdout)
    assert figures["fused"] == {"ndcg@10": 1, "recall@100": 1, "mrr@10": 1}
    assert run("status").stdout == before
