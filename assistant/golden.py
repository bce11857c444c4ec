"""The golden set asked of the bundled case studies: how good the order is, in every language, and when it declines."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from assistant.finding import Finder, Findings
from assistant.retrieval import WAYS, Run, run_all
from assistant.understanding import Understood, understood
from corpus.collection import BUNDLED
from corpus.golden import ANSWERS, Golden, GoldenQuestion
from index.library import Library
from index.measures import Judgements, ndcg

K = 10


class Asked(NamedTuple):
    """A question, what it was taken to mean, and what was found."""

    question: GoldenQuestion
    read: Understood
    found: Findings


class Declining(NamedTuple):
    """How many of the unanswerable questions were declined, and of the answerable ones lost."""

    unanswerable: int
    declined: int
    answerable: int
    lost: int


class Point(NamedTuple):
    """One point of the risk–coverage curve.

    Attributes:
        line: the least chance that is answered.
        coverage: share of all questions that are then answered.
        risk: share of those for which nothing here is an answer.
    """

    line: float
    coverage: float
    risk: float


def ask_all(library: Library, finder: Finder, questions: Sequence[GoldenQuestion]) -> list[Asked]:
    """Ask questions of the bundled case studies alone."""
    among, words = bundled(library), finder.words()
    read = [understood(question.text, words) for question in questions]
    return [
        Asked(question, meant, finder.find(meant, among))
        for question, meant in zip(questions, read, strict=True)
    ]


def bundled(library: Library) -> list[str]:
    """Ids of the bundled case studies."""
    return [d.doc_id for d in library.store.documents() if d.source.startswith(BUNDLED)]


def runs_of(library: Library, asked: Sequence[Asked]) -> dict[str, Run]:
    """Every question by words alone, by meaning alone, and as the assistant finds."""
    queries = {entry.question.id: entry.read.searched for entry in asked}
    within = library.store.passage_ids_in(bundled(library))
    runs = run_all(library.generation(), queries, within)
    shown = {
        entry.question.id: [(found.doc_id, found.relevance) for found in entry.found.ranked]
        for entry in asked
    }
    return {**{way: runs[way] for way in WAYS[:2]}, "fused": shown}


def measured(run: Run, golden: Golden, asked: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """nDCG@10, and recall@10 of the cases that answer, of every answerable question."""
    values: dict[str, dict[str, float]] = {"ndcg@10": {}, "recall@10": {}}
    for entry in asked:
        judged = golden.judged.get(entry.question.need)
        if judged:
            ranking = [doc for doc, _ in run[entry.question.id]]
            values["ndcg@10"][entry.question.id] = ndcg(ranking, judged, K)
            if any(grade >= ANSWERS for grade in judged.values()):
                values["recall@10"][entry.question.id] = recall_of_answers(ranking, judged)
    return values


def recall_of_answers(ranking: Sequence[str], judged: Judgements, k: int = K) -> float:
    """Of the cases that answer (grade 2), the share among the first k; of k where more answer, 0..1."""
    answers = {doc for doc, grade in judged.items() if grade >= ANSWERS}
    return len(answers & set(ranking[:k])) / min(len(answers), k)


def declining(golden: Golden, asked: Sequence[Asked]) -> Declining:
    """Count what was declined; an answerable question is lost where nothing is shown."""
    answerable = [entry for entry in asked if golden.answerable(entry.question)]
    others = [entry for entry in asked if not golden.answerable(entry.question)]
    return Declining(
        len(others),
        sum(not entry.found.shown for entry in others),
        len(answerable),
        sum(not entry.found.shown for entry in answerable),
    )


def risk_coverage(golden: Golden, asked: Sequence[Asked]) -> list[Point]:
    """The curve, from the surest question on; `line` is the chance at which it stands there."""
    ordered = sorted(asked, key=lambda entry: -entry.found.sure)
    wrong, points = 0, []
    for count, entry in enumerate(ordered, 1):
        wrong += not golden.answerable(entry.question)
        points.append(Point(entry.found.sure, count / len(ordered), wrong / count))
    return points


def by_language(
    values: Mapping[str, float], asked: Sequence[Asked], language: str
) -> dict[str, float]:
    """The mean value of each need's questions in one language."""
    held: dict[str, list[float]] = {}
    for entry in asked:
        if entry.question.language == language and entry.question.id in values:
            held.setdefault(entry.question.need, []).append(values[entry.question.id])
    return {need: fmean(found) for need, found in held.items()}
