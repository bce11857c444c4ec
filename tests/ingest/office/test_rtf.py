import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from bench.samples import RTF
from corpus.errors import EmptyFile, TooLarge, UnreadableFile, WrongKind
from ingest.office.rtf import RtfReader
from ingest.office.rtf_text import MAX_DEPTH
from ingest.plain.clean import clean
from ingest.readers import read


def _text(body: bytes) -> str:
    return RtfReader().read(rb"{\rtf1\ansi " + body + b"}", "a.rtf").pages[0].text


def test_headings_lists_tables_and_notes_are_kept_in_order() -> None:
    document = RtfReader().read(RTF, "note.rtf")
    assert document.title == "Rain for Évora"
    assert document.pages[0] == (
        None,
        (
            "# Rain for Évora\n\n## What was done\n\nGutters carry 10³ litres…[1]\n\n[1] Measured.\n\nВода\n\n"
            "1. First\n2. Second\n\nYear | Litres\n2024 | 900\n\nEnd."
        ),
        None,
    )
    assert document.outline == ((None, 18, ("What was done",)),)


def test_headings_by_outline_level_alone_are_headings() -> None:
    assert _text(rb"\pard\outlinelevel1 Two\par\pard body\par") == "### Two\n\nbody"
    named = rb"{\stylesheet{\s3 \'dcberschrift 2;}{\s4\outlinelevel9 heading 1;}}"
    assert _text(named + rb"\pard\s3 Zwei\par\pard\s4 not\par") == "### Zwei\n\nnot"


def test_letters_are_decoded_as_the_file_and_its_fonts_say() -> None:
    fonts = rb"{\fonttbl{\f1\fcharset204 A;}{\f2\fcharset128 B;}{\f3\fcharset161 C;}}"
    assert _text(
        fonts + rb"{\f1 \'cf\'f0} {\f2 \'83e\'83\'58} {\f3 \'e1} \'e9 \u8364? \u-10179?\u-8704?"
    ) == ("Пр テス α é € 😀")
    assert _text(rb"\ansicpg1250 \'f8") == "ř"
    assert _text(b"raw \xe9") == "raw é"
    assert _text(rb"\uc2\u233\'e9\'e9x{\uc0\u232}y\ansicpg99999 ") == "éxèy"


def test_what_is_not_printed_is_left_out() -> None:
    body = (
        rb"{\header head\par}{\footer foot}{\*\generator Gen;}{\info{\author Me}}{\*\unknown {deep} x}"
        rb"{\field{\*\fldinst HYPERLINK {x}}{\fldrslt link}} {\deleted gone}kept{\*\annotation psst}"
        rb"{\pict\pngblip 89504e47}{\upr{ansi}{\*\ud{unicode}}}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}"
        rb"{\shptxt\pard boxed\par}}{\shprslt twice}}{\xe index}\par"
    )
    assert _text(body) == "link keptunicodeboxed"


def test_raw_bytes_are_skipped_whatever_they_hold() -> None:
    assert _text(rb"a{\pict\bin7 }}}{\\\}b\par") == "ab"
    assert _text(rb"a{\pict\bin99999999 }}b") == "a"
    assert _text(rb"a\bin-5 b") == "ab"


def test_breaks_bullets_and_tables_are_as_printed() -> None:
    assert (
        _text(rb"a\line b\page c\~d\_e\-f\par\par g\'95\emdash\{\}\\")
        == "a\nb\n\nc\xa0d-ef\n\ng•—{}\\"
    )
    bullet = rb"{\listtext\'b7\tab}\ilvl1 x\par{\pntext 3)\tab}\pard y\par"
    assert _text(bullet) == "  - x\n3) y"
    assert _text(rb"\intbl one\par\cell\row\pard after") == "one\n\nafter"
    assert _text(rb"\intbl a\cell " + b"b" * 1001 + rb"\cell\row") == "a\n\n" + "b" * 1001


def test_a_file_cut_off_is_read_until_there_and_told() -> None:
    document = RtfReader().read(RTF[: RTF.index(b"End.") + 4], "a.rtf")
    assert document.pages[0].text.endswith("End.")
    assert document.meta["warnings"] == [
        "The file ends too early; what it holds until there was read."
    ]
    assert RtfReader().read(RTF + b"garbage}}}", "a.rtf").meta == {}


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(TooLarge, match="nests more than 10,000 groups"):
        _text(b"{" * (MAX_DEPTH + 1))
    assert _text(b"{" * 5000 + b"x" + b"}" * 5000) == "x"


def test_what_holds_no_text_or_is_none_is_refused() -> None:
    with pytest.raises(EmptyFile, match=r"a\.rtf holds no text"):
        _text(rb"{\pict 00ff}\par")
    with pytest.raises(WrongKind, match=r"a\.rtf is no RTF file"):
        RtfReader().read(b"words", "a.rtf")


def test_rtf_is_read_as_such_whatever_its_name() -> None:
    assert read(RTF, "note.doc").title == "Rain for Évora"


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z"))), min_size=1, max_size=9))
def test_paragraphs_come_back_in_order(texts: list[str]) -> None:
    written = b"".join(_escaped(text) + rb"\par " for text in texts)
    shown = [clean(text) for text in texts if clean(text)]
    try:
        assert _text(rb"\uc0 " + written) == "\n\n".join(shown)
    except EmptyFile:
        assert not any(map(str.isalnum, "".join(texts)))


def _escaped(text: str) -> bytes:
    units = text.encode("utf-16-le")
    pairs = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return b"".join(rb"\u%d " % (unit - 0x10000 if unit > 0x7FFF else unit) for unit in pairs)


def test_the_words_are_those_that_another_reader_finds() -> None:
    """Of plain text striprtf finds the same words; it knows no notes, headings and boxes."""
    plain = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\info{\title No}}"
        rb"{\header no\par}\pard\b Rain\b0  for \'c9vora\par{\f1 \'c2\'ee\'e4\'e0}\line x\u8364?\par"
        rb"\trowd\pard\intbl Year\cell Litres\cell\row\pard {\field{\*\fldinst no}{\fldrslt yes}}\par}"
    )
    other: Any = rtf_to_text
    theirs = re.findall(r"\w+", other(plain.decode("latin-1")))
    ours = re.findall(r"\w+", RtfReader().read(plain, "a.rtf").pages[0].text)
    assert ours == theirs == ["Rain", "for", "Évora", "Вода", "x", "Year", "Litres", "yes"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_of_bytes_raises_anything_but_a_clear_refusal(data: st.DataObject) -> None:
    content = bytearray(RTF)
    pieces = [
        b"\\bin",
        b"\\u",
        b"\\footnote",
        b"{\\*",
        b"}",
        b"{",
        b"\\cell",
        b"\\f",
        b"\\'",
        b"-99999999",
    ]
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(6, len(content) - 1))
        piece = data.draw(st.sampled_from(pieces) | st.binary(max_size=5))
        content[at : at + data.draw(st.integers(0, 20))] = piece
    try:
        assert RtfReader().read(bytes(content), "a.rtf").pages
    except UnreadableFile as error:
        assert "a.rtf" in str(error)
