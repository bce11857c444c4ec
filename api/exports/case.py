"""A case study written as a document that people save and send."""

import re
from collections.abc import Iterator

from api.exports.base import Paper
from assistant.facets import OUTCOMES
from corpus.case import CaseStudy, Condition
from corpus.gazetteer import country_name
from corpus.practice import Practice
from corpus.vocabulary import label


def written(case: CaseStudy, practice: Practice | None, paper: Paper) -> None:
    """Write a case study with its lessons, conditions and numbered sources."""
    place = f"{case.city}, {country_name(case.country)}"
    paper.paragraph(f"{place} · {case.years} · {OUTCOMES[case.outcome]}")
    if practice:
        paper.paragraph(f"Practice: {practice.name}. {practice.summary}")
    *told, last = case.sections
    for name, text in told:
        _section(name, text, paper)
    paper.heading("Lessons")
    paper.bullets(
        f"{lesson.kind.capitalize()} ({', '.join(map(label, lesson.dimensions))}): {lesson.text} [{lesson.source}]"
        for lesson in case.lessons
    )
    paper.heading("Conditions")
    paper.table(("It needs", "Why", "If absent"), map(_condition, case.conditions), (1.2, 1.2, 1.0))
    _section(*last, paper)
    paper.heading("Sources")
    paper.bullets(
        f"[{number}] {source.title}. {source.publisher}, {source.year}. {source.url} (opened {source.opened})"
        for number, source in enumerate(case.sources, 1)
    )


def _section(name: str, text: str, paper: Paper) -> None:
    paper.heading(name)
    for is_list, lines in _blocks(text):
        if is_list:
            paper.bullets(lines)
        else:
            paper.paragraph(" ".join(lines))


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Lists and paragraphs of a section, without Markdown's marks."""
    for block in re.split(r"\n\s*\n", text.replace("**", "").strip()):
        lines = block.splitlines()
        if all(line.startswith("- ") for line in lines):
            yield True, [line[2:] for line in lines]
        else:
            yield False, lines


def _condition(condition: Condition) -> tuple[str, str, str]:
    needs = f"{condition.requirement}\n{condition.importance} · {label(condition.dimension)}"
    source = f" [{condition.source}]" if condition.source else ""
    return needs, f"{condition.why}{source}", condition.if_absent
