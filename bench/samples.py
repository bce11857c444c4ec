"""Sound small files of every kind, made on the spot: seeds for `make fuzz`, and what tests read.

`samples` has one file of each kind; the other functions make files of what they are given.
"""

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Namespace of Word's elements."""

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODT = "application/vnd.oasis.opendocument.text"
_ODF = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("draw", "drawing"), ("meta", "meta")),
    )
)


def samples() -> list[tuple[str, bytes]]:
    """`(name, content)` of a sound file of each kind."""
    return [
        ("report.docx", report()),
        (
            "notes.docx",
            word(_NOTED, footnotes=f'<w:footnote w:id="2">{paragraph("Why.")}</w:footnote>'),
        ),
        ("talk.pptx", talk()),
        ("chart.pptx", chart()),
        ("letter.odt", opendocument("<text:h>Water</text:h><text:p>Rain is kept.</text:p>")),
        ("note.rtf", RTF),
        ("page.html", PAGE.encode()),
        (
            "book.epub",
            book({"1.xhtml": "<h1>Water</h1><p>Rain is kept.</p>", "2.xhtml": "<p>Heat.</p>"}),
        ),
        (
            "trees.csv",
            'Street;Trees;Note\nMain;12;"said ""no"", twice"\nÁgua;7;=1+2\n'.encode("cp1252"),
        ),
        ("records.jsonl", RECORDS.encode()),
        ("wide.txt", "Água é vida.\n\nUm parágrafo.\n".encode("utf-16-le")),
    ]


RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s5 Title;}}
{\header Running head\par}{\pard\s5 Rain for \'c9vora\par}
{\pard\s1 What was done\par}\pard Gutters carry 10{\super 3} litres\u8230?{\super\chftn}{\footnote {\super\chftn} Measured.}\par
{\f1 \'c2\'ee\'e4\'e0}\par{\listtext 1.\tab}First\par{\listtext 2.\tab}Second\par
\trowd\pard\intbl Year\cell Litres\cell\row\trowd\pard\intbl 2024\cell 900\cell\row\pard End.\par}"""
"""A small RTF file with a heading, a note, Cyrillic letters, a list and a table."""


_NOTED = (
    '<w:p><w:r><w:t>Shade</w:t><w:footnoteReference w:id="2"/></w:r><w:ins><w:r><w:t> now</w:t></w:r></w:ins>'
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:sdt><w:sdtContent><w:p><w:r><v:textbox><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:r></w:p></w:sdtContent></w:sdt>"
)


def inside(content: bytes, change: Callable[[bytes], bytes], chance: random.Random) -> bytes:
    """A zip file with one part changed and its sums right again, so that the change gets to the part's reader."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    path = chance.choice([path for path in parts if path != "mimetype"])
    return zipped({**parts, path: change(parts[path])})


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Wells</title></head><body><nav><a
href="/">Home</a></nav><h1>Wells</h1><p>Dug in 1990<sup><a href="#n">1</a></sup>.</p><ul><li>Deep<ol start="2"><li>20 m</ol>
</ul><table><tr><th>Well<th>Depth<tr><td rowspan="2">A<td>20<tr><td>30</table><p id="n" style="color:red">1. A survey.</p>"""
"""A small web page with a list in a list, a table, a note and a menu."""

RECORDS = (
    '{"title": "Tree nursery", "id": 7, "story": "' + "Trees were grown. " * 9 + '"}\n{broken\n'
    '{"title": "Bus lane", "years": [2019, 2020], "story": "' + "Buses ran. " * 20 + '"}\n'
)
"""JSON Lines: two reports, and a broken line between them."""


def book(
    chapters: Mapping[str, str],
    title: str = "A book",
    listed: Sequence[str] | None = None,
    head: str = "",
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """An e-book (EPUB).

    Args:
        chapters: XHTML of their bodies by path.
        listed: paths in reading order; as in chapters by default.
        head: in front of the packing list's root.
        extra: further parts by path.
    """
    wanted = list(chapters) if listed is None else listed
    items = "".join(
        f'<item id="i{at}" href="{path}" media-type="application/xhtml+xml"/>'
        for at, path in enumerate(dict.fromkeys(wanted))
    )
    order = "".join(
        f'<itemref idref="i{list(dict.fromkeys(wanted)).index(path)}"/>' for path in wanted
    )
    package = (
        f'{head}<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
            "OPS/book.opf": package,
            **{f"OPS/{path}": xhtml.format(body) for path, body in chapters.items()},
            **(extra or {}),
        }
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file.

    Args:
        body: XML of its paragraphs and tables, with the prefixes w, r, mc, wps and v.
        parts: XML inside the root of further parts by their kind: styles, numbering, footnotes, endnotes.
    """
    names = (
        f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    links = "".join(_link(kind, kind, f"{kind}.xml") for kind in parts)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _links(_link("rId1", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _links(links),
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
            **{f"word/{k}.xml": f"<w:{k} {names}>{xml}</w:{k}>" for k, xml in parts.items()},
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph of plain text, with XML of its properties."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'


def opendocument(body: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text of XML with the prefixes office, text, table, style and draw; further parts by name."""
    return zipped(
        {
            "mimetype": _ODT,
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            **{f"{name}.xml": xml for name, xml in parts.items()},
        }
    )


def report() -> bytes:
    """A Word file by python-docx: title, headings, lists, a table."""
    import docx

    made = docx.Document()
    made.add_heading("Shade for Seville", 0)
    made.add_heading("What was done", 1)
    made.add_paragraph("Awnings were hung over eleven streets.")
    made.add_paragraph("Measure first", style="List Number")
    made.add_paragraph("Then hang", style="List Number")
    made.add_paragraph("Cotton, not plastic", style="List Bullet")
    made.add_heading("Cost", 2)
    _fill(made.add_table(2, 2), [["Year", "Euros"], ["2024", "90,000"]])
    return _saved(made)


def talk(
    slides: Sequence[tuple[str, str, str]] = (("Shade", "Cheap\nQuick", "Say why."),),
) -> bytes:
    """A presentation by python-pptx.

    Args:
        slides: title, text with a line for each paragraph, and notes of each.
    """
    import pptx

    made = pptx.Presentation()
    for title, text, notes in slides:
        slide = made.slides.add_slide(made.slide_layouts[1])
        for holder, words in zip(slide.placeholders, (title, text), strict=True):
            holder.text = words
        if notes:
            frame = slide.notes_slide.notes_text_frame
            assert frame is not None
            frame.text = notes
    return _saved(made)


def chart() -> bytes:
    """A presentation by python-pptx with a chart, a table and a group."""
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    make: Any = CategoryChartData
    data = make()
    data.categories = ["2023", "2024"]
    data.add_series("Trees", (1200, 3400))
    inch = Inches(1)
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, inch, inch, inch, inch, data)
    _fill(slide.shapes.add_table(2, 2, inch, inch, inch, inch).table, [["a", "b"], ["c", "d"]])
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(inch, inch, inch, inch).text_frame.text = "Planted by schools."
    return _saved(made)


def _fill(table: Any, rows: list[list[str]]) -> None:
    for at, row in enumerate(rows):
        for across, text in enumerate(row):
            table.cell(at, across).text = text


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _links(inside: str) -> str:
    return f'<Relationships xmlns="{_RELS}">{inside}</Relationships>'


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
