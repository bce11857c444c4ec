import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bench.samples import paragraph, report, word, zipped
from corpus.errors import EmptyFile, PasswordProtected, TooLarge, UnreadableFile, WrongKind
from ingest.office.docx import DocxReader
from ingest.plain.clean import clean
from ingest.readers import read

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/>'
    '<w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Abschnitt"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nicht"><w:name w:val="TOC Heading"/>'
    '<w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="x"/><w:basedOn w:val="Kreis"/></w:style>'
)


def _level(depth: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "decimal", "%1.")
    + _level(1, "lowerLetter", "(%2)")
    + _level(2, "lowerRoman", "%1.%3")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + _level(0, "bullet", "&#xF0B7;")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
)


def _styled(text: str, style: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def _item(text: str, list_id: int, depth: int = 0) -> str:
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def _runs(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _table(*rows: list[str]) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def _cells(row: list[str]) -> str:
    return "".join(
        f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row
    )


def _text(body: str, **parts: str) -> str:
    return DocxReader().read(word(body, **parts), "a.docx").pages[0].text


def test_a_report_keeps_headings_lists_and_tables_in_order_and_invents_no_page() -> None:
    document = DocxReader().read(report(), "report.docx")
    assert document.pages[0].number is None
    assert document.pages[0].text == (
        "# Shade for Seville\n\n## What was done\n\nAwnings were hung over eleven streets.\n\n"
        "1. Measure first\n2. Then hang\n- Cotton, not plastic\n\n### Cost\n\nYear | Euros\n2024 | 90,000"
    )
    assert document.title == "Shade for Seville"
    assert [path for _, _, path in document.outline] == [
        ("What was done",),
        ("What was done", "Cost"),
    ]
    assert all(document.pages[0].text[at] == "#" for _, at, _ in document.outline)


def test_headings_are_told_by_inherited_styles_whatever_their_language() -> None:
    body = (
        _styled("One", "Kapitel")
        + _styled("Two", "Abschnitt")
        + _styled("Contents", "Nicht")
        + _styled("Words", "Kreis")
        + paragraph("Three", '<w:outlineLvl w:val="2"/>')
    )
    document = DocxReader().read(word(body, styles=STYLES), "a.docx")
    assert document.pages[0].text == "## One\n\n### Two\n\nContents\n\nWords\n\n#### Three"
    assert document.outline[-1][2] == ("One", "Two", "Three")


def test_a_hash_in_the_text_is_no_heading() -> None:
    assert DocxReader().read(word(paragraph("# of wells: 7")), "a.docx").outline == ()


def test_the_title_is_styled_or_a_sensible_property_or_the_only_chapter_or_the_name() -> None:
    def title(body: str, **parts: str) -> str:
        return DocxReader().read(word(body, styles=STYLES, **parts), "my file.docx").title

    assert title(_styled("Ground", "Titel") + _styled("water", "Titel")) == "Ground water"
    assert title(_styled("Our year", "Kapitel") + _styled("x", "Abschnitt")) == "Our year"
    assert title(_styled("Intro", "Kapitel") + _styled("End", "Kapitel")) == "my file"
    made = docx.Document()
    made.add_paragraph("words")
    for stated, expected in (
        ("Rain gardens of Portland", "Rain gardens of Portland"),
        ("Microsoft Word - report final", "a"),
        ("report_v2 final copy.doc", "a"),
    ):
        made.core_properties.title = stated
        out = io.BytesIO()
        made.save(out)
        assert DocxReader().read(out.getvalue(), "a.docx").title == expected


def test_lists_have_their_numbers_as_printed() -> None:
    items = [("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 1, 2), ("e", 1, 0), ("f", 1, 1)]
    items += [("g", 2, 0), ("h", 2, 0), ("i", 3, 0), ("j", 0, 0)]
    assert _text("".join(_item(*item) for item in items), numbering=NUMBERING) == (
        "1. a\n  (a) b\n  (b) c\n    1.i d\n2. e\n  (a) f\n5. g\n6. h\n- i\n\nj"
    )


def test_tracked_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        _runs(
            _run("We "),
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>often </w:t></w:r></w:ins>",
            _run("met."),
        )
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    document = DocxReader().read(word(body), "a.docx")
    assert document.pages[0].text == "We often met."
    assert "tracked changes" in document.meta["warnings"][0]


def test_fields_say_what_they_printed_and_not_their_code() -> None:
    def mark(step: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'

    body = _runs(
        _run("See "),
        mark("begin"),
        "<w:r><w:instrText>IF </w:instrText></w:r>",
        mark("begin"),
        "<w:r><w:instrText>REF x</w:instrText></w:r>",
        mark("separate"),
        _run("inner code"),
        mark("end"),
        mark("separate"),
        _run("Figure 3"),
        mark("end"),
        '<w:fldSimple w:instr="DATE"><w:r><w:t>, 2024</w:t></w:r></w:fldSimple>',
        mark("begin"),
    )
    assert _text(body + paragraph("Next.")) == "See Figure 3, 2024\n\nNext."


def test_notes_follow_their_paragraph_and_keep_their_marks() -> None:
    body = (
        _runs(
            _run("A"),
            '<w:r><w:footnoteReference w:id="7"/></w:r>',
            _run(" and B"),
            '<w:r><w:endnoteReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="3"/></w:r>',
        )
        + paragraph("After.")
        + _table(["x", '<w:p><w:r><w:t>y</w:t><w:footnoteReference w:id="4"/></w:r></w:p>'])
    )
    notes = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/><w:t> {text}</w:t></w:r></w:p></w:footnote>'
        for key, text in ((0, "separator"), (3, "third"), (7, "seventh"), (4, "fourth"))
    )
    end = f'<w:endnote w:id="7">{paragraph("end note")}</w:endnote>'
    assert _text(body, footnotes=notes, endnotes=end) == (
        "A[1] and B[i][2]\n\n[1] seventh\n\n[i] end note\n\n[2] third\n\nAfter.\n\nx | y[3]\n\n[3] fourth"
    )


def test_text_boxes_are_read_once_and_content_controls_without_their_prompts() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    body = _runs(
        _run("Before"),
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
    )
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body += control.format("", paragraph("Filled in"))
    body += control.format("<w:showingPlcHdr/>", paragraph("Click here to enter text."))
    body += _runs(control.format("", _run("inside")), _run(" a line"))
    assert _text(body) == "Before\n\nIn the box\n\nFilled in\n\ninside a line"


def test_tables_are_rows_and_merged_cells_are_said_once() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Costs")
    going_on = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    body = _table([wide], ["Year", "Euros"], ["2024", "5"], [going_on, "6"], ["", ""])
    assert _text(body) == "Costs\nYear | Euros\n2024 | 5\n| 6"


def test_a_table_that_only_places_text_is_read_cell_by_cell() -> None:
    nested = _table(["Left", _table(["a", "b"]) + "<w:p/>"])
    assert _text(nested) == "Left\n\na | b"
    assert _text(_table([paragraph("One.") + paragraph("Two.")])) == "One.\n\nTwo."
    heading = _styled("Chapter", "Kapitel") + paragraph("Text.")
    assert _text(_table([heading, "Side"]), styles=STYLES) == "## Chapter\n\nText.\n\nSide"
    assert _text(_table(["x" * 1001, "y"])) == "x" * 1001 + "\n\ny"


def test_breaks_symbols_and_raised_digits_are_as_printed() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = (
        _runs(_run("10"), _run("6", raised), _run(" people, the 1"), _run("st", raised))
        + _runs(_run("in 2019"), _run("2", raised))
        + _runs(
            "<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>er</w:t></w:r>"
        )
        + _runs('<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="page"/><w:t>c</w:t></w:r>')
        + _runs('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:tab/><w:t>5</w:t></w:r>')
        + _runs("<w:r><w:t>a  b</w:t><w:tab/><w:t>c</w:t></w:r>")
    )
    assert _text(body) == (
        "10⁶ people, the 1st\n\nin 2019²\n\ncoop-er\n\na\nb\n\nc\n\n≥ 5\n\na b c"
    )


def test_headers_comments_and_alternate_documents_are_left_out_and_told() -> None:
    body = (
        paragraph("Words.")
        + '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p><w:altChunk r:id="x"/>'
    )
    document = DocxReader().read(
        word(body, comments=f"<w:comment>{paragraph('psst')}</w:comment>"), "a"
    )
    assert document.pages[0].text == "Words."
    assert document.meta["warnings"] == [
        "1 comment left out.",
        "Another document is embedded in this one and was not read. Take it in on its own.",
    ]


def test_strict_files_read_like_others() -> None:
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    strict = {
        path: part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for path, part in parts.items()
    }
    a, b = (DocxReader().read(zipped(p), "a.docx") for p in (parts, strict))
    assert (a.pages, a.outline) == (b.pages, b.outline)


def test_right_to_left_zero_width_and_decomposed_text_comes_out_plain() -> None:
    text = _text(paragraph("\u202eمدينة\u202c \u200bcafe\u0301\ufeff"))
    assert text == "مدينة café"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
        f'<!DOCTYPE a [<!ENTITY e "{"x" * 100_000}">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/evil.dtd" [<!ENTITY e "x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_entities_are_never_expanded_nor_fetched(doctype: str, encoding: str, part: str) -> None:
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{doctype}<a><body><p><t>&e;&e;</t></p></body></a>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<a><body>{paragraph('x')}</body></a>".replace("w:", ""),
        "word/_rels/document.xml.rels": '<a><b Id="1" Type="x/styles" Target="styles.xml"/></a>',
        part: xml.encode(encoding),
    }
    with pytest.raises(UnreadableFile, match="declares a DOCTYPE"):
        DocxReader().read(zipped(parts), "a.docx")


def test_a_doctype_hidden_by_another_encoding_is_found_too() -> None:
    for encoding in ("utf-7", "cp037"):
        xml = "<?xml version='1.0' encoding='{}'?><!DOCTYPE a [<!ENTITY e 'x'>]><a><body>&e;</body></a>"
        with pytest.raises(UnreadableFile, match=r"a\.docx"):
            DocxReader().read(
                zipped({"word/document.xml": xml.format(encoding).encode(encoding)}), "a.docx"
            )


def test_links_that_lead_outside_are_not_followed() -> None:
    content = word(paragraph("Words."), settings='<w:attachedTemplate r:id="rId9"/>')
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {p: archive.read(p) for p in archive.namelist()}
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships><Relationship Id="rId1" TargetMode="External" Type="x/styles" '
        'Target="http://127.0.0.1:9/styles.xml"/><Relationship Id="rId2" Type="x/footnotes" '
        'Target="file:///etc/passwd"/><Relationship Id="rId3" Type="x/numbering" Target="../../../x"/>'
        "</Relationships>"
    )
    assert DocxReader().read(zipped(parts), "a.docx").pages[0].text == "Words."


def test_nesting_without_end_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 10_000
    with pytest.raises(WrongKind, match="nested too deeply"):
        DocxReader().read(word(deep), "a.docx")
    assert _text("<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 80) == "x"
    assert (
        _text("<w:sdt><w:sdtContent>" * 120 + paragraph("x") + "</w:sdtContent></w:sdt>" * 120)
        == "x"
    )


def test_notes_that_cite_each_other_end() -> None:
    cite = '<w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="{}"/></w:r></w:p>'
    notes = "".join(
        f'<w:footnote w:id="{a}">{cite.format(b)}</w:footnote>' for a, b in ((1, 2), (2, 1))
    )
    assert _text(cite.format(1), footnotes=notes) == "n[1]\n\n[1] n[2]\n\n[2] n[1]"


def test_a_document_without_words_is_empty() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(EmptyFile, match=r"blank\.docx holds no text"):
        DocxReader().read(out.getvalue(), "blank.docx")


@pytest.mark.parametrize(
    "lost", ["word/styles.xml", "word/numbering.xml", "_rels/.rels", "docProps/core.xml"]
)
def test_a_missing_part_that_is_not_the_text_does_not_lose_the_text(lost: str) -> None:
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        parts = {path: archive.read(path) for path in archive.namelist() if path != lost}
    assert "Awnings were hung" in DocxReader().read(zipped(parts), "a.docx").pages[0].text


@pytest.mark.parametrize("xml", ["", "<w:document", "<a/>", "\0\0", "<a>&x;</a>"])
def test_a_broken_main_part_is_told(xml: str) -> None:
    with pytest.raises(WrongKind, match=r"a\.docx is damaged"):
        DocxReader().read(zipped({"word/document.xml": xml}), "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "a"])
def test_a_word_file_is_read_as_one_whatever_its_name(name: str) -> None:
    assert read(report(), name).title == "Shade for Seville"


def test_an_encrypted_office_file_is_told_as_a_password() -> None:
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(PasswordProtected, match=r"a\.docx is password-protected"):
        read(content + bytes(600), "a.docx")


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z"))), min_size=1, max_size=12))
def test_paragraphs_come_back_in_order(texts: list[str]) -> None:
    shown = [clean(text) for text in texts if clean(text).strip()]
    try:
        text = _text("".join(map(paragraph, texts)))
    except EmptyFile:
        assert not any(map(str.isalnum, "".join(texts)))
    else:
        assert text == "\n\n".join(shown)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_of_bytes_raises_anything_but_a_clear_refusal(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        assert DocxReader().read(bytes(content), "a.docx").pages
    except UnreadableFile as error:
        assert "a.docx" in str(error)


@settings(max_examples=100)
@given(st.data())
def test_no_change_of_the_xml_raises_anything_but_a_clear_refusal(data: st.DataObject) -> None:
    xml = f"<a><body>{BODY}</body></a>".replace("w:", "")
    words = sorted(set(re.findall(r'\w+|"[^"]*"|<[^>]*>', xml)))
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))
        xml = xml.replace(old, new, data.draw(st.integers(1, 3)))
    parts = {
        "word/document.xml": xml,
        "word/numbering.xml": f"<a>{NUMBERING}</a>".replace("w:", ""),
        "word/_rels/document.xml.rels": '<a><b Id="1" Type="x/numbering" Target="numbering.xml"/></a>',
    }
    try:
        assert DocxReader().read(zipped(parts), "a.docx").pages
    except UnreadableFile as error:
        assert "a.docx" in str(error)


SOUND = word(paragraph("Some words.") + _item("a", 1) + _table(["x", "y"]), numbering=NUMBERING)
BODY = (
    _item("one", 1)
    + _table(["x", "y"])
    + _styled("head", "Heading1")
    + _runs(
        '<w:r><w:t>n</w:t><w:footnoteReference w:id="1"/><w:br w:type="page"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
        '<w:sdt><w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr><w:sdtContent/></w:sdt>',
    )
)


def test_no_text_of_real_files_is_lost(messy: Path) -> None:
    """Every run of text in the parts that are read, headers and deletions apart."""
    for path in sorted(messy.rglob("*.docx")):
        with zipfile.ZipFile(path) as archive:
            roots = [
                etree.fromstring(archive.read(part))
                for part in archive.namelist()
                if re.fullmatch(r"word/(document|charts/.*|diagrams/data\d*)\.xml", part)
            ]
        runs = [e.text or "" for root in roots for e in root.iter("{*}t")]
        try:
            text = DocxReader().read(path.read_bytes(), path.name).pages[0].text
        except EmptyFile:
            text = ""
        missing = [run for run in runs if _squeezed(run) not in _squeezed(text)]
        assert missing == [], path.name


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", clean(text))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({f"word/media/{at}": b"" for at in range(10_001)}, r"10,003 parts; the limit is 10,000"),
        ({"word/document.xml": b" " * 50_000_000}, r"grows more than 200 times"),
        ({f"word/{at}": b" " * 4_900_000 for at in range(62)}, r"more than 300 MB"),
    ],
)
def test_bombs_are_refused_before_they_are_unpacked(more: dict[str, bytes], reason: str) -> None:
    bomb = zipped({"[Content_Types].xml": "x", "word/document.xml": "x", **more})
    with pytest.raises(TooLarge, match=rf"bomb\.docx has .*{reason}"):
        read(bomb, "bomb.docx")
