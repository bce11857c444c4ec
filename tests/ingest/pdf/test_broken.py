"""PDFs made to break a reader: each ends within its limits, read with a warning or refused with a reason."""

import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Protocol

import pypdf
import pytest
from pypdf.constants import PageLabelStyle

from corpus.errors import (
    EmptyFile,
    PasswordProtected,
    ReadingFailed,
    TooLarge,
    UnreadableFile,
    WrongKind,
)
from corpus.nouns import Document
from ingest.apart.contained import Limits
from ingest.apart.pool import Pool
from ingest.pdf.scans import read_pdf
from ingest.readers import never, read

SMALL = Limits(memory=400_000_000, cpu=10, clock=40.0, answer=20_000_000)
"""Limits small enough that a bomb meets them soon."""

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SAID = b"BT /F1 11 Tf 60 700 Td (Said on this page.) Tj ET"

MakePdf = Callable[..., bytes]


class Read(Protocol):
    def __call__(self, content: bytes) -> Document: ...


@pytest.fixture(scope="module", name="pool")
def _pool() -> Iterator[Pool]:
    pool = Pool(SMALL, 1)
    yield pool
    pool.close()


@pytest.fixture(name="reads")
def _reads(pool: Pool, make_pdf: MakePdf) -> Iterator[Read]:
    """Reads within small limits; after each test the next file is read as ever."""
    yield lambda content: read_pdf(pool, content, "odd.pdf", never)
    sound = read_pdf(pool, make_pdf(["Water for all."]), "sound.pdf", never)
    assert sound.pages[0].text == "Water for all."


def built(objects: Sequence[bytes], trailer: bytes = b"", before: int | None = None) -> bytes:
    """A PDF of some objects, numbered from 1; the first is the catalogue.

    Args:
        before: offset of a cross-reference table that the trailer names as the previous one; -1 for its own.
    """
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    previous = b"" if before is None else b"/Prev %d" % (start if before == -1 else before)
    out += b"trailer << /Size %d /Root 1 0 R %s %s >>\n" % (len(objects) + 1, previous, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page(
    contents: bytes = b"",
    resources: bytes = b"",
    more: Sequence[bytes] = (),
    catalogue: bytes = b"",
    font: bytes = FONT,
) -> bytes:
    """A PDF of one page; `more` are its objects from 5."""
    return built(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 %s >> %s >> >>" % (font, resources),
            contents or stream(SAID),
            *more,
        ]
    )


@cache
def bomb(size: int, unit: bytes = b" ") -> bytes:
    """Deflated bytes that become `size` bytes."""
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def finished(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(content: bytes, user: str, owner: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(user, owner, algorithm=algorithm)
    return finished(writer)


def said(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


def warned(document: Document) -> str:
    return " ".join(document.meta["warnings"])


# truncated


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_read_in_part_and_says_so_or_is_refused(
    reads: Read, make_pdf: MakePdf, share: float
) -> None:
    content = make_pdf([f"Page {number} tells of trees." for number in range(1, 31)])
    try:
        document = reads(content[: int(len(content) * share)])
    except (WrongKind, EmptyFile) as error:
        assert "odd.pdf" in str(error)
    else:
        assert "Page 2 tells of trees." in said(document)
        assert "The file is damaged" in warned(document)


def test_pages_that_a_truncated_file_has_lost_are_named(reads: Read, make_pdf: MakePdf) -> None:
    content = make_pdf([f"Page {number} tells of trees." for number in range(1, 31)])
    document = reads(content[: content.index(b"Page 21")])
    lost = [page.number for page in document.pages if not page.text]
    assert lost == list(range(21, 31))
    assert "21–30" in warned(document)


def test_a_sound_file_has_no_warning(reads: Read, make_pdf: MakePdf) -> None:
    assert reads(make_pdf(["All is well here."])).meta["warnings"] == []


# cycles


def test_a_cross_reference_that_names_itself_as_the_previous_one_ends(reads: Read) -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 %s >> >> >>" % FONT,
        stream(SAID),
    ]
    assert said(reads(built(objects, before=-1))) == "Said on this page."


def test_a_page_tree_that_contains_itself_ends(reads: Read) -> None:
    content = built(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R 2 0 R] /Count 900 /Parent 2 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 %s >> >> >>" % FONT,
            stream(SAID),
        ]
    )
    assert said(reads(content)).startswith("Said on this page.")


def test_an_outline_that_goes_in_circles_ends(reads: Read) -> None:
    content = page(
        catalogue=b"/Outlines 5 0 R",
        more=[
            b"<< /Type /Outlines /First 6 0 R /Last 7 0 R /Count 2 >>",
            b"<< /Title (Said) /Parent 5 0 R /Next 7 0 R /Dest [3 0 R /Fit] /First 5 0 R >>",
            b"<< /Title (Again) /Parent 5 0 R /Next 6 0 R /Dest [3 0 R /Fit] /First 7 0 R >>",
        ],
    )
    assert reads(content).outline[0] == (1, 0, ("Said",))


