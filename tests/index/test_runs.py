import json
import math
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadRun
from index.runs import RunFile, load, save

HELD = RunFile(
    collection="golden",
    queries={"q1": "Wie kühlt man Straßen?", "q2": "floods"},
    settings={"model": "hashing"},
    ways={
        "lexical": {"ndcg@10": {"q1": 0.1, "q2": 1 / 3}},
        "fused": {"ndcg@10": {"q1": 0.2, "q2": 0.7}, "recall@100": {"q1": 1.0}},
    },
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save(tmp_path / "a.json", HELD)
    return tmp_path / "a.json"


def test_a_run_comes_back_as_it_was_saved(file: Path) -> None:
    (run,) = load(f"{file}:lexical")
    assert run == ("golden", "lexical", HELD.ways["lexical"], HELD.queries, HELD.settings)


def test_without_a_way_it_is_the_fused_one(file: Path) -> None:
    assert load(str(file)) == load(f"{file}:fused")


def test_a_file_with_a_colon_in_its_name_is_found(tmp_path: Path) -> None:
    save(tmp_path / "of 10:30", HELD)
    assert load(str(tmp_path / "of 10:30"))[0].way == "fused"
    assert load(str(tmp_path / "of 10:30:lexical"))[0].way == "lexical"


def test_a_folder_stands_for_its_files_by_collection(file: Path) -> None:
    save(file.parent / "0.json", HELD.model_copy(update={"collection": "scifact"}))
    (file.parent / "notes.txt").write_text("no run")
    runs = load(f"{file.parent}:lexical")
    assert [(run.collection, run.way) for run in runs] == [
        ("golden", "lexical"),
        ("scifact", "lexical"),
    ]


def test_two_runs_of_one_collection_in_a_folder_are_refused(file: Path) -> None:
    save(file.parent / "b.json", HELD)
    with pytest.raises(BadRun, match="two runs of golden"):
        load(str(file.parent))


def test_a_way_that_is_not_there_is_told_with_those_that_are(file: Path) -> None:
    with pytest.raises(BadRun, match=r"no way 'fast'\. Its ways are: lexical, fused"):
        load(f"{file}:fast")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"none\.json cannot be read"):
        load(str(tmp_path / "none.json"))
    with pytest.raises(BadRun, match="holds no run files"):
        load(str(tmp_path))


WHOLE = json.loads(HELD.model_dump_json())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "no run file"),
        ("[1, 2]", "no run file"),
        ('{"collection": "golden"}', "queries"),
        (json.dumps(WHOLE | {"collection": ""}), "collection"),
        (json.dumps(WHOLE | {"mood": "good"}), "mood"),
        (json.dumps(WHOLE | {"ways": {"fused": {"ndcg@10": {"q1": "high"}}}}), "ndcg@10.q1"),
        (json.dumps(WHOLE | {"ways": {"fused": {"ndcg@10": {"q1": math.nan}}}}), "ndcg@10.q1"),
        (json.dumps(WHOLE | {"ways": {"fused": {"ndcg@10": {"q9": 1.0}}}}), "'q9'"),
    ],
)
def test_what_is_no_run_file_is_refused_with_the_place(
    tmp_path: Path, content: str, words: Any
) -> None:
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(BadRun) as caught:
        load(str(tmp_path / "bad.json"))
    assert words in str(caught.value)
    assert "bad.json" in str(caught.value)
