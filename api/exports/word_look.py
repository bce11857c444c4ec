"""How exported Word documents look: A4, plain letters in dark ink, tables that breathe, page numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

INK = "1B2330"
SOFT = "5B6472"
LEAF = "1D6B50"
SHADE = "E6F1EC"

SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
"""Points."""


def dress(document: "Document", language: str) -> None:
    """Set page, language and styles."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    _a4(document)
    styles: Any = document.styles
    for style in [held for held in styles if held.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in ("Normal Table", "Table Grid"):
            style.delete()  # a hundred that no table has
    _letters(styles["Normal"], "Calibri", 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in SIZES.items():
        _letters(styles[name], "Georgia", size, INK)
        styles[name].paragraph_format.keep_with_next = True
    _letters(styles["Quote"], "Georgia", 10.5, INK)
    _letters(styles["Caption"], "Calibri", 9, SOFT)
    styles["Caption"].font.bold = False
    for name in ("Quote", "Caption"):
        styles[name].paragraph_format.left_indent = Mm(8)
    styles["Quote"].paragraph_format.space_after = Pt(0)
    table_text = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    table_text.base_style = styles["Normal"]
    table_text.font.size = Pt(9)
    table_text.paragraph_format.space_after = Pt(2)
    _speak(styles, language)


def _a4(document: "Document") -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)


def page_numbers(document: "Document") -> None:
    """The number of each page, in its footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Caption"
    paragraph.alignment = 2  # right
    paragraph.add_run("Page ")
    field = _new("w:fldSimple", **{"w:instr": "PAGE"})
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no call for fields


def add_link(paragraph: "Paragraph", address: str) -> None:
    """A web address that can be followed, at the end of a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.shared import RGBColor

    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _new("w:hyperlink", **{"r:id": key})
    run = paragraph.add_run(address)
    run.font.color.rgb, run.font.underline = RGBColor.from_string(LEAF), True
    link.append(run._r)  # noqa: SLF001 - python-docx has no call for links
    paragraph._p.append(link)  # noqa: SLF001 - the same


def shade(place: "_Cell") -> None:
    """Give a cell of the header its colour."""
    of_cell = place._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no call for it
    of_cell.append(_new("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": SHADE}))


def set_widths(table: "Table", widths: Sequence[float]) -> None:
    """Spread the columns over the 170 mm of a line."""
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(170 * width / sum(widths))
        for place in column.cells:
            place.width = column.width


def _letters(style: Any, font: str, size: float, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]  # a theme's font would count more than ours
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font)


def _speak(styles: Any, language: str) -> None:
    from docx.oxml.ns import qn

    for held in styles.element.iter(qn("w:lang")):
        held.set(qn("w:val"), language)


def _new(tag: str, **values: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name), value)
    return element
