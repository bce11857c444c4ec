import io
import json
import re
from urllib.parse import unquote

import docx
import pytest
from docx.document import Document
from fastapi.testclient import TestClient
from markdown_it import MarkdownIt

from api.app import create_app
from api.exports.response import MEDIA
from api.pages import transplant_words as words
from assistant.assistant import Assistant
from assistant.report import TransplantReport
from corpus.vocabulary import label
from index.library import Library
from ingest.readers import read
from tests.api.access.people import served, visitor
from tests.api.own_cases import SECRET, held
from tests.browser import browser

PAGE, API = "/transplant/export", "/api/v1/transplant/export"
BRT = {"practice": "Bus rapid transit", "city": "Accra"}
FORMATS = ("docx", "md", "json")


@pytest.fixture(scope="module", name="library")
def _library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return held(tmp_path_factory.mktemp("exports") / "home")


@pytest.fixture(scope="module", name="assistant")
def _assistant(library: Library) -> Assistant:
    return Assistant(library)


@pytest.fixture(scope="module", name="client")
def _client(assistant: Assistant) -> TestClient:
    return browser(create_app(assistant))


@pytest.fixture(scope="module", name="report")
def _report(assistant: Assistant) -> TransplantReport:
    return assistant.transplant("Bus rapid transit", "Accra", {}, "mostly minibus taxis")


def exported(client: TestClient, kind: str, path: str = PAGE) -> bytes:
    asked = {**BRT, "says": "mostly minibus taxis", "format": kind}
    return client.get(path, params=asked).content


