"""The versions of what a city stated: what changed from one to the next, and all of them as a table to save."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.exports.safe import cell
from assistant.assessments import Assessment
from assistant.profile import Raw
from assistant.statements import shown
from corpus.attributes import ATTRIBUTES, BY_KEY
from corpus.vocabulary import label

COLUMNS = ("version", "saved (UTC)", "city", "dimension", "attribute", "value", "unit")


class Change(NamedTuple):
    """One attribute before and after; None where it was not stated."""

    attribute: str
    before: Raw | None
    after: Raw | None

    @property
    def label(self) -> str:
        """The attribute as people read it."""
        return BY_KEY[self.attribute].label

    @property
    def words(self) -> tuple[str, str]:
        """Both values as people read them; empty where it was not stated."""
        return _words(self.attribute, self.before), _words(self.attribute, self.after)


class Step(NamedTuple):
    """A version with what it changed."""

    saved: Assessment
    changes: tuple[Change, ...]


def steps(versions: Sequence[Assessment]) -> list[Step]:
    """Every version with what changed since the one before, oldest first."""
    before: Mapping[str, Raw] = {}
    found = []
    for saved in versions:
        found.append(Step(saved, _changes(before, saved.values)))
        before = saved.values
    return found


def _changes(before: Mapping[str, Raw], after: Mapping[str, Raw]) -> tuple[Change, ...]:
    keys = (about.key for about in ATTRIBUTES)
    pairs = (Change(key, before.get(key), after.get(key)) for key in keys)
    return tuple(change for change in pairs if change.before != change.after)


def table(city: str, versions: Sequence[Assessment]) -> str:
    """All versions as CSV, a line for each value; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    lines = csv.writer(out, quoting=csv.QUOTE_ALL)
    lines.writerow(COLUMNS)
    for saved in versions:
        for about in ATTRIBUTES:
            if about.key in saved.values:
                row = (str(saved.version), saved.saved, city, label(about.dimension), about.label)
                value = _plain(saved.values[about.key])
                lines.writerow([cell(text) for text in (*row, value, about.unit)])
    return out.getvalue()


def _plain(raw: Raw) -> str:
    if isinstance(raw, tuple):
        return "; ".join(word.replace("_", " ") for word in raw)
    return f"{raw:g}" if isinstance(raw, float) else str(raw).replace("_", " ")


def _words(key: str, raw: Raw | None) -> str:
    return "" if raw is None else shown(key, raw)
