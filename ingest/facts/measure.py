"""How many of the facts that the golden sentences state are found, and how many found ones are stated."""

from collections.abc import Iterator

from ingest.facts.find import Fact, find_facts
from ingest.golden import Row, Tally, rows, tally


def measure_facts(part: str) -> Tally:
    """Facts found in one part of the golden set, told apart by kind."""
    return tally(_judged(part), same, _kind)


def wrong(part: str) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    """Sentences of which not exactly what they state was found: what was found wrongly, and what missed."""
    sentences = [row["text"] for row in rows("facts", part)]
    for text, (found, wanted) in zip(sentences, _judged(part), strict=True):
        over = [one for one in found if not any(same(one, other) for other in wanted)]
        missed = [other for other in wanted if not any(same(one, other) for one in found)]
        if over or missed:
            yield text, over, missed


def same(one: Fact, other: Fact) -> bool:
    """True where kind, values, unit and per are alike and the quotes overlap."""
    alike = (one.kind, one.unit, one.per) == (other.kind, other.unit, other.per)
    close = _close(one.low, other.low) and _close(one.high, other.high)
    return alike and close and one.start < other.end and other.start < one.end


def _judged(part: str) -> Iterator[tuple[tuple[Fact, ...], list[Fact]]]:
    for row in rows("facts", part):
        yield find_facts(row["text"], row["country"]), [_wanted(row, it) for it in row["facts"]]


def _wanted(row: Row, it: Row) -> Fact:
    start = row["text"].index(it["quote"])
    end = start + len(it["quote"])
    return Fact(it["kind"], it["low"], it["high"], it["unit"], it["per"], start, end)


def _kind(fact: Fact) -> str:
    return fact.kind


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))
