"""Which words before a place speak for the part that it plays, and how surely; the weights are set by hand."""

from functools import lru_cache
from typing import NamedTuple


class Role(NamedTuple):
    """That a place plays a part.

    Attributes:
        origin: it was learned from; else it took over.
        weight: 0..1, how surely.
        needs: what else there must be where no second place took over: nothing (""), a practice ("noun"),
            an act of taking over ("taken"), or always a second place ("taker").
    """

    origin: bool
    weight: float
    needs: str = "taken"


class Before(NamedTuple):
    """A word of a family, at most `reach` words before a place, with one of the `links` close to the place.

    Attributes:
        links: one of them is among the five words before the place; where empty, none of `barred` is.
        far: other places may stand between.
    """

    family: str
    links: frozenset[str]
    barred: frozenset[str]
    reach: int
    far: bool
    role: Role


def _rule(
    family: str, links: str, reach: int, role: Role, *, barred: str = "", far: bool = False
) -> Before:
    return Before(family, frozenset(links.split()), frozenset(barred.split()), reach, far, role)


_RULES = (
    _rule("LIKENESS", "of from by on", 7, Role(origin=True, weight=0.6, needs=""), barred="for to into"),
    _rule("FOLLOWS", "", 4, Role(origin=True, weight=0.55, needs=""), barred="to into by for in across ,"),
    _rule("FOLLOWS", "of from that which what those", 9, Role(origin=True, weight=0.55, needs=""), barred="to into by for"),
    _rule("SOURCE", "to on from by of via as after against", 12, Role(origin=True, weight=0.6, needs="noun"), far=True, barred="for"),
    _rule("DEBT", "to", 12, Role(origin=True, weight=0.7, needs=""), far=True, barred="of in"),
    _rule("DEBT", "of in", 8, Role(origin=False, weight=0.45), barred="to"),
    _rule("MOVE", "from", 12, Role(origin=True, weight=0.65, needs="noun"), far=True, barred="to into"),
    _rule("LEARNED", "to in of from with at for how what between around through did where had among that and", 9, Role(origin=True, weight=0.5)),
    _rule("VISITS", "to", 9, Role(origin=True, weight=0.5), far=True),
    _rule("VISITS", "by from", 7, Role(origin=False, weight=0.4), barred="to"),
    _rule("BROKER", "with to together between", 8, Role(origin=True, weight=0.5), far=True, barred="from"),
    _rule("SEEING", "", 4, Role(origin=True, weight=0.5), barred="to for ,"),
    _rule("BEGAN", "in by at of from", 6, Role(origin=True, weight=0.5, needs="taker"), barred="to for into"),
    _rule("GIVEN", "by", 5, Role(origin=True, weight=0.6, needs="ours")),
    _rule("PEOPLE", "from of in", 5, Role(origin=True, weight=0.3)),
    _rule("MOVE", "to into in for among onto by across including reached conquered beyond with", 12, Role(origin=False, weight=0.5), far=True, barred="from"),
    _rule("LIKENESS", "for in", 8, Role(origin=False, weight=0.5), barred="from of"),
    _rule("GIVE", "to into in for among by across", 12, Role(origin=False, weight=0.5), far=True, barred="from"),
    _rule("NOW", "in at", 9, Role(origin=False, weight=0.4), barred="from of", far=True),
    _rule("DID", "in at across", 4, Role(origin=False, weight=0.3), barred="from of"),
    _rule("ADOPT", "in at across", 6, Role(origin=False, weight=0.35), barred="from of"),
    _rule("MATTER", "of", 3, Role(origin=True, weight=0.35, needs="taker"), barred="to for"),
    _rule("INFLUENCED", "", 7, Role(origin=False, weight=0.45), barred="from by ,"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def rules_of(families: frozenset[str]) -> tuple[Before, ...]:
    """The rules for a word of these families; people are no matter that moves."""
    held = families - {"MATTER"} if "PEOPLE" in families else families
    return tuple(rule for rule in _RULES if rule.family in held)
