import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from corpus.errors import BadRun
from index.runs import RunFile, load, save

QUERIES = {f"q{n}": f"How do we cool street {n}?" for n in range(40)}


def run_file(collection: str = "golden", model: str = "m1") -> RunFile:
    """Fused is better than lexical on all queries but q7, and finds as much."""
    lexical = dict.fromkeys(QUERIES, 0.5)
    fused = dict.fromkeys(QUERIES, 0.75) | {"q7": 0.125}
    return RunFile(
        collection=collection,
        queries=QUERIES,
        settings={"model": model},
        ways={
            "lexical": {"ndcg@10": lexical, "recall@100": lexical},
            "fused": {"ndcg@10": fused, "recall@100": lexical},
        },
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save(tmp_path / "a.json", run_file())
    return tmp_path / "a.json"


def compare(*words: object) -> str:
    done = CliRunner().invoke(app, ["evaluate", "compare", *map(str, words)])
    if done.exception:
        raise done.exception
    return done.output


def test_two_ways_of_one_file_are_compared(file: Path) -> None:
    lines = compare(f"{file}:lexical", f"{file}:fused").splitlines()
    ndcg = next(line.split() for line in lines if line.startswith("golden") and "ndcg" in line)
    assert ndcg[2:5] == ["0.5000", "0.7344", "+0.2344"]
    assert [float(p) for p in ndcg[5:7]] == [0.0001, 0.0002]
    assert ndcg[7:] == ["39", "1", "40", "0"]
    recall = next(line.split() for line in lines if "recall@100" in line)
    assert recall[4:] == ["+0.0000", "1.0000", "1.0000", "0", "0", "40", "0"]


def test_the_question_that_got_worse_is_shown_with_both_values(file: Path) -> None:
    text = compare(f"{file}:lexical", file)
    assert "Worse by ndcg@10 on golden" in text
    assert "0.5000 → 0.1250  q7  How do we cool street 7?" in text
    assert "Worse by recall@100" not in text


def test_a_long_list_is_cut_and_whole_in_json(file: Path) -> None:
    words = (f"{file}:fused", f"{file}:lexical")
    text = compare(*words)
    assert len(re.findall(r"0\.7500 → 0\.5000", text)) == 20
    assert "and 19 more; --json lists all" in text
    told = json.loads(compare(*words, "--json"))
    ndcg, recall = told["comparisons"]
    assert len(ndcg["worse"]) == 39
    assert ndcg["worse"][0] == {
        "query_id": "q0", "text": "How do we cool street 0?", "before": 0.75, "after": 0.5,
    }  # fmt: skip
    assert (ndcg["better"], recall["p"]) == (1, 1.0)


def test_settings_that_differ_are_named(file: Path) -> None:
    save(file.parent / "b.json", run_file(model="m2"))
    assert "Setting model: m1 → m2." in compare(file, file.parent / "b.json")
    assert "Setting" not in compare(file, file)


def test_folders_are_compared_by_collection_and_what_is_alone_is_named(tmp_path: Path) -> None:
    for folder, name in [("a", "golden"), ("a", "scifact"), ("b", "golden"), ("b", "cranfield")]:
        save(tmp_path / folder / f"{name}.json", run_file(name))
    text = compare(f"{tmp_path / 'a'}:lexical", tmp_path / "b")
    assert text.count("golden ") == 2
    assert "scifact is left out: only one side has it." in text
    assert "cranfield is left out: only one side has it." in text


def test_runs_with_nothing_in_common_are_refused(file: Path) -> None:
    other = run_file().model_copy(
        update={"queries": {"x": "?"}, "ways": {"fused": {"ndcg@10": {"x": 1.0}}}}
    )
    save(file.parent / "other.json", other)
    with pytest.raises(BadRun, match="no query in common"):
        compare(file, file.parent / "other.json")


def test_a_measured_collection_is_saved_and_compared(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    texts = {"d1": "cool roofs", "d2": "rapid buses on their own lanes", "d3": "river flood walls"}
    asked = {"q1": "cool roofs", "q2": "public transport", "q3": "protection against high water"}
    for name, rows in (("corpus", texts), ("queries", asked)):
        lines = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in rows.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    (folder / "qrels.tsv").write_text("q1\td1\t2\nq2\td2\t1\nq3\td3\t1\n")
    file = tmp_path / "run.json"
    environment = {"CITYGRAFT_HOME": str(tmp_path / "home"), "CITYGRAFT_MODELS": str(models)}
    words = ["evaluate", "retrieval", str(folder), "--save", str(file)]
    done = CliRunner().invoke(app, words, env=environment)
    assert done.exit_code == 0, done.output
    assert f"Saved: {file}" in done.output
    (run,) = load(f"{file}:lexical")
    assert (run.collection, run.queries) == ("small", asked)
    assert run.measures["ndcg@10"] == {"q1": 1.0, "q2": 0.0, "q3": 0.0}
    assert run.settings["documents"] == "3"
    told = json.loads(compare(f"{file}:lexical", f"{file}:dense", "--json"))
    assert [(row["measure"], row["better"]) for row in told["comparisons"]] == [
        ("ndcg@10", 2), ("recall@100", 2), ("mrr@10", 2),
    ]  # fmt: skip
