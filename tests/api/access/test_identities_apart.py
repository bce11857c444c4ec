"""What is in a collection reaches nobody of a chat tool who may not see it, whatever they write and wherever."""

import pytest

from api.access.accounts import Accounts
from api.access.collections import Collections
from api.access.identities import Identities
from api.access.roles import Role
from api.chat.base import Asked, Kind, Reply
from api.chat.conversations import KEPT_BACK
from api.chat.rating import GONE
from api.chat.surfaces import NAMES
from api.chat.talk import Talk
from assistant.feedback import Feedback
from assistant.proposal import Thumbs
from corpus.collection import Visibility
from index.hashing import HashingEmbedder
from index.library import Library
from tests.api.access.people import ROOT, file_of, person, private
from tests.api.access.three import (
    BOND,
    FOLLOWING,
    MARKS,
    MEMBERS,
    OPEN,
    PRIVATE,
    WASTE,
    Scene,
    connected,
    marks,
    scene,
    wrote,
)

every_surface = pytest.mark.parametrize("surface", NAMES)


def following(surface: str) -> tuple[str, ...]:
    """All of them on one surface, some on the others: which it is makes no difference to what they mean."""
    return FOLLOWING if surface == "slack" else FOLLOWING[NAMES.index(surface) :: 4]


@pytest.fixture(scope="module", name="here")
def _here(tmp_path_factory: pytest.TempPathFactory, case_text: str) -> Scene:
    built = scene(Library(tmp_path_factory.mktemp("three") / "home", HashingEmbedder()), case_text)
    for surface in NAMES:
        for who, name in (("U-ada", "Ada"), ("U-rea", "Rea"), ("U-root", "Root"), ("U-dis", "Dis")):
            connected(built.app, surface, who, name)
    Accounts(file_of(built.app)).disable(ROOT, "Dis")
    return built


def alone(here: Scene, surface: str, who: str, text: str, place: str) -> Reply:
    return wrote(here.talk, surface, who, text, place=place)


SEEN = {
    "U-ada": {OPEN, MEMBERS, PRIVATE},
    "U-rea": {OPEN, MEMBERS},
    "U-root": {OPEN, MEMBERS},
    "U-dis": {OPEN},
    "U-stranger": {OPEN},
    "": {OPEN},
}
"""Whose answers, where only they read them, may have what; administrators are not excepted."""


@every_surface
@pytest.mark.parametrize("who", SEEN)
def test_an_answer_alone_has_all_that_the_asker_may_see_and_nothing_else(
    here: Scene, surface: str, who: str
) -> None:
    reply = alone(here, surface, who, WASTE, f"{who} {WASTE}")
    assert (reply.kind, marks(reply)) == (Kind.ANSWER, SEEN[who])
    assert len(reply.items) == len(SEEN[who])
    told = alone(
        here, surface, who, BOND, f"{who} {BOND}"
    )  # much the same in all three, so told once
    assert (told.kind, len(told.items)) == (Kind.ANSWER, 1)
    assert marks(told) <= SEEN[who]


@every_surface
@pytest.mark.parametrize("question", [WASTE, BOND])
@pytest.mark.parametrize("who", SEEN)
def test_an_answer_that_others_read_has_only_what_is_public(
    here: Scene, surface: str, who: str, question: str
) -> None:
    reply = wrote(here.talk, surface, who, question, openly=True, place=f"{who} {question}")
    assert reply.kind is Kind.ANSWER
    assert marks(reply) == {OPEN}
    assert len(reply.items) == 1


@every_surface
@pytest.mark.parametrize("question", [WASTE, BOND])
def test_whatever_follows_on_an_answer_has_no_more_than_its_asker_may_see(
    here: Scene, surface: str, question: str
) -> None:
    for who, seen in SEEN.items():
        for text in following(surface):
            alone(here, surface, who, question, f"{who} follows")
            reply = alone(here, surface, who, text, f"{who} follows")
            assert marks(reply) <= seen, (who, text, reply)


@every_surface
@pytest.mark.parametrize("question", [WASTE, BOND])
def test_nobody_goes_on_from_what_another_was_shown_alone_in_the_same_place(
    here: Scene, surface: str, question: str
) -> None:
    place = f"room {question}"
    shown = alone(here, surface, "U-ada", f"{question} {PRIVATE}", place)
    assert PRIVATE in marks(shown)
    for text in following(surface):
        for who in ("U-rea", "U-stranger", "U-dis"):
            reply = alone(here, surface, who, text, place)
            assert marks(reply) <= SEEN[who], (who, text, reply)
        for who in ("U-ada", "U-rea", "U-stranger"):
            reply = wrote(here.talk, surface, who, text, openly=True, place=place)
            assert marks(reply) <= {OPEN}, (who, text, reply)
            assert question not in reply.model_dump_json(), (who, text)


