import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyFile, UnreadableFile, WrongKind
from ingest.plain.decode import decode

TEXT = "Água é vida. Os moradores pediram mais árvores nas ruas.\nPronto."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
def test_unicode_is_told_apart_with_a_mark_and_without(encoding: str) -> None:
    text, warnings = decode(TEXT.encode(encoding), "a.txt")
    assert (text, warnings) == (TEXT, [])


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_big_endian_marks_are_known(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "a.txt").text == TEXT


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16-le", "قرر مجلس المدينة إنشاء نظام حافلات جديد ورفض أصحاب الحافلات الصغيرة القرار"),
        (
            "cp1251",
            "Городской совет принял решение о новой системе автобусов. Владельцы маршруток против.",
        ),
        ("cp1256", "قرر مجلس المدينة إنشاء نظام حافلات جديد ورفض أصحاب الحافلات الصغيرة القرار"),
        ("gb18030", "市议会决定建立新的公交系统，小巴车主表示反对。"),
        ("shift_jis", "市議会は新しいバス路線の導入を決定した。小型バスの所有者は反対した。"),
    ],
)
def test_text_in_other_scripts_is_read_in_the_encoding_of_its_country(
    encoding: str, text: str
) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


def test_a_guess_is_said() -> None:
    text, warnings = decode("Água é vida".encode("cp1252"), "a.txt")
    assert text == "Água é vida"
    assert len(warnings) == 1
    assert "it was read as Windows-1252 (Western European). Check some accented" in warnings[0]


def test_a_few_damaged_characters_are_shown_and_counted() -> None:
    damaged = ("Água é vida. " * 20).encode() + b"\xff" + "Fim é já.".encode()
    text, warnings = decode(damaged, "a.txt")
    assert text.endswith("Água é vida. �Fim é já.")
    assert warnings == ["1 damaged character could not be decoded; each is shown as �."]


def test_a_few_control_characters_are_left_out_and_counted() -> None:
    text, warnings = decode(
        b"A plan for trees in all streets.\x00\x01" + b" More words." * 20, "a.txt"
    )
    assert text.startswith("A plan for trees in all streets. More")
    assert warnings == ["2 control characters left out."]


def test_a_stated_encoding_is_used_and_latin_1_means_windows_1252() -> None:
    assert decode("Город".encode("koi8-r"), "a", "KOI8-R").text == "Город"
    assert decode("5 € – “yes”".encode("cp1252"), "a", "iso-8859-1").text == "5 € – “yes”"


def test_a_stated_encoding_that_the_text_is_not_in_does_not_break_its_letters() -> None:
    assert decode(TEXT.encode(), "a", "iso-8859-1").text == TEXT
    text, warnings = decode(TEXT.encode("cp1252"), "a", "utf-8")
    assert text == TEXT
    assert "Windows-1252" in warnings[0]


@pytest.mark.parametrize("stated", ["no-such", "", "base64", "rot13", "idna", "utf-8\0", "x" * 999])
def test_a_stated_encoding_that_is_none_is_passed_over(stated: str) -> None:
    assert decode(b"A plan", "a", stated).text == "A plan"


@pytest.mark.parametrize(
    "content", [b"abc\0def", bytes(range(256)), b"\x7fELF\2\1\1\0\0", b"\x81\x8d\x8f"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(WrongKind, match=r"a\.txt is not text.* Save it as UTF-8"):
        decode(content, "a.txt")


@pytest.mark.parametrize(
    "content", [b"", b" \n -- \n", codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"  "]
)
def test_text_without_a_letter_is_refused_as_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        decode(content, "a.txt")


@given(
    st.binary(max_size=400)
    | st.text(max_size=100).map(lambda text: text.encode("utf-16-le", "ignore"))
)
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text, _ = decode(content, "a.txt")
    except UnreadableFile as error:
        assert "a.txt" in str(error)
    else:
        text.encode()
        assert "\0" not in text
