"""A case study as Markdown in the corpus's own form, from which it reads back unchanged."""

import datetime as dt
import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from corpus.case import CaseStudy, Lineage, Move, parse_case
from corpus.errors import BadCase
from corpus.forms import Form

_UNSAFE = re.compile(
    "[^\t\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def case_markdown(case: CaseStudy) -> str:
    """Markdown with front matter; `parse_case` makes the same case study of it.

    Raises:
        BadCase: a section has a line that begins a section, or begins or ends with white space, which
            Markdown cannot hold; the message names it.
    """
    front = "".join(f"{line}\n" for line in _front(case))
    body = "\n\n".join(f"## {name}\n\n{text}" for name, text in case.sections)
    text = f"---\n{front}---\n\n{body}\n"
    read = parse_case(text, case.id)
    if read != case:
        raise BadCase(_fault(case, read))
    return text


def _fault(case: CaseStudy, read: CaseStudy) -> str:
    pairs = zip(case.sections, (*read.sections, *[("", "")] * len(case.sections)), strict=False)
    name = next((ours[0] for ours, theirs in pairs if ours != theirs), "")
    return (
        f"The section '{name}' of {case.id} cannot be written as Markdown: its lines may not begin with "
        "'## ', and neither it nor its name may begin or end with white space. Change it."
    )


def _front(case: CaseStudy) -> Iterable[str]:
    for field in CaseStudy.model_fields:
        value = getattr(case, field)
        match field:
            case "sections":
                continue
            case "lessons" | "conditions":
                yield f"{field}:"
                yield from (line for item in value for line in _block(item, "  "))
            case "sources":
                yield f"{field}:"
                yield from (f"  - {_flow(source)}" for source in value)
            case "lineage":
                yield from _lineage(value)
            case _:
                yield f"{field}: {_flow(value)}"


def _lineage(lineage: Lineage) -> Iterable[str]:
    if lineage == Lineage():
        return
    yield "lineage:"
    ways: tuple[tuple[str, tuple[Move, ...]], ...] = (
        ("adopted_from", lineage.adopted_from),
        ("adopted_by", lineage.adopted_by),
    )
    for way, moves in ways:
        yield f"  {way}:" if moves else f"  {way}: []"
        yield from (line for move in moves for line in _block(move, "    "))


def _block(item: Form, indent: str) -> Iterable[str]:
    for at, (name, value) in enumerate(_given(item)):
        yield f"{indent}{'  ' if at else '- '}{name}: {_flow(value)}"


def _given(item: Form) -> Iterable[tuple[str, Any]]:
    """Its fields, without those left open."""
    pairs = ((name, getattr(item, name)) for name in type(item).model_fields)
    return ((name, value) for name, value in pairs if value is not None)


def _flow(value: Any) -> str:
    """A value on one line of YAML."""
    match value:
        case StrEnum() | dt.date():
            return str(value)
        case str():
            return _quoted(value)
        case tuple():
            return f"[{', '.join(map(_flow, value))}]"
        case Form():
            return f"{{{', '.join(f'{name}: {_flow(inner)}' for name, inner in _given(value))}}}"
        case None:
            return "null"
        case _:
            return json.dumps(value)


def _quoted(text: str) -> str:
    """In double quotes as JSON has it, which YAML reads; what YAML takes for a line end is escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)
