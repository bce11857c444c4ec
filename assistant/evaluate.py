"""Measure the transplant analysis on documented transfers: dimensions found, failure foreseen.

Nothing of a row's outcome, dimensions, reasons or sources is seen by the engine, and for a row all that the corpus has from the
recipient city is left out (`assistant.evidence.without`).
"""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evidence import Subject, without
from assistant.foretell import Foretold, Models, foretell
from assistant.knowledge import AT, DIMENSIONS, Encode, Floats, Knowledge
from assistant.likeness import place
from assistant.profile import profile_at
from assistant.topics import topics_of
from corpus.errors import BadCollection
from corpus.gazetteer import country_code
from corpus.transfer import Transfer, TransferOutcome
from corpus.vocabulary import Dimension

SAMPLES = 2000
"""Bootstrap samples of the rows for an interval."""

TOP = 5
"""Dimensions that recall looks at."""


class Row(BaseModel):
    """A row of the file; what else it holds is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    practice: Annotated[str, Field(min_length=1)]
    topic: str
    origin_city: Annotated[str, Field(min_length=1)]
    origin_country: str
    recipient_city: Annotated[str, Field(min_length=1)]
    recipient_country: str
    outcome: TransferOutcome
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]


class Scores(NamedTuple):
    """What a way of telling gives for each row: scores of the dimensions, shape `(rows, 15)`, and risks."""

    dimensions: Floats
    risks: Floats


class Figure(NamedTuple):
    """A measure with the bounds of its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def load(path: Path) -> list[Row]:
    """The rows of a file of JSON lines.

    Raises:
        BadCollection: it cannot be read, has no rows, or a row breaks the form; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCollection(f"The file {path} cannot be read. Check the path.") from error
    rows = [_row(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise BadCollection(f"The file {path} holds no transfers.")
    return rows


def _row(path: Path, number: int, line: str) -> Row:
    try:
        return Row.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise BadCollection(f"Line {number} of {path} is not valid JSON.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise BadCollection(f"Line {number} of {path}: {where}: {fault['msg']}.") from error


def foretellings(
    rows: Sequence[Row], knowledge: Knowledge, encode: Encode, models: Models
) -> list[Foretold]:
    """What the engine says of each row."""
    places = recipients(knowledge.transfers)
    vectors = encode([row.practice for row in rows])
    found = []
    for row, vector in zip(rows, vectors, strict=True):
        cities = (
            profile_at(row.origin_city, country_code(row.origin_country) or ""),
            profile_at(row.recipient_city, country_code(row.recipient_country) or ""),
        )
        kept = without(knowledge, cities[1].name, cities[1].country_code)
        subject = Subject(knowledge.nearness(vector), topics_of(row.topic))
        found.append(foretell(knowledge, places, subject, cities, kept, models))
    return found


def recipients(transfers: Iterable[Transfer]) -> Floats:
    """The places of the recipients of transfers, shape `(transfers, n)`."""
    ends = [transfer.recipient for transfer in transfers]
    return np.array([place(profile_at(end.city, end.country)) for end in ends])


def relevant(rows: Iterable[Row]) -> list[frozenset[int]]:
    """The dimensions, by position, that each row's record names."""
    return [frozenset(AT[d] for d in row.dimensions) for row in rows]


def average_precision(scores: Floats, wanted: frozenset[int]) -> float:
    """Mean of the precision at each wanted dimension; of equal scores the expectation is taken by `order`."""
    hits, total = 0, 0.0
    for rank, at in enumerate(order(scores), 1):
        if at in wanted:
            hits += 1
            total += hits / rank
    return total / len(wanted)


def order(scores: Floats) -> list[int]:
    """Dimensions by falling score; equal scores in the order of the vocabulary."""
    return [int(at) for at in np.argsort(-scores, kind="stable")]


def recall(scores: Floats, wanted: frozenset[int]) -> float:
    """Share of the wanted dimensions among the first TOP."""
    return len(wanted & set(order(scores)[:TOP])) / len(wanted)


def first(scores: Floats, wanted: frozenset[int]) -> float:
    """1.0 where the first dimension is wanted."""
    return float(order(scores)[0] in wanted)


def auc(risks: Floats, outcomes: Sequence[TransferOutcome]) -> float:
    """The chance that a failure has a higher risk than a success, ties half; nan where one kind is missing."""
    failed = risks[[o is TransferOutcome.FAILURE for o in outcomes]]
    went_well = risks[[o is TransferOutcome.SUCCESS for o in outcomes]]
    if not len(failed) or not len(went_well):
        return float("nan")
    apart = failed[:, None] - went_well[None, :]
    return float(np.mean((apart > 0) + 0.5 * (apart == 0)))


PER_ROW: dict[str, Callable[[Floats, frozenset[int]], float]] = {
    "mean average precision": average_precision,
    f"recall@{TOP}": recall,
    "precision@1": first,
}


def figures(scores: Scores, rows: Sequence[Row], seed: int = 0) -> dict[str, Figure]:
    """Every measure of one way of telling, with bootstrap intervals over the rows."""
    wanted, outcomes = relevant(rows), [row.outcome for row in rows]
    samples = np.random.default_rng(seed).integers(0, len(rows), (SAMPLES, len(rows)))
    found = {}
    for name, measure in PER_ROW.items():
        each = np.array([measure(s, w) for s, w in zip(scores.dimensions, wanted, strict=True)])
        found[name] = _figure(float(each.mean()), each[samples].mean(axis=1))
    drawn = [auc(scores.risks[s], [outcomes[i] for i in s]) for s in samples[:500]]
    found["failure AUC"] = _figure(auc(scores.risks, outcomes), np.array(drawn))
    return found


def _figure(value: float, drawn: Floats) -> Figure:
    if np.isnan(drawn).all():
        return Figure(value, float("nan"), float("nan"))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(value, float(low), float(high))


def uniform(rows: Sequence[Row]) -> dict[str, Figure]:
    """The measures of a random order, averaged over many, and of a risk that is the same for all."""
    rng, wanted = np.random.default_rng(0), relevant(rows)
    found = {}
    draws = rng.random((200, len(rows), len(DIMENSIONS)))
    for name, measure in PER_ROW.items():
        runs = np.array(
            [np.mean([measure(s, w) for s, w in zip(d, wanted, strict=True)]) for d in draws]
        )
        found[name] = _figure(float(runs.mean()), runs)
    found["failure AUC"] = Figure(0.5, 0.5, 0.5)
    return found
