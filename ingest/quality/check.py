"""The quality check of a draft: what others miss who want to reuse it, and what exists already."""

import re
from collections.abc import Iterator

from corpus.draft import Draft, FieldState
from corpus.draft_fields import SECTION_KEYS
from index.seen import Readable
from ingest.quality.alike import alike
from ingest.quality.remark import Kind, Remark
from ingest.quality.vague import prompt, vague
from ingest.quality.words import HARD as HARD_TO_READ
from ingest.quality.words import agentless, long_sentence, reading_ease, sentences_of, unexplained

_RUNNING = re.compile(
    r"\b(?:a|per|each|every) (?:year|month)\b|\bannual\w*|\byearly\b|\brunning (?:cost|it|the)|\boperat(?:ing|ion)s?\b|\bmaintenance\b",
    re.IGNORECASE,
)
_PAYER = re.compile(
    r"\b(?:pays?|is|are) (?:\w+ )?(?:paid|funded|financed|covered)?\b.{0,40}\b(?:today|now|still|since|from)\b|\bpays?\b|\bno longer (?:pays|contributes|funds)\b|\bsince (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LOSERS = re.compile(
    r"\b(?:los[et]s?|losers?|displac\w+|evict\w+|compensat\w+|excluded|left out|not invited|worse off|livelihoods?|vendors?|waste pickers|tenants|drivers? who)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:would not work|does not work|cannot|only where|where .{3,60}(?:not|no|lack)|not suitable|unless)\b",
    re.IGNORECASE,
)


def check(draft: Draft, library: Readable) -> tuple[Remark, ...]:
    """Everything worth saying on a draft, field by field; few remarks of a kind, none that blocks anything."""
    return (*check_text(draft), *alike(draft, library))


def check_text(draft: Draft) -> tuple[Remark, ...]:
    """What can be said without looking at what exists already."""
    return (*_missing(draft), *_results(draft), *_vague(draft), *_readability(draft))


def _missing(draft: Draft) -> Iterator[Remark]:
    texts = {key: draft.field(key).value for key in SECTION_KEYS}
    cost, whole = texts["cost-and-who-paid"], " ".join(texts.values())
    if not _RUNNING.search(cost):
        yield Remark(
            "cost-and-who-paid",
            Kind.MISSING,
            "It does not say what it costs to run each year. Ask the city: others stumble over that first.",
        )
    elif not _PAYER.search(cost):
        yield Remark(
            "cost-and-who-paid",
            Kind.MISSING,
            "It does not say who pays for it now. Ask: whose budget is it in this year?",
        )
    if not texts["what-went-wrong"]:
        yield Remark(
            "what-went-wrong",
            Kind.MISSING,
            "Nothing went wrong? Every case has something here: ask for delays, costs, and people who were against it.",
        )
    if not _LOSERS.search(whole):
        yield Remark(
            "what-went-wrong",
            Kind.MISSING,
            "It does not say who lost by it. Ask: whose income, home, place or time did it cost, and what was done for them?",
        )
    yield from _conditions(draft, texts["what-others-should-know-before-copying"])


def _conditions(draft: Draft, advice: str) -> Iterator[Remark]:
    held = draft.listed("condition")
    if len(held) < 2:
        yield Remark(
            "condition-1",
            Kind.MISSING,
            f"{len(held)} of at least two conditions. Ask: what was there already that another city may not have?",
        )
    for field in held:
        if not field.parts.get("if_absent"):
            yield Remark(
                field.key,
                Kind.MISSING,
                "What should a city do that does not have this?",
                field.value,
            )
    if advice and not _ABSENT.search(advice):
        yield Remark(
            "what-others-should-know-before-copying",
            Kind.MISSING,
            "It does not say where it would not work. Ask: which city would you advise against it?",
        )


def _results(draft: Draft) -> Iterator[Remark]:
    text = draft.field("results").value
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        yield Remark(
            "results",
            Kind.MISSING,
            "No result is told. Ask what changed, by how much, and who measured it.",
        )
        return
    if not any("**Measured" in line for line in lines):
        yield Remark(
            "results",
            Kind.EVIDENCE,
            "No result is said to be measured. Ask who counted, how, and compared with what.",
        )
    undated = [
        line for line in lines if "(no year)" in line and not re.search(r"\b(?:19|20)\d\d\b", line)
    ]
    for line in undated[:2]:
        yield Remark(
            "results",
            Kind.EVIDENCE,
            "This result has no year. When was it so?",
            _without_label(line),
        )
    bare = [
        line for line in lines if not re.search(r"\d", _without_label(line)) and line not in undated
    ]
    for line in bare[:2]:
        yield Remark(
            "results",
            Kind.EVIDENCE,
            "This result has no figure. By how much?",
            _without_label(line),
        )


def _without_label(line: str) -> str:
    return " ".join(sentences_of(line)) or line


def _vague(draft: Draft) -> Iterator[Remark]:
    for field in draft.listed("lesson"):
        text = field.parts.get("text", "")
        if found := vague(text):
            yield Remark(field.key, Kind.VAGUE, prompt(found), text)
    for sentence in sentences_of(draft.field("what-others-should-know-before-copying").value):
        if found := vague(sentence):
            yield Remark(
                "what-others-should-know-before-copying", Kind.VAGUE, prompt(found), sentence
            )
            return


def _readability(draft: Draft) -> Iterator[Remark]:
    title = draft.field("title").value
    if title and title == title.upper():
        yield Remark(
            "title",
            Kind.READABILITY,
            "The title is in capitals. Write it as a sentence that says what was done.",
            title,
        )
    whole = " ".join(draft.field(key).value for key in SECTION_KEYS)
    if strange := list(unexplained(whole))[:4]:
        yield Remark(
            "",
            Kind.READABILITY,
            f"Nobody outside the city may know what these are: {', '.join(strange)}. Write them out once.",
        )
    for key, name in SECTION_KEYS.items():
        field = draft.field(key)
        if field.state is FieldState.OPEN:
            continue
        if longest := long_sentence(field.value):
            yield Remark(
                key,
                Kind.READABILITY,
                f"A sentence of {len(longest.split())} words. Cut it in two.",
                longest,
            )
        elif reading_ease(field.value) < HARD_TO_READ:
            yield Remark(
                key,
                Kind.READABILITY,
                f"'{name}' is hard to read: shorter sentences and everyday words help.",
            )
    if said := agentless(draft.field("how-it-was-done").value):
        yield Remark(
            "how-it-was-done",
            Kind.READABILITY,
            "Most sentences do not say who acted. Who did it?",
            said,
        )
