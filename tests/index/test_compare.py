import pytest

from corpus.errors import BadRun
from index.compare import Change, alone, compare
from index.runs import Run
from index.significance import p_value

Values = dict[str, float]


def run(collection: str = "c", texts: dict[str, str] | None = None, **measures: Values) -> Run:
    ids = {q for values in measures.values() for q in values}
    named = {name.replace("_", "@"): values for name, values in measures.items()}
    return Run(collection, "fused", named, texts or {q: f"text of {q}" for q in ids}, {})


def test_each_measure_is_compared_query_by_query() -> None:
    before = run(ndcg_10={"a": 1.0, "b": 0.5, "c": 0.2, "d": 0.2}, recall_100={"a": 1.0})
    after = run(ndcg_10={"a": 0.0, "b": 0.4, "c": 0.9, "d": 0.2}, mrr_10={"a": 1.0})
    (found,) = compare([before], [after])
    assert (found.collection, found.measure, found.queries) == ("c", "ndcg@10", 4)
    assert found.before == pytest.approx(0.475)
    assert found.after == pytest.approx(0.375)
    assert found.better == 1
    assert found.worse == (Change("a", "text of a", 1.0, 0.0), Change("b", "text of b", 0.5, 0.4))
    assert found.p == found.p_holm == p_value([-1, -0.1, 0.7, 0])


def test_holm_goes_over_all_measures_and_collections_together() -> None:
    rising = {f"q{n}": 0.1 for n in range(8)}
    risen = {f"q{n}": 0.3 for n in range(8)}
    before = [run(name, ndcg_10=rising, recall_100=rising) for name in ("x", "y")]
    after = [run(name, ndcg_10=risen, recall_100=rising) for name in ("y", "x")]
    found = compare(before, after)
    assert [(row.collection, row.measure) for row in found] == [
        ("x", "ndcg@10"), ("x", "recall@100"), ("y", "ndcg@10"), ("y", "recall@100"),
    ]  # fmt: skip
    assert found[0].p == 2 / 2**8
    assert found[0].p_holm == 4 * found[0].p
    assert found[1].p_holm == 1.0


def test_queries_of_one_run_only_are_left_out_and_counted() -> None:
    before = run(ndcg_10={"a": 0.1, "b": 0.2, "c": 0.3})
    after = run(ndcg_10={"b": 0.2, "c": 0.3, "d": 0.4, "e": 0.5})
    (found,) = compare([before], [after])
    assert (found.queries, found.left_out) == (2, 3)
    assert found.before == found.after == pytest.approx(0.25)


def test_an_id_that_stands_for_another_question_is_not_compared() -> None:
    before = run(texts={"a": "heat", "b": "floods"}, ndcg_10={"a": 0.1, "b": 0.2})
    after = run(texts={"a": "heat", "b": "waste"}, ndcg_10={"a": 0.1, "b": 0.9})
    (found,) = compare([before], [after])
    assert (found.queries, found.left_out, found.better) == (1, 1, 0)


def test_two_runs_are_compared_whatever_their_collections_are_called() -> None:
    (found,) = compare([run("old", ndcg_10={"a": 0.1})], [run("new", ndcg_10={"a": 0.1})])
    assert found.collection == "old / new"


def test_nothing_in_common_is_told() -> None:
    one, other = run("x", ndcg_10={"a": 0.1}), run("y", ndcg_10={"b": 0.1})
    with pytest.raises(BadRun, match="no query in common"):
        compare([one], [other])
    with pytest.raises(BadRun, match="no measure in common"):
        compare([one], [run("x", mrr_10={"a": 0.1})])
    with pytest.raises(BadRun, match="here x, z, there y"):
        compare([one, run("z", ndcg_10={"a": 0.1})], [other])


def test_collections_of_one_side_only_are_named() -> None:
    x, y, z = (run(name, ndcg_10={"a": 0.1}) for name in "xyz")
    assert alone([x, y], [y, z]) == ["x", "z"]
    assert [row.collection for row in compare([x, y], [y, z])] == ["y"]
