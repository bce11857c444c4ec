import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from api.exports.base import Linked
from api.exports.markdown import Markdown, inert
from api.exports.safe import one_line
from tests.api.exports.nasty import TEXTS

HARMLESS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
MARK = "x"


def tokens(text: str) -> list[Token]:
    """What a renderer sees that knows tables and strikes, and lets HTML through."""
    found = []
    for token in (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    ):
        found += [token, *(token.children or ())]
    return found


def shown(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type == "text")


@pytest.mark.parametrize("text", TEXTS)
def test_a_nasty_text_is_one_paragraph_of_its_own_words(text: str) -> None:
    written = Markdown(MARK, "en")
    written.paragraph(text)
    body = written.bytes().decode().partition("\n\n")[2]
    assert {token.type for token in tokens(body)} <= HARMLESS
    assert shown(body) == one_line(text)


@given(st.text(alphabet=st.sampled_from("<>[]()!*_`~#|\\&-+=.:1aW/@$ \n\t"), max_size=40))
def test_no_run_of_marks_is_markup(text: str) -> None:
    assert {token.type for token in tokens(inert(text))} <= HARMLESS
    assert shown(inert(text)) == one_line(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_nasty_text_stays_in_its_heading_item_quotation_and_cell(text: str) -> None:
    written = Markdown(text, "en")
    written.heading(text, 2)
    written.bullets([text, "second"])
    written.paragraph(text, quote=text)
    written.table((text, "b"), [(text, "d"), ("e", text)])
    found = tokens(written.bytes().decode())
    kinds = [token.type for token in found]
    assert kinds.count("heading_open") == 2
    assert kinds.count("list_item_open") == 2
    assert kinds.count("blockquote_open") == 1
    assert kinds.count("tr_open") == 3
    assert kinds.count("th_open") + kinds.count("td_open") == 6
    assert not {"html_inline", "html_block", "link_open", "image", "code_inline", "fence"} & set(
        kinds
    )


@pytest.mark.parametrize("address", ["https\\://evil.example", "www\\.evil.example"])
def test_no_bare_address_is_left_that_a_site_would_make_a_link(address: str) -> None:
    assert address in inert(address.replace("\\", ""))


def test_a_source_can_be_followed_and_a_bad_address_only_read() -> None:
    written = Markdown("t", "en")
    written.bullets(
        [Linked("Report", "https://example.org/a_b"), Linked("Bad", "javascript:alert(1)")]
    )
    written.paragraph("said", quote=Linked("Report, page 3", "https://example.org/c"))
    links = [t.attrs["href"] for t in tokens(written.bytes().decode()) if t.type == "link_open"]
    assert links == ["https://example.org/a_b", "https://example.org/c"]
    assert "javascript\\:alert(1)" in written.bytes().decode()


def test_no_lines_make_no_list() -> None:
    written = Markdown("t", "en")
    written.bullets([])
    assert written.bytes() == b"# t\n"


def test_lines_of_a_cell_stand_beside_each_other() -> None:
    written = Markdown("t", "en")
    written.table(("a", "b"), [("one\ntwo", "")])
    assert "| one; two |  |" in written.bytes().decode()
