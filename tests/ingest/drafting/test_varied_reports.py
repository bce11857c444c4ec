import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from assistant.knowledge import names_of
from corpus.draft import Draft, FieldState
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.drafting.drafting import draft
from ingest.drafting.practice import all_names, name_vectors, practices
from ingest.readers import read
from ingest.segment import passages

Drafted = Callable[[bytes | str, str], Draft]

COMPLETION = """# Project completion report: trolleybus line 3

Project number 4417 · City of Quito · Issued 14 November 2016

## Problem statement

Before the project, 210 minibuses competed for passengers in Quito, Ecuador. Counts of 2011 found that 40 per cent of
them ran empty.

## Project description

Trolleybuses now run 12 kilometres further to the south. Forty trolleybuses were bought, and 18 stations were built.

## Institutional arrangements

The council passed an ordinance in 2011 that turned permits of minibus owners into shares. Construction began in
October 2012.

## Costs

| Component | Planned | Actual |
|---|---|---|
| Civil works | 48.0 | 57.3 |

The project cost 103 million US dollars, of which the Inter-American Development Bank lent 60 million.

## Outcomes

The corridor was opened in May 2015. Passenger counts rose from 92,000 to 141,000 a day between 2012 and 2018.

## Problems

Underground cables were not where the maps showed them, which delayed the works by seven months. Shopkeepers lost
customers and were not compensated.

## Lessons

Survey underground cables before the tender, because maps were wrong in four of ten places. In 2019 Cuenca and
Guayaquil copied the scheme.
"""

FRENCH = """# Les jardins partagés de Dakar : bilan de dix ans

Publié par la Ville de Dakar, décembre 2021

## Contexte

Dakar, capitale du Sénégal, importait en 2010 la moitié de ses légumes.

## Ce qui a été fait

La Ville a lancé en 2011 un programme de jardins sur les toits.

## Coûts et financement

Le programme a coûté 1,2 milliard de francs en dix ans.

## Difficultés

Les tables en bois ont pourri en trois ans parce que le bois n'était pas traité.

## Leçons

Il faut sécuriser l'accès à l'eau avant de distribuer les tables.
"""

NARRATIVE = """How the women of Nairobi won back the river bank

Wanjiru and eleven other women began to clear the river bank in Nairobi, Kenya, in 2011. A permit came in March 2014.
They planted bamboo on the first two hundred metres of the bank.

Not everything went well. Goats ate half of the first planting because no fence had been bought.

Bamboo was planted on 2.6 kilometres of the bank by 2018.
"""


@pytest.fixture(scope="module", name="drafted")
def _drafted(
    bundled_home: Path, onnx: OnnxEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Drafted:
    name_vectors(Library(bundled_home, onnx))
    library = Library(tmp_path_factory.mktemp("varied"), onnx)

    def of(content: bytes | str, name: str) -> Draft:
        document = read(content if isinstance(content, bytes) else content.encode(), name)
        return draft(library, document, list(passages(document, onnx.count_pieces)))

    return of


@pytest.fixture(scope="module", name="completion")
def _completion(drafted: Drafted) -> Draft:
    return drafted(COMPLETION, "completion.md")


@pytest.fixture(scope="module", name="slides")
def _slides(drafted: Drafted) -> Draft:
    deck = Presentation()
    for title, lines, notes in (
        ("Participatory budgeting in Lisbon: what we learned", ["City of Lisbon, Portugal", "May 2021"], ""),
        ("Why", ["Only 44 per cent of residents voted in 2005."],
         "Before 2008 people were asked for their opinion and lost patience with it."),
        ("What we did", ["120 projects were built between 2008 and 2020."],
         "Lisbon started participatory budgeting in 2008, following the example of Porto Alegre."),
        ("What went wrong", ["Schools won most of the votes, and poor neighbourhoods won few."], ""),
        ("Results", ["Votes rose from 1,100 in 2008 to 51,000 in 2015."], ""),
    ):  # fmt: skip
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        assert slide.shapes.title
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
        if notes:
            frame = slide.notes_slide.notes_text_frame
            assert frame
            frame.text = notes
    out = io.BytesIO()
    deck.save(out)
    return drafted(out.getvalue(), "slides.pptx")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("situation-before", "210 minibuses"),
        ("situation-before", "40 per cent of them ran empty"),
        ("what-was-done", "Forty trolleybuses were bought"),
        ("how-it-was-done", "passed an ordinance"),
        ("cost-and-who-paid", "103 million US dollars"),
        ("results", "rose from 92,000"),
        ("what-went-wrong", "Underground cables"),
        ("what-went-wrong", "Shopkeepers lost customers"),
        ("what-others-should-know-before-copying", "Survey underground cables"),
    ],
)
def test_sentences_go_to_the_section_that_their_heading_speaks_of(
    completion: Draft, key: str, words: str
) -> None:
    assert words in completion.field(key).value


