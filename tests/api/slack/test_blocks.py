from hypothesis import given, settings
from hypothesis import strategies as st

from api.chat.base import Item, Kind, Reply
from api.slack.blocks import Around
from api.slack.buttons import pressed
from api.slack.surface import SlackSurface
from assistant.answer import Citation
from tests.api.slack.block_kit import faults, links, pings, read

BASE = "https://citygraft.example.org"
SURFACE = SlackSurface(BASE)

NASTY = st.sampled_from(
    ["<!channel>", "<!here|here>", "<@U0AMA>", "<!subteam^S1|x>", "@everyone", "@channel", "*a*",
     "_b_", "~c~", "`d`", ":fire:", "<https://evil.example|x>", "https://evil.example", "&lt;!here&gt;",
     "\u200b", "\u202e", "\ud83d", "\x00", "\n\n", "﷽" * 40, "👩‍👩‍👧", "<", ">", "&", '"' * 90, "\\" * 90]
)  # fmt: skip
WORDS = st.lists(NASTY | st.text(max_size=40), max_size=6).map("".join)
LONG = st.builds(lambda words, times: words * times, WORDS, st.sampled_from([1, 1, 1, 1, 40, 200]))
PATHS = st.sampled_from(
    ["/cases/a", "/documents/" + "b" * 200, "/transplant?practice=a&city=x%20y"]
)
CITATIONS = st.builds(
    Citation,
    n=st.integers(1, 99),
    doc_id=st.just("a"),
    title=LONG,
    page=st.none(),
    section=st.none(),
    place=LONG,
    quote=LONG,
    passage=st.just(""),
    url=PATHS,
)


def items(number: int) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        number=st.just(number),
        doc_id=st.just(f"d{number}"),
        title=LONG,
        about=LONG,
        why=LONG,
        quotes=st.lists(CITATIONS, max_size=3).map(tuple),
        changes=st.lists(LONG, max_size=4).map(tuple),
        url=PATHS,
        sheet=PATHS | st.just(""),
    )


REPLIES = st.builds(
    Reply,
    kind=st.sampled_from(Kind),
    lines=st.lists(LONG, max_size=12).map(tuple),
    items=st.integers(0, 12).flatmap(
        lambda many: st.tuples(*(items(number + 1) for number in range(many)))
    ),
    after=st.lists(LONG, max_size=4).map(tuple),
    examples=st.lists(LONG, max_size=9).map(tuple),
    page=st.sampled_from(["", "/?q=a", "/?q=" + "%F0%9F%94%A5" * 400]),
    answer_id=st.sampled_from(["", "Zk3_-9aQ1xYt"]),
    question=LONG,
    reworded=st.booleans(),
)
AROUND = st.builds(Around, said=LONG, by=WORDS, share=st.booleans())


@settings(max_examples=40)
@given(REPLIES, AROUND)
def test_any_reply_is_a_message_that_slack_takes_and_that_pings_nobody(
    reply: Reply, around: Around
) -> None:
    body = SURFACE.render(reply, around).body()
    assert not faults(body)
    assert not pings(body)
    assert all(link.startswith(f"{BASE}/") for link in links(body))
    assert not {body["parse"], body["unfurl_links"], body["link_names"]} - {"none", False}


def reply(items: int, words: int = 1) -> Reply:
    return Reply(
        kind=Kind.ANSWER,
        lines=("Asked for Beira, Mozambique.",),
        items=tuple(
            Item(
                number=number,
                doc_id=f"d{number}",
                title=f"Practice {number}",
                about="Surat, India · since 2008 · partial · relevance 0.57",
                why="It speaks of floods. " * words,
                quotes=(
                    Citation(
                        n=number,
                        doc_id=f"d{number}",
                        title=f"Practice {number}",
                        page=4,
                        section=None,
                        place="page 4",
                        quote="The drains were cleaned before the rain.",
                        passage="The drains were cleaned before the rain.",
                        url=f"/cases/d{number}#p4",
                    ),
                ),
                changes=("In Beira: 3 fit, 2 to adapt", "Land: tenure differs."),
                url=f"/cases/d{number}",
                sheet=f"/transplant?practice=d{number}",
            )
            for number in range(1, items + 1)
        ),
        after=("9 answers, 3 shown; the page has the others.",),
        examples=("what did it cost?", "x" * 151),
        page="/?q=floods",
        answer_id="Zk3_-9aQ1xYt",
    )


def test_a_reply_reads_as_it_does_elsewhere() -> None:
    assert read(SURFACE.render(reply(1), Around("floods?", share=True)).body()) == (
        "> floods?\n"
        "Asked for Beira, Mozambique.\n"
        "1. Practice 1\n"
        "Surat, India · since 2008 · partial · relevance 0.57\n"
        "It speaks of floods.\n"
        "> [1] “The drains were cleaned before the rain.” (page 4)\n"
        "In Beira: 3 fit, 2 to adapt\n"
        "• Land: tenure differs.\n"
        "What must change, on all fifteen dimensions\n"
        "[👍] [👎]\n"
        "9 answers, 3 shown; the page has the others.\n"
        "The whole answer\n"
        "[what did it cost?] [Share here]"
    )


def test_what_does_not_fit_is_named_and_what_is_not_even_named_is_counted() -> None:
    few, many = (read(SURFACE.render(reply(n, 30)).body()) for n in (6, 50))
    assert few.count("Practice") == 6
    assert 0 < few.count("[👍]") < 6
    assert "did not fit" not in few
    assert "more did not fit into this message." in many
    assert many.count("Practice") < 50
    assert f"{BASE}/?q=floods" in links(SURFACE.render(reply(50, 30)).body())


def test_what_a_model_worded_is_marked() -> None:
    told = reply(1).model_copy(
        update={"lines": ("Surat cleans its drains [1].",), "reworded": True}
    )
    assert "worded by a language model" in read(SURFACE.render(told).body())
    assert "language model" not in read(SURFACE.render(reply(1)).body())


def test_a_button_holds_the_answer_and_what_it_says() -> None:
    blocks = SURFACE.render(reply(2)).body()["blocks"]
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    assert [pressed(one["value"]) for row in rows for one in row] == [
        ("Zk3_-9aQ1xYt", "1"),
        ("Zk3_-9aQ1xYt", "1"),
        ("Zk3_-9aQ1xYt", "2"),
        ("Zk3_-9aQ1xYt", "2"),
        ("Zk3_-9aQ1xYt", "what did it cost?"),
    ]


def test_the_numbers_in_what_a_model_worded_are_links_to_what_they_cite() -> None:
    lines = ("Nothing here is a mark: [1].", "Surat cleans drains [1], early [2, 1]; more [7].")
    told = reply(2).model_copy(update={"lines": lines, "reworded": True})
    body = SURFACE.render(told).body()
    head = body["blocks"][0]["elements"][0]["elements"]
    linked = [(one["text"], one["url"]) for one in head if one["type"] == "link"]
    first, second = f"{BASE}/cases/d1#p4", f"{BASE}/cases/d2#p4"
    assert linked == [("[1]", first), ("[2]", second), ("[1]", first)]
    assert (
        "Nothing here is a mark: [1].\nSurat cleans drains [1], early [2][1]; more [7].\n"
        in read(body)
    )
    assert not faults(body)
    plain = SURFACE.render(told.model_copy(update={"reworded": False})).body()
    assert not [one for one in plain["blocks"][0]["elements"][0]["elements"] if "url" in one]
