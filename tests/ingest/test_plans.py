"""The six real plans: every page counted, every quote on the page that it names."""

from pathlib import Path

import pypdfium2
import pytest

from assistant.assistant import Assistant
from index.library import Library
from index.onnx import OnnxEmbedder
from ingest.pipeline import Row, ingest

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

QUESTIONS = (
    "What did cities learn about coastal flooding?",
    "energy use of municipal buildings",
    "how is the plan paid for",
    "recycling and waste",
    "trees",
    "what do residents say",
    "city-to-city learning",
)


@pytest.fixture(scope="module")
def taken(
    plans: Path, onnx: OnnxEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Library, list[Row]]:
    library = Library(tmp_path_factory.mktemp("plans"), onnx)
    return library, ingest(library, [plans, SEEDS])


def test_every_page_of_every_plan_is_counted(taken: tuple[Library, list[Row]], plans: Path) -> None:
    library, rows = taken
    for row in rows:
        if row.name.endswith(".pdf"):
            pdf = pypdfium2.PdfDocument(plans / row.name)
            assert row.coverage
            assert row.coverage.pages == len(pdf) == len(library.store.get(row.doc_id).pages)
            assert 0 < row.coverage.pages_with_text <= row.coverage.pages
            pdf.close()


def test_every_passage_is_a_slice_of_the_page_that_it_names(
    taken: tuple[Library, list[Row]],
) -> None:
    library, rows = taken
    for row in rows:
        document = library.store.get(row.doc_id)
        for passage in library.store.passages(library.store.passage_ids(row.doc_id)).values():
            page = document.pages[passage.page_index]
            assert passage.page == page.number
            assert page.number is None or 1 <= page.number <= len(document.pages)
            assert page.text[passage.start : passage.end] == passage.text


def test_every_citation_quotes_the_page_that_it_names(taken: tuple[Library, list[Row]]) -> None:
    library, _ = taken
    cited = 0
    for question in QUESTIONS:
        for found in Assistant(library).ask(question, k=50).documents:
            pages = {page.number: page.text for page in library.store.get(found.doc_id).pages}
            for citation in found.citations:
                assert citation.quote in pages[citation.page]
                assert citation.page is not None or citation.section
                cited += 1
    assert cited > len(QUESTIONS)