@every_surface
@pytest.mark.parametrize("openly", [True, False])
def test_a_thread_that_remembers_ids_of_others_tells_nothing_of_them(
    here: Scene, surface: str, openly: bool
) -> None:
    shown = (*here.ids[PRIVATE], *here.ids[MEMBERS])
    held = Talk(question=BOND, shown=shown, about=1, answer_id="from-before")
    for who in ("U-stranger", "U-dis"):
        for text in following(surface):
            asked = Asked(surface, f"{who} {openly}", "thread", who, text, openly)
            here.talk.talks.keep(asked, held)
            reply = here.talk.reply(asked)
            assert reply is not None
            assert marks(reply) <= {OPEN}, (who, text, reply)
            assert not [doc_id for doc_id in shown if doc_id in reply.model_dump_json()], text


@every_surface
@pytest.mark.parametrize(
    "text", ["{0}", "the {0} council", "the {0} bond", "tell me about {0}-bond"]
)
def test_a_guessed_word_or_id_cannot_be_told_from_one_that_is_not_there(
    here: Scene, surface: str, text: str
) -> None:
    for who in ("U-rea", "U-stranger", "U-dis", "U-root"):
        for openly in (True, False):
            told = [
                wrote(
                    here.talk, surface, who, text.format(word), openly=openly, place=f"{who} {word}"
                )
                .model_copy(update={"answer_id": ""})
                .model_dump_json()
                .lower()
                .replace(word, "…")
                for word in (PRIVATE, "brontolyx")
            ]
            assert told[0] == told[1], (who, openly)


@every_surface
def test_what_a_city_stated_is_told_only_to_who_is_connected_and_alone(
    here: Scene, surface: str
) -> None:
    helper = here.app.state.assistant
    stated = {"informal_housing": 63.7, "population": 12_345}
    place = helper.asking("Quelimane").profile
    before = {who: _for_quelimane(here, surface, who, f"{who} before") for who in SEEN}
    helper.assessments.save(place, stated)
    try:
        for who in SEEN:
            after = _for_quelimane(here, surface, who, f"{who} after")
            told = after != before[who]
            assert told == (who in ("U-ada", "U-rea", "U-root")), who
            openly = [
                wrote(here.talk, surface, who, text, openly=True, place=f"{who} openly")
                for text in ("city Quelimane", BOND)
            ][1]
            assert not {"63.7", "12,345", "12345"} & set(openly.model_dump_json().split()), who
            assert openly.items[0].changes == before[""].items[0].changes, who
    finally:
        helper.assessments.save(place, dict.fromkeys(stated))


def _for_quelimane(here: Scene, surface: str, who: str, place: str) -> Reply:
    alone(here, surface, who, "city Quelimane", place)
    reply = alone(here, surface, who, BOND, place)
    return reply.model_copy(update={"answer_id": ""})


@every_surface
def test_what_is_shared_is_made_from_what_is_public_and_is_an_answer_of_its_own(
    here: Scene, surface: str
) -> None:
    given = alone(here, surface, "U-ada", WASTE, "shared")
    assert marks(given) == set(MARKS)
    asked = Asked(surface, "shared", "", "U-ada", "", open=True)
    shared = here.talk.shared(asked, given.answer_id)
    assert (shared.kind, marks(shared), len(shared.items)) == (Kind.ANSWER, {OPEN}, 1)
    assert shared.answer_id not in ("", given.answer_id)
    who, comment = asked._replace(person="U-stranger"), f"shared on {surface}"
    rated = here.talk.thumbs(who, shared.answer_id, 1, Thumbs.UP, comment)
    assert rated.kind is Kind.TOLD
    held = Feedback(here.talk.home).proposals()
    assert [p.doc_id in here.ids[OPEN] for p in held if p.comment == comment] == [True]


@every_surface
def test_what_only_the_asker_may_see_is_not_shared_and_the_others_do_not_learn_of_it(
    here: Scene, surface: str
) -> None:
    given = alone(here, surface, "U-ada", f"the {PRIVATE} council and the {PRIVATE} plant", "kept")
    assert PRIVATE in marks(given)
    shared = here.talk.shared(Asked(surface, "kept", "", "U-ada", "", open=True), given.answer_id)
    if shared.kind is Kind.TROUBLE:
        assert shared.lines == (KEPT_BACK,)
    assert marks(shared, but=given.question) <= {OPEN}