def form(contents: bytes) -> bytes:
    return stream(
        contents,
        b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] "
        b"/Resources << /XObject << /A 5 0 R /B 6 0 R >> /Font << /F1 %s >> >>" % FONT,
    )


def test_a_form_that_draws_itself_is_read_once(reads: Read) -> None:
    content = page(stream(b"/A Do"), b"/XObject << /A 5 0 R >>", [form(SAID + b" /A Do")])
    assert said(reads(content)).startswith("Said on this page.")


def test_forms_that_draw_each_other_many_times_end(reads: Read) -> None:
    forms = [form(b"/B Do /A Do /B Do"), form(b"/A Do /B Do /A Do")]
    try:
        document = reads(page(stream(SAID + b" /A Do"), b"/XObject << /A 5 0 R >>", forms))
    except ReadingFailed as error:
        assert "odd.pdf" in str(error)
    else:
        assert said(document) == "Said on this page."


# bombs


def test_a_page_that_unpacks_to_half_a_gigabyte_fails_within_the_memory_limit(
    reads: Read,
) -> None:
    with pytest.raises(ReadingFailed, match="memory"):
        reads(page(stream(bomb(600_000_000), b"/Filter /FlateDecode")))


def test_a_nested_bomb_fails_within_the_memory_limit(reads: Read) -> None:
    twice = zlib.compress(bomb(600_000_000), 9)
    with pytest.raises(ReadingFailed, match="memory"):
        reads(page(stream(twice, b"/Filter [/FlateDecode /FlateDecode]")))


def test_a_bomb_among_the_objects_ends_as_damaged_or_as_failed(reads: Read) -> None:
    packed = stream(bomb(600_000_000), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    content = page(more=[packed]).replace(b"/Pages 2 0 R", b"/Pages 9 0 R")
    with pytest.raises((WrongKind, ReadingFailed)):
        reads(content)


def test_a_bomb_in_a_fonts_table_of_characters_ends(reads: Read) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>"
    table = stream(bomb(600_000_000, b"<41> <0041>\n"), b"/Filter /FlateDecode")
    with pytest.raises(ReadingFailed, match=r"memory|longer"):
        reads(page(font=font, more=[table]))


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        (b"RunLengthDecode", b"\x81 " * 5_000_000),
        (b"LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 1_000_000),
        (b"ASCIIHexDecode", b"20" * 20_000_000),
    ],
)
def test_other_kinds_of_packing_end_within_the_limits(
    reads: Read, name: bytes, packed: bytes
) -> None:
    content = page(stream(packed, b"/Filter /" + name))
    with pytest.raises((EmptyFile, ReadingFailed)):
        reads(content)


def test_a_picture_of_ten_gigapixels_is_not_unpacked(reads: Read) -> None:
    picture = b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    content = page(
        stream(b"q 600 0 0 700 0 0 cm /I Do Q " + SAID),
        b"/XObject << /I 5 0 R >>",
        [stream(bomb(100_000_000, b"\0"), picture + b" /Filter /FlateDecode")],
    )
    assert said(reads(content)) == "Said on this page."


# encrypted


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_file_with_a_password_says_so(reads: Read, make_pdf: MakePdf, algorithm: str) -> None:
    content = encrypted(make_pdf(["A secret."]), "pw", "owner", algorithm)
    with pytest.raises(PasswordProtected, match="password-protected"):
        reads(content)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_its_owner_may_change_is_read(
    reads: Read, make_pdf: MakePdf, algorithm: str
) -> None:
    content = encrypted(make_pdf(["Free to read."]), "", "owner", algorithm)
    assert said(reads(content)) == "Free to read."


# many pages


def test_five_thousand_pages_are_read_and_one_more_is_too_many(reads: Read) -> None:
    def of(count: int) -> bytes:
        one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
        kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
        tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
        return built(
            [b"<< /Type /Catalog /Pages 2 0 R >>", tree, stream(SAID), FONT, *[one] * count]
        )

    document = reads(of(5000))
    assert [page.number for page in document.pages] == list(range(1, 5001))
    assert all(page.text for page in document.pages)
    with pytest.raises(TooLarge, match="5001 pages; the limit is 5000"):
        reads(of(5001))


@pytest.mark.parametrize("count", [10**6, 10**9, -1, 2**40])
def test_a_false_count_of_pages_is_refused_or_not_believed(reads: Read, count: int) -> None:
    content = page().replace(b"/Count 1 ", b"/Count %d " % count)
    try:
        assert said(reads(content)) == "Said on this page."
    except (TooLarge, WrongKind, EmptyFile) as error:
        assert "odd.pdf" in str(error)


