"""Which of the known practices a document is about: by their names in the text and by likeness of meaning."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from corpus.draft import DraftField, FieldState, open_field
from corpus.gazetteer import fold
from corpus.nouns import Document
from corpus.practice import Practice, load_practices
from index.base import Model, Vectors
from index.library import Library
from index.seen import Readable
from ingest.drafting.sentences import Sentence, evidence

Encode = Callable[[Sequence[str]], Vectors]

SHORTEST = 6
"""Letters of the shortest name that is looked for in the text."""

NEAR = 0.55
"""Nearness from which a practice is proposed; below it the nearest are named in the question."""

LEAD = 0.045
"""How much nearer than the second the nearest is, or it is asked which of them it is."""

RECURS = 0.25
"""What a practice gains whose name consists of words that recur in the document."""

LOOKED = 200
"""Practices, the nearest by meaning, whose names are looked for in the text."""

STEM = 6
OFTEN = 4
"""Letters by which words are compared, and sentences from which one recurs as much as it can."""

OF_ITS_WORDS = 0.1
"""What a sentence gains as evidence for each word of the practice's names, up to three."""

NAMED = 0.04
"""What each sentence that names a practice adds, up to four of them."""


@cache
def practices() -> tuple[Practice, ...]:
    """The practices of the corpus."""
    return tuple(load_practices())


_HELD: dict[Model, Vectors] = {}
"""The vectors of the practices' names by model, 7 MB each: they are the same for every library."""


def name_vectors(library: Readable) -> Vectors:
    """The vectors of the practices' names, one row for each name of each practice.

    They take half a minute in a new data folder; the transplant analysis makes them as well, when the bundle is taken in.
    """
    model = library.embedder.model
    if model not in _HELD:
        _HELD[model] = library.vectors(all_names())
    return _HELD[model]


def names_known(library: Library) -> bool:
    """Whether the vectors of the practices' names are there already."""
    model, names = library.embedder.model, set(all_names())
    return model in _HELD or len(library.cache.get(model, list(names))) == len(names)


def all_names() -> list[str]:
    """Every name of every practice, as they are encoded: the same texts as the transplant analysis uses."""
    return [name for practice in practices() for name in _names(practice)]


class Near(NamedTuple):
    """A practice, how near it is, 0..1, and the sentences that name it."""

    practice: Practice
    nearness: float
    named: tuple[Sentence, ...]


def nearest(title: str, told: str, held: Sequence[Sentence], encode: Encode, names: Vectors,
            k: int = 5) -> list[Near]:  # fmt: skip
    """The practices that a text is about, the nearest first.

    Args:
        title, told: what the text is about, in a line and in a few sentences: both are compared by meaning.
        held: the sentences in which names are looked for.
        names: as `name_vectors` gives them.
    """
    known = practices()
    owners = [at for at, p in enumerate(known) for _ in _names(p)]
    likeness = names @ encode([title, f"{title}. {told}"]).mean(axis=0)
    near = np.full(len(known), -1.0)
    np.maximum.at(near, owners, likeness)
    folded = [(f" {fold(s.text)} ", s) for s in held]
    said = {int(at): _saying(known[at], folded) for at in np.argsort(-near)[:LOOKED]}
    recurring = _recurring([text for text, _ in folded])
    rated = [
        Near(known[at], float(near[at]) + NAMED * min(4, len(found))
             + RECURS * _share(known[at], recurring), found)
        for at, found in said.items()
    ]  # fmt: skip
    return sorted(rated, key=lambda one: (-one.nearness, one.practice.id))[:k]


def _recurring(texts: Sequence[str]) -> dict[str, float]:
    """How much each word of a text recurs, by its stem, 0..1."""
    counts = Counter(stem for text in texts for stem in _stems(text))
    return {
        stem: min(1.0, (count - 1) / (OFTEN - 1)) for stem, count in counts.items() if count > 1
    }


def _share(practice: Practice, recurring: Mapping[str, float]) -> float:
    """The share of the words of a practice's best name that recur, the rare words counting most, 0..1."""
    weights = _weights()
    return max(
        sum(weights[w] * recurring.get(w, 0.0) for w in stems) / sum(weights[w] for w in stems)
        for name in (practice.name, *practice.aliases)
        if (stems := _stems(name))
    )


@cache
def _weights() -> dict[str, float]:
    """What each stem of the practices' names counts: the fewer practices have it, the more."""
    held = Counter(stem for p in practices() for stem in _stems(" ".join((p.name, *p.aliases))))
    return {stem: math.log(1 + len(practices()) / count) for stem, count in held.items()}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in fold(text).split() if len(word) > 3)


def practice_field(document: Document, found: Sequence[Near], shown: Sequence[Sentence],
                   encode: Encode) -> DraftField:  # fmt: skip
    """The practice with the sentences that show it, or the question with the nearest ones named.

    Args:
        found: as `nearest` gives them.
        shown: sentences on what was done; the one that is most like the practice is its evidence.
    """
    ask = open_field("practice").question
    if not found or not shown:
        return open_field("practice")
    best, others = found[0], ", ".join(one.practice.id for one in found[:4])
    lead = best.nearness - (found[1].nearness if len(found) > 1 else 0)
    if best.nearness < NEAR or lead < LEAD:
        return open_field("practice", f"{ask} The nearest known ones are: {others}.")
    summary = f"{best.practice.name}. {best.practice.summary}"
    words = frozenset().union(
        *(_stems(name) for name in (best.practice.name, *best.practice.aliases))
    )
    likeness = encode([s.text for s in shown]) @ encode([summary])[0]
    likeness += [OF_ITS_WORDS * min(3, len(words & _stems(s.text))) for s in shown]
    said = [*best.named[:1], shown[int(np.argmax(likeness))]]
    return DraftField(
        key="practice",
        state=FieldState.PROPOSED,
        parts={"": best.practice.id},
        evidence=tuple(evidence(document, s) for s in {s.number: s for s in said}.values()),
        confidence=round(min(0.95, max(0.1, best.nearness * (0.7 + min(0.3, 2 * lead)))), 2),
    )


def measures(held: Sequence[Sentence], most: int = 6) -> list[tuple[str, int]]:
    """Practices that several sentences each name, with their number, the most named first."""
    folded = [(f" {fold(s.text)} ", s) for s in held]
    counts = {p.name: len(_saying(p, folded)) for p in practices()}
    named = sorted((name for name in counts if counts[name] > 1), key=lambda n: -counts[n])
    return [(name, counts[name]) for name in named[:most]]


def _names(practice: Practice) -> list[str]:
    return [practice.name, *practice.aliases, f"{practice.name}. {practice.summary}"]


def _saying(practice: Practice, folded: Sequence[tuple[str, Sentence]]) -> tuple[Sentence, ...]:
    names = [fold(name) for name in (practice.name, *practice.aliases)]
    looked = [re.escape(name) for name in names if len(name) >= SHORTEST]
    if not looked:
        return ()
    pattern = re.compile(rf" (?:{'|'.join(looked)})s? ")
    return tuple(s for text, s in folded if pattern.search(text))
