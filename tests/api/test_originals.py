import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest
from fastapi.testclient import TestClient
from PIL import Image, ImageDraw, ImageFont

from api.access.roles import Role
from api.app import create_app
from api.pages.original_file import file_name
from api.pages.parts import BYTES, PAGES
from assistant.assistant import Assistant
from assistant.compose import citation_url
from corpus.nouns import Document, Page
from index.library import Library
from index.made import Made
from ingest.apart.pool import PAGES as DRAWING
from ingest.pdf import ocr
from ingest.pipeline import ingest
from ingest.writing import remove
from tests.api.access.people import person, private, served, signed_in, visitor
from tests.browser import browser

MakePdf = Callable[..., bytes]

LINES = "Mangroves keep the coast from flooding\nin the storm. They grow in salt water."
QUOTE = "keep the coast from flooding\nin the storm"
START = LINES.index(QUOTE)
END = START + len(QUOTE)
PAGE = f"/documents/report/pages/2?start={START}&end={END}"
API = "/api/v1/documents/report"
EVIL = "<img src=x onerror=alert(1)>"


class Seen(HTMLParser):
    """The tags of a page, the text that is marked, the addresses of its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.marked = ""
        self._within = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._within = self._within or tag == "mark"
        found = dict(attrs)
        self.ids |= {found["id"] or ""} if "id" in found else set()
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.marked += data if self._within else ""


@pytest.fixture
def client(library: Library, tmp_path: Path, make_pdf: MakePdf) -> Iterator[TestClient]:
    (tmp_path / "Report.pdf").write_bytes(make_pdf(["Title page of it.", LINES, "The end."]))
    (tmp_path / "notes.txt").write_text("Notes\n\nThe pumps failed twice.\n\nNobody paid for them.")
    ingest(library, [tmp_path / "Report.pdf", tmp_path / "notes.txt"])
    with browser(create_app(Assistant(library)), raises=False) as client:
        yield client


@contextmanager
def hurried() -> Iterator[None]:
    """Less time for a page, so that the test need not take all of it."""
    limits = DRAWING.limits
    DRAWING.close()
    DRAWING.limits = limits._replace(cpu=1)
    try:
        yield
    finally:
        DRAWING.close()
        DRAWING.limits = limits


def original_of(library: Library, doc_id: str) -> Path:
    return library.originals.path(library.store.get(doc_id).sha256)


def test_a_page_shows_the_picture_and_the_text_with_the_quote_marked_in_both(
    client: TestClient,
) -> None:
    response = client.get(PAGE)
    page = Seen(response.text)
    assert response.status_code == 200
    assert page.marked == QUOTE
    assert page.tags.count("rect") == 2
    assert page.tags.count("h1") == 1
    assert "Page 2 of 3" in response.text
    assert {"/documents/report/pages/1", "/documents/report/pages/3", "/documents/report/file",
            "/documents/report?page=2#page-2"} <= set(page.links)  # fmt: skip
    assert "style=" not in response.text


def test_without_a_quote_nothing_is_marked(client: TestClient) -> None:
    page = Seen(client.get("/documents/report/pages/2").text)
    assert "img" in page.tags
    assert "mark" not in page.tags
    assert "rect" not in page.tags


def test_a_quote_that_cannot_be_located_is_marked_in_the_text_alone(
    client: TestClient, library: Library, make_pdf: MakePdf
) -> None:
    original_of(library, "report").write_bytes(make_pdf(["a", "Something else altogether.", "c"]))
    response = client.get(PAGE)
    page = Seen(response.text)
    assert "could not be located in the picture" in response.text
    assert page.marked == QUOTE
    assert "rect" not in page.tags
    assert "img" in page.tags


@pytest.mark.parametrize(
    "place",
    ["start=40&end=10", "start=5&end=5", "start=-1&end=4", "start=nan&end=4", "start=1&end=1e3",
     "start=1", "end=9", "start=0&end=100000", f"start=0&end={10**30}", "start=%00&end=3"],
)  # fmt: skip
def test_a_place_that_is_not_on_the_page_is_told_and_the_text_still_shown(
    client: TestClient, place: str
) -> None:
    response = client.get(f"/documents/report/pages/2?{place}")
    assert response.status_code == 422
    assert "not in this text" in response.text
    assert "They grow in salt water" in response.text
    assert "<mark" not in response.text
    text = client.get(f"/documents/notes?{place}")
    assert text.status_code == 422
    assert "The pumps failed twice." in text.text
    assert client.get(f"{API}/pages/2/marks?{place}").status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "4", str(10**9), str(10**30), "two", "1.5", "²"])
def test_a_page_that_is_not_there_is_told_with_those_that_are(
    client: TestClient, number: str
) -> None:
    for address in (f"/documents/report/pages/{number}", f"/documents/report/pages/{number}.png"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Its pages are 1 to 3" in response.text
    assert client.get(f"{API}/pages/{number}").status_code in {404, 422}
    assert client.get(f"{API}/pages/{number}/marks?start=0&end=3").status_code in {404, 422}


def test_a_document_without_pages_says_where_its_text_is(client: TestClient) -> None:
    for address in ("/documents/notes/pages/1", "/documents/notes/pages/1.png"):
        response = client.get(address)
        assert response.status_code == 404
        assert "/documents/notes" in response.text
    assert client.get("/api/v1/documents/notes/pages/1").status_code == 404


def test_where_the_original_is_missing_the_text_is_shown_with_the_reason(
    client: TestClient, library: Library
) -> None:
    original_of(library, "report").unlink()
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "is not kept here" in response.text
    assert Seen(response.text).marked == QUOTE
    for address in ("/documents/report/pages/2.png", "/documents/report/file", f"{API}/file",
                    f"{API}/pages/2/marks?start=0&end=9"):  # fmt: skip
        assert client.get(address).status_code == 404


def test_where_the_original_is_locked_the_text_is_shown_with_the_reason(
    client: TestClient, library: Library, make_pdf: MakePdf
) -> None:
    original_of(library, "report").write_bytes(make_pdf(["secret"], password="pw"))
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "only with a password" in response.text
    assert Seen(response.text).marked == QUOTE
    assert client.get("/documents/report/pages/2.png").status_code == 415
    assert client.get(f"{API}/pages/2/marks?start=0&end=9").status_code == 415


def test_where_a_page_takes_too_long_the_text_is_shown_with_the_reason(
    client: TestClient, library: Library
) -> None:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"0 0 m 1 1 l S " * 3_000_000)
    for _ in range(3):
        page = writer.add_blank_page(612, 792)
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    original_of(library, "report").write_bytes(out.getvalue())
    with hurried():
        response = client.get(PAGE)
    assert response.status_code == 200
    assert "takes longer than 1 seconds of computing" in response.text
    assert Seen(response.text).marked == QUOTE


def test_a_picture_is_kept_and_not_sent_twice_to_whoever_has_it(
    client: TestClient, library: Library
) -> None:
    first = client.get("/documents/report/pages/2.png")
    assert first.headers["content-type"] == "image/png"
    assert first.headers["cache-control"].startswith("private")
    fine = client.get("/documents/report/pages/2.png?width=1400")
    assert fine.headers["etag"] != first.headers["etag"]
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get("/documents/report/pages/2.png", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    (kept, _) = sorted((library.home / "cache" / "pages").glob("*/*"), key=lambda p: len(p.name))
    kept.write_bytes(b"from the cache")
    assert client.get("/documents/report/pages/2.png").content == b"from the cache"


@pytest.mark.parametrize("width", ["901", "0", "-900", "1e3", str(10**9), "nan", "wide"])
def test_pictures_come_in_few_widths(client: TestClient, width: str) -> None:
    assert client.get(f"/documents/report/pages/2.png?width={width}").status_code == 422


def test_with_a_document_its_pictures_go(client: TestClient, library: Library) -> None:
    client.get("/documents/report/pages/2.png")
    folder = library.home / "cache" / "pages"
    assert len(list(folder.glob("*/*"))) == 1
    remove(library, "report")
    assert list(folder.iterdir()) == []
    assert client.get("/documents/report/pages/2.png").status_code == 404


def test_pictures_that_are_kept_stay_within_their_limit(tmp_path: Path) -> None:
    made = Made(tmp_path / "made", most=1000)
    for number in range(40):
        original = tmp_path / f"{number % 7}"
        original.touch()
        made.get(original, f"{number}.png", lambda: bytes(100))
    kept = [path for path in (tmp_path / "made").glob("*/*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in kept) <= 1000
    assert (tmp_path / "made" / str(39 % 7) / "39.png").exists()


def test_of_an_original_that_is_removed_meanwhile_nothing_is_kept(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    original = tmp_path / "original"
    original.touch()

    def make() -> bytes:
        original.unlink()
        made.remove(original.name)
        return b"picture"

    assert made.get(original, "1-900.png", make) == b"picture"
    assert list((tmp_path / "made").glob("*/*")) == []


def test_the_api_gives_a_page_and_where_a_quote_stands_on_it(client: TestClient) -> None:
    page = client.get(f"{API}/pages/2").json()
    assert page == {"number": 2, "label": None, "pages": 3, "text": LINES, "ocr": False}
    found = client.get(f"{API}/pages/2/marks?start={START}&end={END}").json()
    assert (found["width"], found["height"], found["coverage"]) == (612, 792, 1)
    assert len(found["rectangles"]) == 2
    assert set(found["rectangles"][0]) == {"left", "top", "width", "height"}


@pytest.mark.parametrize("address", ["/documents/{}/file", "/api/v1/documents/{}/file"])
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.md", b"# T\n\n<script>alert(1)</script>", "application/octet-stream"),
        ("a.html", b"<html><body><p>Drains.</p><script>1</script></body></html>",
         "application/octet-stream"),
        ("a.rtf", b"{\\rtf1 Drains of the old town.}", "application/rtf"),
    ],
)  # fmt: skip
def test_an_original_is_saved_and_never_run_by_a_browser(
    library: Library, tmp_path: Path, address: str, name: str, content: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ingest(library, [tmp_path / name])
    (held,) = library.store.documents()
    file = browser(create_app(Assistant(library))).get(address.format(held.doc_id))
    assert file.content == content
    assert file.headers["content-type"] == kind
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert file.headers["content-security-policy"].startswith("sandbox;")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("upload:Heat plan.pdf", "Heat plan.pdf"),
        ("in:harbour:upload:Heat plan.pdf", "Heat plan.pdf"),
        ("C:\\Users\\me\\plan.PDF", "plan.PDF"),
        ("https://example.org/files/plan%20one.pdf?x=../../y.exe", "plan one.pdf"),
        ("/home/me/../../etc/passwd", "the-id.pdf"),
        ("upload:evil\u202efdp.exe", "the-id.pdf"),
        ('upload:a"b\r\nSet-Cookie: x=1;.pdf', "a_b__Set-Cookie_ x_1_.pdf"),
        ("upload:..pdf", "the-id.pdf"),
        ("https://example.org/plan", "the-id.pdf"),
        ("upload:Água é vida.pdf", "Água é vida.pdf"),
    ],
)
def test_the_name_of_a_saved_file_is_its_own_where_that_is_safe(source: str, name: str) -> None:
    document = Document("the-id", "T", "document", "application/pdf", "0" * 64, source, (Page(1, ""),), (), {})  # fmt: skip
    assert file_name(document) == name


def test_a_name_beyond_ascii_is_written_as_the_standard_has_it(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "Água é vida.txt").write_text("Drains.")
    ingest(library, [tmp_path / "Água é vida.txt"])
    (held,) = library.store.documents()
    file = browser(create_app(Assistant(library))).get(f"/documents/{held.doc_id}/file")
    assert file.headers["content-disposition"] == "attachment; filename*=utf-8''%C3%81gua%20%C3%A9%20vida.txt"  # fmt: skip


def test_a_citation_of_a_pdf_leads_to_its_page_and_of_a_text_to_its_paragraph(
    client: TestClient, library: Library
) -> None:
    store = library.store
    for doc_id, quote in (("report", QUOTE), ("notes", "The pumps failed twice.")):
        document = store.get(doc_id)
        passage = next(
            p for p in store.passages(store.passage_ids(doc_id)).values() if quote in p.text
        )
        start = passage.start + passage.text.index(quote)
        url = citation_url(document, passage, start, start + len(quote))
        page = Seen(client.get(url).text)
        assert page.marked == quote
        fragment = urlsplit(url).fragment
        assert not fragment or fragment in page.ids
        assert bool(fragment) == (doc_id == "notes")


def test_a_long_document_comes_in_parts_and_an_address_opens_the_right_one(
    library: Library, tmp_path: Path, make_pdf: MakePdf
) -> None:
    count = 2 * PAGES + 3
    (tmp_path / "long.pdf").write_bytes(
        make_pdf([f"Words of sheet {n} alone." for n in range(1, count + 1)])
    )
    ingest(library, [tmp_path / "long.pdf"])
    client = browser(create_app(Assistant(library)))
    first = client.get("/documents/long").text
    assert "Words of sheet 20 alone." in first
    assert "Words of sheet 21 alone." not in first
    assert "/documents/long?part=2" in Seen(first).links
    last = Seen(client.get("/documents/long?part=3").text)
    assert {f"page-{n}" for n in range(41, 44)} <= last.ids
    assert "/documents/long?part=4" not in last.links
    assert "page-30" in Seen(client.get("/documents/long?page=30").text).ids
    for odd in ("part=0", "part=-1", "part=x", f"part={10**20}", "page=0", "page=999", "page=nan"):
        assert client.get(f"/documents/long?{odd}").status_code == 200


def test_a_long_text_weighs_little_and_a_citation_opens_its_part(
    library: Library, tmp_path: Path
) -> None:
    lines = [f"Paragraph {n} of the minutes says <b>little</b> & éèê." for n in range(9000)]
    (tmp_path / "long.txt").write_text("\n\n".join(lines))
    ingest(library, [tmp_path / "long.txt"])
    client = browser(create_app(Assistant(library)))
    (document,) = library.store.documents()
    quote = "Paragraph 7777 of the minutes"
    passage = next(
        p for p in library.store.passages(library.store.passage_ids()).values() if quote in p.text
    )
    start = passage.start + passage.text.index(quote)
    url = citation_url(document, passage, start, start + len(quote))
    html = client.get(url).text
    assert Seen(html).marked == quote
    assert f"at-{passage.start}" in Seen(html).ids
    assert len(html.encode()) < 2 * BYTES
    assert client.get("/documents/long").text.count("<mark") == 0


def test_titles_and_text_are_inert(library: Library, tmp_path: Path, make_pdf: MakePdf) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([f"Trees {EVIL} cool."]))
    (tmp_path / f"{EVIL}.txt").write_text(f"{EVIL}\n\nTrees {EVIL} cool.")
    ingest(library, [tmp_path / "a.pdf", tmp_path / f"{EVIL}.txt"])
    client = browser(create_app(Assistant(library)))
    held = [document.doc_id for document in library.store.documents()]
    assert len(held) == 2
    for address in ("/documents/a/pages/1?start=3&end=9", *(f"/documents/{i}" for i in held)):
        html = client.get(address).text
        assert "<img src=x" not in html
        assert "&lt;" in html


def test_others_see_no_button_that_they_may_not_use(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mast.txt").write_text("The mast was blue.")
    ingest(library, [tmp_path / "mast.txt"])
    own = browser(create_app(Assistant(library))).get("/documents/mast").text
    assert "/documents/mast/remove" in own
    assert "/drafts?doc_id=mast" in own
    others = browser(create_app(Assistant(library), "0.0.0.0")).get("/documents/mast").text
    assert "/remove" not in others
    assert "/drafts?doc_id=mast" not in others


def test_of_a_private_document_others_get_neither_page_nor_picture_nor_marks_nor_file(
    library: Library, make_pdf: MakePdf
) -> None:
    app = served(library)
    private(app, "harbour", person(app, "Ada", Role.FACILITATOR))
    person(app, "Ben", Role.ADMIN)
    with TestClient(app):
        ada, ben = signed_in(app, "Ada"), signed_in(app, "Ben")
        file = ("files", ("Report.pdf", make_pdf(["Title page of it.", LINES])))
        sent = ada.post("/api/v1/documents", files=[file], data={"collection": "harbour"})
        ada.get(f"{sent.headers['location']}/events")
        (doc_id,) = [document.doc_id for document in library.store.documents()]
        addresses = [
            *(f"/documents/{doc_id}{end}" for end in ("", "/file", "/pages/2", "/pages/2.png")),
            *(f"/api/v1/documents/{doc_id}{end}" for end in ("/file", "/pages/2", "/pages/2/marks?start=1&end=9")),
        ]  # fmt: skip
        assert [ada.get(address).status_code for address in addresses] == [200] * 7
        tag = {"If-None-Match": ada.get(addresses[3]).headers["etag"]}
        for other in (ben, visitor(app)):
            answers = [other.get(address, headers=tag) for address in addresses]
            assert [answer.status_code for answer in answers] == [404] * 7
            assert not any("Mangroves" in answer.text for answer in answers)


def test_a_quote_on_a_scan_is_marked_on_its_picture(library: Library, tmp_path: Path) -> None:
    if not ocr.available():
        assert "CI" not in os.environ, "tesseract and ocrmypdf must be there"
        pytest.skip("tesseract or ocrmypdf is not installed")
    picture = Image.new("L", (1240, 1754), 255)
    for at, line in enumerate(("The city planted trees", "along its hottest streets.")):
        ImageDraw.Draw(picture).text(
            (110, 150 + 80 * at), line, fill=0, font=ImageFont.load_default(40)
        )
    picture.save(tmp_path / "scan.pdf", "PDF", resolution=150)
    ingest(library, [tmp_path / "scan.pdf"])
    client = browser(create_app(Assistant(library)))
    text = client.get("/api/v1/documents/scan/pages/1").json()
    assert text["ocr"]
    start = text["text"].index("along its hottest")
    place = f"start={start}&end={start + 17}"
    found = client.get(f"/api/v1/documents/scan/pages/1/marks?{place}").json()
    ((left, top, width, height),) = [r.values() for r in found["rectangles"]]
    assert abs(left - 110 / 1240) < 0.02
    assert top < 250 / 1754 < top + height
    assert width > 0.2
    page = client.get(f"/documents/scan/pages/1?{place}").text
    assert "recognised in a picture" in page
    assert "<rect" in page
    kept = library.home / "cache" / "pages"
    assert [path.name for path in kept.glob("*/*")] == ["1-words.pdf"]
    remove(library, "scan")
    assert list(kept.iterdir()) == []
