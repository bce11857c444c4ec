from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.draft import Draft, DraftState, FieldState
from corpus.draft_edit import Deed, accepted, edited
from corpus.draft_fields import SECTION_KEYS
from corpus.errors import BadDraft, EmptyFile, StoreBusy, UnknownDocument
from corpus.nouns import Document
from index.hashing import HashingEmbedder
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.drafting.desk import Desk
from ingest.drafting.drafting import draft
from ingest.drafting.practice import name_vectors
from ingest.drafting.sentences import sentences
from ingest.pipeline import ingest
from ingest.readers import read
from ingest.segment import passages

MakePdf = Callable[..., bytes]
CopyVectors = Callable[[Path, Path], None]

REPORT = """# Bucket by bucket: separate collection of kitchen waste in Kumasi

Prepared by the Waste Management Department, March 2021.

## Background

Before the scheme, everything that was collected in Kumasi, Ghana, went to a landfill that was expected to be full by 2018.
Neighbours had complained of smoke since 2009.

## The scheme

Each household was given a bucket with a lid, and tricycle crews emptied it twice a week.
A composting plant was built beside the landfill.

## Organisation

The city council approved the scheme in November 2014 and amended its waste by-law in April 2015.
The first collection began in June 2015 in two sub-metros.

## Costs

The plant cost 1.8 million US dollars to build, and running it cost 410,000 dollars a year.
Since 2019 the city council has paid for it from its general fund.

## Results

In 2018, a survey by the university found that 71 per cent of the households separated their waste correctly.
Crews say that they earn more than before.

## Difficulties

Compost sold poorly, because farmers found it too expensive to carry beyond 20 kilometres.
The project failed to pay for itself, and it was closed in 2020.

## Advice to other cities

Agree with a buyer of compost before building a plant, because a plant that cannot sell becomes a burden on the budget.
Crews should own their tricycles, as hired vehicles stood broken for weeks.
The scheme would not work where households cannot store waste for three days.
"""


Folder = Callable[..., Library]


@pytest.fixture(scope="module", name="library_of")
def _library_of(
    bundled_home: Path, onnx: OnnxEmbedder, copy_vectors: CopyVectors, tmp_path_factory: pytest.TempPathFactory
) -> Folder:  # fmt: skip
    """Makes libraries with the real model, in which the names of practices are encoded already."""
    name_vectors(Library(bundled_home, onnx))

    def make(**files: str) -> Library:
        root = tmp_path_factory.mktemp("drafting")
        (root / "home").mkdir()
        copy_vectors(bundled_home, root / "home")
        return filled(root, onnx, files)

    return make


def filled(tmp_path: Path, onnx: OnnxEmbedder, files: dict[str, str]) -> Library:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    library = Library(tmp_path / "home", onnx)
    ingest(library, [folder])
    return library


@pytest.fixture(scope="module")
def kept(library_of: Folder) -> tuple[Desk, Draft]:
    desk = Desk(library_of(report=REPORT))
    return desk, desk.create("report", "", "Ama")


def made_of(library: Library, document: Document, about: str = "") -> Draft:
    cut = list(passages(document, library.embedder.count_pieces))
    return draft(library, document, cut, about)


def unfaithful(held: Draft, document: Document) -> list[str]:
    """Quotes that do not stand in the document at their offsets."""
    return [
        piece.quote
        for field in held.fields
        for piece in field.evidence
        if document.pages[piece.page_index].text[piece.start : piece.end] != piece.quote
        or document.pages[piece.page_index].number != piece.page
    ]


def test_every_quote_of_a_draft_is_verbatim_in_the_stored_document(
    kept: tuple[Desk, Draft],
) -> None:
    desk, held = kept
    assert unfaithful(held, desk.library.store.get("report")) == []
    assert sum(bool(field.evidence) for field in held.fields) > 15


