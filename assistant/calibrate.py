"""Fit the chances on the development half of the golden set: `python -m assistant.calibrate`.

The result is committed as `assistant/calibration.json`. The test half is not looked at.
"""

import json
from collections.abc import Sequence

import numpy as np

from assistant.calibration import FILE, SIGNALS, Calibration
from assistant.finding import Finder, in_other_words
from assistant.knowledge import Floats
from assistant.understanding import understood
from corpus.golden import Golden, GoldenQuestion, load_golden
from index.collapse import collapse
from index.library import DEPTH, Library, search
from index.logistic import logistic

RIDGE = 0.05
"""Squared penalty on the weights of standardised signals."""

LOST = 0.05
"""Share of the answerable questions that may be declined, which places the line."""

LOOKED_AT = 20
"""Documents of each answerable question from which the second model is fitted."""

FOLDS = 10


def signals(library: Library, questions: Sequence[GoldenQuestion]) -> Floats:
    """SIGNALS of every question, shape `(n, len(SIGNALS))`."""
    words, index = Finder(library).words(), library.generation()
    subjects = (understood(question.text, words).subject for question in questions)
    found = (
        in_other_words(index, search(index, subject, DEPTH).signals, subject)._asdict()
        for subject in subjects
    )
    return np.array([[held[name] for name in SIGNALS] for held in found])


def answered(seen: Floats, truth: Floats) -> dict[str, float]:
    """Weights of the chance that something answers, on signals as they are."""
    mean, spread = seen.mean(0), seen.std(0)
    x = np.hstack([(seen - mean) / spread, np.ones((len(seen), 1))])
    beta = logistic(x, truth, np.array([RIDGE * len(seen) / 10] * len(SIGNALS) + [1e-6]))
    weights = beta[:-1] / spread
    named = {name: float(weight) for name, weight in zip(SIGNALS, weights, strict=True)}
    return {"offset": float(beta[-1] - weights @ mean), **named}


def line(chances: Floats, truth: Floats) -> float:
    """The chance below which LOST of the answerable questions stand."""
    return float(np.quantile(chances[truth == 1], LOST))


def crossed(seen: Floats, truth: Floats) -> Floats:
    """The chance of each question by weights that were fitted without its tenth."""
    part, told = np.arange(len(truth)) % FOLDS, np.zeros(len(truth))
    for fold in range(FOLDS):
        weights = answered(seen[part != fold], truth[part != fold])
        told[part == fold] = _chances(weights, seen[part == fold])
    return told


def _chances(weights: dict[str, float], seen: Floats) -> Floats:
    sums = weights["offset"] + seen @ np.array([weights[name] for name in SIGNALS])
    return np.asarray(1 / (1 + np.exp(-sums)))


def helps(
    library: Library, golden: Golden, questions: Sequence[GoldenQuestion]
) -> dict[str, float]:
    """Weights of the chance that a document helps, by its score within an answerable question."""
    words, index = Finder(library).words(), library.generation()
    scores, truth = [], []
    for question in questions:
        judged = golden.judged[question.need]
        hits = search(index, understood(question.text, words).searched, DEPTH).hits
        for group in collapse(hits, index.table.owner)[:LOOKED_AT]:
            scores.append(group.score)
            truth.append(float(judged.get(group.doc_id, 0) > 0))
    x = np.column_stack([scores, np.ones(len(scores))])
    score, offset = logistic(x, np.array(truth), np.array([1e-3, 1e-6]))
    return {"offset": float(offset), "score": float(score)}


def fitted(library: Library, golden: Golden) -> tuple[Calibration, float]:
    """The weights, and the share of unanswerable questions declined by weights fitted without them."""
    questions = golden.part("dev", "en")
    seen = signals(library, questions)
    truth = np.array([float(golden.answerable(question)) for question in questions])
    weights, apart = answered(seen, truth), crossed(seen, truth)
    declined = float((apart[truth == 0] < line(apart, truth)).mean())
    of_documents = helps(library, golden, [q for q in questions if golden.answerable(q)])
    return Calibration(weights, of_documents, line(_chances(weights, seen), truth)), declined


def main() -> None:
    """Fit, print how many left-out questions are declined, and write the weights."""
    from assistant.settings import settings
    from assistant.wiring import assistant

    golden = load_golden()
    weights, declined = fitted(assistant(settings()).library, golden)
    print(f"declined of unanswerable, left out: {declined:.3f} at {LOST:.0%} of answerable lost")
    held = {
        "fitted on": f"{len(golden.part('dev', 'en'))} English questions of the golden set's development half",
        "answered": {name: round(value, 3) for name, value in weights.answered.items()},
        "helps": {name: round(value, 3) for name, value in weights.helps.items()},
        "line": round(weights.line, 3),
    }
    FILE.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
