import os
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import EmptyFile, PasswordProtected, UnreadableFile
from ingest.pdf import ocr
from ingest.pdf.reader import PdfReader
from ingest.pdf.words import mended
from ingest.readers import read

MakePdf = Callable[..., bytes]
Placed = list[tuple[float, float, str]]
"""Left and base line in points, and text, of each piece in the order of the file."""


def drawn(pages: list[Placed]) -> bytes:
    """A PDF whose pieces of text stand where they are put."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, pieces in enumerate(pages):
        shown = "".join(
            f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({text.replace('(', chr(92) + '(')}) Tj ET\n"
            for x, y, text in pieces
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate 0 "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    out = "%PDF-1.7\n" + "".join(
        f"{n} 0 obj\n{body}\nendobj\n" for n, body in enumerate(objects, 1)
    )
    return f"{out}trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".encode("latin-1")


def texts(content: bytes) -> list[str]:
    return [page.text for page in PdfReader().read(content, "plan.pdf").pages]


def body(page: int, left: float = 60, top: float = 700, lines: int = 8) -> Placed:
    names = ["shade", "water", "light", "paths", "seeds", "homes", "roads", "parks"]
    return [
        (left, top - 14 * at, f"On {names[(page + at) % 8]} the city spent {page * 7 + at} of 100.")
        for at in range(lines)
    ]


# pages, outline, title


def test_pages_keep_their_physical_numbers_even_where_one_is_empty(make_pdf: MakePdf) -> None:
    document = PdfReader().read(make_pdf(["First page.", "", "Third page."]), "plan.pdf")
    assert [(page.number, page.text) for page in document.pages] == [
        (1, "First page."),
        (2, ""),
        (3, "Third page."),
    ]


def test_pages_without_text_are_told(make_pdf: MakePdf) -> None:
    document = read(make_pdf(["a b c", "", "", "d e f", ""]), "plan.pdf")
    assert document.meta["warnings"] == ["No text on 3 of 5 pages (2–3, 5)."]


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


def test_the_title_falls_back_to_the_name(make_pdf: MakePdf) -> None:
    assert PdfReader().read(make_pdf(["x y z"]), "Green Plan 2009.pdf").title == "Green Plan 2009"


def test_a_pdf_with_a_password_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(PasswordProtected, match=r"plan\.pdf is password-protected"):
        PdfReader().read(make_pdf(["secret text"], password="pw"), "plan.pdf")


def test_a_file_of_blank_pages_is_not_taken_in_as_empty(make_pdf: MakePdf) -> None:
    with pytest.raises(EmptyFile, match="no text on any of its 2 pages"):
        read(make_pdf(["", ""]), "scan.pdf")


def test_a_truncated_pdf_is_read_or_refused_with_a_reason(make_pdf: MakePdf) -> None:
    content = make_pdf(["Some text on a page."] * 5)
    for size in range(20, len(content), 97):
        try:
            document = PdfReader().read(content[:size], "cut.pdf")
        except UnreadableFile as error:
            assert "cut.pdf" in str(error)
        else:
            assert document.meta["warnings"]
            assert all(page.number for page in document.pages)


# heads, feet, numbers


def test_heads_feet_and_page_numbers_go_and_the_text_stays() -> None:
    pages = [
        [(60, 770, "CITY OF BEIRA"), *body(n), (60, 40, f"Draft of May 2019, page {n}")]
        for n in range(1, 9)
    ]
    for n, text in enumerate(texts(drawn(pages)), 1):
        assert text.splitlines() == [line for _, _, line in body(n)]


def test_heads_of_odd_and_of_even_pages_go() -> None:
    pages = [
        [(60, 770, "Green plan" if n % 2 else "City of Beira"), *body(n), (300, 30, str(n))]
        for n in range(1, 11)
    ]
    for n, text in enumerate(texts(drawn(pages)), 1):
        assert text.splitlines() == [line for _, _, line in body(n)]


def test_page_numbers_before_the_text_in_the_file_and_in_roman_go() -> None:
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    pages = [[(300, 30, roman[n - 1]), *body(n)] for n in range(1, 9)]
    assert all(text.splitlines()[0].startswith("On ") for text in texts(drawn(pages)))


def test_a_head_that_stands_on_few_pages_stays_where_it_first_stands() -> None:
    heads = {5: "Water", 6: "Water", 7: "Water"}
    pages = [[*([(60, 770, heads[n])] if n in heads else []), *body(n)] for n in range(1, 21)]
    firsts = [text.splitlines()[0] for text in texts(drawn(pages))]
    assert firsts[4] == "Water"
    assert all(first.startswith("On ") for first in firsts[:4] + firsts[5:])


def test_numbers_at_the_edge_that_do_not_count_the_pages_stay() -> None:
    pages = [[*body(n), (60, 40, str(n * n + 7))] for n in range(1, 9)]
    assert [text.splitlines()[-1] for text in texts(drawn(pages))] == [
        str(n * n + 7) for n in range(1, 9)
    ]


def test_a_line_in_the_middle_of_every_page_stays() -> None:
    pages = [[*body(n), (60, 400, "To be decided by the council.")] for n in range(1, 9)]
    assert all("To be decided by the council." in text for text in texts(drawn(pages)))


def test_a_page_with_nothing_but_its_head_keeps_it(make_pdf: MakePdf) -> None:
    assert texts(make_pdf(["Chapter on water"] * 6)) == ["Chapter on water"] * 6


# order


LEFT = [(60.0, 700 - 14 * n, f"Left column line {n} goes on") for n in range(12)]
RIGHT = [(330.0, 700 - 14 * n, f"Right column line {n} goes on") for n in range(12)]
READ = [text for _, _, text in LEFT + RIGHT]


@pytest.mark.parametrize(
    "pieces",
    [
        LEFT + RIGHT,
        RIGHT + LEFT,
        [piece for both in zip(LEFT, RIGHT, strict=True) for piece in both],
        LEFT[6:] + RIGHT[6:] + LEFT[:6] + RIGHT[:6],
    ],
    ids=["as read", "right first", "line by line", "lower half first"],
)
def test_two_columns_are_read_one_after_the_other(pieces: Placed) -> None:
    title = (60.0, 740.0, "A title across both of the columns of this page, as wide as they are")
    (text,) = texts(drawn([[title, *pieces]]))
    assert text.splitlines() == [title[2], *READ]


def test_a_table_is_read_row_by_row_with_its_cells_apart() -> None:
    rows = [("Measure", "Cost", "Year"), ("Shade trees", "4 000", "2019"), ("Wells", "900", "2020")]
    pieces = [
        (60 + 170 * column, 700 - 14 * at, cell)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    above, below = (60, 730, "Table 1 shows what was done."), (60, 640, "Source: the city.")
    (text,) = texts(drawn([[above, *pieces, below]]))
    assert text.splitlines() == [above[2], *(" | ".join(row) for row in rows), below[2]]


def test_a_bullet_or_a_number_before_a_line_is_no_cell() -> None:
    (text,) = texts(drawn([[(60, 700, "3.2"), (110, 700, "Water for all the people")]]))
    assert text == "3.2 Water for all the people"


def test_words_that_are_spaced_out_to_fill_a_line_are_no_cells() -> None:
    spread = [(60.0 + 120 * at, 700.0, word) for at, word in enumerate(["water", "trees", "roads"])]
    spread[2] = (300 - 0.5, 700.0, "roads")
    assert texts(drawn([spread])) == ["water trees roads"]


def test_a_footnote_stays_below_the_text_that_it_belongs_to() -> None:
    notes = ["Ibid.", "In rand of 2014.", "See the yearly report.", "By the mayor.", "Unaudited."]
    pages = [[*body(n), (60, 90, f"{n + 1} {note}")] for n, note in enumerate(notes)]
    found = [text.splitlines()[-1] for text in texts(drawn(pages))]
    assert found == [f"{n + 1} {note}" for n, note in enumerate(notes)]


def turned(pieces: Placed, turn: int) -> bytes:
    """A page of 612 × 792 points whose text lies so that it is upright once the page is turned clockwise."""
    content = drawn([pieces]).decode("latin-1")
    for x, y, _ in pieces:
        place = {
            90: f"0 1 -1 0 {612 - y} {x}",
            180: f"-1 0 0 -1 {612 - x} {792 - y}",
            270: f"0 -1 1 0 {y} {792 - x}",
        }[turn]
        content = content.replace(f"1 0 0 1 {x} {y} Tm", f"{place} Tm")
    return content.encode("latin-1")


UPRIGHT = body(3, 100, 560)
AROUND = UPRIGHT[4:] + UPRIGHT[:4]
"""The lower half first in the file."""


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn: int) -> None:
    content = turned(AROUND, turn).replace(b"/Rotate 0", b"/Rotate %d" % turn)
    assert texts(content)[0].splitlines() == [line for _, _, line in UPRIGHT]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_that_lies_on_its_side_is_read_as_one_turns_the_page(turn: int) -> None:
    assert texts(turned(AROUND, turn))[0].splitlines() == [line for _, _, line in UPRIGHT]


def test_text_off_the_page_is_not_read() -> None:
    (text,) = texts(drawn([[(60, 700, "Seen."), (60, 900, "Hidden above."), (900, 700, "Aside.")]]))
    assert text == "Seen."


# words


def test_a_hyphen_at_a_line_end_stays_where_the_document_writes_it_so() -> None:
    assert mended(["the pri\ufffemary goal, net\ufffezero", "a primary goal; net-zero"]) == [
        "the primary goal, net-zero",
        "a primary goal; net-zero",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("infra\ufffe\nstructure", "infrastructure"),
        ("long\ufffe\nterm and a long term", "long-term and a long term"),
        ("COVID\ufffe\n19", "COVID-19"),
        ("Franco\ufffe\nGerman", "Franco-German"),
        ("co\ufffe\nbenefits", "co-benefits"),
        ("the end\ufffe", "the end-"),
    ],
)
def test_a_word_broken_at_a_line_end_is_joined_unless_it_has_a_hyphen(
    broken: str, whole: str
) -> None:
    assert mended(["first words", broken]) == ["first words", whole]


def test_a_word_broken_at_the_end_of_a_line_of_a_page_is_joined() -> None:
    pieces = [(60.0, 700.0, "The city renewed its infra-"), (60.0, 686.0, "structure in a year.")]
    assert texts(drawn([pieces])) == ["The city renewed its infrastructure in a year."]


# scans


def scan(lines: list[str]) -> bytes:
    """A PDF that is a picture of some lines."""
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        pen.text((110, 150 + 80 * at), line, fill=0, font=ImageFont.load_default(40))
    out = BytesIO()
    picture.save(out, "PDF", resolution=150)
    return out.getvalue()


def test_a_scan_is_recognised_and_marked_as_such() -> None:
    if not ocr.available():
        assert "CI" not in os.environ, "tesseract and ocrmypdf must be there"
        pytest.skip("tesseract or ocrmypdf is not installed")
    document = read(scan(["The city planted trees", "along its hottest streets."]), "scan.pdf")
    assert document.pages[0].text == "The city planted trees\nalong its hottest streets."
    assert document.meta["ocr_pages"] == [1]
    assert "was recognised in a picture (OCR)" in document.meta["warnings"][0]


def test_without_a_program_for_it_a_scan_is_reported_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EmptyFile, match=r"no text on its only page.*citygraft\[ocr\]"):
        read(scan(["The city planted trees"]), "scan.pdf")