def test_what_the_report_tells_is_proposed_with_the_sentence_that_tells_it(
    kept: tuple[Desk, Draft],
) -> None:
    _, held = kept
    told = {
        key: held.field(key).told() for key in ("city", "country", "years", "status", "outcome")
    }
    assert told == {
        "city": {"": "Kumasi"},
        "country": {"": "GH"},
        "years": {"start": "2015", "end": "2020"},
        "status": {"": "ended"},
        "outcome": {"": "failure"},
    }
    assert "closed in 2020" in held.field("status").evidence[0].quote
    assert "failed" in held.field("outcome").evidence[0].quote
    assert held.field("source-1").told() == {
        "title": "Bucket by bucket: separate collection of kitchen waste in Kumasi",
        "publisher": "Waste Management Department",
        "year": "2021",
    }


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("situation-before", "expected to be full by 2018"),
        ("what-was-done", "given a bucket with a lid"),
        ("how-it-was-done", "amended its waste by-law"),
        ("cost-and-who-paid", "410,000 dollars a year"),
        ("results", "71 per cent of the households"),
        ("what-went-wrong", "Compost sold poorly"),
        ("what-others-should-know-before-copying", "Agree with a buyer"),
    ],
)
def test_each_section_has_the_sentences_that_it_asks_for(
    kept: tuple[Desk, Draft], key: str, words: str
) -> None:
    _, held = kept
    for other in SECTION_KEYS:
        assert (words in held.field(other).value) == (other == key)


def test_results_say_how_they_are_known_and_when(kept: tuple[Desk, Draft]) -> None:
    lines = kept[1].field("results").value.splitlines()
    assert lines[0].startswith("- **Measured (2018).** In 2018, a survey")
    assert lines[1] == "- **Anecdotal (no year).** Crews say that they earn more than before [1]."


def test_what_is_not_told_is_open_with_the_question_to_ask(kept: tuple[Desk, Draft]) -> None:
    field = kept[1].field("adopted-by-1")
    assert (field.state, field.question) == (
        FieldState.OPEN,
        "Which cities took it over from you, and what did they change?",
    )
    assert not any(c.parts.get("if_absent") for c in kept[1].listed("condition"))


def test_lessons_stand_in_the_advice_and_the_troubles(kept: tuple[Desk, Draft]) -> None:
    lessons = [field.parts["text"] for field in kept[1].listed("lesson")]
    assert any(text.startswith("Agree with a buyer") for text in lessons)
    assert not any(
        "given a bucket" in text or "landfill that was expected" in text for text in lessons
    )


def test_a_document_that_says_both_is_asked_about_and_not_guessed(library: Library) -> None:
    text = (
        "The buses of Beira\n\nThe project was a success in the north of the city. In the south the project failed "
        "within a year. Work began in 2011."
    )
    held = made_of(library, read(text.encode(), "buses.txt"))
    field = held.field("outcome")
    assert field.state is FieldState.OPEN
    assert "was a success" in field.question
    assert "project failed" in field.question


def test_intentions_are_neither_deeds_nor_results(library: Library) -> None:
    text = "A plan for Beira\n\n" + " ".join(
        f"The city will install {n} pumps and reduce floods by {n} per cent." for n in range(2, 9)
    )
    held = made_of(library, read(text.encode(), "plan.txt"))
    for key in ("what-was-done", "results", "status", "years"):
        assert held.field(key).state is FieldState.OPEN, key
    assert "mostly what is to be done" in held.notes[0]


def test_a_document_in_another_language_gives_what_can_be_found_and_says_so(
    library: Library,
) -> None:
    text = (
        "Jardines de lluvia en Medellín\n\nLa ciudad de Medellín, en Colombia, construyó cuarenta jardines de lluvia en las "
        "calles de los barrios altos entre 2016 y 2019. Los vecinos eligieron las plantas y las cuidan todavía. "
        "El municipio pagó las obras y la universidad midió los caudales antes y después de la construcción."
    )
    held = made_of(library, read(text.encode(), "jardines.txt"))
    assert held.field("city").value == "Medellín"
    assert held.field("results").state is FieldState.OPEN
    assert "not in English" in held.notes[0]


