"""The briefing on a shortlist as a file to save; the page and the API give the same."""

import datetime as dt
from collections.abc import Sequence

from fastapi import Response

from api.access.viewer import Viewer
from api.exports.briefing import written
from api.exports.briefing_paper import Briefing
from api.exports.response import Kind, attachment
from api.pages.shortlist_owner import Mine
from api.pages.shortlist_side import city_label, seen, side
from assistant.keeping import MAX_KEPT
from corpus.errors import BadShortlist


def briefing(mine: Mine, viewer: Viewer, city: str, case_ids: Sequence[str]) -> Briefing:
    """The briefing on these practices; where none is named, on all that are kept for the city.

    Raises:
        BadShortlist: there is nothing to tell of, or more than MAX_KEPT are named.
        UnknownCity: the message says what to change.
    """
    place = mine.assistant.asking(city)
    named = city_label(place)
    notes = {entry.case_id: entry.note for entry in mine.kept(named)}
    wanted = list(dict.fromkeys(case_ids)) or list(notes)
    if len(wanted) > MAX_KEPT:
        raise BadShortlist(f"A briefing tells of at most {MAX_KEPT} practices. Choose fewer.")
    there = seen(mine.assistant, wanted)
    if not there:
        raise BadShortlist(
            f"Nothing is kept for {named} that you may see, so there is no briefing."
        )
    sides = tuple(side(mine.assistant, place, one, notes.get(one, "")) for one in there)
    who = "" if viewer.single else viewer.name
    today = dt.datetime.now(tz=dt.UTC).date()
    return Briefing(named, sides, today, who, len(wanted) - len(there))


def file_of(made: Briefing, kind: Kind) -> Response:
    """A briefing as a file to save."""
    return attachment(written(made, kind), kind, made.title)
