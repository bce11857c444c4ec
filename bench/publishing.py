"""How long a published case study takes to be found, and a withdrawn one to be gone: `python -m bench.publishing`.

A small report is taken in beside the bundled case studies in a new data folder, a draft of it is answered and published,
and the same question is asked until its answer names it; then it is withdrawn, until no answer does.
"""

import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import settings
from assistant.wiring import assistant
from corpus.draft import Draft, FieldState
from corpus.draft_edit import Deed, accepted, edited
from ingest.drafting.desk import Desk
from ingest.pipeline import ingest

GOAL = 5.0
"""Seconds."""

WHO = "bench"
QUESTION = "Which city lends umbrellas at tram stops against the midday sun?"

REPORT = """# Umbrellas to lend at the tram stops of Kumasi

## Background

People in Kumasi, Ghana, waited for trams in the midday sun without any shade, and the old fell ill.

## What was done

Nine hundred umbrellas to lend were put at sixty tram stops in 2017. Each stop was given a rack with a lock.

## Governance

The city council approved the umbrellas in March 2017, and the tram company agreed to mend them.

## Costs

An umbrella cost 6 dollars, and the tram company pays 2,000 dollars a year for repairs.

## Results

A survey of 2019 found that 70 per cent of the waiting used an umbrella.

## Difficulties

Half of the umbrellas were stolen in the first year, because the racks could be opened without a key.

## Advice to other cities

Lock the racks before the first umbrella is lent, because nobody brings one back to an open rack.
"""

ANSWERS: dict[str, Mapping[str, str]] = {
    "practice": {"": "cooling-centres"},
    "scale": {"": "city"},
    "status": {"": "under_way"},
    "outcome": {"": "partial"},
    "years": {"start": "2017", "end": "goes on"},
    "topics": {"": "heat_climate_adaptation"},
    "hazards": {"": "extreme_heat"},
    "sdgs": {"": "11"},
    "kind": {"": "soft"},
    "governance_level": {"": "municipal"},
    "source-1": {"publisher": "Tram Company", "year": "2020", "url": "https://example.org/1", "opened": "2026-11-28"},
    "source-2": {"title": "Shade to lend", "publisher": "Daily", "year": "2020", "url": "https://example.org/2", "opened": "2026-11-28"},
}  # fmt: skip
LESSON = {"text": "A rack without a lock was empty after one week, so every rack got a lock in 2018, number {}.",
          "kind": "pitfall", "dimensions": "technical_capacity", "source": "2"}  # fmt: skip
CONDITION = {"requirement": "A tram company that mends umbrellas, {}.", "dimension": "market_operators",
             "importance": "essential", "why": "Broken ones are thrown away.",
             "if_absent": "Ask a school for craft to mend them.", "source": "1"}  # fmt: skip


def ready(desk: Desk, doc_id: str) -> Draft:
    """A draft in review that lacks nothing: what was proposed is accepted, what was open is answered."""
    held = desk.create(doc_id, "", WHO)
    answers = dict(ANSWERS)
    for number in range(1, 5):
        answers[f"lesson-{number}"] = {**LESSON, "text": LESSON["text"].format(number)}
    for number in range(1, max(3, len(held.listed("condition")) + 1)):
        said = CONDITION["requirement"].format(number)
        answers[f"condition-{number}"] = {**CONDITION, "requirement": said}
    for field in held.fields:
        if field.state is FieldState.PROPOSED:
            held = desk.change(held.id, None, partial(accepted, key=field.key, who=WHO), WHO)
    for key, parts in answers.items():
        held = desk.change(held.id, None, partial(edited, key=key, parts=parts, who=WHO), WHO)
    return desk.move(held.id, None, Deed.SUBMITTED, WHO)


def seconds_until(asked: Assistant, draft_id: str, *, found: bool, start: float) -> float:
    """Seconds since `start` until answers name the case study, or name it no more."""
    while any(one.case_id == draft_id for one in asked.ask(QUESTION, k=10).practices) != found:
        time.sleep(0.05)
    return time.perf_counter() - start


def measured(home: Path) -> dict[str, float]:
    """Seconds until a published case study is found and a withdrawn one is gone."""
    asked = assistant(settings()._replace(home=home))
    report = home / "umbrellas.md"
    report.write_text(REPORT, encoding="utf-8")
    (row,) = ingest(asked.library, [report])
    desk = Desk(asked.library)
    draft = ready(desk, row.doc_id)
    asked.ask(QUESTION)
    figures = {}
    for deed, found in ((Deed.PUBLISHED, True), (Deed.WITHDRAWN, False)):
        start = time.perf_counter()
        desk.move(draft.id, None, deed, WHO)
        figures[f"{deed} until answers {'have' if found else 'lack'} it, s"] = seconds_until(
            asked, draft.id, found=found, start=start
        )
    return figures


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        figures = measured(Path(name))
    for label, value in figures.items():
        print(f"{label:<42}{value:>10.3f}  {'ok' if value < GOAL else 'too slow'}")


if __name__ == "__main__":
    main()