def test_a_trouble_is_told_as_such_and_is_a_lesson_too(completion: Draft) -> None:
    lessons = [field.parts["text"] for field in completion.listed("lesson")]
    assert any(text.startswith("Underground cables") for text in lessons)
    sure = [field.confidence for field in completion.listed("lesson") if field.confidence]
    assert sure == sorted(sure, reverse=True)


def test_what_was_counted_before_and_what_was_opened_is_no_result(completion: Draft) -> None:
    results = completion.field("results").value
    assert "ran empty" not in results
    assert "was opened" not in results


def test_work_begins_with_its_first_deed_and_a_count_is_not_its_end(completion: Draft) -> None:
    assert completion.field("years").told() == {"start": "2012"}


def test_the_practice_is_told_by_the_words_that_recur(completion: Draft) -> None:
    field = completion.field("practice")
    assert field.value == "trolleybus"
    assert "rolleybus" in field.evidence[0].quote


def test_each_city_that_copied_the_scheme_is_a_move_of_its_own(completion: Draft) -> None:
    moves = [field.parts.get("city") for field in completion.listed("adopted-by")]
    assert moves == ["Cuenca", "Guayaquil"]


def test_slides_and_their_notes_fill_the_sections(slides: Draft) -> None:
    assert "lost patience" in slides.field("situation-before").value
    assert "Votes rose" in slides.field("results").value
    assert "won few" in slides.field("what-went-wrong").value
    assert slides.field("practice").value == "participatory-budgeting"
    assert slides.field("adopted-from-1").parts["city"] == "Porto Alegre"


def test_a_report_in_french_is_filled_by_its_headings_in_its_own_words(drafted: Drafted) -> None:
    held = drafted(FRENCH, "bilan.md")
    assert "moitié de ses légumes" in held.field("situation-before").value
    assert "ont pourri" in held.field("what-went-wrong").value
    assert "1,2 milliard" in held.field("cost-and-who-paid").value
    assert held.field("years").told() == {"start": "2011"}
    assert held.field("source-1").parts["year"] == "2021"
    assert held.field("lesson-1").state is FieldState.OPEN
    assert "not in English" in held.notes[0]


def test_a_paragraph_that_says_what_it_is_about_needs_no_heading(drafted: Drafted) -> None:
    held = drafted(NARRATIVE, "women.txt")
    assert "Goats ate half" in held.field("what-went-wrong").value
    assert "Bamboo was planted" not in held.field("what-went-wrong").value
    assert "Bamboo was planted" in held.field("what-was-done").value


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("June 2022", "2022"),
        ("Lima, agosto de 2018", "2018"),
        ("Copyright 2014", "2014"),
        ("Minutes of the meeting of 12 February 2019", "2019"),
        ("Published by the City of Lima, March 2017.", "2017"),
        ("The city council passed a by-law in May 2014.", None),
        ("A programme for 2015-2020", None),
    ],
)
def test_the_year_of_a_document_is_one_that_dates_it(
    drafted: Drafted, head: str, year: str | None
) -> None:
    held = drafted(
        f"# Benches for the streets of Lima\n\n{head}\n\nLima, the capital of Peru, built forty benches along its streets.",
        "benches.md",
    )
    assert held.field("source-1").parts.get("year") == year


def test_names_of_practices_are_the_texts_that_the_assistant_has_encoded() -> None:
    assert all_names() == [name for practice in practices() for name in names_of(practice)]
