import pytest

from bench.samples import book, zipped
from corpus.errors import EmptyFile, PasswordProtected, UnreadableFile, WrongKind
from corpus.nouns import Document
from ingest.html.epub import EpubReader
from ingest.kinds import Kind, kind_of

ONE = "<h1>Water</h1><p>Rain is kept.</p><h2>Cost</h2><p>Little.</p>"
TWO = "<p>No heading here.</p>"
THREE = "<h1>Heat</h1><ul><li>Shade</li></ul>"


def read(content: bytes) -> Document:
    return EpubReader().read(content, "book.epub")


def test_chapters_come_in_the_order_of_the_book_not_of_the_archive() -> None:
    document = read(book({"z.xhtml": ONE, "b.xhtml": TWO, "a.xhtml": THREE}, title="City book"))
    (page,) = document.pages
    assert page.number is None
    assert page.text == (
        "# City book\n\n## Water\n\nRain is kept.\n\n### Cost\n\nLittle.\n\nNo heading here.\n\n## Heat\n\n- Shade"
    )
    assert document.title == "City book"


def test_a_chapter_without_a_heading_ends_the_section_before_it() -> None:
    document = read(book({"1.xhtml": ONE, "2.xhtml": TWO, "3.xhtml": THREE}))
    text = document.pages[0].text
    sections = [(path, text[at:].split("\n")[0]) for _, at, path in document.outline]
    assert sections == [
        (("Water",), "## Water"),
        (("Water", "Cost"), "### Cost"),
        ((), "No heading here."),
        (("Heat",), "## Heat"),
    ]


def test_the_content_tells_the_kind() -> None:
    assert kind_of(book({"a.xhtml": ONE}), "book.zip") is Kind.EPUB


@pytest.mark.parametrize(
    "way", ["http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://x.example/drm", ""]
)
def test_a_protected_book_is_refused_as_such(way: str) -> None:
    encryption = f'<encryption><EncryptedData><EncryptionMethod Algorithm="{way}"/></EncryptedData></encryption>'
    with pytest.raises(PasswordProtected, match="protected against copying"):
        read(book({"a.xhtml": ONE}, extra={"META-INF/encryption.xml": encryption}))


def test_scrambled_fonts_do_no_harm() -> None:
    fonts = '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></EncryptedData></encryption>'
    assert (
        "Rain"
        in read(book({"a.xhtml": ONE}, extra={"META-INF/encryption.xml": fonts})).pages[0].text
    )


def test_a_missing_chapter_is_said_and_the_others_are_read() -> None:
    document = read(book({"a.xhtml": ONE}, listed=["a.xhtml", "gone.xhtml"]))
    assert "Rain is kept." in document.pages[0].text
    assert document.meta["warnings"] == [
        "Chapter 2 (OPS/gone.xhtml) is missing or damaged, and was left out."
    ]


def test_a_chapter_is_read_once_however_often_it_is_listed() -> None:
    document = read(book({"a.xhtml": ONE}, listed=["a.xhtml"] * 2000))
    assert document.pages[0].text.count("Rain is kept.") == 1


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "%2e%2e/%2e%2e/etc/passwd"]
)
def test_paths_out_of_the_archive_lead_nowhere(path: str) -> None:
    document = read(book({"a.xhtml": ONE}, listed=["a.xhtml", path]))
    assert "root:" not in document.pages[0].text
    assert "missing" in document.meta["warnings"][0]


def test_entities_of_the_packing_list_are_not_expanded() -> None:
    evil = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = read(book({"a.xhtml": ONE}, title="T &x; &b;", head=evil))
    assert "root:" not in document.title
    assert "aaaaaaaaaa" not in document.title


@pytest.mark.parametrize("body", ["", "<img src='cover.jpg'/>"])
def test_a_book_without_text_is_refused(body: str) -> None:
    with pytest.raises(EmptyFile, match="may be pictures"):
        read(book({"a.xhtml": body}, title="Cover"))


@pytest.mark.parametrize(
    "parts",
    [
        {"mimetype": "application/epub+zip"},
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": "not xml"},
        {"META-INF/container.xml": '<container><rootfile full-path="x.opf"/></container>'},
        {
            "META-INF/container.xml": '<container><rootfile full-path="x.opf"/></container>',
            "x.opf": "",
        },
    ],
)
def test_a_book_without_a_list_of_chapters_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(WrongKind):
        read(zipped(parts))


def test_a_cut_off_book_is_refused() -> None:
    whole = book({"a.xhtml": ONE})
    for size in range(30, len(whole), 97):
        with pytest.raises(UnreadableFile):
            read(whole[:size])
