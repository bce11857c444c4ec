"""Case studies and practices that exist already and are like a draft."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.draft import Draft
from corpus.nouns import Passage
from index.base import Hit
from index.seen import Readable
from ingest.drafting.practice import name_vectors, nearest
from ingest.quality.remark import Kind, Remark
from ingest.quality.words import sentences_of

MOST_ALIKE = 3
"""Cases, and practices, that are named as like the draft."""

LOOKED_AT = 40
FAR = 0.15
"""How much nearer another practice must be, among so many, before the one that is named is doubted."""

ALIKE = 0.55
"""Likeness of meaning from which a case is named."""

DEPTH = 60
"""Passages looked at to find like cases."""


class Like(NamedTuple):
    """A case study that is like a draft; `likeness` of meaning, ALIKE to 1."""

    case_id: str
    title: str
    city: str
    likeness: float


def alike(draft: Draft, library: Readable) -> Iterator[Remark]:
    """Practices and cases that exist already and are like the draft, the nearest first."""
    yield from like_practices(draft, library)
    for like in like_cases(draft, library):
        yield Remark(
            "",
            Kind.SIMILAR,
            f"This looks like “{like.title}” ({like.city}). Compare the two; if yours followed it, add that under 'Taken from'.",
            link=f"/cases/{like.case_id}",
        )


def like_cases(draft: Draft, library: Readable) -> list[Like]:
    """Case studies like a draft, at most MOST_ALIKE, the nearest first; none while it tells nothing."""
    told = _told(draft)
    return cases(draft.id, told, library) if told else []


def like_practices(draft: Draft, library: Readable) -> Iterator[Remark]:
    """The practices nearest to the text, where none is named or the one that is named is much less near."""
    told = _told(draft)
    if not told:
        return
    practice = draft.field("practice").value
    title = draft.field("title").value or told
    near = nearest(title, told, (), library.vectors, name_vectors(library), LOOKED_AT)
    others = "; ".join(f"{one.practice.name} ({one.practice.id})" for one in near[:MOST_ALIKE])
    own = next((one.nearness for one in near if one.practice.id == practice), 0.0)
    if not practice:
        message = (
            f"Practices that exist already and are like it: {others}. Take one of them if it fits."
        )
        yield Remark("practice", Kind.SIMILAR, message)
    elif near[0].nearness - own > FAR:
        yield Remark(
            "practice",
            Kind.SIMILAR,
            f"Is it really '{practice}'? By its text it is nearer to: {others}.",
        )


def cases(own: str, told: str, library: Readable) -> list[Like]:
    """Case studies like a text, the nearest first; `own` is left out."""
    hits = library.search(told, DEPTH).hits
    passages = library.store.passages([hit.passage_id for hit in hits])
    ids = dict.fromkeys(passages[h.passage_id].doc_id for h in hits if h.passage_id in passages)
    found = {d.doc_id: d for d in library.store.documents(ids) if d.kind == "case"}
    named_ = [(doc_id, found[doc_id]) for doc_id in ids if doc_id in found and doc_id != own]
    if not named_:
        return []
    texts = [f"{d.title}. {passages[_first(hits, passages, i)].text[:600]}" for i, d in named_]
    likeness = library.vectors(texts) @ library.embedder.encode_query(told)
    rows = sorted(zip(likeness, named_, strict=True), key=lambda row: -row[0])
    return [
        Like(i, d.title, str(d.meta["case"]["city"]), float(like))
        for like, (i, d) in rows[:MOST_ALIKE]
        if like >= ALIKE
    ]


def _first(hits: Sequence[Hit], passages: Mapping[int, Passage], doc_id: str) -> int:
    """The best passage of a document."""
    return next(h.passage_id for h in hits if passages[h.passage_id].doc_id == doc_id)


def _told(draft: Draft) -> str:
    """What the draft is about, in its title and its first words on what was done."""
    title = draft.field("title").value
    done = " ".join(sentences_of(draft.field("what-was-done").value)[:3])
    return f"{title}. {done}".strip(". ") if title or done else ""
