from collections.abc import Callable

import pytest

from bench.samples import samples
from corpus.errors import EmptyFile, UnknownKind, UnreadableFile, WrongKind
from ingest.kinds import Kind, kind_of
from ingest.readers import READERS, read

MakePdf = Callable[..., bytes]


def test_the_content_decides_before_the_name(make_pdf: MakePdf) -> None:
    document = read(make_pdf(["Real text here."]), "report.txt")
    assert document.media_type == "application/pdf"


def test_a_file_named_pdf_that_is_none_is_refused() -> None:
    with pytest.raises(WrongKind, match=r"report\.pdf is named \.pdf, but"):
        read(b"just text", "report.pdf")


@pytest.mark.parametrize("content", [b"", b"\n\n  ", b"\x00" * 99])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"a\.md is empty"):
        read(content, "a.md")


@pytest.mark.parametrize("name", ["a.zip", "a.PY", "a.xlsx"])
def test_an_unknown_kind_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownKind, match=r"\.pdf, .*\.md"):
        read(b"content", name)


def test_every_kind_has_a_reader_that_makes_documents_that_name_their_source(
    make_pdf: MakePdf,
) -> None:
    made = [*samples(), ("plan.pdf", make_pdf(["Some words."])), ("a.md", b"# A\n\nwords"),
            ("a.txt", b"some words")]  # fmt: skip
    assert {kind_of(content, name) for name, content in made} == set(Kind) == set(READERS)
    for name, content in made:
        document = read(content, name)
        numbers = [page.number for page in document.pages]
        assert document.source == name
        assert document.media_type == kind_of(content, name)
        assert numbers in ([None], list(range(1, len(numbers) + 1)))


def test_no_bytes_whatsoever_raise_anything_but_a_clear_refusal() -> None:
    for start in (b"%PDF-1.7\n", b"---\nid: x\npractice: y\n---\n", b"\xff\xfe", b"PK\x03\x04"):
        for name in ("a.pdf", "a.md", "a.txt"):
            try:
                read(start + bytes(range(255, 0, -1)), name)
            except UnreadableFile as error:
                assert name in str(error)