@every_surface
@pytest.mark.parametrize(
    "text",
    ["tell me more about {0}", "what did {0} cost?", "would {0} work in Beira?"],
)
def test_what_was_told_of_one_item_is_shared_only_where_that_item_is_public(
    here: Scene, surface: str, text: str
) -> None:
    place = f"shared {text}"
    given = alone(here, surface, "U-ada", WASTE, place)
    asked = Asked(surface, place, "", "U-ada", "", open=True)
    for item in given.items:
        told = alone(here, surface, "U-ada", text.format(item.number), place)
        assert len(marks(told)) == (1 if told.answer_id else 0)
        shared = here.talk.shared(asked, told.answer_id) if told.answer_id else None
        if shared is not None and marks(told) == {OPEN}:
            assert (shared.kind, marks(shared)) == (Kind.ANSWER, {OPEN})
        elif shared is not None:
            assert (shared.kind, shared.lines) == (Kind.TROUBLE, (KEPT_BACK,))
        if "tell" in text:
            assert shared is not None


@every_surface
def test_nobody_shares_an_answer_that_another_was_given(here: Scene, surface: str) -> None:
    given = alone(here, surface, "U-ada", WASTE, "not yours")
    for who, place in (("U-rea", "not yours"), ("", "not yours"), ("U-ada", "elsewhere")):
        told = here.talk.shared(Asked(surface, place, "", who, "", open=True), given.answer_id)
        assert (told.kind, told.lines) == (Kind.TROUBLE, (GONE,)), (who, place)
    other = next(name for name in NAMES if name != surface)
    told = here.talk.shared(Asked(other, "not yours", "", "U-ada", "", open=True), given.answer_id)
    assert told.lines == (GONE,)


@every_surface
def test_a_thumb_counts_for_what_its_person_may_see_and_is_refused_in_the_same_words_else(
    here: Scene, surface: str
) -> None:
    given = alone(here, surface, "U-ada", WASTE, "rated")
    hidden = next(i for i in given.items if PRIVATE in i.model_dump_json().lower())
    plain = next(i for i in given.items if OPEN in i.model_dump_json().lower())
    for who in ("U-rea", "U-stranger", "U-dis", "U-root", ""):
        asked = Asked(surface, "rated", "", who, "", open=True)
        for number in (hidden.number, 0, -1, 99):
            told = here.talk.thumbs(asked, given.answer_id, number, Thumbs.UP, f"from {who}")
            assert told.lines == (GONE,), (who, number)
        told = here.talk.thumbs(asked, given.answer_id, plain.number, Thumbs.UP, f"from {who}")
        assert told.kind is Kind.TOLD
        told = here.talk.thumbs(asked._replace(place="elsewhere"), given.answer_id, 1, Thumbs.UP)
        assert told.lines == (GONE,)
    held = Feedback(here.talk.home).proposals()
    assert not [p for p in held if p.doc_id == hidden.doc_id and p.comment]


@every_surface
def test_a_change_of_account_role_membership_or_collection_counts_at_once(
    here: Scene, surface: str
) -> None:
    file = file_of(here.app)
    accounts, collections, ada = Accounts(file), Collections(file), Accounts(file).get("Ada")

    def seen(who: str = "U-ada") -> set[str]:
        return marks(alone(here, surface, who, WASTE, "at once"))

    assert seen() == set(MARKS)
    collections.leave(ROOT, "plans-of-ada", ada)
    assert seen() == {OPEN, MEMBERS}
    collections.join(ROOT, "plans-of-ada", ada)
    assert seen() == set(MARKS)
    accounts.disable(ROOT, "Ada")
    assert seen() == {OPEN}
    accounts.enable(ROOT, "Ada")
    assert seen() == set(MARKS)
    accounts.set_role(ROOT, "Ada", Role.READER)
    assert seen() == set(MARKS)
    accounts.reset(ROOT, "Ada", "another orbit under ferns")
    assert seen() == {OPEN}  # its password is one that others know
    accounts.choose(ROOT, ada, "lantern mosaic gravel seven")
    assert seen() == set(MARKS)
    collections.show_to(ROOT, "open-plans", Visibility.PRIVATE)
    assert seen("U-stranger") == set()
    collections.show_to(ROOT, "open-plans", Visibility.PUBLIC)
    Identities(file).disconnect(ROOT, surface, "U-ada")
    assert seen() == {OPEN}
    connected(here.app, surface, "U-ada", "Ada")


def test_a_removed_account_takes_its_people_with_it(here: Scene) -> None:
    file = file_of(here.app)
    gone = person(here.app, "Gone")
    private(here.app, "plans-of-gone", gone)
    connected(here.app, "slack", "U-gone", "Gone")
    assert marks(alone(here, "slack", "U-gone", WASTE, "gone")) == {OPEN, MEMBERS}
    Accounts(file).remove(ROOT, "Gone")
    assert marks(alone(here, "slack", "U-gone", WASTE, "gone")) == {OPEN}
    assert Identities(file).of_person("slack", "U-gone") is None
