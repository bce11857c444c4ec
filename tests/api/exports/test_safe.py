import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.exports.safe import LONGEST_NAME, ascii_name, cell, file_name, one_line, plain, web_address
from ingest.plain.clean import clean


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil.example","x")',
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1:A9)",
        "  =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "\t=1+1",
        "\tplain",
        "\r\nplain",
        "\r=1+1",
        "\n@x",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(A1)",
        "﹦1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\u202e=1+1",
        "\x00=1+1",
        "-",
        "+49 30 123",
    ],
)
def test_what_a_spreadsheet_would_work_out_is_shown_instead(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["12", "-12.5", "+3", "1,234.5", "-0.5 %", "1e-05", "Beira", "a=b", "", "3 - 2"]
)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@given(st.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([cell(text)])
    (shown,) = next(csv.reader(io.StringIO(written.getvalue(), newline="")))
    first = unicodedata.normalize("NFKC", shown.lstrip())[:1]
    number = shown.strip().lstrip("+-")[:1].isdigit()
    assert first not in ("=", "@")
    assert first not in ("+", "-") or number


@given(st.text())
def test_plain_text_has_only_characters_of_xml_that_change_nothing(text: str) -> None:
    shown = plain(text)
    assert shown == clean(shown)
    assert not set(shown) & set("\x00\x0b\x0c\x1b\x7f\ud800\ufffe\uffff\u202e\u2066\u200b")


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" a\r\n\tb\u2028c \x00") == "a b c"


@pytest.mark.parametrize(
    ("title", "own", "ascii_"),
    [
        ("São Paulo: trees", "São-Paulo-trees", "sao-paulo-trees"),
        ("../../etc/passwd", "etc-passwd", "etc-passwd"),
        ("C:\\con\\nul", "C-con-nul", "c-con-nul"),
        ('a"; filename="x.exe', "a-filename=-x-exe", "a-filename-x-exe"),
        ("a\r\nSet-Cookie: x", "a-Set-Cookie-x", "a-set-cookie-x"),
        ("دار السلام", "دار-السلام", "dr-lslm"),
        ("\u202eexe.doc", "exe-doc", "exe-doc"),
        ("...", "export", "export"),
        ("", "export", "export"),
    ],
)
def test_a_title_becomes_a_harmless_name_of_a_file(title: str, own: str, ascii_: str) -> None:
    assert file_name(title) == own
    assert ascii_name(title) == ascii_


@given(st.text(max_size=300))
def test_a_name_never_leaves_its_folder(title: str) -> None:
    for name in (file_name(title), ascii_name(title)):
        assert 1 <= len(name) <= LONGEST_NAME
        assert not set(name) & set('/\\:*?"<>|.\r\n\x00')
    assert ascii_name(title).isascii()


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org:8080/a_b?c=d&e=(f)#g", "https://xn--a.org/%20"],
)
def test_a_plain_web_address_can_be_followed(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "file:///etc/passwd",
        "//evil.example",
        "https://bank.example@evil.example/",
        'https://a.org/"><script>',
        "https://a.org/ b",
        "https://a.org/\n",
        "https://а.org/",
        "data:text/html,x",
        "",
    ],
)
def test_any_other_address_cannot(url: str) -> None:
    assert web_address(url) == ""