def test_a_draft_about_one_measure_has_only_what_stands_near_it(library_of: Folder) -> None:
    text = (
        "# Two works in Beira, Mozambique\n\n## Rain gardens\n\nForty rain gardens were built along the streets of the upper "
        "town, and each garden was planted by the neighbours. The rain gardens cost 90,000 dollars.\n\n"
        "## Night buses\n\nThree lines of night buses were introduced for nurses and bakers, and a night bus was given to "
        "each line. The night buses cost 400,000 dollars a year.\n"
    )
    library = library_of(works=text)
    desk = Desk(library)
    whole = desk.create("works", "", "Ama").field("cost-and-who-paid").value
    assert "90,000" in whole
    assert "400,000" in whole
    held = desk.create("works", "night buses for workers", "Ama")
    assert "400,000" in held.field("cost-and-who-paid").value
    assert "90,000" not in held.field("cost-and-who-paid").value
    assert held.about == "night buses for workers"


def test_pages_of_a_pdf_are_cited(library: Library, make_pdf: MakePdf) -> None:
    pdf = make_pdf(
        [
            "Buses in Beira\nA report on the buses of Beira, Mozambique.",
            "Costs and financing\nThe city council paid 2 million dollars for the buses in 2015.",
        ]
    )
    document = read(pdf, "buses.pdf")
    held = made_of(library, document)
    assert unfaithful(held, document) == []
    (piece,) = held.field("cost-and-who-paid").evidence
    assert (piece.page, piece.quote) == (
        2,
        "The city council paid 2 million dollars for the buses in 2015.",
    )


def test_a_document_without_sentences_is_refused(library: Library) -> None:
    with pytest.raises(EmptyFile, match="no sentences"):
        made_of(library, read(b"1 2 3\n\n4 5 6", "numbers.txt"))


WORDS = st.sampled_from(
    [
        "The",
        "city",
        "council",
        "paid",
        "2",
        "million",
        "dollars",
        "for",
        "pumps",
        "in",
        "2015",
        ".",
        "It",
        "failed",
        "because",
        "nobody",
        "[3]",
        "was",
        "asked",
        ";",
        "•",
        "-",
        "\n",
        "\n\n",
        "##",
        "Results",
        "-",
        "should",
        "must",
        "not",
        "Beira",
        ",",
        "Mozambique",
        "fell",
        "by",
        "30",
        "%",
        "survey",
        "(",
        "GIZ",
        ")",
        "“",
        "quote",
        "”",
        "\t",
        "Second,",
        "was",
        "built",
        "•",
        "1.",
        "A)",
        "ended",
        "in",
        "2019",
        "2016",
        "to",
        "2019",
        "residents",
        "said",
        "†",
        "\xad",
        "\u200b",
        "é",
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=20, max_size=200).map(" ".join))
def test_whatever_the_text_no_quote_is_invented(library: Library, text: str) -> None:
    document = read(
        f"Buses in Beira, Mozambique\n\nThe city built a bus lane.\n\n{text}".encode(), "a.txt"
    )
    held = made_of(library, document)
    assert unfaithful(held, document) == []
    cut = list(passages(document, HashingEmbedder().count_pieces))
    for sentence in sentences(document, cut):
        assert document.pages[0].text[sentence.start : sentence.end] == sentence.quote


def finished(desk: Desk, held: Draft) -> Draft:
    """The draft with everything accepted that was proposed, and answered what was open."""
    for field in held.fields:
        if field.state is FieldState.PROPOSED:
            held = desk.change(held.id, None, partial(accepted, key=field.key, who="Ama"), "Ama")
    answers = {
        "practice": {"": "door-to-door-separate-collection"},
        "scale": {"": "district"},
        "topics": {"": "waste_circular_economy"},
        "sdgs": {"": "11, 12"},
        "kind": {"": "soft, grey"},
        "governance_level": {"": "municipal"},
        "source-1": {"url": "https://example.org/1"},
        "source-2": {"title": "News of the plant", "publisher": "Daily Guide", "year": "2020", "url": "https://example.org/2", "opened": "2026-11-28"},
        **{f"lesson-{n}": {"source": "2"} for n in (1,)},
    }  # fmt: skip
    for number in range(1, 5):
        if held.field(f"lesson-{number}").state is FieldState.OPEN:
            answers[f"lesson-{number}"] = {
                "text": f"Crews that owned tricycle {number} repaired it within one day.",
                "kind": "enabler", "dimensions": "market_operators", "source": "2",
            }  # fmt: skip
    for number in range(1, max(3, len(held.listed("condition")) + 1)):
        answers[f"condition-{number}"] = {
            "requirement": f"Households that can store waste, {number}.", "dimension": "social_culture_behaviour", "importance": "essential",
            "why": "Buckets are emptied twice a week.", "if_absent": "Collect every day.", "source": "1",
        }  # fmt: skip
    for key, parts in answers.items():
        held = desk.change(held.id, None, partial(edited, key=key, parts=parts, who="Ama"), "Ama")
    return held


