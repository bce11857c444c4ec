"""Whatever a reply holds, the message is small, valid, and has nothing in it that pings, links or runs."""

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from api.chat.base import Item, Kind, Reply
from api.matrix.blocks import REACT
from api.matrix.fitting import MAX_CONTENT, SHORTENED, TOO_LONG, fitted
from assistant.answer import Citation

BASE = "https://citygraft.example.org"
ELEMENTS = {"p", "strong", "em", "a", "br", "blockquote", "ul", "li", "code"}
HARM = (
    "@room", "@alice:cities.test", "x@room", "@ROOM", "https://matrix.to/#/@alice:cities.test", "matrix.to/#/!a:b",
    "<img src=x onerror=alert(1)>", "<a href='https://evil.example'>here</a>", "</p><script>", "&lt;b&gt;", "<mx-reply>",
    "www.evil.example", "mailto:a@b.c", "matrix:u/alice:b", "[x](javascript:alert(1))", "\u202e", "\u200b", "\ud800", "\x00",
    "evil.com/login", "me@evil.com", "#room:server", "tel:+49", "geo:1,2", "🍕.com",
    "@\u200broom", "evil.\u200bcom", "ht\u200btps://evil.example", "\n> <@a:b>", "*bold*", "`code`", "🏙️", "\u2028",
)  # fmt: skip

