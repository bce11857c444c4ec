"""The part that each place plays in a sentence: the one that was learned from, or the one that took over."""

from collections.abc import Iterator

from ingest.transfers.cues import PLACE
from ingest.transfers.rules import Before, Role, rules_of
from ingest.transfers.tokens import Token
from ingest.transfers.words import IDLE

_CLAUSE = frozenset([
    "what", "how", "as", "where", "which", "than", "like", "way",
])  # fmt: skip
_BREAKS = frozenset(
    [
        "when",
        "while",
        "because",
        "as",
        "if",
        "they",
        "we",
        "he",
        "she",
        "it",
        "but",
        "although",
        "whereas",
    ]
) | {PLACE, ";", ":"}
_RELATIVE = frozenset(("where", "which", "whose", "who"))
_MODAL = frozenset([
    "should", "must", "to",
])  # fmt: skip
_JOURNEY = frozenset([
    "travelled", "traveled", "went", "came", "flew",
])  # fmt: skip
_REPORTS = frozenset([
    "said", "insisted", "agreed", "asked", "stated", "argued", "thought", "believed", "decided",
    "found", "proposed", "so", "suggested",
])  # fmt: skip
_REACH = 12
_NEAR = 5
_PERFECT = frozenset(("has", "have"))
_VERBS = frozenset(("ADOPT", "VISIT", "GIVE", "DID"))
_WAYS = frozenset([
    "way", "model", "method", "approach", "style", "system", "experience", "formula", "recipe",
    "example", "manner", "principle", "fashion", "pattern",
])  # fmt: skip


def roles(words: list[Token], at: int, end: int) -> Iterator[Role]:
    """What the words before and after the list of places `words[at:end]` say of it."""
    yield from _before(words, at)
    if (
        at
        and words[at - 1].text in ("the", "a", "an", "by")
        and end < len(words)
        and words[end].text in _WAYS
    ):
        needs = "" if words[end].text == "way" else "taken"
        yield Role(origin=True, weight=0.55, needs=needs)
    led = any("INFLUENCED" in word.families for word in words[max(0, at - 3) : at])
    yield from _after(words, end, led=led)


def _before(words: list[Token], at: int) -> Iterator[Role]:
    links: list[str] = []
    crossed = False
    seen: list[Before] = []
    for distance in range(1, min(_REACH, at) + 1):
        token = words[at - distance]
        if token.text in (";", ":"):
            break
        for rule in rules_of(token.families) if token.families else ():
            if distance > rule.reach or rule in seen or (crossed and not rule.far):
                continue
            if not rule.role.origin and _is_journey(words, at - distance):
                continue
            if _is_linked(rule, [*links, token.text]):
                seen.append(rule)
                yield rule.role
        crossed = crossed or token.text == PLACE
        if distance <= _NEAR and not crossed:
            links.append(token.text)
    perfect = bool(_PERFECT & {word.text for word in words[at : at + 3]})
    yield from _clause(words[max(0, at - _NEAR) : at], perfect=perfect)


def _is_journey(words: list[Token], at: int) -> bool:
    """Whether people, not an idea, travelled."""
    return words[at].text in _JOURNEY and not any(
        "MATTER" in word.families for word in words[max(0, at - 3) : at]
    )


def _is_linked(rule: Before, links: list[str]) -> bool:
    """Whether the nearest of the words that decide is one that the rule asks for."""
    nearest = next((link for link in links if link in rule.links or link in rule.barred), None)
    return nearest not in rule.barred and (nearest is not None or not rule.links)


def _clause(near: list[Token], *, perfect: bool) -> Iterator[Role]:
    """What clauses say: "the way ¤ does it", "what their peers in ¤ had done", "From ¤ the idea came"."""
    reach = _NEAR if any("PEOPLE" in word.families for word in near) else 2
    if any(word.text in _CLAUSE for word in near[-reach:]):
        yield Role(origin=True, weight=0.5)
    if len(near) > 1 and near[-1].text == "that" and near[-2].text not in _REPORTS and not perfect:
        yield Role(origin=True, weight=0.5)
    if [word.text for word in near] == ["in"]:
        yield Role(origin=True, weight=0.35, needs="taker")
    if [word.text for word in near] == ["from"]:
        yield Role(origin=True, weight=0.6)


def _after(words: list[Token], end: int, *, led: bool) -> Iterator[Role]:
    rest = words[end : end + 14]
    if not rest:
        return
    if rest[0].text in _MODAL and (rest[0].text != "to" or led):
        yield Role(origin=False, weight=0.5)
        return
    relative = {word.text for word in rest[:2]} & _RELATIVE
    if relative and any("ADOPT" in word.families for word in rest[1:9]):
        yield Role(origin=False, weight=0.45)
    verb, sure = _verb(rest)
    for family, origin, weight in (
        ("ADOPT", False, 0.55),
        ("VISIT", False, 0.4),
        ("GIVE", True, 0.55),
        ("DID", False, 0.3),
    ):
        if family in verb:
            needs = "ours" if origin else "taken"
            yield Role(
                origin=origin,
                needs=needs,
                weight=weight if sure else 0.2 if family in ("VISIT", "DID") else 0.45,
            )
    if rest[0].text == "had":
        yield Role(origin=True, weight=0.45)
    if rest[0].text in ("has", "have") and not verb:
        yield Role(origin=False, weight=0.3)
    if rest[0].text in ("s", "’s", "'s") and any("MATTER" in word.families for word in rest[1:6]):
        yield Role(origin=True, weight=0.35, needs="taker")


def _verb(rest: list[Token]) -> tuple[frozenset[str], bool]:
    """The families of the verb whose subject a place seems to be, and whether little stands between."""
    sure = True
    for word in rest:
        if word.text in _BREAKS:
            break
        if found := word.families & _VERBS:
            return found, sure
        if (
            word.text not in IDLE
            and word.text != ","
            and not word.text.isdigit()
            and "PEOPLE" not in word.families
        ):
            sure = False
    return frozenset(), False