# odd names and contents


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt", "plan.html", "plan"])
def test_the_content_decides_whatever_the_name_says(make_pdf: MakePdf, name: str) -> None:
    document = read(make_pdf(["Content decides."]), name)
    assert document.media_type == "application/pdf"
    assert document.pages[0].text == "Content decides."


@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b"<< /A ", b" >>")])
def test_a_hundred_thousand_nested_brackets_end(reads: Read, brackets: tuple[bytes, bytes]) -> None:
    opened, closed = (bracket * 100_000 for bracket in brackets)
    try:
        assert said(reads(page(resources=b"/Deep %s 1 %s" % (opened, closed)))) in {
            "",
            "Said on this page.",
        }
    except UnreadableFile as error:
        assert "odd.pdf" in str(error)


def test_a_huge_outline_is_cut(reads: Read) -> None:
    count = 20_000
    entries = [
        b"<< /Title (Entry %d) /Parent 5 0 R /Next %d 0 R /Dest [3 0 R /Fit] >>" % (at, 7 + at)
        for at in range(count)
    ]
    content = page(
        catalogue=b"/Outlines 5 0 R",
        more=[b"<< /Type /Outlines /First 6 0 R /Count %d >>" % count, *entries, b"null"],
    )
    document = reads(content)
    assert said(document) == "Said on this page."
    assert len(document.outline) <= 2000


def test_garbage_for_labels_is_no_label(reads: Read) -> None:
    nums = b"/PageLabels << /Nums [0 << /S /Q /P (%s) /St -99999999999 >> (x) 7] >>" % (b"y" * 9999)
    assert reads(page(catalogue=nums)).pages[0].label is None


def test_a_printed_label_stands_beside_the_physical_number(reads: Read, make_pdf: MakePdf) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(["a b"] * 5)))
    writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(2, 4, style=PageLabelStyle.DECIMAL)
    pages = reads(finished(writer)).pages
    assert [(page.number, page.label) for page in pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
        (5, "3"),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (b"(Green\\000 Plan of\\001 Beira)", "Green Plan of Beira"),
        (b"<FEFF0047D800>", "odd"),
        (b"<FEFF004700720065200B0065006E00200050006C0061006E0020006F006600202066>", None),
        (b"(Plan\\r\\nof all the trees)", "Plan of all the trees"),
    ],
)
def test_a_title_has_no_character_that_cannot_be_seen(
    reads: Read, title: bytes, expected: str | None
) -> None:
    content = page(more=[b"<< /Title %s >>" % title])
    content = content.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 5 0 R")
    found = reads(content).title
    assert found.isprintable()
    assert expected is None or found == expected


def test_nothing_runs_and_nothing_is_fetched_and_nothing_embedded_is_read(reads: Read) -> None:
    content = page(
        catalogue=b"/OpenAction 5 0 R /AA << /WC 6 0 R >> "
        b"/Names << /EmbeddedFiles << /Names [(evil.txt) 8 0 R] >> >>",
        more=[
            b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >>",
            b"<< /S /Launch /F (/bin/sh) >>",
            b"<< /S /URI /URI (http://127.0.0.1:9/) >>",
            b"<< /Type /Filespec /F (evil.txt) /EF << /F 9 0 R >> >>",
            stream(b"EMBEDDED TEXT", b"/Type /EmbeddedFile"),
        ],
    )
    assert said(reads(content)) == "Said on this page."


# scripts


def mapped(signs: Sequence[str]) -> bytes:
    """A page whose codes stand for letters, or several of them, drawn from left to right."""
    codes = {sign: code for code, sign in enumerate(dict.fromkeys(signs), 33)}
    table = "".join(
        f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(codes)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    shown = "".join(f"{codes[sign]:02x}" for sign in signs)
    return page(
        stream(f"BT /F1 12 Tf 60 700 Td <{shown}> Tj ET".encode()),
        font=b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>",
        more=[stream(cmap.encode())],
    )


@pytest.mark.parametrize("text", ["מים לכל אדם בעיר", "الماء لكل الناس"])
def test_right_to_left_text_is_in_the_order_in_which_it_is_read(reads: Read, text: str) -> None:
    assert said(reads(mapped(text[::-1]))) == text


def test_a_ligature_of_right_to_left_letters_is_not_turned_round(reads: Read) -> None:
    assert said(reads(mapped(["م", "لا", "س", " ", "لا"]))) == "لا سلام"


def test_direction_marks_and_zero_width_characters_go_and_accents_are_composed(reads: Read) -> None:
    text = said(reads(mapped("Sa\u0303o\u202e \u200bPaulo\ufeff")))
    assert text == "São Paulo"
