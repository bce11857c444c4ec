"""Words and card go out one after the other, each once; what Teams does not take is said with less."""

import shutil

import pytest
from fastapi.responses import JSONResponse, Response

from assistant.assistant import Assistant
from assistant.feedback import Feedback
from index.library import Library
from tests.api.teams.conversation import BASE, BOND, Talk, talking
from tests.api.teams.stand_in import Microsoft

FOUND = "A city bond stopped"
IN_CHANNEL = f"<at>Citygraft</at> {BOND}"


def refusal(status: int) -> Response:
    return JSONResponse({"error": {"code": "BadSyntax", "message": "Error while parsing"}}, status)


@pytest.mark.parametrize("name", ["personal", "group", "channel"])
def test_an_answer_is_its_words_and_behind_them_its_card(
    stand_in: Microsoft, small: Library, name: str
) -> None:
    with talking(stand_in, Assistant(small)) as talk:
        asked = talk.payload(name, text=f"<at>Citygraft</at> {BOND}")
        talk.send(asked)
        stand_in.card(stand_in.answer(asked))
    words, card = (one for one in stand_in.sent if one.kind != "typing")
    assert FOUND in words.body["text"]
    assert words.body["entities"]
    assert words.body["channelData"] == {"feedbackLoop": {"type": "default"}}
    assert "attachments" not in words.body
    assert not {"text", "entities", "channelData"} & card.body.keys()
    assert card.body["summary"] == words.body["summary"]
    for one in (words, card):
        assert (one.conversation, one.reply_to) == (asked["conversation"]["id"], asked["id"])


def test_both_messages_hold_the_answer(talk: Talk) -> None:
    words = talk.ask(BOND)
    card = talk.teams.card(words)
    talk.answer(talk.payload("personal", text="which city?"))  # after which both are remembered
    place = f"{talk.payload('personal')['conversation']['tenantId']}/{words.conversation}"
    held = {
        talk.conversations.talks.posted("teams", place, talk.teams.posted(one))
        for one in (words, card)
    }
    assert len(held) == 1
    assert "" not in held


@pytest.mark.parametrize("status", [400, 413])
def test_words_that_teams_refuses_go_out_bare_and_the_card_behind_them(
    talk: Talk, status: int
) -> None:
    talk.teams.answers.append(refusal(status))
    words = talk.ask(IN_CHANNEL, "channel")
    assert FOUND in words.body["text"]
    assert not {"entities", "channelData"} & words.body.keys()
    assert talk.card(words)["body"]


@pytest.mark.parametrize("status", [400, 413])
def test_words_that_teams_refuses_bare_as_well_become_a_line_with_a_link(
    talk: Talk, status: int
) -> None:
    talk.teams.answers += [refusal(status)] * 2
    words = talk.ask(IN_CHANNEL, "channel")
    assert "did not take the whole of this answer" in words.body["text"]
    assert f"]({BASE}/?q=the+city+bond" in words.body["text"]


@pytest.mark.parametrize("status", [400, 413])
def test_a_card_that_teams_refuses_is_said_to_be_missing(
    stand_in: Microsoft, small: Library, status: int
) -> None:
    stand_in.answers += [None, refusal(status)]
    with talking(stand_in, Assistant(small)) as talk:
        talk.send(talk.payload("channel", text=IN_CHANNEL))
        stand_in.wait(2)
    words, less = stand_in.of("message")
    assert FOUND in words.body["text"]
    assert "did not take the whole of this answer" in less.body["text"]
    assert not stand_in.of("card")


def test_a_card_that_cannot_be_sent_leaves_the_words_which_are_not_sent_again(
    stand_in: Microsoft, small: Library, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(small.home / "feedback", ignore_errors=True)
    stand_in.answers += [None, refusal(403)]
    with talking(stand_in, Assistant(small)) as talk:
        words = talk.ask(IN_CHANNEL, "channel")
        stand_in.spent()
        liked = talk.payload("reaction", replyToId=stand_in.posted(words))
        talk.send(liked | {"conversation": talk.payload("channel")["conversation"]})
    assert stand_in.sent == [words]
    assert "could not be sent to Microsoft Teams: ClientResponseError 403" in caplog.text
    assert Feedback(small.home).proposals(), "and a like of them counts"


def test_what_teams_takes_later_is_sent_again_until_then_and_the_words_only_once(
    stand_in: Microsoft, small: Library
) -> None:
    busy = JSONResponse({"error": {"code": "Throttled"}}, 429, {"Retry-After": "0"})
    stand_in.answers += [busy, busy, None, busy, busy]
    with talking(stand_in, Assistant(small)) as talk:
        stand_in.card(talk.ask(IN_CHANNEL, "channel"))
    assert [one.kind for one in stand_in.sent] == ["message", "card"]
    assert not stand_in.answers


def test_a_typing_sign_that_teams_wants_later_is_not_sent_again(
    stand_in: Microsoft, small: Library
) -> None:
    stand_in.signs.append(Response(status_code=429, headers={"Retry-After": "0"}))
    with talking(stand_in, Assistant(small)) as talk:
        assert FOUND in talk.ask(BOND).body["text"]
    assert not stand_in.of("typing")
    assert not stand_in.signs


def test_an_answer_does_not_wait_for_a_typing_sign_that_hangs(
    stand_in: Microsoft, small: Library
) -> None:
    stand_in.hangs = True  # until a message has come
    with talking(stand_in, Assistant(small)) as talk:
        assert FOUND in talk.ask(BOND).body["text"]
