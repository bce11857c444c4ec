"""What a trained spaCy pipeline says of names, where one is installed: further evidence, which nothing needs."""

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from ingest.places.sheet import Span

if TYPE_CHECKING:
    from spacy.language import Language

WEIGHTS = {"GPE": 1.0, "LOC": 0.5, "PERSON": -1.5, "PER": -1.5, "ORG": -1.0, "FAC": -0.5}
"""What a label adds to the score of a name that may be a city."""

Tags = list[tuple[int, int, str]]
"""Start, end and label of each named entity."""


@cache
def trained() -> "Language | None":
    """An installed pipeline that tags names, an English one before others; None where there is none.

    spaCy's models are looked for as spaCy does it, but without importing spaCy, which takes two seconds.
    """
    names = sorted(point.name for point in entry_points(group="spacy_models"))
    for name in sorted(names, key=lambda name: not name.startswith("en_")):
        import spacy

        pipeline = spacy.load(name)
        if "ner" in pipeline.pipe_names:
            return pipeline
    return None


def tagged(text: str, pipeline: "Language | None") -> Tags:
    """The named entities of a text; none without a pipeline, nor in a text that is too long for it."""
    if pipeline is None or len(text) > pipeline.max_length:
        return []
    return [(e.start_char, e.end_char, e.label_) for e in pipeline(text).ents]


def weigh(tags: Tags, span: Span) -> float:
    """What the tag that covers a name adds to its score; 0 where none does."""
    covering = (label for start, end, label in tags if start <= span.start and span.end <= end)
    return next((WEIGHTS.get(label, 0.0) for label in covering), 0.0)
