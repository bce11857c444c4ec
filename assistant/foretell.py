"""One analysis: a practice, an origin and a recipient to the weight of every dimension and the risk of failure."""

from typing import NamedTuple

import numpy as np

from assistant import dependence as dependences
from assistant import risk as risks
from assistant.compare import Comparison, compare
from assistant.evidence import Evidence, Kept, Subject, evidence
from assistant.knowledge import Floats, Knowledge
from assistant.likeness import likeness, place
from assistant.profile import ContextProfile
from corpus.vocabulary import Dimension


class Foretold(NamedTuple):
    """What the models see and say.

    Attributes:
        likeness: of each transfer's recipient to the asking city, shape `(transfers,)`.
        evidence: what speaks for each dimension.
        compared: origin and recipient, dimension by dimension.
        seen: features of each dimension, shape `(15, kinds)`; signs: of the risk.
    """

    likeness: Floats
    evidence: Evidence
    compared: dict[Dimension, Comparison]
    seen: Floats
    depends: Floats
    signs: Floats
    risk: float


class Models(NamedTuple):
    """The two fitted models."""

    dependence: dependences.Weights
    risk: risks.RiskWeights


def shipped() -> Models:
    """The models that ship with Citygraft."""
    return Models(dependences.weights(), risks.weights())


def foretell(
    knowledge: Knowledge,
    places: Floats,
    subject: Subject,
    cities: tuple[ContextProfile, ContextProfile],
    kept: Kept,
    models: Models,
) -> Foretold:
    """Weigh everything that is known of a practice against two cities.

    Args:
        places: of the transfers' recipients (`assistant.likeness.place`), shape `(transfers, n)`.
        cities: origin and recipient.
    """
    alike = likeness(place(cities[1]), places)
    found = evidence(knowledge, subject, cities[1], kept)
    compared = compare(*cities)
    seen = dependences.features(found, compared)
    depends = dependences.dependence(seen, models.dependence)
    signs = risks.signs(
        knowledge, subject, alike, kept, cities, compared, np.maximum(depends, 1e-6)
    )
    return Foretold(alike, found, compared, seen, depends, signs, risks.risk(signs, models.risk))
