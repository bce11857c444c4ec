"""A button goes on from the answer that it stands under, and a message from the one that it quotes."""

from typing import Any

import pytest

from tests.api.teams.conversation import BOND, Talk
from tests.api.teams.stand_in import TENANT, Microsoft, Sent

FLOOD = "flood early warning"
BOND_CASE, FLOOD_CASE = "A city bond stopped", "Surat"
COST = "what did 1 cost?"


def quoting(talk: Talk, quoted: str, text: str) -> dict[str, Any]:
    """What Teams sends where a person replies to a message with a quote of it."""
    sent = talk.payload("personal", text=f'<quoted messageId="{quoted}"/> {text}')
    told = {"messageId": quoted, "senderId": "28:x", "senderName": "Citygraft", "preview": "1. A"}
    sent["entities"] = [*sent["entities"], {"type": "quotedReply", "quotedReply": told}]
    return sent


def pressed(talk: Talk, answer: Sent, title: str, **changes: Any) -> dict[str, Any]:
    """What Teams sends where a person presses a button of a card."""
    buttons = {one["title"]: one for one in talk.card(answer)["actions"]}
    back = buttons[title]["data"]["msteams"]
    return talk.payload("personal", text=back["text"], value=back["value"], **changes)


@pytest.fixture
def bond(talk: Talk) -> Sent:
    """The older of two answers."""
    talk.ask("forget my city")
    older = talk.ask(BOND)
    talk.teams.card(older)
    newer = talk.ask(FLOOD)
    assert BOND_CASE in older.body["text"]
    assert FLOOD_CASE in newer.body["text"]
    return older


def test_a_button_of_an_older_answer_is_about_that_answer(talk: Talk, bond: Sent) -> None:
    assert BOND_CASE in talk.answer(pressed(talk, bond, COST)).body["text"]
    assert BOND_CASE in talk.ask("what went wrong with 1?").body["text"], "which is the newest now"


def test_a_button_of_the_newest_answer_is_about_it(talk: Talk, bond: Sent) -> None:
    talk.answer(pressed(talk, bond, COST))
    newest = talk.ask(FLOOD)
    assert FLOOD_CASE in talk.answer(pressed(talk, newest, COST)).body["text"]


def test_a_button_that_is_sent_again_later_takes_nobody_back(
    stand_in: Microsoft, talk: Talk, bond: Sent
) -> None:
    press = pressed(talk, bond, COST)
    talk.answer(press)
    talk.ask(FLOOD)
    talk.send(press)
    assert FLOOD_CASE in talk.ask(COST).body["text"]
    assert len([one for one in stand_in.of("message") if one.reply_to == press["id"]]) == 1


def test_the_city_stays_the_one_that_was_chosen_last(talk: Talk, bond: Sent) -> None:
    talk.ask("city Lagos")
    talk.answer(pressed(talk, bond, COST))
    assert "Lagos" in talk.ask("which city?").body["text"]
    talk.ask("forget my city")


def test_a_button_of_another_conversation_is_about_the_newest_answer_of_this_one(
    talk: Talk, bond: Sent
) -> None:
    place = {"conversationType": "personal", "tenantId": TENANT, "id": "a:1elsewhere"}
    talk.answer(talk.payload("personal", text=FLOOD, conversation=place))
    answer = talk.answer(pressed(talk, bond, COST, conversation=place))
    assert FLOOD_CASE in answer.body["text"]


@pytest.mark.parametrize("value", [["x"], 7, "made-up", "", None])
def test_a_button_with_an_odd_answer_is_about_the_newest(
    talk: Talk, bond: Sent, value: object
) -> None:
    assert bond
    told = {"citygraft": "say", "answer": value}
    assert FLOOD_CASE in talk.answer(talk.payload("personal", text=COST, value=told)).body["text"]


def test_a_reply_with_a_quote_is_about_the_answer_that_it_quotes(talk: Talk, bond: Sent) -> None:
    for message in (bond, talk.teams.card(bond)):
        answer = talk.answer(quoting(talk, talk.teams.posted(message), COST))
        assert BOND_CASE in answer.body["text"]
        assert "quoted" not in answer.body["text"]
        talk.ask(FLOOD)


def test_a_quote_of_what_is_no_answer_is_left_out(talk: Talk, bond: Sent) -> None:
    assert bond
    assert talk.answer(quoting(talk, "1764000000001", COST)).body["text"].count(FLOOD_CASE)
    helped = talk.answer(quoting(talk, "1764000000001", "help"))
    assert helped.body["text"] == talk.ask("help").body["text"]


def test_what_a_person_writes_as_a_quote_stays_a_word(talk: Talk) -> None:
    answer = talk.ask("the city bond &lt;quoted&gt; and its guarantee")
    assert "quoted" in answer.body["text"]


def test_nobody_goes_on_from_what_another_person_was_told(talk: Talk) -> None:
    """Where only its person read the answer, its button tells others nothing."""
    press = pressed(talk, talk.ask(BOND), COST)
    press["from"] |= {"id": "29:1other", "aadObjectId": "5e2d8c4b-1a7f-4936-b0d5-7f8e9a1c2b3d"}
    assert BOND_CASE not in talk.answer(press).body["text"]
