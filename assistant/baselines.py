"""What the transplant analysis is measured against, in the same run: chance, the corpus's frequencies, the topic's."""

from collections.abc import Sequence

import numpy as np

from assistant.evaluate import Figure, Row, Scores, figures, foretellings, uniform
from assistant.evidence import without
from assistant.foretell import shipped
from assistant.knowledge import Encode, Knowledge
from assistant.risk import HARM
from assistant.topics import topics_of
from corpus.gazetteer import country_code

TOPIC_MASS = 4.0
"""Transfers that all others count for, beside those of the topic."""


def evaluate(
    rows: Sequence[Row], knowledge: Knowledge, encode: Encode
) -> dict[str, dict[str, Figure]]:
    """The measures of the engine and of three baselines, by name."""
    told = foretellings(rows, knowledge, encode, shipped())
    engine = Scores(
        np.array([found.depends for found in told]), np.array([found.risk for found in told])
    )
    return {
        "uniform": uniform(rows),
        "frequency prior": figures(prior(rows, knowledge, by_topic=False), rows),
        "topic prior": figures(prior(rows, knowledge, by_topic=True), rows),
        "citygraft": figures(engine, rows),
    }


def prior(rows: Sequence[Row], knowledge: Knowledge, *, by_topic: bool) -> Scores:
    """How often the corpus's transfers name each dimension, and how ill they went; the row's recipient left out."""
    named = (knowledge.changed > 0).astype(float)
    harm = np.array([HARM[transfer.outcome] for transfer in knowledge.transfers])
    dimensions, risks = [], []
    for row in rows:
        code = country_code(row.recipient_country) or ""
        weights = without(knowledge, row.recipient_city, code).transfers.astype(float)
        if by_topic:
            topics = topics_of(row.topic)
            on = [
                bool(topics & set(knowledge.practices[at].topics))
                for at in knowledge.transfer_practice
            ]
            weights *= np.array(on) + TOPIC_MASS / len(weights)
        dimensions.append(weights @ named / weights.sum())
        risks.append(weights @ harm / weights.sum() if by_topic else 0.5)
    return Scores(np.array(dimensions), np.array(risks))