def test_a_reviewed_draft_is_published_found_changed_and_withdrawn(library_of: Folder) -> None:
    library = library_of(report=REPORT)
    desk = Desk(library)
    held = desk.create("report", "", "Ama")
    with pytest.raises(BadDraft, match="possible to 'submit'"):
        desk.move(held.id, None, Deed.PUBLISHED, "Ben")
    desk.move(held.id, None, Deed.SUBMITTED, "Ama")
    with pytest.raises(BadDraft, match="nobody has accepted"):
        desk.move(held.id, None, Deed.PUBLISHED, "Ben")
    held = finished(desk, held)
    held = desk.move(held.id, held.revision, Deed.PUBLISHED, "Ben")
    assert held.state is DraftState.PUBLISHED
    document = library.store.get(held.id)
    assert (document.kind, document.source) == ("case", f"draft:{held.id}")
    assert document.meta["case"]["outcome"] == "failure"
    assert held.id in found(library, "kitchen waste buckets in Kumasi")

    title = "Buckets and tricycles: kitchen waste in two parts of Kumasi"
    changed = desk.change(held.id, None, lambda d: edited(d, "title", {"": title}, "Ama"), "Ama")
    assert changed.state is DraftState.DRAFT
    assert library.store.get(held.id).title != title
    desk.move(held.id, None, Deed.SUBMITTED, "Ama")
    desk.move(held.id, None, Deed.PUBLISHED, "Ben")
    assert library.store.get(held.id).title == title

    desk.move(held.id, None, Deed.WITHDRAWN, "Ben")
    assert held.id not in found(library, "kitchen waste buckets in Kumasi")
    with pytest.raises(UnknownDocument):
        library.store.get(held.id)
    assert [r.deed for r in desk.history(held.id)][-4:] == [
        "edited",
        "submitted",
        "published",
        "withdrawn",
    ]


def found(library: Library, question: str) -> set[str]:
    hits = library.search(question).hits
    return {p.doc_id for p in library.store.passages([hit.passage_id for hit in hits]).values()}


def test_who_returns_a_draft_says_why(kept: tuple[Desk, Draft]) -> None:
    desk, _ = kept
    held = desk.create("report", "", "Ama")
    desk.move(held.id, None, Deed.SUBMITTED, "Ama")
    with pytest.raises(BadDraft, match="Say in a comment"):
        desk.move(held.id, None, Deed.RETURNED, "Ben")
    back = desk.move(held.id, None, Deed.RETURNED, "Ben", "Ask for the running cost.")
    assert back.state is DraftState.DRAFT


def test_a_case_study_is_not_drafted_again(library_of: Folder, case_text: str) -> None:
    desk = Desk(library_of(dakar=case_text))
    with pytest.raises(BadDraft, match="case study already"):
        desk.create("dakar-municipal-bond", "", "Ama")


def test_nothing_is_published_while_another_process_writes(library_of: Folder) -> None:
    desk = Desk(library_of(report=REPORT))
    held = desk.create("report", "", "Ama")
    desk.move(held.id, None, Deed.SUBMITTED, "Ama")
    held = finished(desk, held)
    with desk.library.writing(), pytest.raises(StoreBusy):
        desk.move(held.id, None, Deed.PUBLISHED, "Ben")
    assert desk.get(held.id).state is DraftState.IN_REVIEW
