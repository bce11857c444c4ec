import pytest

from api.chat.base import Asked
from api.slack.incoming import asked_of, way_of, words_of
from api.slack.outgoing import Address, Channel
from tests.api.slack.sending import Server, recorded
from tests.api.slack.stand_in import DIRECT, TOWN, StandIn

QUESTION = "How did bus owners become part of a rapid transit system?"


def test_a_mention_is_asked_openly_in_a_thread_of_its_own() -> None:
    payload = recorded("mention")
    assert asked_of(payload) == Asked(
        surface="slack",
        place="T0STANDIN/C0TOWN",
        thread="1780000001.000100",
        person="T0STANDIN/U0AMA",
        text=QUESTION,
        open=True,
        event="Ev0MENTION",
    )
    assert way_of(payload) == Channel(TOWN, "1780000001.000100")


def test_a_mention_in_a_thread_goes_on_in_that_thread() -> None:
    asked = asked_of(recorded("mention_in_thread"))
    assert asked
    assert (asked.thread, asked.text) == ("1780000001.000100", "city Dakar")


def test_direct_messages_are_one_conversation_that_nobody_else_reads() -> None:
    payload = recorded("direct")
    asked = asked_of(payload)
    assert asked
    assert (asked.thread, asked.open, asked.place) == ("", False, "T0STANDIN/D0AMA")
    assert way_of(payload) == Channel(DIRECT)


def test_a_direct_message_in_a_thread_is_answered_there() -> None:
    payload = recorded("direct", thread_ts="1780000000.000100")
    asked = asked_of(payload)
    assert asked
    assert asked.thread == "1780000000.000100"
    assert way_of(payload) == Channel(DIRECT, "1780000000.000100")


def test_what_one_person_alone_reads_is_a_conversation_of_that_person() -> None:
    payload = recorded("command", response_url="https://hooks.example/1")
    asked = asked_of(payload)
    assert asked
    assert (asked.thread, asked.person, asked.open) == ("U0AMA", "T0STANDIN/U0AMA", False)
    assert asked.event == payload["trigger_id"]
    assert way_of(payload) == Address("https://hooks.example/1")


def test_the_person_of_another_company_in_a_shared_channel_is_another_person() -> None:
    payload = recorded("mention", user_team="T0PARTNER", team="T0PARTNER")
    asked = asked_of(payload)
    assert asked
    assert (asked.person, asked.place) == ("T0PARTNER/U0AMA", "T0STANDIN/C0TOWN")


@pytest.mark.parametrize(
    "name",
    [
        "channel_joined",
        "channel_message",
        "direct_deleted",
        "direct_edited",
        "direct_of_bot",
        "direct_own",
        "mention_edited",
        "mention_of_bot",
        "mention_other_team",
        "press_other_app_kind",
        "reaction_added",
    ],
)
def test_what_is_not_said_to_the_app_by_a_person_is_acknowledged_and_not_answered(
    server: Server, stand_in: StandIn, name: str
) -> None:
    assert server.send(recorded(name)).status_code == 200
    server.send(recorded("mention"))
    answers = stand_in.messages()
    assert [answer["channel"] for answer in answers] == [TOWN]
    assert answers[0]["thread_ts"] == "1780000001.000100"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<@U0CITYGRFT> how?", "how?"),
        ("ask <@U0CITYGRFT|citygraft> how?", "ask how?"),
        ("R&amp;D &lt;here&gt; &amp;lt;", "R&D <here> &lt;"),
        ("see <https://example.org/a?b=1|the page> and <https://example.org>", "see the page and https://example.org"),
        ("in <#C0TOWN|town> <#C0TOWN>", "in #town"),
        ("<!channel> <!here|here> <!subteam^S1|@team> flood", "flood"),
        ("a\nb\t c", "a b c"),
        ("1 < 2", "1 < 2"),
    ],
)  # fmt: skip
def test_words_are_read_as_people_wrote_them(written: str, words: str) -> None:
    assert words_of(written) == words


@pytest.mark.parametrize("text", ["", "   ", "<@U0CITYGRFT>"])
def test_whoever_says_nothing_gets_help(text: str) -> None:
    asked = asked_of(recorded("mention", text=text))
    assert asked
    assert asked.text == "help"
