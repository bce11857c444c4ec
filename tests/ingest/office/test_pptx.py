import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from bench.samples import talk, zipped
from corpus.errors import EmptyFile, UnreadableFile, WrongKind
from ingest.office.graphics import diagram_lines
from ingest.office.ooxml import parse
from ingest.office.pptx import PptxReader
from ingest.plain.clean import clean
from ingest.readers import read

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _deck(*, layout: int = 6) -> tuple[Any, Any]:
    """A presentation with one slide, and the slide."""
    made = pptx.Presentation()
    return made, made.slides.add_slide(made.slide_layouts[layout])


def _data(**series: tuple[float | None, ...]) -> Any:
    """Chart data in percent for the years from 2023."""
    make: Any = CategoryChartData
    data = make(number_format="0%")
    data.categories = ["2023", "2024"][: max(map(len, series.values()))]
    for name, values in series.items():
        data.add_series(name, values)
    return data


def _bytes(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _text(made: Any, slide: int = 0) -> str:
    return PptxReader().read(_bytes(made), "a.pptx").pages[slide].text


def _box(shapes: Any, text: str, left: float, top: float) -> Any:
    box = shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    box.text_frame.text = text
    return box


def _edited(content: bytes, path: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {p: archive.read(p) for p in archive.namelist()}
    assert old.encode() in parts[path]
    parts[path] = parts[path].replace(old.encode(), new.encode())
    return zipped(parts)


def test_every_slide_is_a_page_with_its_number_title_text_and_notes() -> None:
    document = PptxReader().read(
        talk([("Shade works", "Cheap\nQuick", "Say why."), ("Costs", "Low", "")]), "talk.pptx"
    )
    assert [(page.number, page.text) for page in document.pages] == [
        (1, "## Shade works\n\n- Cheap\n- Quick\n\nSpeaker notes:\n\nSay why."),
        (2, "## Costs\n\n- Low"),
    ]
    assert document.outline == ((1, 0, ("Shade works",)), (2, 0, ("Costs",)))
    assert document.title == "Shade works"


def test_slides_come_in_the_order_of_the_show_and_not_of_their_files() -> None:
    content = talk([("One", "a", ""), ("Two", "b", "")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shown = archive.read("ppt/presentation.xml").decode()
    ids = re.findall(r"<p:sldId [^>]*/>", shown)
    turned = _edited(content, "ppt/presentation.xml", "".join(ids), "".join(reversed(ids)))
    assert [page.text[:6] for page in PptxReader().read(turned, "a").pages] == ["## Two", "## One"]


def test_shapes_are_read_from_top_to_bottom_and_left_to_right_and_groups_stay_together() -> None:
    made, slide = _deck()
    _box(slide.shapes, "last", 1, 6)
    _box(slide.shapes, "right", 5, 1.1)
    _box(slide.shapes, "left", 1, 1.2)
    group = slide.shapes.add_group_shape()
    _box(group.shapes, "group below", 1, 4)
    inner = group.shapes.add_group_shape()
    _box(inner.shapes, "group above", 4, 2)
    _box(slide.shapes, "between", 6, 3)
    assert _text(made) == "left\n\nright\n\ngroup above\n\ngroup below\n\nbetween\n\nlast"


def test_placeholders_without_a_place_of_their_own_stand_where_the_layout_says() -> None:
    made, slide = _deck(layout=3)  # two columns
    for at, text in ((2, "right"), (1, "left"), (0, "Both")):
        slide.placeholders[at].text = text
    tree = slide.shapes._spTree
    tree.append(slide.placeholders[1]._element)  # drawn last
    assert _text(made) == "## Both\n\n- left\n- right"


def test_bullets_and_numbers_are_as_the_slide_shows_them() -> None:
    made, slide = _deck(layout=1)
    frame = slide.placeholders[1].text_frame
    frame.text = "plain\nfirst\nsub\nsecond\nbullet"
    number = '<a:buAutoNum xmlns:a="{}" type="{}" startAt="{}"/>'
    bullets = [
        (f'<a:buNone xmlns:a="{A}"/>', 0),
        (number.format(A, "arabicPeriod", 4), 0),
        (number.format(A, "alphaLcParenBoth", 1), 1),
        (number.format(A, "arabicPeriod", 4), 0),
        (f'<a:buChar xmlns:a="{A}" char="*"/>', 0),
    ]
    for paragraph, (bullet, level) in zip(frame.paragraphs, bullets, strict=True):
        properties = paragraph._p.get_or_add_pPr()
        properties.set("lvl", str(level))
        properties.append(etree.fromstring(bullet))
    box = _box(slide.shapes, "free text", 1, 6.5)
    box.text_frame.add_paragraph().text = "more"
    assert _text(made) == "plain\n\n4. first\n  (a) sub\n5. second\n- bullet\n\nfree text\n\nmore"


def test_tables_are_rows_and_merged_cells_are_said_once() -> None:
    made, slide = _deck()
    table = slide.shapes.add_table(3, 3, 0, 0, Inches(5), Inches(2)).table
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    assert _text(made) == "00 01 | 02\n10 | 11 | 12 22\n20 | 21"


def test_charts_are_rows_with_title_categories_and_series() -> None:
    made, slide = _deck()
    data = _data(Buses=(0.25, 0.3), Trams=(0.1, None))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 9, 9, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Share of trips"
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "of all trips"
    assert _text(made) == (
        "Chart: Share of trips; of all trips\n\n| Buses | Trams\n2023 | 25% | 10%\n2024 | 30%"
    )


def test_diagrams_are_lines() -> None:
    xml = (
        f'<d:dataModel xmlns:d="d" xmlns:a="{A}"><d:ptLst><d:pt><d:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p>'
        "</d:t></d:pt><d:pt type='pres'><d:t><a:p><a:r><a:t>no</a:t></a:r></a:p></d:t></d:pt><d:pt><d:t>"
        "<a:p><a:r><a:t>Do</a:t></a:r></a:p><a:p><a:r><a:t>it</a:t></a:r></a:p></d:t></d:pt>"
        "</d:ptLst></d:dataModel>"
    )
    assert list(diagram_lines(parse(xml.encode(), "a"))) == ["Plan", "Do it"]


def test_empty_hidden_and_damaged_slides_are_kept_and_told() -> None:
    content = talk([(name, "words", "") for name in ("One", "Two", "Three")] + [("", "", "")])
    content = _edited(content, "ppt/slides/slide2.xml", "<p:sld ", '<p:sld show="0" ')
    content = _edited(content, "ppt/slides/slide3.xml", "<p:sld ", "<p:sld <")
    document = PptxReader().read(content, "a.pptx")
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert [bool(page.text) for page in document.pages] == [True, True, False, False]
    assert document.meta["warnings"] == [
        "No text on 2 of 4 slides.",
        "Slides that are hidden when presenting were read too: 2.",
        "Slides that are damaged and could not be read: 3.",
    ]


def test_a_slide_without_a_title_is_not_in_the_section_of_the_one_before() -> None:
    document = PptxReader().read(talk([("One", "a", ""), ("", "b", "")]), "a.pptx")
    assert document.outline == ((1, 0, ("One",)), (2, 0, ()))


def test_footers_dates_and_slide_numbers_are_left_out() -> None:
    made, slide = _deck(layout=1)
    slide.placeholders[0].text = "Title"
    for kind in ("dt", "ftr", "sldNum"):
        holder = _box(slide.shapes, f"running {kind}", 1, 7)._element
        properties = holder.find(".//{*}nvPr")
        etree.SubElement(properties, properties.tag.replace("nvPr", "ph")).set("type", kind)
    assert _text(made) == "## Title"


def test_slides_that_are_pictures_only_are_refused_with_what_to_do() -> None:
    made, _ = _deck()
    with pytest.raises(EmptyFile, match=r"no text on any slide.*ocrmypdf"):
        PptxReader().read(_bytes(made), "scan.pptx")
    with pytest.raises(EmptyFile, match="has no slides"):
        PptxReader().read(_bytes(pptx.Presentation()), "none.pptx")


def test_groups_without_end_are_refused() -> None:
    content = talk([("One", "a", "")])
    deep = "<p:grpSp>" * 10_000 + "</p:grpSp>" * 10_000 + "</p:spTree>"
    with pytest.raises(WrongKind, match="damaged: 1 of its 1 slides"):
        PptxReader().read(_edited(content, "ppt/slides/slide1.xml", "</p:spTree>", deep), "a.pptx")
    deep = deep.replace("<p:grpSp>" * 10_000, "<p:grpSp>" * 200).replace(
        "</p:grpSp>" * 10_000, "</p:grpSp>" * 200
    )
    kept = PptxReader().read(_edited(content, "ppt/slides/slide1.xml", "</p:spTree>", deep), "a")
    assert kept.pages[0].text == "## One\n\n- a"


def test_a_chart_shown_a_thousand_times_is_written_once() -> None:
    made, slide = _deck()
    data = _data(s=(1,))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 9, 9, data)
    frame = slide.shapes._spTree[-1]
    for _ in range(1000):
        slide.shapes._spTree.append(etree.fromstring(etree.tostring(frame)))
    assert _text(made).count("Chart:") == 1


def test_entities_are_never_expanded_nor_fetched() -> None:
    doctype = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><p:sld '
    for part, start in (("slides/slide1", "<p:sld "), ("presentation", "<p:presentation ")):
        content = _edited(talk(), f"ppt/{part}.xml", start, doctype.replace("<p:sld ", start))
        with pytest.raises(UnreadableFile, match="declares a DOCTYPE"):
            PptxReader().read(content, "a.pptx")


def test_a_presentation_is_read_as_one_whatever_its_name() -> None:
    assert read(talk(), "talk.pdf").pages[0].text.startswith("## Shade")


@pytest.mark.parametrize("part", ["ppt/presentation.xml", "ppt/slides/slide1.xml"])
def test_a_missing_part_is_told(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(talk())) as archive:
        parts = {path: archive.read(path) for path in archive.namelist() if path != part}
    with pytest.raises(UnreadableFile, match=r"a\.pptx"):
        PptxReader().read(zipped(parts), "a.pptx")


@pytest.mark.parametrize("kind", ["slideLayout", "slideMaster", "notesMaster"])
def test_missing_layouts_and_masters_do_not_lose_the_text(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(talk())) as archive:
        parts = {p: archive.read(p) for p in archive.namelist() if f"/{kind}s/" not in p}
    text = PptxReader().read(zipped(parts), "a.pptx").pages[0].text
    assert text.startswith("## Shade")
    assert text.endswith("Speaker notes:\n\nSay why.")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_of_a_part_raises_anything_but_a_clear_refusal(data: st.DataObject) -> None:
    parts = dict(PARTS)
    path = data.draw(st.sampled_from(sorted(p for p in parts if p.startswith("ppt/"))))
    words = sorted(set(re.findall(rb'\w+|"[^"]*"|<[^>]*>', parts[path])))
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        parts[path] = parts[path].replace(old, new, data.draw(st.integers(1, 3)))
    try:
        assert PptxReader().read(zipped(parts), "a.pptx").pages
    except UnreadableFile as error:
        assert "a.pptx" in str(error)


def _parts() -> dict[str, bytes]:
    made = pptx.Presentation(io.BytesIO(talk()))
    data = _data(s=(1,))
    shapes = made.slides[0].shapes
    shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 9, 9, data)
    _box(shapes.add_group_shape().shapes, "grouped", 1, 2)
    with zipfile.ZipFile(io.BytesIO(_bytes(made))) as archive:
        return {
            path: archive.read(path)
            for path in archive.namelist()
            if not re.search(r"slideLayouts/.*[013-9]\.xml|\.(xlsx|bin|jpeg)$", path)
        }


PARTS = _parts()


def test_no_text_of_real_files_is_lost(messy: Path) -> None:
    """Every run of text on slides, in notes, charts and diagrams; numbers of slides apart."""
    part = r"ppt/(slides|notesSlides|charts|diagrams)/(slide|notesSlide|chart|data)\d+\.xml"
    for path in sorted(messy.rglob("*.pptx")):
        with zipfile.ZipFile(path) as archive:
            roots = [
                etree.fromstring(archive.read(p))
                for p in archive.namelist()
                if re.fullmatch(part, p)
            ]
        runs = [
            e.text or ""
            for root in roots
            for e in root.iter("{*}t")
            if not e.getparent().tag.endswith("}fld")
            and not any(True for _ in e.iterancestors("{*}dLbl"))
        ]
        try:
            document = PptxReader().read(path.read_bytes(), path.name)
        except EmptyFile:
            assert not "".join(runs).strip(), path.name
            continue
        text = _squeezed("".join(page.text for page in document.pages))
        assert [run for run in runs if _squeezed(run) not in text] == [], path.name


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", clean(text))
