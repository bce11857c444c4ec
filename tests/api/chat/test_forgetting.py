"""How long conversations are remembered, whose they are, and how they are forgotten."""

import sqlite3
from pathlib import Path

import pytest

from api.chat.base import Asked
from api.chat.tables import FILE, SCHEMAS
from api.chat.talk import NEW, Talk
from api.chat.talks import KEPT_FOR, Talks

ASKED = Asked("slack", "C1", "t1", "U1", "floods", open=False)


def held(talks: Talks, asked: Asked, question: str, city: str = "") -> str:
    """The id of an answer that was given and is remembered."""
    talk = Talk(question=question, city=city, shown=("a", "b"))
    answer_id = talks.give(asked, talk)
    talks.keep(asked, talk.model_copy(update={"answer_id": answer_id}))
    talks.post(asked, f"message {answer_id}", answer_id)
    return answer_id


def rows(home: Path) -> dict[str, int]:
    with sqlite3.connect(home / FILE) as file:
        return {
            table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("talks", "answers", "posted")
        }


def test_what_one_person_reads_is_theirs_and_what_all_read_is_everybody_s(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    held(talks, ASKED, "alone", "Beira, Mozambique")
    held(talks, ASKED._replace(open=True), "openly", "Accra, Ghana")
    assert talks.talk(ASKED).question == "alone"
    assert talks.talk(ASKED._replace(person="U2")) == NEW.model_copy(
        update={"city": "Accra, Ghana"}
    )
    for who in ("U1", "U2", ""):
        assert talks.talk(ASKED._replace(person=who, open=True)).question == "openly"


@pytest.mark.parametrize(
    ("kept_in", "asked_in", "city"),
    [
        ((False, ""), (False, "t1"), "Beira"),
        ((False, "t1"), (False, ""), ""),
        ((False, ""), (True, "t1"), ""),
        ((True, ""), (True, "t1"), "Beira"),
        ((True, ""), (False, "t1"), "Beira"),
        ((True, "t1"), (False, "t1"), "Beira"),
        ((True, "t1"), (True, "t2"), ""),
    ],
)
def test_a_new_thread_has_the_city_of_its_place_and_never_one_that_was_said_alone(
    tmp_path: Path, kept_in: tuple[bool, str], asked_in: tuple[bool, str], city: str
) -> None:
    talks = Talks(tmp_path)
    before = ASKED._replace(open=kept_in[0], thread=kept_in[1])
    talks.keep(before, Talk(city="Beira", question="floods", shown=("a",)))
    now = talks.talk(ASKED._replace(open=asked_in[0], thread=asked_in[1]))
    assert now == NEW.model_copy(update={"city": city})


def test_what_was_silent_for_ninety_days_is_forgotten(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    old = held(talks, ASKED, "old")
    with sqlite3.connect(tmp_path / FILE) as file:
        for table in ("talks", "answers"):
            file.execute(f"UPDATE {table} SET moment = moment - ?", (KEPT_FOR + 1,))
    new = held(talks, ASKED._replace(thread="t2"), "new")
    assert (talks.given(old), talks.talk(ASKED)) == (None, NEW)
    assert talks.posted("slack", "C1", f"message {old}") == ""
    assert talks.given(new) is not None
    assert rows(tmp_path) == {"talks": 1, "answers": 1, "posted": 1}


def test_a_person_is_forgotten_with_their_answers_and_what_stands_at_one_of_them(
    tmp_path: Path,
) -> None:
    talks = Talks(tmp_path)
    theirs = [
        held(talks, ASKED, "alone"),
        held(talks, ASKED._replace(open=True), "openly"),
        held(talks, ASKED._replace(place="C2"), "in Kilifi"),
    ]
    others = [
        held(talks, ASKED._replace(person="U2"), "of another"),
        held(talks, ASKED._replace(person="U2", open=True, thread="t2"), "of another, openly"),
        held(talks, ASKED._replace(surface="teams"), "of another tool"),
    ]
    assert talks.forget("slack", person="U1") == 6
    assert [talks.given(one) for one in theirs] == [None] * 3
    assert all(talks.given(one) for one in others)
    assert talks.talk(ASKED) == talks.talk(ASKED._replace(open=True)) == NEW
    assert talks.talk(ASKED._replace(person="U2")).question == "of another"
    assert talks.talk(ASKED._replace(surface="teams")).question == "of another tool"
    assert rows(tmp_path) == {"talks": 3, "answers": 3, "posted": 3}
    assert b"in Kilifi" not in b"".join(p.read_bytes() for p in tmp_path.glob(f"{FILE}*"))


def test_a_place_is_forgotten_or_what_one_person_said_in_it(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    there = ASKED._replace(place="C2")
    held(talks, ASKED, "here")
    held(talks, ASKED._replace(person="U2", open=True), "here, openly")
    held(talks, there, "there")
    held(talks, there._replace(person="U2"), "there too")
    assert talks.forget("slack", "U2", "C2") == 2
    assert talks.talk(there).question == "there"
    assert talks.forget("slack", place="C1") == 4
    assert talks.talk(ASKED) == NEW
    assert talks.talk(there).question == "there"
    assert talks.forget("slack") == 0
    assert rows(tmp_path) == {"talks": 1, "answers": 1, "posted": 1}


def test_a_file_of_before_keeps_its_answers_and_shares_no_conversation(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as file:
        file.executescript(SCHEMAS[0])
        file.execute("PRAGMA user_version = 1")
        talk = Talk(question="floods", shown=("a",)).model_dump_json()
        file.execute("INSERT INTO talks VALUES ('slack', 'C1', 't1', ?, 5)", (talk,))
        file.execute("INSERT INTO answers VALUES (1, 'id', 'slack', 'C1', 'U1', ?)", (talk,))
    talks = Talks(tmp_path)
    assert talks.talk(ASKED) == talks.talk(ASKED._replace(open=True)) == NEW
    held(talks, ASKED, "new")
    given = talks.given("id")
    assert given is not None
    assert given.talk.question == "floods"