def word(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def words_of_word(content: bytes) -> str:
    document = word(content)
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return " ".join("\n".join([*(p.text for p in document.paragraphs), *cells]).split())


def words_of_markdown(content: bytes) -> str:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = [child for token in parser.parse(content.decode()) for child in token.children or ()]
    return " ".join("".join(t.content or "\n" for t in tokens).split())


def told(report: TransplantReport) -> list[str]:
    """What a reader has to find in the document."""
    lines = [
        report.practice,
        report.city,
        words.CAUTION,
        words.DEGREES[report.degree],
        words.METHOD,
    ]
    lines += [*report.warnings, *report.keep, *report.change, *report.check_first]
    lines += [*report.understood, report.risk_in_words, *report.cities, *report.networks]
    for flag in report.flags:
        lines += [label(flag.dimension).capitalize(), flag.sentence, words.next_of(flag)]
        lines += [f"{words.MARKS[flag.verdict]} {flag.verdict}", words.weight_in_words(flag.weight)]
        lines += [support.text for support in flag.evidence]
        lines += [words.place_of(support) for support in flag.evidence]
        for move in flag.precedents:
            lines += [words.told_by(move), move.what, move.source, move.url]
        for value in (*flag.origin_values, *flag.recipient_values):
            lines += [f"{value.label}: {value.value or 'not known'}", words.origin_of(value)]
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("path", [PAGE, API])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_sheet_is_saved_as_a_file_with_a_harmless_name(
    client: TestClient, path: str, kind: str
) -> None:
    response = client.get(path, params={**BRT, "format": kind})
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA[kind]  # type: ignore[index]
    assert response.headers["x-content-type-options"] == "nosniff"
    name = "bus-rapid-transit-in-accra-ghana-what-must-change"
    assert f'attachment; filename="{name}.{kind}"' in response.headers["content-disposition"]
    own = unquote(response.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert own == f"Bus-rapid-transit-in-Accra,-Ghana-what-must-change.{kind}"


def test_word_is_what_comes_where_no_kind_is_named(client: TestClient) -> None:
    assert client.get(PAGE, params=BRT).headers["content-type"] == MEDIA["docx"]


def test_the_json_is_the_report_s_own(client: TestClient, report: TransplantReport) -> None:
    assert TransplantReport.model_validate_json(exported(client, "json")) == report
    assert json.loads(exported(client, "json", API)) == json.loads(report.model_dump_json())


@pytest.mark.parametrize("path", [PAGE, API])
def test_word_has_all_of_the_report(
    client: TestClient, report: TransplantReport, path: str
) -> None:
    shown = words_of_word(exported(client, "docx", path))
    assert not [line for line in told(report) if line not in shown]


@pytest.mark.parametrize("path", [PAGE, API])
def test_markdown_has_all_of_the_report(
    client: TestClient, report: TransplantReport, path: str
) -> None:
    shown = words_of_markdown(exported(client, "md", path))
    assert not [line for line in told(report) if line not in shown]


def test_word_and_markdown_say_the_same_in_the_same_order(client: TestClient) -> None:
    headings = [
        p.text
        for p in word(exported(client, "docx")).paragraphs
        if p.style and p.style.name and p.style.name.startswith(("Title", "Heading"))
    ]
    markdown = exported(client, "md").decode()
    found = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    assert [re.sub(r"\\(.)", r"\1", line) for line in found] == headings
    assert headings[0] == "Bus rapid transit in Accra, Ghana: what must change"


def test_word_has_one_table_of_fifteen_dimensions(client: TestClient) -> None:
    (table,) = word(exported(client, "docx")).tables
    assert len(table.rows) == 16
    assert len(table.columns) == 5


def test_our_own_reader_reads_the_word_file(client: TestClient, report: TransplantReport) -> None:
    document = read(exported(client, "docx"), "sheet.docx")
    assert document.title == "Bus rapid transit in Accra, Ghana: what must change"
    text = " ".join(" ".join(page.text for page in document.pages).split())
    assert all(label(flag.dimension).capitalize() in text for flag in report.flags)
    assert words.CAUTION in text


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_nasty_case_is_inert(client: TestClient, kind: str) -> None:
    asked = {"practice": SECRET, "city": "Accra", "format": kind}
    content = client.get(PAGE, params=asked).content
    if kind == "docx":
        assert "<img src=x onerror=alert(1)>" in words_of_word(content)
        return
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    kinds = {c.type for token in parser.parse(content.decode()) for c in token.children or ()}
    assert kinds <= {"text", "link_open", "link_close", "softbreak"}
    links = re.findall(r"<(\S+?:[^>]*)>", content.decode())
    assert links
    assert all(link.startswith("http") for link in links)


@pytest.mark.parametrize("path", [PAGE, API])
@pytest.mark.parametrize(
    ("asked", "status", "shown"),
    [
        ({"practice": "teleporters"}, 404, "The nearest are"),
        ({"city": "Atlantisville"}, 422, "No city called"),
        ({"city": "Cordoba"}, 422, "Which one"),
        ({"city": ""}, 422, "city"),
        ({"format": "pdf"}, 422, "format"),
        ({"format": "../x"}, 422, "format"),
        ({"says": "x" * 60_000}, 422, "2000 characters"),
        ({"says": "140 % have a sewer"}, 422, "0 to 100"),
        ({"practice": "x" * 201}, 422, "200 characters"),
    ],
)
def test_a_bad_request_says_what_to_change(
    client: TestClient, path: str, asked: dict[str, str], status: int, shown: str
) -> None:
    response = client.get(path, params={**BRT, **asked})
    assert response.status_code == status
    assert shown in response.text
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize("odd", ["%00", "%1b", "%ed%a0%80", "%ff", "%ef%bf%be"])
@pytest.mark.parametrize("kind", FORMATS)
def test_odd_characters_make_no_broken_file(client: TestClient, odd: str, kind: str) -> None:
    asked = f"practice=BRT&city=Accra&says=mostly+minibus{odd}taxis&format={kind}"
    response = client.get(f"{PAGE}?{asked}")
    assert response.status_code == 200
    if kind == "docx":
        assert word(response.content).tables


def test_facts_given_over_http_count(client: TestClient) -> None:
    asked = {**BRT, "fact": "informal_transport=80", "format": "md"}
    assert b"80 % (stated by the city)" in client.get(API, params=asked).content


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_places_on_our_server_are_linked_where_others_reach_it(
    tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    library = held(tmp_path_factory.mktemp("address") / "home")
    address = "https://citygraft.example.org"
    reached = visitor(served(library, address)).get(PAGE, params={**BRT, "format": kind}).content
    read_ = words_of_word if kind == "docx" else words_of_markdown
    assert f"{address}/cases/" in read_(reached)


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_no_address_of_this_machine_is_in_a_file(client: TestClient, kind: str) -> None:
    read_ = words_of_word if kind == "docx" else words_of_markdown
    shown = read_(exported(client, kind))
    assert "127.0.0.1" not in shown
    assert "/cases/" not in re.sub(r"https?://\S+", "", shown)
