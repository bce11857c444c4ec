import csv
import datetime as dt
import io
import json
import zipfile

import docx
import pytest
from docx.document import Document
from fastapi import FastAPI

from api.exports.briefing import written
from api.exports.briefing_paper import Briefing
from api.exports.markdown import inert
from api.pages.shortlist_side import side
from assistant.assistant import Assistant
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import person, private, served, signed_in
from tests.api.shortlisting import BOND, FORMULA, HEAT, MEMBERS, NASTY, OFFICER, TAXI, TEAM, fill

DAY = dt.date(2026, 2, 28)
NOTE = "=1+1|*bold*\n<script>alert(1)</script>"


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("briefing")
    return fill(Library(folder / "home", HashingEmbedder()), folder / "cases")


@pytest.fixture(scope="module", name="briefing")
def _briefing(library: Library) -> Briefing:
    assistant = Assistant(library)
    place = assistant.asking("Beira")
    notes = {HEAT: "Our hospitals asked for it.", MEMBERS: NOTE}
    sides = (side(assistant, place, i, notes.get(i, "")) for i in (BOND, HEAT, MEMBERS))
    return Briefing("Beira, Mozambique", tuple(sides), DAY, "Ana", 1)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def words(document: Document) -> str:
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_word_document_has_a_cover_a_comparison_and_a_page_for_each(briefing: Briefing) -> None:
    document = opened(written(briefing, "docx"))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[:2] == ["At a glance", "Dimension by dimension"]
    assert [text[:2] for text in headings[2:]] == ["1.", "2.", "3."]
    new_pages = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert new_pages == headings[2:]
    assert "Prepared for Beira, Mozambique on 28 February 2026 by Ana" in words(document)
    assert "One practice is left out" in words(document)
    assert len(document.tables[1].rows) == 16
    assert [cell.text for cell in document.tables[1].rows[0].cells][1:3] == [
        "1. Dakar",
        "2. Ahmedabad",
    ]


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_each_practice_brings_what_a_meeting_needs(briefing: Briefing, kind: str) -> None:
    content = written(briefing, "docx" if kind == "docx" else "md")
    told = words(opened(content)) if kind == "docx" else content.decode()
    same = inert if kind == "md" else str
    heat = briefing.sides[1]
    assert "Our hospitals asked for it." in told
    assert f"Suggested for Beira, Mozambique: {heat.report.degree}" in told
    for line in (*heat.report.keep, *heat.report.change, *heat.report.check_first):
        assert same(line) in told
    flags = [f for f in heat.report.flags if f.verdict in ("adapt", "blocks")]
    assert flags
    for flag in flags:
        assert same(flag.sentence) in told
        assert not flag.evidence or same(flag.evidence[0].text) in told
        assert not flag.precedents or same(flag.precedents[0].source) in told
    for name in (*heat.report.cities, *heat.report.networks):
        assert same(name) in told
    assert all(source.url in told for source in heat.case.sources)


def test_nobody_is_named_where_nobody_has_signed_in(briefing: Briefing) -> None:
    told = written(briefing._replace(who="", left_out=0), "md").decode()
    assert "on 28 February 2026, with Citygraft" in told
    assert "left out: not here" not in told


def test_words_of_markup_stay_words_in_word(briefing: Briefing) -> None:
    content = written(briefing, "docx")
    told = words(opened(content))
    assert FORMULA + NASTY in told
    assert "<script>alert(1)</script>" in told
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<img" not in package.read("word/document.xml")
        assert not [name for name in package.namelist() if "vba" in name.lower()]


def test_words_of_markup_stay_words_in_markdown(briefing: Briefing) -> None:
    from markdown_it import MarkdownIt

    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(written(briefing, "md").decode())
    )
    assert "<img" not in html
    assert "<script" not in html
    assert "<em>bold" not in html
    assert "&lt;script&gt;" in html
    assert "<table>" in html


def test_no_cell_of_the_table_is_a_formula(briefing: Briefing) -> None:
    content = written(briefing, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][4] == f"'{FORMULA}{NASTY}"
    assert next(row for row in rows if row[1:2] == ["Why it was kept"])[4].startswith("'=1+1")
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert sum(row[0] == "The fifteen dimensions" for row in rows) == 15
    assert "left out" in rows[-1][0]


def test_json_has_the_reports_and_the_notes(briefing: Briefing) -> None:
    held = json.loads(written(briefing, "json"))
    assert (held["prepared"], held["by"], held["left_out"]) == ("2026-02-28", "Ana", 1)
    assert [side["note"] for side in held["practices"]] == ["", "Our hospitals asked for it.", NOTE]
    assert held["practices"][0]["report"]["city"] == "Beira, Mozambique"


def test_many_practices_stand_a_few_beside_each_other(briefing: Briefing) -> None:
    many = briefing._replace(sides=briefing.sides * 4)
    tables = opened(written(many, "docx")).tables[1:4]
    assert [len(table.columns) for table in tables] == [6, 6, 3]
    assert tables[2].rows[0].cells[-1].text == "12. Dakar"


def test_what_a_reader_may_not_see_any_more_is_left_out_and_said(library: Library) -> None:
    app: FastAPI = served(library)
    ana = person(app, "ana")
    private(app, "team", ana)
    person(app, "ben")
    asked = {"city": "Beira", "case": [BOND, TEAM, TAXI, OFFICER], "format": "md"}
    seen = signed_in(app, "ana").get("/shortlist/export", params=asked).text
    hidden = signed_in(app, "ben").get("/shortlist/export", params=asked).text
    assert "TransMilenio" in seen
    assert "by ana" in seen
    assert "TransMilenio" not in hidden
    assert "One practice is left out: not here any more, or not for you to see" in hidden
    assert "3\\. " in hidden
    assert "4\\. " not in hidden
