import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import RectangleObject

from corpus.errors import PasswordProtected, ReadingFailed
from ingest.apart.contained import Limits
from ingest.apart.pool import Pool
from ingest.apart.wire import Task, told_value
from ingest.pdf import original
from ingest.pdf.marked import HALF, Marks
from ingest.pdf.picture import MAX_PIXELS, marks_of, picture_of
from ingest.pdf.png import png
from ingest.pdf.reader import PdfReader

MakePdf = Callable[..., bytes]
Save = Callable[[bytes], str]

LINES = "The city planted trees.\nThey cool the street by two degrees.\nNobody watered them."
QUOTE = "cool the street by two degrees"


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(content: bytes) -> str:
        (tmp_path / "a.pdf").write_bytes(content)
        return str(tmp_path / "a.pdf")

    return saved


def changed(content: bytes, change: Callable[[pypdf.PageObject], object]) -> bytes:
    """A PDF with something done to each page."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        change(writer.add_page(page))
    writer.write(out)
    return out.getvalue()


def marked(path: str, quote: str, number: int = 1) -> Marks:
    """The marks of a quote in the text that our reader has of the page."""
    text = PdfReader().read(Path(path).read_bytes(), "a.pdf").pages[number - 1].text
    start = text.index(quote)
    return marks_of(path, number, text, start, start + len(quote))


def size(picture: bytes) -> tuple[int, int]:
    wide, high = struct.unpack(">II", picture[16:24])
    return wide, high


def shades(picture: bytes) -> bytes:
    """The grey values of a grey picture without filters, row by row."""
    wide, _ = size(picture)
    assert picture[25] == 0
    length = struct.unpack(">I", picture[33:37])[0]
    raw = zlib.decompress(picture[41 : 41 + length])
    rows = [raw[at : at + wide + 1] for at in range(0, len(raw), wide + 1)]
    assert {row[0] for row in rows} == {0}
    return b"".join(row[1:] for row in rows)


def ink(picture: bytes, found: Marks, *, inside: bool) -> int:
    """Dark pixels of a picture that are in the rectangles, or are not."""
    wide, high = size(picture)
    count = 0
    for at, shade in enumerate(shades(picture)):
        x, y = (at % wide + 0.5) / wide, (at // wide + 0.5) / high
        within = any(a <= x <= a + w and b <= y <= b + h for a, b, w, h in found.rectangles)
        count += shade < 128 and within is inside
    return count


def test_a_quote_is_marked_line_by_line_where_it_stands(save: Save, make_pdf: MakePdf) -> None:
    path = save(make_pdf([LINES]))
    found = marked(path, "planted trees.\nThey cool the street")
    assert found.coverage == 1
    assert (found.width, found.height) == (612, 792)
    (first, second) = found.rectangles
    assert first[1] < second[1]
    assert second[0] == pytest.approx(60 / 612, abs=0.001)
    assert first[0] > second[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (50, 600, 500, 780)])
def test_ink_is_under_the_marks_however_the_page_is_turned_and_cut(
    save: Save, make_pdf: MakePdf, turn: int, box: tuple[int, ...] | None
) -> None:
    def change(page: pypdf.PageObject) -> None:
        if box:
            page.cropbox = RectangleObject(box)
        page.rotate(turn)

    path = save(changed(make_pdf([QUOTE]), change))
    found = marked(path, QUOTE)
    assert len(found.rectangles) == 1
    picture = picture_of(path, 1, 500)
    under = ink(picture, found, inside=True)
    assert under > 20
    assert ink(picture, found, inside=False) < under / 10


def test_a_box_that_begins_below_zero_shifts_nothing(save: Save, make_pdf: MakePdf) -> None:
    def shift(page: pypdf.PageObject) -> None:
        page.mediabox = RectangleObject((-200, -100, 612, 792))

    path = save(changed(make_pdf([QUOTE]), shift))
    found = marked(path, QUOTE)
    picture = picture_of(path, 1, 400)
    assert ink(picture, found, inside=False) < ink(picture, found, inside=True) / 10


def test_of_equal_sentences_the_one_that_is_quoted_is_marked(save: Save, make_pdf: MakePdf) -> None:
    lines = [f"Chapter {n} says: water is scarce here. End of {n}." for n in range(1, 6)]
    path = save(make_pdf(["\n".join(lines)]))
    text = "\n".join(lines)
    tops = []
    for n in range(1, 6):
        start = text.index("water is scarce", text.index(f"Chapter {n}"))
        found = marks_of(path, 1, text, start, start + len("water is scarce"))
        tops.append(found.rectangles[0][1])
    assert tops == sorted(set(tops))


def test_hyphens_ligatures_and_another_order_do_not_hide_a_quote(
    save: Save, make_pdf: MakePdf
) -> None:
    path = save(make_pdf(["The environ-\nmental of\ufb01ce\nplants trees".replace("\ufb01", "fi")]))
    ours = "plants trees | The environmental o\ufb03ce".replace("\ufb03", "ffi")
    found = marks_of(path, 1, ours, 0, len(ours))
    assert found.coverage > HALF
    assert len(found.rectangles) >= 2


@pytest.mark.parametrize("quote", ["Bicycles overtake every omnibus downtown", "!!! ...", "the"])
def test_what_is_not_on_the_page_is_not_marked(save: Save, make_pdf: MakePdf, quote: str) -> None:
    found = marks_of(save(make_pdf(["No letters of that: only birds."])), 1, quote, 0, len(quote))
    assert found.coverage < HALF
    assert found.rectangles == ()


def test_with_less_than_half_located_nothing_is_marked(save: Save, make_pdf: MakePdf) -> None:
    path = save(make_pdf(["The city planted trees along the river."]))
    little = "The city planted trees and then spent its whole budget on fountains and benches"
    most = "The city planted trees along the river and more"
    assert marks_of(path, 1, little, 0, len(little)).rectangles == ()
    found = marks_of(path, 1, most, 0, len(most))
    assert HALF < found.coverage < 1
    assert found.rectangles


def test_a_page_without_text_has_no_marks_and_a_picture(save: Save, make_pdf: MakePdf) -> None:
    path = save(make_pdf([""]))
    assert marks_of(path, 1, "Recognised words", 0, 16) == Marks(612, 792)
    assert picture_of(path, 1, 300).startswith(b"\x89PNG")


def test_a_picture_is_as_wide_as_is_wanted_and_never_has_too_many_pixels(
    save: Save, make_pdf: MakePdf
) -> None:
    path = save(make_pdf([LINES]))
    assert [size(picture_of(path, 1, width))[0] for width in (300, 900)] == [300, 900]

    def stretch(page: pypdf.PageObject) -> None:
        page.mediabox = RectangleObject((0, 0, 20, 14_000))

    wide, high = size(picture_of(save(changed(make_pdf([LINES]), stretch)), 1, 1400))
    assert wide < 1400
    assert wide * high < 1.1 * MAX_PIXELS


def test_a_damaged_file_is_drawn_as_far_as_it_was_read(save: Save, make_pdf: MakePdf) -> None:
    content = make_pdf([LINES])
    path = save(content[: content.index(b"xref")])
    assert marked(path, QUOTE).coverage == 1
    assert picture_of(path, 1, 300).startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_refused_with_the_reason(save: Save, make_pdf: MakePdf) -> None:
    locked = save(make_pdf(["secret"], password="pw"))
    with pytest.raises(PasswordProtected, match="password"):
        picture_of(locked, 1, 300)
    for content, number in ((make_pdf(["one"]), 2), (b"%PDF-1.7 and nothing else", 1)):
        with pytest.raises(ReadingFailed, match="cannot be drawn"):
            marks_of(save(content), number, "one", 0, 3)


def test_a_child_process_draws_the_same_and_refuses_the_same(
    save: Save, make_pdf: MakePdf, tmp_path: Path
) -> None:
    path = Path(save(make_pdf([LINES])))
    text = LINES.replace("\n", " ")
    assert original.picture(path, 1, 300) == picture_of(str(path), 1, 300)
    assert original.marks(path, 1, text, 0, 22) == marks_of(str(path), 1, text, 0, 22)
    with pytest.raises(ReadingFailed, match="cannot be drawn"):
        original.picture(path, 7, 300)
    (tmp_path / "locked.pdf").write_bytes(make_pdf(["secret"], password="pw"))
    with pytest.raises(PasswordProtected):
        original.picture(tmp_path / "locked.pdf", 1, 300)


def slow_page() -> str:
    """What fills a page with so many curves that it takes long to draw."""
    return "0 0 m 600 700 10 20 500 3 c 30 4 m 1 700 600 9 2 600 c S " * 200_000


def test_a_page_that_takes_too_long_is_ended_and_the_next_is_drawn(
    save: Save, make_pdf: MakePdf
) -> None:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(612, 792)
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(slow_page().encode())
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    pool = Pool(Limits(cpu=1, clock=60))

    def drawn(content: bytes) -> object:
        task = Task("picture", "The original", (save(content), 1, 1400))
        return pool.do(task, told_value, lambda: False)

    with pytest.raises(ReadingFailed, match="takes longer than 1 seconds of computing"):
        drawn(out.getvalue())
    assert drawn(make_pdf([LINES]))
    pool.close()


def test_a_picture_of_many_colours_is_told_by_differences_and_is_the_same() -> None:
    wide, high = 61, 40
    rows = bytes((x * 7 + y * 13 + c * 91 + x * y) % 251 for y in range(high) for x in range(wide) for c in range(3))  # fmt: skip
    picture = png(rows, wide, high)
    length = struct.unpack(">I", picture[33:37])[0]
    raw = zlib.decompress(picture[41 : 41 + length])
    step = 3 * wide + 1
    above = bytes(3 * wide)
    for at in range(0, len(raw), step):
        row, difference = raw[at + 1 : at + step], raw[at] == 2
        above = bytes((a + b) % 256 for a, b in zip(row, above, strict=True)) if difference else row
        first = at // step * 3 * wide
        # 32 shades: within 5 of what was drawn
        assert all(abs(a - b) <= 5 for a, b in zip(above, rows[first:], strict=False))
    assert picture.endswith(b"IEND\xaeB`\x82")
