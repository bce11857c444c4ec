import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.samples import opendocument, zipped
from corpus.errors import EmptyFile, PasswordProtected, UnreadableFile, WrongKind
from ingest.office.odt import OdtReader
from ingest.readers import read

STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("'
    ' style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _list(style: str, *items: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{inside}</text:list>"


def _cells(*cells: str) -> str:
    inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def _text(body: str) -> str:
    return OdtReader().read(opendocument(body, STYLES), "a.odt").pages[0].text


def test_headings_carry_the_headings_above_them_and_no_page_is_invented() -> None:
    body = '<text:h text:outline-level="1">Water</text:h><text:p>Rain.</text:p>'
    body += '<text:section><text:h text:outline-level="2">Drains</text:h></text:section>'
    document = OdtReader().read(opendocument(body), "a.odt")
    assert document.pages[0] == (None, "## Water\n\nRain.\n\n### Drains", None)
    assert document.outline == ((None, 0, ("Water",)), (None, 17, ("Water", "Drains")))


def test_headings_keep_the_numbers_that_their_outline_gives_them() -> None:
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style>"
    )
    body = '<text:h text:outline-level="1">A</text:h><text:h text:outline-level="2">B</text:h>'
    text = OdtReader().read(opendocument(body + "<text:h>C</text:h>", outline), "a").pages[0].text
    assert text == "## 1. A\n\n### 1.1 B\n\n## 2. C"


def test_the_title_is_styled_or_a_sensible_property_or_the_name() -> None:
    titled = opendocument('<text:p text:style-name="P1">My title</text:p>', STYLES)
    assert OdtReader().read(titled, "a.odt").title == "My title"
    meta = '<m xmlns:d="d"><meta><d:title>How rain is kept</d:title></meta></m>'
    assert OdtReader().read(opendocument(_p("x"), meta=meta), "a.odt").title == "How rain is kept"
    assert OdtReader().read(opendocument(_p("x")), "a b.odt").title == "a b"


def test_lists_have_their_numbers_and_nest() -> None:
    body = _list("L1", _p("one"), _p("two") + _list("", _p("deep"), _p("deeper")) + _p("still two"))
    body += _list("L2", _p("bullet"))
    body += _list("L1", _p("three"), more='text:continue-numbering="true"')
    body += _list("L1", _p("anew"))
    assert _text(body) == (
        "1. one\n2. two\n  (a) deep\n  (b) deeper\n\nstill two\n\n- bullet\n3. three\n1. anew"
    )


def test_deletions_and_comments_are_left_out_and_told() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{_p('gone')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f"<text:p>Kept<office:annotation>{_p('psst')}</office:annotation> words"
        '<text:change text:change-id="1"/>.</text:p>'
    )
    document = OdtReader().read(opendocument(body), "a.odt")
    assert document.pages[0].text == "Kept words."
    assert len(document.meta["warnings"]) == 2


def test_notes_follow_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>{0}</text:note-citation>"
        "<text:note-body><text:p>note {0}</text:p></text:note-body></text:note>"
    )
    body = f"<text:p>A{note.format(1)} b{note.format('i')}.</text:p>{_p('After.')}"
    assert _text(body) == "A[1] b[i].\n\n[1] note 1\n\n[i] note i\n\nAfter."


def test_tables_are_rows_unless_they_only_place_text() -> None:
    rows = (
        _cells(_p("Year"), _p("Euros")) + "<table:table-row><table:table-cell/></table:table-row>"
    )
    head = f"<table:table-header-rows>{rows}</table:table-header-rows>"
    covered = "<table:covered-table-cell><text:p>hid</text:p></table:covered-table-cell></table:table-row>"
    merged = _cells(_p("all") + _list("L1", _p("a"), _p("b"))).replace(
        "</table:table-row>", covered
    )
    assert _text(f"<table:table>{head}{merged}</table:table>") == "Year | Euros\nall 1. a 2. b"
    inner = f"<table:table>{_cells(_p('a'), _p('b'))}</table:table>"
    assert _text(f"<table:table>{_cells(_p('x'), inner)}</table:table>") == "x\n\na | b"


def test_spaces_breaks_boxes_and_raised_digits_are_as_printed() -> None:
    body = (
        '<text:p>a<text:s text:c="99"/>b<text:tab/>c<text:line-break/>d\n  e</text:p>'
        '<text:p>10<text:span text:style-name="T1">6</text:span> m</text:p>'
        f"<text:p>x<draw:frame><draw:text-box>{_p('boxed')}</draw:text-box></draw:frame>y</text:p>"
    )
    assert _text(body) == "a b c\nd e\n\n10⁶ m\n\nxy\n\nboxed"


def test_entities_are_never_expanded_nor_fetched() -> None:
    xml = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><body><text><p>&e;</p></text></body></a>'
    with pytest.raises(UnreadableFile, match="declares a DOCTYPE"):
        OdtReader().read(zipped({"content.xml": xml}), "a.odt")


def test_an_encrypted_document_is_told_as_a_password() -> None:
    manifest = (
        '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    )
    content = zipped({"content.xml": b"\x93\x01", "META-INF/manifest.xml": manifest})
    with pytest.raises(PasswordProtected, match=r"a\.odt is password-protected"):
        OdtReader().read(content, "a.odt")


def test_what_holds_no_text_or_no_text_body_is_refused() -> None:
    with pytest.raises(EmptyFile, match="holds no text"):
        OdtReader().read(opendocument("<text:p/>"), "a.odt")
    with pytest.raises(WrongKind, match="no text body"):
        OdtReader().read(zipped({"content.xml": "<a/>"}), "a.odt")
    with pytest.raises(WrongKind, match=r"part 'content\.xml' is missing"):
        OdtReader().read(zipped({"mimetype": "x"}), "a.odt")


def test_nesting_without_end_is_refused() -> None:
    for depth, inner in ((10_000, "x"), (60, "y")):
        body = (
            "<text:list><text:list-item>" * depth
            + _p(inner)
            + "</text:list-item></text:list>" * depth
        )
        if inner == "x":
            with pytest.raises(WrongKind, match="nested too deeply"):
                _text(body)
        else:
            assert _text(body).strip() == "- y"
    assert _text("<text:p>" + "<text:span>" * 240 + "z" + "</text:span>" * 240 + "</text:p>") == "z"


def test_a_document_is_read_as_one_whatever_its_name() -> None:
    assert read(opendocument(_p("Words.")), "a.docx").pages[0].text == "Words."


@settings(max_examples=100)
@given(st.data())
def test_no_change_of_the_xml_raises_anything_but_a_clear_refusal(data: st.DataObject) -> None:
    body = _list("L1", _p("one")) + f"<table:table>{_cells(_p('Year'), _p('x'))}</table:table>"
    body += "<text:h>H</text:h><text:p>A<text:note><text:note-citation>1</text:note-citation></text:note></text:p>"
    words = sorted(set(re.findall(r'\w+|"[^"]*"|<[^>]*>', body + STYLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        body = body.replace(old, new, data.draw(st.integers(1, 3)))
    try:
        assert OdtReader().read(opendocument(body, STYLES), "a.odt").pages
    except UnreadableFile as error:
        assert "a.odt" in str(error)


def test_real_files_are_read(messy: Path) -> None:
    files = sorted(messy.rglob("*.odt"))
    titles = [OdtReader().read(path.read_bytes(), path.name).title for path in files]
    assert "Example for a Form" in titles
