"""What holds of every real file at hand: of the pages of PDFs, and that nothing breaks the reader."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from corpus.errors import UnreadableFile
from corpus.nouns import Document, Page
from index.hashing import HashingEmbedder
from ingest.apart.pool import Pool
from ingest.kinds import Kind, kind_of
from ingest.readers import OWN, never, read
from ingest.segment import passages

DOCUMENTS = Path(__file__).parents[4] / "shared" / "evaluation" / "documents"
REFUSED = {
    "005-libreoffice-writer-password__libreoffice-writer-password.pdf",
    "017-unreadable-meta-data__unreadablemetadata.pdf",
}
"""One has a password, one cannot be opened: the only ones that have no pages to look at."""

PDFS = sorted(path for path in DOCUMENTS.rglob("*.pdf") if path.name not in REFUSED)
MESSY = sorted(path for path in (DOCUMENTS / "messy").rglob("*") if path.is_file())

RECALL = 0.97
"""Share of the words that pdfium gives, but for those of heads and page numbers."""


def name(path: Path) -> str:
    return path.name[:40]


@pytest.fixture(scope="module", name="pool")
def _pool() -> Iterator[Pool]:
    pool = Pool()
    yield pool
    pool.close()


def content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.fixture(scope="module", name="document", params=PDFS, ids=name)
def _document(request: pytest.FixtureRequest, pool: Pool) -> tuple[Path, Document]:
    """A PDF as the child process reads it, without recognising text in pictures."""
    path: Path = request.param
    return path, pool.read(Kind.PDF, content(path), path.name, never)


Read = tuple[Path, Document]


def test_the_pages_are_numbered_as_the_file_has_them(document: Read) -> None:
    path, read_document = document
    with pypdfium2.PdfDocument(path) as pdf:
        numbers = list(range(1, len(pdf) + 1))
    assert [page.number for page in read_document.pages] == numbers


def test_the_passages_tile_each_page_and_their_sentences_are_verbatim(document: Read) -> None:
    _, read_document = document
    found = list(passages(read_document, HashingEmbedder().count_pieces))
    for index, page in enumerate(read_document.pages):
        own = [passage for passage in found if passage.page_index == index]
        assert "".join(passage.text for passage in own) == (page.text if page.text.strip() else "")
        for passage in own:
            assert page.text[passage.start : passage.end] == passage.text
            assert "".join(passage.text[a:b] for a, b in passage.sentences) == passage.text


def test_the_text_has_no_character_that_cannot_be_seen_and_is_composed(document: Read) -> None:
    _, read_document = document
    for text in (read_document.title, *(page.text for page in read_document.pages)):
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe]", text
        )
        assert "\r" not in text


def test_no_head_is_repeated_on_more_than_half_of_the_pages(document: Read) -> None:
    _, read_document = document
    pages = [page.text.splitlines() for page in read_document.pages]
    pages = [lines for lines in pages if len(lines) > 1]
    edges = Counter(
        line
        for lines in pages
        for line in {re.sub(r"\d+", "#", edge.lower()) for edge in (lines[0], lines[-1])}
    )
    # on fewer than four pages a line that returns is no running head yet
    assert len(pages) < 4 or max(edges.values()) <= len(pages) / 2


def test_hardly_a_word_is_lost_but_those_of_heads_and_page_numbers(document: Read) -> None:
    path, read_document = document
    with pypdfium2.PdfDocument(path) as pdf:
        raw = [
            page.get_textpage().get_text_range().replace("\ufffe\r\n", "").replace("\ufffe", "")
            for page in pdf
        ]
    there, here = Counter[str](), Counter[str]()
    for text, page in zip(raw, read_document.pages, strict=True):
        there += words(text)
        here += words(page.text)
    lost = there - here
    heads = {word for word, count in lost.items() if count >= len(raw) / 3}
    kept = sum((there & here).values())
    counted = sum(there.values()) - sum(lost[word] for word in heads)
    assert kept >= RECALL * counted


def words(text: str) -> Counter[str]:
    """Words but for right-to-left ones, whose letters pdfium turns round where it should not."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return Counter(re.findall(r"[^\W\d_\u0590-\u08ff]+", plain))


def test_labels_stand_beside_the_numbers(document: Read) -> None:
    _, read_document = document
    for page in read_document.pages:
        assert page.label is None or (page.label.strip() and page.label != str(page.number))


@pytest.mark.parametrize("path", MESSY, ids=name)
def test_every_messy_file_is_read_or_refused_with_a_reason(pool: Pool, path: Path) -> None:
    try:
        kind = kind_of(content(path), path.name)
        if kind in OWN:
            found = read(content(path), path.name)
        else:
            found = pool.read(kind, content(path), path.name, never)
    except UnreadableFile as error:
        assert path.name in str(error)
    else:
        assert found.pages
        assert all(isinstance(page, Page) for page in found.pages)
