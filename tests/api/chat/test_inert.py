import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from api.chat.base import Item, Kind, Reply
from api.chat.inert import markdown, plain
from api.chat.markdown import written
from assistant.answer import Citation

RENDERERS = {
    "commonmark": MarkdownIt("commonmark"),
    "gfm": MarkdownIt("default", {"linkify": False}).enable(["table", "strikethrough"]),
}
TEXTS = (
    "[click](javascript:alert(1))", "![x](https://evil.example/x.png)", "<img src=x onerror=alert(1)>", "**bold** __b__ *i* _i_",
    "# heading", "1. list", "1) list", "- item", "+ item", "* item", "> quote", "```\ncode\n```", "    code", "~~gone~~", "a | b\n-|-\n1 | 2",
    "---", "===", "<https://evil.example>", "&lt;b&gt; &amp; &#60;", "\\*not\\*", "[a]: https://evil.example\n\n[a]", "@everyone <!channel> @room",
    "line\n\nanother", "$x$ $$y$$", "`code`", "\u202eevil\u202c", "zero\u200bwidth", "tab\there", "a\u2028b", "trailing\\", "x" * 2000, ":smile:",
    "10000000000. not a list", "999999999. list", "&copy;", "\ufeffbom", "\U000e0041tags", "\ud800half",
)  # fmt: skip
INERT = {"paragraph_open", "paragraph_close", "inline"}


def shown(text: str, renderer: MarkdownIt) -> str:
    """What people read; fails where it is more than text in one paragraph."""
    tokens = renderer.parse(markdown(text))
    assert {token.type for token in tokens} <= INERT
    inner = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inner} <= {"text", "text_special"}
    return "".join(child.content for child in inner)


@pytest.mark.parametrize("renderer", RENDERERS.values(), ids=RENDERERS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_markdown_is_shown_as_it_is_and_does_nothing(
    text: str, renderer: MarkdownIt
) -> None:
    assert shown(text, renderer) == plain(text)


@given(st.text(alphabet=st.sampled_from(list("ab1 .)(#*_`[]<>!&;~|\\-+=>\n\t\"'$^:/@{}"))))
def test_no_text_of_marks_does_anything_in_markdown(text: str) -> None:
    for renderer in RENDERERS.values():
        assert shown(text, renderer) == plain(text)


@given(st.text())
def test_no_text_does_anything_in_markdown(text: str) -> None:
    for renderer in RENDERERS.values():
        assert shown(text, renderer) == plain(text)


@given(st.text(alphabet=st.sampled_from(list("htps:/w.@ aWmailo"))))
def test_no_address_becomes_a_link_by_itself(text: str) -> None:
    made = markdown(f"{text} https://evil.example www.evil.example a@evil.example {text}")
    assert not re.search(r"https?://|(?i:www\.)|(?<!\\)@", made)


@given(st.text())
def test_a_plain_text_is_one_line_of_what_is_seen(text: str) -> None:
    made = plain(text)
    assert not {unicodedata.category(c) for c in made} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert made == " ".join(made.split())
    assert plain(made) == made


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_a_text_of_letters_and_signs_stays_as_it_is(text: str) -> None:
    assert plain(text) == " ".join(text.split())


def quoted(n: int, text: str, url: str) -> Citation:
    return Citation(
        n=n, doc_id="x", title=text, page=None, label=None, section=None, place=text, quote=text, passage=text, url=url
    )  # fmt: skip


@given(st.text(), st.integers(1, 999))
def test_links_stand_where_they_are_said_to_stand_in_characters_of_the_text(
    text: str, n: int
) -> None:
    urls = ("/cases/a#b", "/documents/a (b)/pages/1?start=1&end=2")
    quotes = tuple(quoted(n + at, f"\U0001f30d {text}", url) for at, url in enumerate(urls))
    item = Item(
        number=1, doc_id="x", title=text, about=text, why=text, quotes=quotes, url="/cases/x"
    )
    made = written(
        Reply(kind=Kind.ANSWER, lines=(text,), items=(item,), page="/?q=1"), "https://base.example"
    )
    assert len(made.links) == 2
    for link, quote in zip(made.links, quotes, strict=True):
        assert f"[[{quote.n}]](" in made.text[link.start : link.end]
        assert link.url == f"https://base.example{quote.url}"


def test_only_our_own_links_open_from_a_reply() -> None:
    nasty = "](https://evil.example) <https://evil.example> [x](//evil.example)"
    item = Item(
        number=1, doc_id="x", title=nasty, about=nasty, why=nasty, changes=(nasty, nasty),
        quotes=(quoted(1, nasty, "/cases/x"),), url="/cases/x", sheet="/transplant?practice=x",
    )  # fmt: skip
    reply = Reply(
        kind=Kind.ANSWER, lines=(nasty,), items=(item,), after=(nasty,), examples=(nasty,)
    )
    for renderer in RENDERERS.values():
        tokens = renderer.parse(written(reply, "https://base.example").text)
        inner = [child for token in tokens for child in token.children or ()]
        opened = [child.attrGet("href") for child in inner if child.type == "link_open"]
        assert len(opened) == 3
        assert all(str(url).startswith("https://base.example/") for url in opened)
        assert not [child for child in inner if child.type in ("image", "html_inline")]
