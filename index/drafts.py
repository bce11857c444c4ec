"""The drafts of a data folder in one SQLite file: every revision whole, with who, when and what was done."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.draft import Draft
from corpus.draft_edit import Deed, now
from corpus.errors import BadDraft, UnknownDraft
from index.sqlite import Database

_DRAFTS = """
CREATE TABLE IF NOT EXISTS revisions (
    draft_id TEXT NOT NULL, number INTEGER NOT NULL, who TEXT NOT NULL, moment TEXT NOT NULL,
    deed TEXT NOT NULL, comment TEXT NOT NULL, draft TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)) STRICT;
"""

SOURCE = "draft:"
"""How the source of a published draft begins."""

MAX_NUMBER = 2**63 - 1
"""The highest number that SQLite holds."""

MAX_COMMENT = 2000
"""Characters of a comment."""

MAX_WHO = 100
"""Characters of a name."""


class Revision(NamedTuple):
    """One revision.

    Attributes:
        number: from 1; when: UTC, ISO 8601; draft: as it was then.
    """

    number: int
    who: str
    when: str
    deed: Deed
    comment: str
    draft: Draft


class Drafts(Database):
    """Drafts with their history; a revision is on disk when a call returns, and is never changed."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "drafts.sqlite", _DRAFTS)

    def create(self, draft: Draft, who: str) -> Draft:
        """Keep a new draft, as revision 1; where its id is taken it gets a number behind it."""
        with self._change() as cursor:
            taken = {row[0] for row in cursor.execute("SELECT DISTINCT draft_id FROM revisions")}
            free = draft.model_copy(update={"id": _free(draft.id, taken), "revision": 1})
            _insert(cursor, free, who, Deed.CREATED, "")
        return free

    def save(self, draft: Draft, who: str, deed: Deed = Deed.EDITED, comment: str = "") -> Draft:
        """Keep the next revision of a draft; `draft.revision` is the one that it was made from.

        Raises:
            BadDraft: someone else has changed it meanwhile, or the name or comment is not of the form.
            UnknownDraft: there is none of that id.
        """
        with self._change() as cursor:
            newest = _read(cursor, draft.id, None)
            if newest.number != draft.revision:
                raise BadDraft(
                    f"Your change was made on revision {draft.revision}, but {newest.who} has meanwhile "
                    f"made revision {newest.number} ({newest.deed}). Nothing was saved: look at what "
                    "changed, then make your change again."
                )
            if newest.draft == draft and deed is Deed.EDITED:
                return newest.draft
            number = draft.revision + 1
            live = {Deed.PUBLISHED: number, Deed.WITHDRAWN: None}.get(deed, draft.live)
            kept = draft.model_copy(update={"revision": number, "live": live})
            _insert(cursor, kept, who, deed, comment)
        return kept

    def get(self, draft_id: str, number: int | None = None) -> Draft:
        """A draft as it is now, or as it was at a revision.

        Raises:
            UnknownDraft: there is none of that id, or no such revision.
        """
        with self._cursor() as cursor:
            return _read(cursor, draft_id, number).draft

    def newest(self, draft_id: str) -> Revision:
        """The newest revision of a draft.

        Raises:
            UnknownDraft: there is none of that id.
        """
        with self._cursor() as cursor:
            return _read(cursor, draft_id, None)

    def all(self) -> list[Revision]:
        """The newest revision of every draft, the latest changed first."""
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT number, who, moment, deed, comment, draft FROM revisions AS r WHERE number = "
                "(SELECT max(number) FROM revisions WHERE draft_id = r.draft_id) "
                "ORDER BY moment DESC, draft_id"
            ).fetchall()
        return [_revision(row) for row in rows]

    def quoting(self, doc_id: str) -> list[Revision]:
        """The newest revision of every draft of which some revision quotes a document, the latest changed first."""
        mark = f'"doc_id":{json.dumps(doc_id)}'
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT DISTINCT draft_id FROM revisions WHERE instr(draft, ?) > 0", (mark,)
            )
            quoting = {draft_id for (draft_id,) in rows}
        return [revision for revision in self.all() if revision.draft.id in quoting]

    def delete(self, draft_id: str) -> None:
        """Remove a draft with all its revisions; an id that is not there is passed over."""
        with self._change() as cursor:
            cursor.execute("DELETE FROM revisions WHERE draft_id = ?", (draft_id,))
        self.write_back()

    def history(self, draft_id: str) -> list[Revision]:
        """Every revision of a draft, oldest first.

        Raises:
            UnknownDraft: there is none of that id.
        """
        with self._cursor() as cursor:
            rows = cursor.execute(
                "SELECT number, who, moment, deed, comment, draft FROM revisions "
                "WHERE draft_id = ? ORDER BY number",
                (draft_id,),
            ).fetchall()
        if not rows:
            raise _unknown(draft_id)
        return [_revision(row) for row in rows]


def _read(cursor: sqlite3.Cursor, draft_id: str, number: int | None) -> Revision:
    if number is not None and not 1 <= number <= MAX_NUMBER:
        raise _unknown(draft_id, number)
    rows = cursor.execute(
        "SELECT number, who, moment, deed, comment, draft FROM revisions "
        "WHERE draft_id = ?1 AND (?2 IS NULL OR number = ?2) ORDER BY number DESC LIMIT 1",
        (draft_id, number),
    ).fetchall()
    if not rows:
        raise _unknown(draft_id, number)
    return _revision(rows[0])


def _unknown(draft_id: str, number: int | None = None) -> UnknownDraft:
    which = f"'{draft_id[:80]}'" + (f" with a revision {number}" if number is not None else "")
    return UnknownDraft(f"There is no draft {which}. 'citygraft drafts list' shows what there is.")


def _insert(cursor: sqlite3.Cursor, draft: Draft, who: str, deed: Deed, comment: str) -> None:
    who, comment = " ".join(who.split()), comment.strip()
    if not 1 <= len(who) <= MAX_WHO:
        raise BadDraft(f"A name has 1 to {MAX_WHO} characters; this one has {len(who)}.")
    if len(comment) > MAX_COMMENT:
        raise BadDraft(f"The comment has {len(comment)} characters; the limit is {MAX_COMMENT}.")
    cursor.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (draft.id, draft.revision, who, now(), deed, comment, draft.model_dump_json()),
    )


def _revision(row: Sequence[object]) -> Revision:
    number, who, when, deed, comment, draft = row
    assert isinstance(number, int)
    return Revision(
        number,
        str(who),
        str(when),
        Deed(str(deed)),
        str(comment),
        Draft.model_validate_json(str(draft)),
    )


def _free(wanted: str, taken: set[str]) -> str:
    """The id, or with the first number behind it that is free."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted[:75]}-{number}", number + 1
    return name
