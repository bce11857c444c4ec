import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.keeping import (
    MAX_CITIES,
    MAX_KEPT,
    MAX_NOTE,
    MAX_OF_VISITORS,
    VISITOR_DAYS,
    Owner,
    OwnerKind,
    check_room,
)
from assistant.shortlists import Shortlists
from corpus.errors import BadShortlist, ShortlistFull, UnknownCase

ANA = Owner(OwnerKind.ACCOUNT, "ana")
BROWSER = Owner(OwnerKind.BROWSER, "ana")
PERSON = Owner(OwnerKind.PERSON, "ana")
BEIRA, ACCRA = "Beira, Mozambique", "Accra, Ghana"
FIRST = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> dt.datetime:
        return self.now

    def after(self, **passed: float) -> None:
        self.now = FIRST + dt.timedelta(**passed)


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="held")
def _held(tmp_path: Path, clock: Clock) -> Shortlists:
    return Shortlists(tmp_path, clock)


def ids(held: Shortlists, owner: Owner = ANA, city: str = BEIRA) -> list[str]:
    return [kept.case_id for kept in held.kept(owner, city)]


def test_what_is_kept_stands_in_the_order_in_which_it_came(held: Shortlists) -> None:
    for case_id in ("b", "a", "c"):
        held.add(ANA, BEIRA, case_id)
    assert ids(held) == ["b", "a", "c"]
    assert held.kept(ANA, BEIRA)[0].added == "2026-02-28T12:00:00+00:00"


def test_keeping_twice_is_keeping_once_and_leaves_the_note(held: Shortlists) -> None:
    held.add(ANA, BEIRA, "a", "cheap")
    held.add(ANA, BEIRA, "b")
    assert held.add(ANA, BEIRA, "a").note == "cheap"
    assert ids(held) == ["a", "b"]
    assert held.add(ANA, BEIRA, "a", "dear").note == "dear"


def test_an_account_a_person_and_a_browser_of_one_name_keep_apart(held: Shortlists) -> None:
    for owner in (ANA, BROWSER, PERSON):
        held.add(owner, BEIRA, str(owner.kind))
    for owner in (ANA, BROWSER, PERSON):
        assert ids(held, owner) == [owner.kind]
    held.remove(BROWSER, BEIRA, ["account", "browser"])
    assert ids(held) == ["account"]
    with pytest.raises(UnknownCase):
        held.annotate(PERSON, BEIRA, "account", "mine now")


def test_the_city_last_kept_for_comes_first(held: Shortlists, clock: Clock) -> None:
    held.add(ANA, BEIRA, "a")
    clock.after(hours=1)
    held.add(ANA, ACCRA, "a")
    assert list(held.cities(ANA)) == [ACCRA, BEIRA]
    clock.after(hours=2)
    held.add(ANA, BEIRA, "b")
    assert list(held.cities(ANA)) == [BEIRA, ACCRA]


def test_a_new_order_holds_and_what_it_does_not_name_stays_behind(held: Shortlists) -> None:
    for case_id in "abcd":
        held.add(ANA, BEIRA, case_id)
    held.arrange(ANA, BEIRA, ["d", "b", "b", "unheard-of"])
    assert ids(held) == ["d", "b", "a", "c"]
    held.add(ANA, BEIRA, "e")
    assert ids(held)[-1] == "e"


def test_a_note_is_kept_without_what_no_document_can_hold(held: Shortlists) -> None:
    held.add(ANA, BEIRA, "a")
    held.annotate(ANA, BEIRA, "a", " one\r\ntwo\0\x1b\ud800 \u202egnp.exe می‌خواهم ")
    assert held.kept(ANA, BEIRA)[0].note == "one\ntwo gnp.exe می‌خواهم"
    held.annotate(ANA, BEIRA, "a", "")
    assert held.kept(ANA, BEIRA)[0].note == ""


def test_a_note_over_the_limit_is_refused_and_the_old_one_stays(held: Shortlists) -> None:
    held.add(ANA, BEIRA, "a", "x" * MAX_NOTE)
    with pytest.raises(BadShortlist, match="the limit is 1000"):
        held.annotate(ANA, BEIRA, "a", "x" * (MAX_NOTE + 1))
    with pytest.raises(BadShortlist):
        held.add(ANA, BEIRA, "new", "x" * (MAX_NOTE + 1))
    assert [kept.note for kept in held.kept(ANA, BEIRA)] == ["x" * MAX_NOTE]


def test_a_full_list_says_what_to_do_and_takes_what_it_holds_already(held: Shortlists) -> None:
    for number in range(MAX_KEPT):
        held.add(ANA, BEIRA, f"case-{number}")
    with pytest.raises(ShortlistFull, match="holds 50 practices"):
        held.add(ANA, BEIRA, "one-more")
    held.add(ANA, BEIRA, "case-3")
    held.add(ANA, ACCRA, "one-more")
    held.remove(ANA, BEIRA, ["case-0"])
    held.add(ANA, BEIRA, "one-more")
    assert len(ids(held)) == MAX_KEPT


def test_there_is_room_for_so_many_cities_and_so_many_entries_of_visitors() -> None:
    full = {str(city): 1 for city in range(MAX_CITIES)}
    with pytest.raises(ShortlistFull, match="20 cities"):
        check_room(ANA, BEIRA, full, 0)
    check_room(ANA, "3", full, 0)
    with pytest.raises(ShortlistFull, match="Sign in"):
        check_room(BROWSER, BEIRA, {}, MAX_OF_VISITORS)
    check_room(ANA, BEIRA, {}, MAX_OF_VISITORS)


@pytest.mark.parametrize(("owner", "stays"), [(BROWSER, False), (ANA, True), (PERSON, True)])
def test_what_a_visitor_keeps_is_forgotten_and_what_others_keep_is_not(
    held: Shortlists, clock: Clock, tmp_path: Path, owner: Owner, stays: bool
) -> None:
    held.add(owner, BEIRA, "a")
    clock.after(days=VISITOR_DAYS)
    assert ids(held, owner) == ["a"]
    clock.after(days=VISITOR_DAYS, seconds=1)
    assert ids(held, owner) == ["a"] * stays
    held.add(ANA, ACCRA, "b")
    assert rows(tmp_path) == 1 + stays


def test_a_note_keeps_a_visitors_entry_for_longer(held: Shortlists, clock: Clock) -> None:
    held.add(BROWSER, BEIRA, "a")
    clock.after(days=VISITOR_DAYS - 1)
    held.annotate(BROWSER, BEIRA, "a", "still wanted")
    clock.after(days=VISITOR_DAYS + 1)
    assert ids(held, BROWSER) == ["a"]


@pytest.mark.parametrize(
    "end", [lambda held: held.forget(ANA), lambda held: held.remove(ANA, BEIRA, ["a"])]
)
def test_what_is_removed_leaves_no_words_in_the_file(
    held: Shortlists, tmp_path: Path, end: Callable[[Shortlists], None]
) -> None:
    held.add(ANA, BEIRA, "a", "a secret plan for the harbour")
    held.add(BROWSER, BEIRA, "b", "another's note")
    end(held)
    assert held.cities(ANA) == {}
    assert ids(held, BROWSER) == ["b"]
    written = b"".join(path.read_bytes() for path in tmp_path.glob("shortlists.sqlite*"))
    assert b"harbour" not in written
    assert b"another's note" in written


def rows(folder: Path) -> int:
    with sqlite3.connect(folder / "shortlists.sqlite") as connection:
        (number,) = connection.execute("SELECT count(*) FROM kept").fetchone()
    connection.close()
    return int(number)
