import pytest

from api.access.opening import access_to
from api.access.roles import Role
from api.access.viewer import Viewer
from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import Conversations
from api.chat.rating import GONE, UNRATED
from assistant.assistant import Assistant
from assistant.feedback import Feedback
from assistant.proposal import Thumbs
from corpus.collection import BUNDLED, EVERYTHING
from index.library import Library
from ingest.incoming import Incoming
from ingest.pipeline import take_in

VIEWER = Viewer("ada", Role.ADMIN, EVERYTHING, writes=None, single=True)
DRAINS = "Drains cleaned before the rain keep the market dry."


@pytest.fixture
def conversations(library: Library) -> Conversations:
    """Over two texts that all may see."""
    texts = (DRAINS, "Drains at the market were widened, and the rain ran off.")
    files = [
        Incoming(f"{at}.md", f"{BUNDLED}{at}", f"# Drains {at}\n\n{text}\n".encode)
        for at, text in enumerate(texts)
    ]
    with library.writing():
        list(take_in(library, files))
        library.publish()
    return Conversations(Assistant(library), access_to(library.home, single=True).file)


def says(conversations: Conversations, text: str, place: str = "here") -> Reply:
    asked = Asked("terminal", place, "", "ada", text, open=False)
    return conversations.reply_as(asked, VIEWER)


@pytest.fixture
def answered(conversations: Conversations) -> Reply:
    reply = says(conversations, "drains market rain")
    assert len(reply.items) == 2
    return reply


def test_thumbs_in_words_are_kept_with_number_and_comment(
    conversations: Conversations, answered: Reply
) -> None:
    assert says(conversations, "👎 2 too old").kind is Kind.TOLD
    assert says(conversations, "1 was useful").kind is Kind.TOLD
    kept = {
        (one.doc_id, one.thumbs, one.comment) for one in Feedback(conversations.home).proposals()
    }
    first, second = (item.doc_id for item in answered.items)
    assert kept == {(second, Thumbs.DOWN, "too old"), (first, Thumbs.UP, None)}


@pytest.mark.usefixtures("answered")
def test_thumbs_for_a_number_that_is_none_are_told(conversations: Conversations) -> None:
    reply = says(conversations, "👍 7")
    assert "numbers go from 1 to 2" in reply.lines[0]
    assert not Feedback(conversations.home).proposals()


def test_thumbs_without_an_answer_are_told(conversations: Conversations) -> None:
    assert says(conversations, "👍").lines == (UNRATED,)


def test_a_thumb_on_what_was_told_of_one_item_is_for_that_item(
    conversations: Conversations, answered: Reply
) -> None:
    told = says(conversations, "2: market and rain")
    assert (told.kind, told.items[0].number) == (Kind.ANSWER, 2)
    asked = Asked("terminal", "here", "", "ada", "", open=False)
    assert conversations.thumbs(asked, told.answer_id, 1, Thumbs.UP).kind is Kind.TOLD
    (kept,) = Feedback(conversations.home).proposals()
    assert kept.doc_id == answered.items[1].doc_id
    assert kept.question == "drains market rain"


@pytest.mark.usefixtures("answered")
def test_what_was_told_of_one_item_can_be_shared(conversations: Conversations) -> None:
    told = says(conversations, "1: market and rain")
    asked = Asked("terminal", "here", "", "ada", "", open=False)
    elsewhere = asked._replace(place="elsewhere")
    assert conversations.thumbs(elsewhere, told.answer_id, 1, Thumbs.UP).lines == (GONE,)
    shared = conversations.shared(asked, told.answer_id)
    assert (shared.items, shared.lines) == (told.items, told.lines)
    assert shared.answer_id not in ("", told.answer_id)


@pytest.mark.usefixtures("answered")
def test_each_place_has_a_conversation_of_its_own(conversations: Conversations) -> None:
    assert (
        says(conversations, "what does 1 need?", "elsewhere")
        .lines[0]
        .startswith("There is no answer")
    )


def test_the_same_event_is_answered_once(conversations: Conversations) -> None:
    asked = Asked("terminal", "here", "", "ada", "help", open=False, event="1")
    assert conversations.reply(asked) is not None
    assert conversations.reply(asked) is None


@pytest.mark.parametrize(
    "text", ["drains \ud83d market", "👍 \ud83d good", "2: \ud83d\udc9e \ud83d rain"]
)
def test_half_a_character_is_left_out(conversations: Conversations, text: str) -> None:
    says(conversations, "drains market rain")
    reply = says(conversations, text)
    assert reply.lines or reply.items


def test_a_comment_that_is_too_long_is_told_with_its_limit(
    conversations: Conversations, answered: Reply
) -> None:
    reply = says(conversations, f"👎 {answered.items[0].number} {'old ' * 300}")
    assert reply.kind is Kind.TROUBLE
    assert "the limit is 1000" in reply.lines[0]
    assert not Feedback(conversations.home).proposals()
