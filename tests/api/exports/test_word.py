import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from api.exports.base import Linked
from api.exports.safe import one_line
from api.exports.word import Word
from ingest.readers import read
from tests.api.exports.nasty import TEXTS


def opened(written: Word) -> Document:
    return docx.Document(io.BytesIO(written.bytes()))


def sample() -> Word:
    written = Word("Bike share in Beira", "en-GB")
    written.heading("Keep")
    written.bullets(["Stations", "Repairs"])
    written.heading("Evidence", 2)
    written.paragraph("It rained.", quote="Report, page 3")
    written.table(("Dimension", "Beira"), [("Land\nweighs", "not known")] * 40, (1, 3))
    written.paragraph("The end.")
    return written


def test_styles_are_those_of_word() -> None:
    styles = [(p.style.name, p.text) for p in opened(sample()).paragraphs if p.text and p.style]
    assert styles == [
        ("Title", "Bike share in Beira"),
        ("Heading 1", "Keep"),
        ("List Bullet", "Stations"),
        ("List Bullet", "Repairs"),
        ("Heading 2", "Evidence"),
        ("Quote", "It rained."),
        ("Caption", "Report, page 3"),
        ("Normal", "The end."),
    ]


def test_the_page_is_a4_and_the_language_is_named() -> None:
    document = opened(sample())
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_the_file_tells_its_title_and_nothing_of_the_machine() -> None:
    about = opened(sample()).core_properties
    assert about.title == "Bike share in Beira"
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")


def test_the_header_of_a_table_stands_on_each_page_and_no_row_is_torn() -> None:
    (table,) = opened(sample()).tables
    assert len(table.rows) == 41
    assert table.cell(1, 0).text == "Land\nweighs"
    marks = [{child.tag for child in row._tr.get_or_add_trPr()} for row in table.rows]
    assert qn("w:tblHeader") in marks[0]
    assert all(qn("w:cantSplit") in of_row for of_row in marks[1:])
    narrow, wide = table.cell(1, 0).width, table.cell(1, 1).width
    assert narrow
    assert wide
    assert wide == pytest.approx(3 * narrow, rel=0.01)


@pytest.mark.parametrize("text", TEXTS)
def test_a_nasty_text_is_written_as_it_is_everywhere(text: str) -> None:
    written = Word(text, "en-GB")
    written.heading(text)
    written.paragraph(text, quote=text)
    written.bullets([text])
    written.table((text,), [(text.replace("\n", " ").replace("\r", " "),)])
    document = opened(written)
    assert [p.text for p in document.paragraphs if p.style and p.style.name != "Normal"] == [
        one_line(text)
    ] * 5
    assert document.tables[0].cell(1, 0).text == one_line(text)


def test_every_part_is_xml_without_anything_to_fetch_but_sources() -> None:
    written = sample()
    written.bullets(
        [Linked("Report", "https://example.org/a?b=c"), Linked("Bad", "file:///etc/passwd")]
    )
    outside = []
    with zipfile.ZipFile(io.BytesIO(written.bytes())) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                outside += [
                    e.get("Target") for e in root.iter() if e.get("TargetMode") == "External"
                ]
    assert outside == ["https://example.org/a?b=c"]
    assert "Bad file:///etc/passwd" in [p.text for p in opened(written).paragraphs]
    assert "Report https://example.org/a?b=c" in [p.text for p in opened(written).paragraphs]


def test_our_own_reader_reads_it_back() -> None:
    document = read(sample().bytes(), "sheet.docx")
    assert document.title == "Bike share in Beira"
    text = "\n".join(page.text for page in document.pages)
    for words in ("Keep", "Stations", "It rained.", "Report, page 3", "Dimension", "not known"):
        assert words in text
