"""What each kind of evidence adds to the transplant analysis: `python bench/ablation.py FILE`.

For each kind the models are fitted anew on the corpus's transfers without it, and measured on the corpus (each transfer
foretold by models that were fitted without its part) and on the file. Then the same on the corpus with each practice asked for
under one of its further names, which is taken out of what it is compared with: that is how far free text is understood.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant import dependence, evidence
from assistant import risk as risks
from assistant.dependence import KINDS
from assistant.evaluate import PER_ROW, Row, auc, foretellings, load, recipients, relevant
from assistant.evidence import Subject, without
from assistant.fit import as_rows, blank, named
from assistant.foretell import Foretold, Models, foretell, shipped
from assistant.knowledge import DIMENSIONS, Encode, Floats, Knowledge, names_of
from assistant.profile import profile_at
from assistant.risk import HARM, SIGNS
from assistant.settings import settings
from assistant.topics import topics_of
from assistant.wiring import embedder, knowledge_of_corpus

FOLDS = 10


def scored(found: Sequence[Floats], rows: Sequence[Row]) -> str:
    """The three measures of rankings, in a line."""
    wanted = relevant(rows)
    return "  ".join(
        f"{np.mean([measure(s, w) for s, w in zip(found, wanted, strict=True)]):.3f}"
        for measure in PER_ROW.values()
    )


def crossed(seen: list[Floats], rows: Sequence[Row], used: Floats) -> list[Floats]:
    """Rankings of the corpus's rows, each by a model fitted without its part."""
    part = np.random.default_rng(0).integers(0, FOLDS, len(rows))
    targets = [named(row) for row in rows]
    masked = [rows_ * used for rows_ in seen]
    ranked: dict[int, Floats] = {}
    for fold in range(FOLDS):
        rest = np.flatnonzero(part != fold)
        weights = dependence.fit([masked[i] for i in rest], [targets[i] for i in rest])
        for at in np.flatnonzero(part == fold).tolist():
            ranked[at] = dependence.dependence(masked[at], weights)
    return [ranked[at] for at in range(len(rows))]


def without_kinds(
    corpus: tuple[Sequence[Row], list[Foretold]], file: tuple[Sequence[Row], list[Foretold]]
) -> None:
    """Leave each kind of evidence out, then all but each."""
    rows, told = corpus
    seen = [found.seen for found in told]
    print(f"{'evidence':26}corpus: MAP, recall@5, P@1   file: MAP, recall@5, P@1")
    whole = np.ones(len(KINDS))
    ways = {"everything": whole} | {f"without {k}": whole - unit(k) for k in KINDS}
    for name, used in (ways | {f"only {k}": unit(k) for k in KINDS}).items():
        weights = dependence.fit([s * used for s in seen], [named(row) for row in rows])
        there = [dependence.dependence(found.seen * used, weights) for found in file[1]]
        print(f"{name:26}{scored(crossed(seen, rows, used), rows)}      {scored(there, file[0])}")


def unit(kind: str) -> Floats:
    """1 at the kind's place, else 0."""
    return np.asarray(np.eye(len(KINDS))[KINDS.index(kind)])


def single_signs(rows: Sequence[Row], told: list[Foretold], name: str) -> None:
    """Failure AUC of each sign of risk alone."""
    outcomes = [row.outcome for row in rows]
    each = (
        f"{sign} {auc(np.array([found.signs[at] for found in told]), outcomes):.3f}"
        for at, sign in enumerate(SIGNS)
    )
    print(f"failure AUC of single signs, {name}: {', '.join(each)}")


def hard_dimensions(rows: Sequence[Row], told: list[Foretold], models: Models, name: str) -> None:
    """For each dimension how often records name it, and the chance that a row that does outranks one that does not."""
    wanted = relevant(rows)
    scores = np.array([dependence.dependence(found.seen, models.dependence) for found in told])
    print(f"dimensions, {name}: share of records, AUC over rows")
    for at, dimension in enumerate(DIMENSIONS):
        yes = np.array([at in w for w in wanted])
        apart = scores[yes, at][:, None] - scores[~yes, at][None, :]
        print(f"  {dimension:26}{yes.mean():.2f}  {np.mean((apart > 0) + 0.5 * (apart == 0)):.2f}")


def under_other_names(knowledge: Knowledge, rows: Sequence[Row]) -> None:
    """The corpus's transfers, each asked for under a further name of its practice, for several widths."""
    starts = np.concatenate([[0], np.cumsum([len(names_of(p)) for p in knowledge.practices])])
    for width in (0.04, 0.05, 0.07, 0.1, 0.14):
        evidence.WIDTH = width
        evidence.FAR = float(np.exp((evidence.BACKGROUND - 1) / width))
        seen = [_named_otherwise(knowledge, at, starts).seen for at in range(len(rows))]
        print(f"width {width}: {scored(crossed(seen, rows, np.ones(len(KINDS))), rows)}")


def _named_otherwise(knowledge: Knowledge, at: int, starts: Floats) -> Foretold:
    transfer = knowledge.transfers[at]
    practice = knowledge.positions[transfer.practice]
    choice = int(hashlib.sha256(transfer.id.encode()).hexdigest(), 16)
    name = int(starts[practice]) + 1 + choice % len(knowledge.practices[practice].aliases)
    others = np.arange(len(knowledge.owner)) != name
    near = np.full(len(knowledge.practices), -1.0)
    cosines = knowledge.names @ knowledge.names[name]
    np.maximum.at(near, knowledge.owner[others], cosines[others])
    ends = (transfer.origin, transfer.recipient)
    cities = (profile_at(ends[0].city, ends[0].country), profile_at(ends[1].city, ends[1].country))
    kept = without(knowledge, cities[1].name, cities[1].country_code)
    subject = Subject(near, topics_of(transfer.topic))
    places = recipients(knowledge.transfers)
    return foretell(knowledge, places, subject, cities, kept, blank())


def main(path: Path) -> None:
    """Print the tables."""
    encode: Encode = embedder(settings()).encode_passages
    knowledge = knowledge_of_corpus(encode)
    rows, file = as_rows(knowledge), load(path)
    corpus = (rows, foretellings(rows, knowledge, encode, blank()))
    there = (file, foretellings(file, knowledge, encode, blank()))
    without_kinds(corpus, there)
    single_signs(*corpus, "corpus")
    single_signs(*there, "file")
    harms = [HARM[row.outcome] for row in rows]
    model = risks.fit([found.signs for found in corpus[1]], harms)
    print({sign: round(float(w), 2) for sign, w in zip(SIGNS, model.signs, strict=True)})
    hard_dimensions(*corpus, shipped(), "corpus (in sample)")
    hard_dimensions(*there, shipped(), "file")
    under_other_names(knowledge, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
