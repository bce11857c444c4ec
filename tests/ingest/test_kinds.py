import io
import zipfile

import pytest

from bench.samples import samples
from corpus.errors import PasswordProtected, UnknownKind, WrongKind
from ingest.kinds import SUFFIXES, TEXTS, Kind, kind_of


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def test_the_content_decides_whatever_the_name_says() -> None:
    for name, content in samples():
        kind = kind_of(content, name)
        if kind not in TEXTS:
            for other in ("a.txt", "a.pdf", "a.docx", "a"):
                assert kind_of(content, other) is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<!DOCTYPE html><p>x", Kind.HTML),
        (b"\xef\xbb\xbf <!-- a --> <html lang=en>", Kind.HTML),
        ("<html>".encode("utf-16"), Kind.HTML),
        (b'{"title": "x"}\n{"title": "y"}', Kind.JSONL),
        (b"junk before %PDF-1.4", Kind.PDF),
        (b"{\\rtf1 x}", Kind.RTF),
        (b"plain words", Kind.TEXT),
    ],
)
def test_a_file_without_an_ending_is_told_by_its_beginning(content: bytes, kind: Kind) -> None:
    assert kind_of(content, "file") is kind


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_among_kinds_of_text_the_ending_tells(kind: Kind) -> None:
    for suffix in SUFFIXES[kind]:
        assert kind_of(b"a,b\n1,2", f"file{suffix.upper()}") is kind


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".pptx", ".odt", ".epub", ".rtf"])
def test_text_under_the_name_of_another_kind_is_refused(suffix: str) -> None:
    with pytest.raises(WrongKind, match="its content is not of that kind"):
        kind_of(b"just text", f"a{suffix}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped("xl/workbook.xml", "[Content_Types].xml"), "Save its sheets as CSV"),
        (zipped("a.txt"), "Unpack it"),
        (zipped(), "Unpack it"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"MZ\x90", "is a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word 97", "old format of Office"),
    ],
)
def test_what_no_reader_reads_is_refused_with_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(UnknownKind, match=message):
        kind_of(content, "a.docx")


def test_an_encrypted_office_file_is_named_as_one() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(PasswordProtected, match="password-protected"):
        kind_of(content, "a.docx")


def test_a_damaged_archive_is_refused() -> None:
    with pytest.raises(WrongKind, match="damaged archive"):
        kind_of(zipped("word/document.xml")[:40], "a.docx")
