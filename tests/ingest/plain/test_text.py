import pytest

from corpus.errors import EmptyFile, WrongKind
from ingest.plain.text import MAX_TITLE, TextReader, clean, slug


def text(content: bytes, name: str = "Our plan.txt") -> str:
    return TextReader().read(content, name).pages[0].text


@pytest.mark.parametrize(
    "content",
    [
        "Água é vida".encode(),
        "Água é vida".encode("utf-8-sig"),
        "Água é vida".encode("utf-16"),
        "Água é vida".encode("cp1252"),
    ],
)
def test_common_encodings_are_told_apart(content: bytes) -> None:
    assert text(content) == "Água é vida"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(WrongKind, match="Save it as UTF-8"):
        text(bytes(range(256)))


def test_a_file_without_a_letter_is_refused_as_empty() -> None:
    with pytest.raises(EmptyFile, match=r"Our plan\.txt"):
        text(b" \n -- \n")


def test_a_guessed_encoding_is_told_with_the_document() -> None:
    assert "warnings" not in TextReader().read(b"A plan", "a.txt").meta
    assert "Windows-1252" in TextReader().read(b"\xc1gua boa", "a.txt").meta["warnings"][0]


def test_line_ends_ligatures_and_invisible_marks_are_made_plain() -> None:
    assert clean("o\ufb03ce\r\nre\u00adfit\u202e\rzero\u200bwidth\f\uf0b7 a") == (
        "office\nrefit\nzerowidth\n• a"
    )


def test_the_title_is_a_short_first_line_else_the_name() -> None:
    def title(content: str) -> str:
        return TextReader().read(content.encode(), "Our plan.txt").title

    assert title("\n  Learning   Alliances \nChange needs …") == "Learning Alliances"
    assert title("x" * (MAX_TITLE + 1) + "\nmore") == "Our plan"
    assert title("“A quotation\nis no title”") == "Our plan"


def test_a_title_is_neutral_and_otherwise_verbatim() -> None:
    title = "<img src=x onerror=alert(1)> Cafe\u0301\u202e plan\u200b" + "\u0301" * 50
    read = TextReader().read(title.encode(), "a.txt").title
    assert read.startswith("<img src=x onerror=alert(1)> Café plań")
    assert len(read) < len(title) - 40


def test_an_id_is_made_from_the_name() -> None:
    assert slug("Savannah, GA Green Plan 2009") == "savannah-ga-green-plan-2009"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("…") == "document"
    assert len(slug("x" * 300)) <= 60
