import json
from pathlib import Path

import pytest

from corpus.errors import BadCollection
from index.collection import load

DOCS = {"d1": "mangrove coast", "d2": "bus lanes", "d3": "compost bins", "7": "tram and bus"}
QUERIES = {"q1": "mangrove on the coast", "7": "tram", "q9": "no judgement"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"_id": i, "title": "", "text": text} for i, text in DOCS.items()]
    queries = [{"_id": i, "text": text} for i, text in QUERIES.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t2\n7\t7\t1\n7\td2\t0\n"
    )
    return tmp_path


def test_a_collection_has_titles_texts_queries_and_grades(folder: Path) -> None:
    held = load(folder)
    assert held.texts == DOCS
    assert held.titles == dict.fromkeys(DOCS, "")
    assert held.queries == {"q1": QUERIES["q1"], "7": QUERIES["7"]}
    assert held.judged == {"q1": {"d1": 2}, "7": {"7": 1, "d2": 0}}


def test_ids_may_be_numbers_and_titles_may_be_missing(folder: Path) -> None:
    rows = [
        {"_id": 7, "text": "tram and bus", "title": "Trams"},
        {"_id": "d2", "text": "bus lanes"},
    ]
    (folder / "corpus.jsonl").write_text("\n\n".join(map(json.dumps, rows)) + "\n")
    held = load(folder)
    assert held.titles == {"7": "Trams", "d2": ""}
    assert list(held.texts) == ["7", "d2"]


def test_judgements_of_queries_that_are_not_there_are_left_out(folder: Path) -> None:
    with (folder / "qrels.tsv").open("a") as file:
        file.write("elsewhere\td1\t1\n")
    held = load(folder)
    assert set(held.judged) == set(held.queries)


def test_a_query_without_a_relevant_document_is_left_out(folder: Path) -> None:
    with (folder / "qrels.tsv").open("a") as file:
        file.write("q9\td1\t0\nq9\td2\t-1\n")
    assert "q9" not in load(folder).queries


def test_queries_without_judgements_are_left_out(folder: Path) -> None:
    assert set(load(folder).queries) == {"q1", "7"}


def test_judgements_may_lie_where_beir_puts_them(folder: Path) -> None:
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert load(folder).judged["q1"] == {"d1": 2}


def test_judgements_need_no_header(folder: Path) -> None:
    whole = load(folder).judged
    path = folder / "qrels.tsv"
    path.write_text("\n" + path.read_text().partition("\n")[2] + "\n\n")
    assert load(folder).judged == whole


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadCollection, match=name.replace(".", r"\.")):
        load(folder)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n{"text": "no id"}', "Line 2 of corpus"),
        ("queries.jsonl", "not json", "Line 1 of queries"),
        ("qrels.tsv", "q\tc\ts\nq1\td1\n", "Line 2 of qrels"),
        ("qrels.tsv", "q\tc\ts\nelse\td1\t1\n", "no queries with judgements"),
    ],
)
def test_a_line_that_is_not_of_the_form_is_named(
    folder: Path, name: str, text: str, place: str
) -> None:
    (folder / name).write_text(text)
    with pytest.raises(BadCollection, match=place):
        load(folder)
