"""Fit the weights of the transplant analysis on the corpus's own transfers: `python -m assistant.fit`.

Each transfer is foretold from a corpus that knows nothing of its recipient, so that the weights say what evidence from elsewhere is
worth. No other material is used. The result is committed as `assistant/weights.json`.
"""

import json
from collections.abc import Sequence

import numpy as np

from assistant import dependence as dependences
from assistant import risk as risks
from assistant.dependence import KINDS, WEIGHTS
from assistant.evaluate import Row, Scores, figures, foretellings
from assistant.foretell import Foretold, Models
from assistant.knowledge import AT, DIMENSIONS, Encode, Floats, Knowledge
from assistant.risk import HARM, SIGNS
from corpus.gazetteer import country_name
from corpus.transfer import Transfer

FOLDS = 10
"""Parts for the figures that `main` prints: each is foretold by weights fitted on the others."""


def as_rows(knowledge: Knowledge) -> list[Row]:
    """The corpus's transfers in the form of an evaluation file, named as their practice is."""
    return [_row(knowledge, transfer) for transfer in knowledge.transfers]


def _row(knowledge: Knowledge, transfer: Transfer) -> Row:
    practice = knowledge.practices[knowledge.positions[transfer.practice]]
    return Row(
        practice=practice.name,
        topic=transfer.topic,
        origin_city=transfer.origin.city,
        origin_country=country_name(transfer.origin.country),
        recipient_city=transfer.recipient.city,
        recipient_country=country_name(transfer.recipient.country),
        outcome=transfer.outcome,
        dimensions=tuple(change.dimension for change in transfer.dimensions),
    )


def blank() -> Models:
    """Models that say nothing yet."""
    return Models(
        dependences.Weights(np.zeros(len(KINDS)), 0.0, np.zeros(len(DIMENSIONS))),
        risks.RiskWeights(np.zeros(len(SIGNS)), 0.0),
    )


def fitted(knowledge: Knowledge, encode: Encode, only: Sequence[int] | None = None) -> Models:
    """Both models, fitted on all transfers or on those of these positions."""
    rows = as_rows(knowledge)
    chosen = range(len(rows)) if only is None else only
    found = foretellings(rows, knowledge, encode, blank())
    depends = dependences.fit([found[i].seen for i in chosen], [named(rows[i]) for i in chosen])
    # the risk looks at the dependence, so it is fitted after it
    found = foretellings(rows, knowledge, encode, blank()._replace(dependence=depends))
    return Models(
        depends,
        risks.fit([found[i].signs for i in chosen], [HARM[rows[i].outcome] for i in chosen]),
    )


def named(row: Row) -> Floats:
    """1.0 at each dimension that the row's record names, shape `(15,)`."""
    found = np.zeros(len(DIMENSIONS))
    found[[AT[dimension] for dimension in row.dimensions]] = 1
    return found


def crossed(knowledge: Knowledge, encode: Encode) -> tuple[list[Row], Scores]:
    """What each transfer is told by models that were fitted without its part of the transfers."""
    rows = as_rows(knowledge)
    part = np.random.default_rng(0).integers(0, FOLDS, len(rows))
    told: dict[int, Foretold] = {}
    for fold in range(FOLDS):
        models = fitted(knowledge, encode, np.flatnonzero(part != fold).tolist())
        found = foretellings(rows, knowledge, encode, models)
        told |= {at: found[at] for at in np.flatnonzero(part == fold).tolist()}
    ordered = [told[at] for at in range(len(rows))]
    return rows, Scores(
        np.array([found.depends for found in ordered]), np.array([found.risk for found in ordered])
    )


def main() -> None:
    """Fit, print how well left-out transfers are foretold, and write the weights."""
    from assistant.settings import settings
    from assistant.wiring import embedder, knowledge_of_corpus

    encode = embedder(settings()).encode_passages
    knowledge = knowledge_of_corpus(encode)
    rows, scores = crossed(knowledge, encode)
    for name, figure in figures(scores, rows).items():
        print(f"{name:24}{figure.value:.3f}  ({figure.low:.3f}–{figure.high:.3f})")
    models = fitted(knowledge, encode)
    held = {
        "fitted on": f"{len(rows)} transfers of the corpus, each without its recipient",
        "dimensions": {
            "kinds": _rounded(KINDS, models.dependence.kinds),
            "base": round(models.dependence.base, 4),
            "offsets": _rounded(DIMENSIONS, models.dependence.offsets),
        },
        "risk": {
            "signs": _rounded(SIGNS, models.risk.signs),
            "offset": round(models.risk.offset, 4),
        },
    }
    WEIGHTS.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")


def _rounded(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {str(name): round(float(value), 4) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
