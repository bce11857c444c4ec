"""What Teams sends is acknowledged at once, and answered in its conversation, once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.responses import JSONResponse, Response
from microsoft_agents.activity import Activity
from starlette.exceptions import HTTPException

from api.teams.bot import Bot
from api.teams.posting import Posting
from api.teams.trust import Signed
from api.teams.work import MAX_OPEN
from assistant.assistant import Assistant
from index.library import Library
from tests.api.teams.conversation import BASE, BOND, PATH, Talk, talking
from tests.api.teams.rules import parts
from tests.api.teams.stand_in import APP_ID, Microsoft, Sent


def written(sent: Sent) -> str:
    """What a person reads of the words of an answer."""
    return str(sent.body["text"])


def read(card: dict[str, Any]) -> str:
    """What a person reads of a card."""
    return "\n".join(run["text"] for run in parts(card["body"]) if "text" in run)


def test_a_question_in_a_personal_chat_is_acknowledged_and_answered_there(talk: Talk) -> None:
    asked = talk.payload("personal", text=BOND)
    response = talk.send(asked)
    assert (response.status_code, response.content) == (202, b"")
    (typing,) = talk.teams.wait(1, "typing")
    answer = talk.teams.answer(asked)
    assert typing.conversation == answer.conversation == asked["conversation"]["id"]
    assert answer.reply_to == asked["id"]
    assert answer.body["from"]["id"] == f"28:{APP_ID}"
    assert answer.body["recipient"]["id"] == asked["from"]["id"]
    assert "A city bond stopped by the national government" in written(answer)
    assert "[1]" in answer.body["text"]
    assert "USAID offered the guarantee" in read(talk.card(answer))


def test_in_a_channel_only_what_names_the_bot_is_answered_and_in_its_thread(talk: Talk) -> None:
    assert talk.send(talk.payload("channel_unnamed", text=BOND)).status_code == 202
    answer = talk.ask(f"<at>Citygraft</at>&nbsp;{BOND}\n", "channel")
    assert answer.conversation.endswith("@thread.tacv2;messageid=1764380000111")
    assert "A city bond stopped" in written(answer)
    assert not talk.teams.of("typing"), "a channel does not show it"


def test_in_a_group_the_bot_is_named_as_well(talk: Talk) -> None:
    answer = talk.ask(f"<at>Citygraft</at> {BOND}", "group")
    assert answer.conversation == talk.payload("group")["conversation"]["id"]
    assert "A city bond stopped" in written(answer)


def test_other_names_in_a_question_stay_and_the_bots_own_goes(talk: Talk) -> None:
    text = f"<at>Citygraft</at>&nbsp;<at>Kofi Addo</at> asks of {BOND}"
    answer = talk.ask(text, "channel")
    assert "q=Kofi+Addo+asks+of+the+city+bond" in answer.body["text"]


def test_a_mention_alone_is_answered_as_help_is(talk: Talk) -> None:
    alone, asked = (
        talk.ask("<at>Citygraft</at>", "group"),
        talk.ask("<at>Citygraft</at> help", "group"),
    )
    assert alone.body["text"] == asked.body["text"]


def test_what_is_no_question_is_acknowledged_and_not_answered(
    stand_in: Microsoft, small: Library
) -> None:
    told = ("own", "edited", "deleted", "typing", "other_added", "installed", "channel_unnamed")
    with talking(stand_in, Assistant(small)) as talk:  # at its end everything has been said
        for name in told:
            assert talk.send(talk.payload(name)).status_code == 202
    assert not stand_in.sent


@pytest.mark.parametrize("kind", ["event", "handoff", "endOfConversation", "whateverComesNext"])
def test_kinds_that_are_not_known_are_acknowledged(talk: Talk, kind: str) -> None:
    assert talk.send(talk.payload("typing", type=kind)).status_code == 202


def test_the_same_message_sent_again_is_answered_once(stand_in: Microsoft, small: Library) -> None:
    with talking(stand_in, Assistant(small)) as talk:
        again = talk.payload("personal", text=BOND)
        with ThreadPoolExecutor(4) as senders:
            assert {one.status_code for one in senders.map(talk.send, [again] * 8)} == {202}
    assert len(stand_in.of("message")) == 1


def test_ids_of_messages_count_within_their_conversation(talk: Talk) -> None:
    one = talk.payload("personal", text=BOND)
    other = one | {"conversation": one["conversation"] | {"id": "a:1another"}}
    talk.send(one)
    talk.send(other)
    assert {sent.conversation for sent in talk.teams.wait(2)} == {
        one["conversation"]["id"],
        "a:1another",
    }


@pytest.mark.parametrize("name", ["added", "added_to_team"])
def test_where_the_bot_is_added_it_says_once_what_can_be_asked(
    stand_in: Microsoft, small: Library, name: str
) -> None:
    with talking(stand_in, Assistant(small)) as talk:
        place = talk.payload(name)["conversation"] | {"id": f"19:new-{name}@thread.tacv2"}
        for _ in range(2):
            assert talk.send(talk.payload(name, conversation=place)).status_code == 202
        helped = talk.ask("help")
    welcome, _ = sorted(stand_in.of("message"), key=lambda sent: sent.conversation)
    assert welcome.conversation == place["id"]
    assert welcome.body["text"] == helped.body["text"]


def test_a_button_with_what_may_be_said_next_says_it_without_naming_the_bot(talk: Talk) -> None:
    answer = talk.answer(talk.payload("message_back", text=BOND))
    assert "A city bond stopped" in written(answer)
    assert answer.conversation == talk.payload("message_back")["conversation"]["id"]


def test_buttons_with_examples_say_what_they_show(talk: Talk) -> None:
    helped = talk.ask("help")
    card = talk.card(helped)
    said = [one["data"]["msteams"] for one in card["actions"] if one["type"] == "Action.Submit"]
    assert said
    for back in said:
        assert back["type"] == "messageBack"
        assert back["text"] == back["displayText"]
        assert back["value"] == {"citygraft": "say"}


def test_the_conversation_remembers_its_city_and_another_does_not(talk: Talk) -> None:
    talk.ask("city Dakar")
    assert "Asked for Dakar" in talk.ask(BOND).body["text"]
    assert "Asked for Dakar" not in talk.ask(f"<at>Citygraft</at> {BOND}", "group").body["text"]
    talk.ask("city Lagos")


def test_twenty_people_who_ask_at_once_are_acknowledged_and_each_is_answered_once(
    stand_in: Microsoft, small: Library
) -> None:
    with talking(stand_in, Assistant(small)) as talk:  # which has not signed in yet
        asked = [talk.payload("personal", text=BOND) for _ in range(20)]
        for number, one in enumerate(asked):
            one["conversation"] |= {"id": f"a:1person{number}"}
        with ThreadPoolExecutor(20) as people:
            assert {response.status_code for response in people.map(talk.send, asked)} == {202}
        answers = talk.teams.wait(20)
    assert len(stand_in.of("message")) == 20
    assert {one.conversation for one in answers} == {one["conversation"]["id"] for one in asked}
    assert stand_in.logins == 1, "they share one token"
    assert stand_in.fetched == ["openid", "keys"], "and one fetch of the keys"
    assert all("A city bond stopped" in written(one) for one in answers)


def test_teams_is_acknowledged_though_the_bot_cannot_sign_in(
    stand_in: Microsoft, small: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with talking(stand_in, Assistant(small), stand_in.teams("an old secret")) as talk:
        assert talk.send(talk.payload("personal", text=BOND)).status_code == 202
        assert talk.client.get("/healthz").status_code == 200
    (told,) = [one.getMessage() for one in caplog.records if one.name == "citygraft"]
    assert "AADSTS7000215" in told
    assert "Check CITYGRAFT_TEAMS_APP_ID" in told
    assert "an old secret" not in caplog.text
    assert not stand_in.sent


def test_a_message_that_teams_takes_later_is_sent_again_until_then(talk: Talk) -> None:
    busy = {"error": {"code": "Throttled", "message": "Too many requests"}}
    talk.teams.answers += [JSONResponse(busy, 429, {"Retry-After": "0"}) for _ in range(2)]
    assert "A city bond stopped" in written(talk.ask(f"<at>Citygraft</at> {BOND}", "channel"))
    assert not talk.teams.answers


def test_a_typing_sign_that_fails_does_not_stop_the_answer(talk: Talk) -> None:
    talk.teams.signs.append(JSONResponse({"error": {"code": "BotNotInRoster"}}, 403))
    assert "A city bond stopped" in written(talk.ask(BOND))


def test_a_message_that_teams_refuses_for_good_is_given_up_and_the_next_is_answered(
    stand_in: Microsoft, small: Library, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.answers.append(JSONResponse({"error": {"code": "BotDisabledByAdmin"}}, 403))
    with talking(stand_in, Assistant(small)) as talk:
        talk.send(talk.payload("channel", text=f"<at>Citygraft</at> {BOND}"))
        stand_in.spent()
        assert "A city bond stopped" in written(talk.ask(BOND))
    assert "A reply could not be sent to Microsoft Teams: ClientResponseError 403" in caplog.text


def test_the_bots_token_goes_nowhere_that_teams_redirects_to(
    stand_in: Microsoft, small: Library, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = f"http://localhost:{urlsplit(stand_in.http).port}/steal"
    stand_in.answers.append(Response(status_code=307, headers={"Location": elsewhere}))
    with talking(stand_in, Assistant(small)) as talk:
        talk.send(talk.payload("channel", text=f"<at>Citygraft</at> {BOND}"))
        stand_in.spent()
    assert "is not an address of Microsoft Teams" in caplog.text
    assert not stand_in.sent


def test_nothing_is_asked_of_anybody_before_something_comes(
    stand_in: Microsoft, small: Library
) -> None:
    with talking(stand_in, Assistant(small)) as talk:
        assert talk.client.get("/about").status_code == 200
        assert talk.client.get(PATH).status_code == 405
    assert not stand_in.fetched
    assert not stand_in.logins


def test_more_than_can_be_answered_at_once_is_refused(talk: Talk) -> None:
    like = Activity.model_validate(talk.payload("reaction", replyToId="1700"))

    async def pile() -> None:
        bot = Bot(talk.conversations, Posting(talk.teams.teams()), BASE)
        try:
            for _ in range(MAX_OPEN):
                await bot.take(like, Signed({}, frozenset()))
            with pytest.raises(HTTPException, match="429"):
                await bot.take(like, Signed({}, frozenset()))
        finally:
            await bot.close()

    asyncio.run(pile())
