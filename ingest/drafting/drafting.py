"""A case study draft from a document: each field with sentences that say it, or left open with the question to ask."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corpus.draft import Draft, DraftDocument, DraftField, FieldState, open_field
from corpus.draft_fields import FIELDS, place
from corpus.errors import EmptyFile
from corpus.nouns import City, Document, Passage
from index.base import Vectors
from index.library import Library
from ingest.drafting.cues import INTENDED, REASON
from ingest.drafting.findings import MOVED, conditions, lessons
from ingest.drafting.identity import id_of, source, title
from ingest.drafting.identity import place as place_fields
from ingest.drafting.lineage import lineage
from ingest.drafting.practice import measures, name_vectors, nearest, practice_field
from ingest.drafting.scope import Once, near_to
from ingest.drafting.sections import Fit, fits, fits_headings, sections, with_baselines
from ingest.drafting.sentences import Sentence, sentences
from ingest.drafting.subjects import subjects
from ingest.drafting.told import KINDS, LEVELS, closed, several
from ingest.drafting.years import years
from ingest.language import language_of
from ingest.places.mentions import Mention, find_places, main_place

SAMPLE = 5000
"""Characters from which the language is told."""

LONG = 250
"""Sentences from which a document may speak of several measures."""

PLANNED = 0.4
"""Share of sentences that say what is to be done, from which a document is a plan."""

LEADS = 0.7
"""Share of the namings that one practice has where a document is about that one."""

MEASURES = 4
"""Practices that it names, each more than once, from which it does."""

Encode = Callable[[Sequence[str]], Vectors]


class _Read(NamedTuple):
    """What was read: the sentences of the whole and of the part that the draft is about, and the places."""

    document: Document
    every: list[Sentence]
    held: list[Sentence]
    found: list[Fit]
    mentions: tuple[Mention, ...]
    city: City | None


def draft(
    library: Library,
    document: Document,
    passages: Sequence[Passage],
    about: str = "",
    taken: Iterable[str] = (),
) -> Draft:
    """Make a draft of a document; nothing is stored.

    Args:
        passages: of the document, as `ingest.segment.passages` cuts it or the store has them.
        about: words for one measure, where the document speaks of several; only what is near counts.
        taken: ids that the draft may not have.
    Raises:
        EmptyFile: the document has no sentences.
        BadDraft: nothing in it is near to `about`.
    """
    every = sentences(document, passages)
    if not every:
        raise EmptyFile(f"'{document.title}' has no sentences that a draft could be made from.")
    encode = Once(library)
    held = near_to(library, passages, every, about) if about.strip() else every
    english = _language(document) == "en"
    found = fits(held, encode) if english else fits_headings(held)
    mentions = find_places([page.text for page in document.pages])
    city = _city(mentions)
    read = _Read(document, every, held, found, mentions, city)
    fields, notes = _fields(library, read, encode, about, english=english)
    name = next(field.value for field in fields if field.key == "title") or document.title
    return Draft(
        id=id_of(city.name if city else "", about or name, taken),
        documents=(
            DraftDocument(doc_id=document.doc_id, title=document.title, sha256=document.sha256,
                          source=document.source),
        ),
        about=about,
        notes=tuple(notes),
        fields=tuple(sorted(_with_open(fields), key=lambda field: place(field.key))),
    )  # fmt: skip


def _fields(library: Library, read: _Read, encode: Encode, about: str, *, english: bool
            ) -> tuple[list[DraftField], list[str]]:  # fmt: skip
    document, held, notes = read.document, read.held, []
    named = title(document, held if about else ())
    fields = [named, *place_fields(document, read.city, read.mentions, read.every),
              source(document, read.every, title(document) if about else named)]  # fmt: skip
    if not english:
        notes.append(
            "The document is not in English. Only its place, title and years were looked for, and what stands under headings "
            "that say what they are about, in its own words; everything else is left open."
        )
        return [*fields, years(document, _undated(read)), *sections(document, read.found)], notes
    if sum(bool(INTENDED.search(s.text)) for s in held) > PLANNED * len(held):
        notes.append(
            "The document says mostly what is to be done, as plans do. A case study tells what was done: "
            "ask the city what became of it."
        )
    fields += subjects(document, held, encode)
    practice = _practice(library, read, named, about, encode)
    if not about and (mixed := _mixed(read, practice)):
        return [*fields, open_field("practice", f"{open_field('practice').question} {mixed}")], [
            *notes,
            mixed,
        ]
    return [*fields, practice, *_of_one_measure(read, encode)], notes


def _of_one_measure(read: _Read, encode: Encode) -> list[DraftField]:
    """What can be told of a document, or a part of it, that is about one practice."""
    document, held = read.document, read.held
    moves = lineage(document, held, read.mentions, read.city)
    foreign = {piece.start for field in moves for piece in field.evidence}
    own = [s for s in held if s.start not in foreign]
    section = {fit.sentence.number: fit.section for fit in read.found}
    section |= {s.number: MOVED for s in held if s.start in foreign and not REASON.search(s.text)}
    told = _told(read, own)
    start = next((field.parts["start"] for field in told if field.parts.get("start")), "")
    found = with_baselines(read.found, int(start) if start else None)
    return [
        *moves,
        *told,
        *sections(document, found),
        *lessons(document, held, section, encode),
        *conditions(document, held, encode),
    ]


def _undated(read: _Read) -> list[Sentence]:
    """The sentences that no heading says to be of the situation before."""
    before = {fit.sentence.number for fit in read.found if fit.section == "situation-before"}
    return [s for s in read.held if s.number not in before]


def _mixed(read: _Read, practice: DraftField) -> str:
    """What to say of a long document that is about several measures; empty where it is about one."""
    if len(read.every) < LONG:
        return ""
    named = measures(read.every)
    shared = len(named) >= MEASURES and named[0][1] < LEADS * sum(count for _, count in named)
    if practice.state is not FieldState.OPEN and not shared:
        return ""
    among = f", among them: {', '.join(name for name, _ in named)}" if named else ""
    return (
        f"The document speaks of several measures{among}. A case study has one: draft again about one of them, with the "
        "words for it (--about). Until then only what holds for the whole document is proposed."
    )


def _told(read: _Read, own: list[Sentence]) -> list[DraftField]:
    """Years and closed lists, each from the sentences that may speak of it."""
    section = {fit.sentence.number: fit.section for fit in read.found}
    elsewhere = {"situation-before", "what-others-should-know-before-copying"}
    done = [s for s in own if section.get(s.number) not in elsewhere]
    made = [
        s
        for s in own
        if section.get(s.number) in ("what-was-done", "how-it-was-done", "cost-and-who-paid")
    ]
    acted = [s for s in done if section.get(s.number, "results") != "results"]
    scaled = [s for s in done if section.get(s.number) not in ("what-went-wrong", "results")]
    return [
        years(read.document, done),
        closed(read.document, done, "status"),
        closed(read.document, own, "outcome"),
        closed(read.document, scaled, "scale"),
        several(read.document, acted, "governance_level", LEVELS),
        several(read.document, made, "kind", KINDS),
    ]


def _practice(
    library: Library, read: _Read, named: DraftField, about: str, encode: Encode
) -> DraftField:
    shown = [fit.sentence for fit in read.found if fit.section == "what-was-done"] or read.held[:20]
    best = " ".join(s.text for s in shown[:4])
    found = nearest(about or named.value, best, read.held, encode, name_vectors(library))
    return practice_field(read.document, found, shown, encode)


def _with_open(fields: list[DraftField]) -> list[DraftField]:
    """With an open field for whatever is not there, so that each list has as many as it needs."""
    held = {field.key for field in fields}
    for about in FIELDS:
        keys = (
            [f"{about.key}-{n}" for n in range(1, max(1, about.least) + 1)]
            if about.most
            else [about.key]
        )
        fields = fields + [open_field(key) for key in keys if key not in held]
    return fields


def _city(mentions: tuple[Mention, ...]) -> City | None:
    main = main_place(mentions)
    return main.city if main else None


def _language(document: Document) -> str:
    held = document.meta.get("language")
    if isinstance(held, str):
        return held
    return language_of(" ".join(page.text for page in document.pages)[:SAMPLE])