texts = st.lists(st.sampled_from(HARM) | st.text(max_size=8), max_size=5).map(" ".join)
glued = st.lists(st.sampled_from(HARM) | st.text(max_size=4), max_size=5).map("".join)
raw = texts | glued
long = st.tuples(raw, st.integers(0, 30_000)).map(lambda made: made[0] * (1 + made[1] // (1 + len(made[0]))))  # fmt: skip
paths = raw.map(lambda made: f"/{made}") | st.sampled_from(["", "@evil.example/", "javascript:alert(1)", "/cases/a"])  # fmt: skip
citations = st.builds(
    Citation, n=st.integers(1, 99), doc_id=raw, title=raw, page=st.none(), section=st.none(), place=raw, quote=raw | long, passage=raw, url=paths,
)  # fmt: skip
items = st.builds(
    Item, number=st.integers(1, 99), doc_id=raw, title=raw | long, about=raw, why=raw, quotes=st.lists(citations, max_size=4).map(tuple),
    changes=st.lists(raw, max_size=4).map(tuple), url=paths, sheet=paths,
)  # fmt: skip
lines = st.lists(raw | long, max_size=4).map(tuple)
replies = st.builds(
    Reply, kind=st.sampled_from(Kind), lines=lines, items=st.lists(items, max_size=6).map(tuple), after=lines, examples=st.lists(raw, max_size=4).map(tuple), page=paths,
)  # fmt: skip


def elements(content: dict[str, Any]) -> Iterator[Any]:
    whole = html.fragment_fromstring(content["formatted_body"], create_parent="div")
    yield from whole.iterdescendants()


@settings(
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=100,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking such replies takes minutes
)
@given(replies)
def test_any_reply_becomes_a_small_inert_notice(reply: Reply) -> None:
    content = fitted(reply, BASE)
    sent = json.dumps(content, ensure_ascii=False).encode()
    assert len(sent) <= MAX_CONTENT
    assert json.loads(sent) == content
    assert (content["msgtype"], content["m.mentions"]) == ("m.notice", {})
    for element in elements(content):
        assert element.tag in ELEMENTS
        assert set(element.attrib) == ({"href"} if element.tag == "a" else set())
        if element.tag == "a":
            assert element.get("href").startswith(f"{BASE}/")
    for shown in (content["body"], *html.fromstring(f"<div>{content['formatted_body']}</div>").itertext()):  # fmt: skip
        without = re.sub(r"\(https://citygraft\.example\.org/\S*\)", "", shown)
        assert not re.search(
            r"@\S|\w://|www\.\w|evil\.com|matrix\.to/|mailto:\w|#room:|\b(?:tel|geo):\S|🍕\.com",
            without,
            re.IGNORECASE,
        )
        assert not re.search("[\u200b\u202e\ud800-\udfff\x00\u2028]", shown)


def citation(n: int, quote: str, url: str = "/cases/a#s1") -> Citation:
    return Citation(n=n, doc_id="a", title="A", page=None, section="S", place="S", quote=quote, passage=quote, url=url)  # fmt: skip


def item(number: int, **changed: Any) -> Item:
    held = {"number": number, "doc_id": "a", "title": f"Title {number}", "about": "Beira · 2014", "quotes": (), "url": "/cases/a"}  # fmt: skip
    return Item(**{**held, **changed})


def test_an_answer_reads_well_in_both_forms() -> None:
    one = item(
        1,
        why="It speaks of <buses>.",
        quotes=(citation(1, "Taxi owners & others"),),
        changes=("In Beira: 5 fit", "Finance: ask @room", "Law: see https://law.example/a.pdf."),
        sheet="/transplant?practice=a&city=Beira",
    )
    reply = Reply(kind=Kind.ANSWER, lines=("Asked for Beira.",), items=(one,), after=("2 answers.",), page="/?q=bus", examples=("help", "city NAME"))  # fmt: skip
    content = fitted(reply, BASE)
    assert content["formatted_body"] == (
        "<p>Asked for Beira.</p>"
        '<p><strong>1. </strong><strong><a href="https://citygraft.example.org/cases/a">Title 1</a></strong><br>Beira · 2014</p>'
        "<p>It speaks of &lt;buses&gt;.</p>"
        '<blockquote><a href="https://citygraft.example.org/cases/a#s1">[1]</a> “Taxi owners &amp; others” (S)</blockquote>'
        "<p>In Beira: 5 fit</p>"
        "<ul><li>Finance: ask ＠room</li><li>Law: see https[:]//law[.]example/a[.]pdf.</li></ul>"
        '<p><a href="https://citygraft.example.org/transplant?practice=a&amp;city=Beira">What must change, on all fifteen dimensions</a></p>'
        "<p>2 answers.</p>"
        '<p><a href="https://citygraft.example.org/?q=bus">The whole answer</a></p>'
        "<p>You can go on with: <code>help</code> · <code>city NAME</code></p>"
        f"<p><em>{REACT}</em></p>"
    )
    assert content["body"] == (
        "Asked for Beira.\n\n"
        "1. Title 1 (https://citygraft.example.org/cases/a)\nBeira · 2014\n\n"
        "It speaks of <buses>.\n\n"
        "> [1] “Taxi owners & others” (S)\n\n"
        "In Beira: 5 fit\n\n"
        "- Finance: ask ＠room\n- Law: see https[:]//law[.]example/a[.]pdf.\n"
        "What must change, on all fifteen dimensions (https://citygraft.example.org/transplant?practice=a&city=Beira)\n\n"
        "2 answers.\n\n"
        "The whole answer (https://citygraft.example.org/?q=bus)\n\n"
        "You can go on with: help · city NAME\n\n"
        f"{REACT}"
    )


def test_what_is_too_large_is_shortened_and_says_so_beside_the_link() -> None:
    many = tuple(item(n, quotes=tuple(citation(q, "é" * 9_000) for q in range(1, 4))) for n in range(1, 7))  # fmt: skip
    content = fitted(Reply(kind=Kind.ANSWER, items=many, page="/?q=bus"), BASE)
    assert len(json.dumps(content, ensure_ascii=False).encode()) <= MAX_CONTENT
    assert SHORTENED in content["body"]
    assert "6. Title 6" in content["body"]
    assert f'<a href="{BASE}/?q=bus">The whole answer</a>' in content["formatted_body"]


def test_what_stays_too_large_is_a_sentence_and_the_link() -> None:
    hard = tuple(item(1, sheet="/" + "é" * 300, url="/" + "é" * 300, quotes=(citation(1, "x", "/" + "é" * 300),)) for _ in range(60))  # fmt: skip
    content = fitted(Reply(kind=Kind.ANSWER, lines=("a" * 60_000,), items=hard, page="/?q=bus"), BASE)  # fmt: skip
    assert len(json.dumps(content, ensure_ascii=False).encode()) <= MAX_CONTENT
    assert TOO_LONG in content["body"] or SHORTENED in content["body"]
    assert f"{BASE}/?q=bus" in content["formatted_body"]
