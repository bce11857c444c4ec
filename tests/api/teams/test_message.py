"""Any reply becomes a message that Teams takes, with nothing in it that pings, links elsewhere or runs."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from microsoft_agents.activity import Activity
from microsoft_agents.activity.entity import AIEntity

from api.chat.base import Item, Kind, Reply
from api.rewriting.claims import MAX_TEXT
from api.teams.message import MAX_MESSAGE, bare, brief, messages, size
from assistant.answer import Citation
from tests.api.teams.conversation import BASE
from tests.api.teams.rules import faults, parts

NASTY = (
    "<at>Everyone</at> @everyone [click](https://evil.example) <script>alert(1)</script> **bold** _it_ [1] [[2]] "
    "https://evil.example www.evil.example {{DATE(2026-11-29T00:00:00Z)}} ${user.name} \u202egnp.exe\u200b "
    "![x](https://evil.example/x.png) # head\n- list\n1. one `code` ~~gone~~ | a | &lt;b&gt; \\[2\\](x)"
)
ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [NASTY, "", "\u202e", "𝔘" * 50, "市" * 3000, "[1]", "]( )", "\ud800", "</at>", "//x"]
    ),
    st.text(min_size=1, max_size=9).map(lambda text: text * 300),
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote = draw(ODD)
    return Citation(
        n=draw(st.integers(1, 60)),
        doc_id="x",
        title=draw(ODD),
        page=None,
        section=None,
        place=draw(ODD),
        quote=quote,
        passage=quote,
        url=draw(ODD),
    )


@st.composite
def items(draw: st.DrawFn) -> Item:
    texts = {name: draw(ODD) for name in ("doc_id", "title", "about", "why", "url", "sheet")}
    return Item(
        number=draw(st.integers(1, 99)),
        quotes=tuple(draw(st.lists(citations(), max_size=2))),
        changes=tuple(draw(st.lists(ODD, max_size=2))),
        **texts,
    )


SAID = st.lists(ODD, max_size=4).map(tuple)
REPLIES = st.builds(
    Reply,
    kind=st.sampled_from(Kind),
    lines=SAID,
    items=st.lists(items(), max_size=3).map(tuple),
    after=SAID,
    examples=SAID,
    page=ODD,
    answer_id=st.sampled_from(["", "abcdef123456"]),
    question=ODD,
    city=ODD,
    reworded=st.booleans(),
)


def words(reply: Reply) -> dict[str, Any]:
    """What is said of a reply."""
    return messages(reply, BASE).words


def content(reply: Reply) -> dict[str, Any]:
    """The card of a reply."""
    card = messages(reply, BASE).card
    assert card
    (held,) = card["attachments"]
    found: dict[str, Any] = held["content"]
    return found


def wire(made: dict[str, Any]) -> dict[str, Any]:
    """The message as the SDK sends it."""
    activity = Activity.model_validate(made)
    sent: dict[str, Any] = activity.model_dump(
        by_alias=True, exclude_unset=True, exclude_none=True, mode="json"
    )
    return sent


@given(REPLIES)
@settings(max_examples=100)
def test_every_reply_is_messages_that_teams_takes(reply: Reply) -> None:
    made = messages(reply, BASE)
    for sent in [wire(one) for one in made if one]:
        assert not faults(sent)
        assert size(sent) <= MAX_MESSAGE
        assert not sent.keys() >= {"text", "attachments"}, "Teams would tell no id of it"
        for name in ("mentioned", "suggestedActions", "Action.ToggleVisibility", "Image"):
            assert f'"{name}"' not in json.dumps(sent)
    cards = [content(reply)] if made.card else []
    pieces = [part for card in cards for part in parts([card["body"], card["actions"]])]
    assert all(
        urlsplit(part["url"]).netloc == "citygraft.example.org" for part in pieces if "url" in part
    )
    assert all(part["url"].startswith(f"{BASE}/") for part in pieces if "url" in part)
    # what a TextBlock shows is marked up, so nothing that came from elsewhere stands in one
    assert not [part for part in pieces if part["type"] == "TextBlock"]
    for less in (brief(reply, BASE), bare(made.words)):
        assert less["text"]
        assert not faults(wire(less))


@given(
    lines=st.lists(st.text(max_size=30) | st.just(NASTY), max_size=3).map(tuple),
    title=st.just(NASTY) | st.text(),
    worded=st.booleans(),
)
def test_no_text_of_a_document_links_or_marks_a_citation(
    lines: tuple[str, ...], title: str, *, worded: bool
) -> None:
    item = Item(number=1, doc_id="x", title=title, about=title, quotes=(), url="/cases/x")
    reply = Reply(kind=Kind.ANSWER, lines=lines, items=(item,), after=lines, reworded=worded)
    text = words(reply)["text"]
    assert not {"[", "]", "<", ">", "\u202e", "\u200b"} & set(text)
    assert "://" not in text
    assert "www." not in text.lower()


def citation(number: int, text: str = "It was built in 2006.") -> Citation:
    return Citation(
        n=number,
        doc_id="x",
        title="A title",
        page=3,
        section=None,
        place="page 3",
        quote=text,
        passage=text,
        url="/documents/x?page=3#m",
    )


def answer(count: int, text: str = "words", quotes: int = 2) -> Reply:
    made = []
    for number in range(1, count + 1):
        cited = [citation((number - 1) * quotes + one + 1, text) for one in range(quotes)]
        made.append(
            Item(
                number=number,
                doc_id="x",
                title=text,
                about=text,
                why=text,
                quotes=tuple(cited),
                changes=(text, text),
                url="/cases/x",
                sheet="/transplant?practice=x",
            )
        )
    return Reply(kind=Kind.ANSWER, items=tuple(made), page="/?q=x", answer_id="abcdef123456")


@pytest.mark.parametrize("letter", ["a", "é", "市", "𝔘"])
def test_what_does_not_fit_is_left_to_the_page_and_the_message_says_so(letter: str) -> None:
    made = messages(answer(10, letter * 2000, 4), BASE)
    assert max(size(one) for one in made if one) <= MAX_MESSAGE
    text = made.words["text"]
    left = 10 - text.count("**") // 2
    assert 0 < left < 10
    assert f"{left} more would not fit here; the page has them." in text
    assert made.card
    assert len(made.card["attachments"][0]["content"]["body"]) == 10 - left, "both show the same"
    assert f"[The whole answer]({BASE}/?q=x)" in text


def test_an_answer_of_six_items_is_whole() -> None:
    whole = answer(6, "some forty words that a case study says " * 4)
    assert "more would not fit" not in words(whole)["text"]
    assert len(content(whole)["body"]) == 6


def test_citations_keep_the_numbers_of_the_answer_and_are_at_most_twenty() -> None:
    made = words(answer(10, quotes=4))
    (entity,) = made["entities"]
    positions = [claim["position"] for claim in entity["citation"]]
    assert positions == list(range(1, 21))
    assert "[20]" in made["text"]
    assert "[21]" not in made["text"], "a mark without a citation would stand there dead"


def test_answers_carry_no_label_of_generated_content_unless_a_model_worded_a_line() -> None:
    compiled = Activity.model_validate(words(answer(1)))
    worded = answer(1).model_copy(update={"reworded": True})
    generated = Activity.model_validate(words(worded))
    for activity, labels in ((compiled, None), (generated, ["AIGeneratedContent"])):
        (entity,) = activity.entities
        assert isinstance(entity, AIEntity)
        assert entity.citation
        assert entity.model_dump(by_alias=True, exclude_unset=True).get("additionalType") == labels
    bare = Reply(kind=Kind.TOLD, lines=("Worded.",), reworded=True)
    assert words(bare)["entities"][0]["additionalType"] == ["AIGeneratedContent"]
    assert "entities" not in words(Reply(kind=Kind.TOLD, lines=("Said.",)))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Owners stood to lose income [1].", "Owners stood to lose income [1]."),
        ("Both say so [1][2], one [1] alone.", "Both say so [1] [2], one [1] alone."),
        ("[1] begins it.", "[1] begins it."),
        ("A source that is not there [3] [0] [01].", "A source that is not there (3) (0) (01)."),
        ("[1](https://evil.example) goes nowhere", "[1] (https: //evil.example) goes nowhere"),
        ("[1]: https://evil.example", "[1] : https: //evil.example"),
        ("![1] [[1]] [1 2] [x] [^1]", "\\![1] ([1]) (1 2) (x) (^1)"),
        ("**bold** <b> \\[1]", "\\*\\*bold\\*\\* ‹b› \\\\[1]"),
    ],
)
def test_marks_of_a_worded_line_are_citations_and_nothing_else_in_it_is(
    line: str, shown: str
) -> None:
    worded = answer(1).model_copy(update={"reworded": True, "lines": ("In short:", line)})
    assert shown in words(worded)["text"].split("\n\n")
    assert [one["position"] for one in words(worded)["entities"][0]["citation"]] == [1, 2]


def test_a_worded_line_is_whole_and_the_last_one_only() -> None:
    long = "a" * (MAX_TEXT - 4) + " [2]"
    worded = answer(1).model_copy(update={"reworded": True, "lines": ("A title [1]", long)})
    assert words(worded)["text"].startswith(f"A title (1)\n\n{long}\n\n")


def test_the_address_of_a_question_without_end_is_left_out() -> None:
    long = answer(1).model_copy(update={"page": "/?q=" + "%E5%B8%82" * 2000})
    made = words(long)
    assert f"[The whole answer]({BASE}/)" in made["text"]
    assert size(made) <= MAX_MESSAGE


def test_only_an_answer_that_can_be_rated_has_thumbs() -> None:
    rated, unrated = answer(1), answer(1).model_copy(update={"answer_id": ""})
    assert "channelData" in words(rated)
    assert "thumbs" in json.dumps(content(rated))
    assert "channelData" not in words(unrated)
    assert "thumbs" not in json.dumps(content(unrated))


def test_a_notification_says_what_was_found_in_a_line() -> None:
    for one in messages(answer(3, "A title\nof lines"), BASE):
        assert one
        assert one["summary"] == "A title of lines, and 2 more"


def test_the_rules_find_what_teams_would_refuse() -> None:
    """Rules that find nothing would let everything pass."""
    good, card = messages(answer(2), BASE)
    assert card
    assert not faults(good)
    assert not faults(card)
    mention = {"type": "mention", "mentioned": {"id": "29:1x", "name": "x"}, "text": "<at>x</at>"}
    assert faults(good | {"entities": [mention]})
    assert faults(good | {"text": "no marks"})
    assert faults(good | {"entities": good["entities"] * 2})
    (held,) = card["attachments"]
    run = {"type": "TextRun", "text": "x", "wrap": True}
    changes: tuple[dict[str, Any], ...] = (
        {"version": "1.6"},
        {"body": []},
        {"body": [{"type": "Image", "url": "https://evil.example/x.png"}]},
        {"body": [{"type": "TextBlock"}]},
        {"body": [{"type": "RichTextBlock", "inlines": [run]}]},
        {"msteams": {"entities": []}},
        {"actions": [{"type": "Action.OpenUrl", "title": "x"}]},
        {"actions": held["content"]["actions"] * 7},
    )
    for change in changes:
        changed = held | {"content": held["content"] | change}
        assert faults(card | {"attachments": [changed]}), change
