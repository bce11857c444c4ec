from collections.abc import Callable

import pytest

from corpus.errors import EmptyFile, PasswordProtected, WrongKind
from ingest.pdf import PdfReader, _mend_hyphens

MakePdf = Callable[..., bytes]


def test_pages_keep_their_physical_numbers_even_where_one_is_empty(make_pdf: MakePdf) -> None:
    document = PdfReader().read(make_pdf(["First page.", "", "Third page."]), "plan.pdf")
    assert [(page.number, page.text.strip()) for page in document.pages] == [
        (1, "First page."),
        (2, ""),
        (3, "Third page."),
    ]


def test_the_outline_names_the_sections_of_pages(make_pdf: MakePdf) -> None:
    content = make_pdf(["a b c", "d e f"], outline=["Goals", "Measures"])
    document = PdfReader().read(content, "plan.pdf")
    assert document.outline == ((1, 0, ("Goals",)), (2, 0, ("Measures",)))


def test_an_entry_of_the_outline_starts_where_the_page_has_its_words(make_pdf: MakePdf) -> None:
    text = "Intro.\nGOAL 1:  Water\nmore\nGoal 2: Heat\nmore"
    plain = PdfReader().read(make_pdf([text, "x y"], outline=["Goal 1: Water"]), "plan.pdf")
    ((page, at, path),) = plain.outline
    assert (page, path) == (1, ("Goal 1: Water",))
    assert plain.pages[0].text[at:].startswith("GOAL 1")


def test_a_pdf_with_a_password_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(PasswordProtected, match=r"plan\.pdf is password-protected"):
        PdfReader().read(make_pdf(["secret text"], password="pw"), "plan.pdf")


def test_a_scan_is_reported_as_one_and_not_taken_in_as_empty(make_pdf: MakePdf) -> None:
    with pytest.raises(EmptyFile, match="no text on any of its 2 pages"):
        PdfReader().read(make_pdf(["", ""]), "scan.pdf")


def test_a_truncated_pdf_is_read_or_refused_with_a_reason(make_pdf: MakePdf) -> None:
    content = make_pdf(["Some text on a page."] * 5)
    for size in range(20, len(content), 97):
        try:
            document = PdfReader().read(content[:size], "cut.pdf")
        except (WrongKind, EmptyFile) as error:
            assert "cut.pdf" in str(error)
        else:
            assert all(page.number for page in document.pages)


def test_the_title_falls_back_to_the_name(make_pdf: MakePdf) -> None:
    assert PdfReader().read(make_pdf(["x y z"]), "Green Plan 2009.pdf").title == "Green Plan 2009"


def test_a_hyphen_at_a_line_end_stays_where_the_document_writes_it_so() -> None:
    assert _mend_hyphens(["the pri\ufffemary goal, net\ufffezero", "a primary goal; net-zero"]) == [
        "the primary goal, net-zero",
        "a primary goal; net-zero",
    ]
