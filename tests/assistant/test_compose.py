import io
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pypdf
import pytest
from pypdf.constants import PageLabelStyle

from assistant.answer import Citation
from assistant.compose import Found, found_document, place
from bench.samples import talk
from index.library import Library
from ingest.pipeline import ingest

MakePdf = Callable[..., bytes]

NOTES = """# Market drains

Nothing of note stands here.

## Results

The first paragraph of the results tells little.

Blocked drains fell by half within two years.
"""


def cited(library: Library, path: Path, question: str) -> Citation:
    """The first citation of a file for a question."""
    (row,) = ingest(library, [path])
    (document,) = library.store.documents([row.doc_id])
    hit = library.search(question).hits[0]
    passages = library.store.passages([hit.passage_id])
    found = Found(document, 0.5, tuple(passages.values()))
    (citation,) = found_document(found, question, count(1)).citations
    page = library.store.get(row.doc_id).pages[passages[hit.passage_id].page_index]
    assert page.text[citation.start : citation.end] == citation.quote
    return citation


def test_a_quote_of_a_pdf_names_the_page_and_the_label_that_is_printed_on_it(
    library: Library, tmp_path: Path, make_pdf: MakePdf
) -> None:
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(make_pdf(["Preface.", "Drains were cleared by the traders."]))
    )
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.write(tmp_path / "plan.pdf")
    citation = cited(library, tmp_path / "plan.pdf", "drains cleared by traders")
    assert (citation.page, citation.label) == (2, "ii")
    assert citation.place == "page 2 (printed ii)"


def test_a_quote_of_a_presentation_names_the_slide(library: Library, tmp_path: Path) -> None:
    (tmp_path / "talk.pptx").write_bytes(talk())
    citation = cited(library, tmp_path / "talk.pptx", "speaker notes")
    assert citation.place == f"slide {citation.page}"


def test_a_quote_of_a_text_with_headings_names_heading_and_paragraph_and_no_page(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    citation = cited(library, tmp_path / "notes.md", "blocked drains fell by half")
    assert citation.page is None
    assert citation.quote == "Blocked drains fell by half within two years."
    assert citation.place == "Market drains › Results, paragraph 5"


@pytest.mark.parametrize("number", [1, 3])
def test_a_quote_of_a_plain_text_names_the_paragraph(
    library: Library, tmp_path: Path, number: int
) -> None:
    paragraphs = [f"Paragraph that tells of zone{n} and its drains.\n\n" for n in range(1, 6)]
    (tmp_path / "notes.txt").write_text("".join(paragraphs))
    citation = cited(library, tmp_path / "notes.txt", f"zone{number}")
    assert citation.place == f"paragraph {number}"


def test_a_quote_whose_text_was_recognised_in_a_picture_says_so(
    library: Library, tmp_path: Path, make_pdf: MakePdf
) -> None:
    (tmp_path / "scan.pdf").write_bytes(make_pdf(["Drains were cleared by the traders."]))
    (row,) = ingest(library, [tmp_path / "scan.pdf"])
    (document,) = library.store.documents([row.doc_id])
    (passage,) = library.store.passages(library.store.passage_ids(row.doc_id)).values()
    assert place(document, passage, 0) == "page 1"
    document.meta["ocr_pages"] = [1]
    assert place(document, passage, 0) == "page 1, recognised in a picture"
