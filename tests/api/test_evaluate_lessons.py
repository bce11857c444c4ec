import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from corpus.errors import BadCollection

ROWS: tuple[tuple[object, ...], ...] = (
    ("Do not order bins before the routes are agreed, or they will stand in the yard.", True, "recommendation", ["timing_sequencing"]),
    ("The city lies on a river.", True, "enabler", ["political_leadership"]),
    ("The meeting was opened at nine by the chair.", False, None, []),
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    names = ("text", "is_lesson", "kind", "dimensions")
    lines = [json.dumps(dict(zip(names, row, strict=True))) for row in ROWS]
    path = tmp_path / "lessons.jsonl"
    path.write_text("\n".join([*lines, ""]))
    return path


def evaluate(models: Path, tmp_path: Path, *words: object) -> str:
    environment = {"CITYGRAFT_HOME": str(tmp_path / "home"), "CITYGRAFT_MODELS": str(models)}
    done = CliRunner().invoke(app, ["evaluate", "lessons", *map(str, words)], env=environment)
    if done.exception:
        raise done.exception
    return done.output


def test_figures_and_counts_are_printed(file: Path, tmp_path: Path, models: Path) -> None:
    text = evaluate(models, tmp_path, file)
    assert "3 texts, 2 lessons, 1 found, 1 right" in text
    assert "precision 1.0000   recall 0.5000   F1 0.6667" in text
    assert "on 2 lessons with dimensions" in text
    assert "line " not in text


def test_what_is_wrong_is_listed_by_line(file: Path, tmp_path: Path, models: Path) -> None:
    told = json.loads(evaluate(models, tmp_path, file, "--lines", "--json"))
    assert told["lessons"] == 2
    assert [fault["line"] for fault in told["lines"]] == [2]
    assert told["lines"][0]["faults"][0] == "missed"
    assert "line 2: missed" in evaluate(models, tmp_path, file, "--lines")


def test_a_half_may_be_chosen(file: Path, tmp_path: Path, models: Path) -> None:
    row = json.loads(file.read_text().splitlines()[0]) | {"half": "test"}
    file.write_text(f"{file.read_text()}{json.dumps(row)}\n")
    assert evaluate(models, tmp_path, file, "--half", "test").startswith("1 texts, 1 lessons")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "JSONDecodeError"),
        ('{"text": "x"}', "is_lesson"),
        ('{"text": "x", "is_lesson": "yes", "kind": null, "dimensions": []}', "true or false"),
        ('{"text": "x", "is_lesson": true, "kind": "hint", "dimensions": []}', "hint"),
        ('{"text": "x", "is_lesson": true, "kind": "barrier", "dimensions": ["money"]}', "money"),
    ],
)
def test_a_line_that_breaks_the_form_is_named(
    file: Path, tmp_path: Path, models: Path, line: str, said: str
) -> None:
    file.write_text(f"{file.read_text()}\n{line}\n")
    with pytest.raises(BadCollection, match=rf"Line 5 .*{said}"):
        evaluate(models, tmp_path, file)


def test_a_file_that_is_not_there_or_holds_nothing_is_refused(tmp_path: Path, models: Path) -> None:
    with pytest.raises(BadCollection, match="cannot be read"):
        evaluate(models, tmp_path, tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(BadCollection, match="holds no texts"):
        evaluate(models, tmp_path, tmp_path / "empty.jsonl")
