"""Text inside shapes of slides: paragraphs, with bullets and numbers as the slide shows them."""

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.office.formula import formula
from ingest.office.lists import ordinal, raise_digits
from ingest.office.markup import Markup
from ingest.office.ooxml import child, get, local, number, printed

_SKIPPED = frozenset({"pPr", "rPr", "endParaRPr", "del"})
_BULLETS = {"buNone": "", "buChar": "-", "buBlip": "-", "buAutoNum": "1"}


def paragraphs(body: Any) -> Iterator[tuple[Any, str]]:
    """`(element, text)` of each paragraph of a text body; lines apart by line feeds."""
    for element in body if body is not None else ():
        if local(element) == "p":
            out: list[str] = []
            _gather(element, out)
            yield element, "".join(out).strip()


def flat(body: Any) -> str:
    """A text body on one line."""
    return " ".join(" ".join(text.split()) for _, text in paragraphs(body) if text)


def write(body: Any, styles: Sequence[Any], markup: Markup) -> None:
    """Put a text body down, lists as lists.

    Args:
        body: a shape's text.
        styles: list styles that it inherits from, the nearest first.
        markup: where to.
    """
    counts: dict[int, int] = {}
    for element, text in paragraphs(body):
        properties = child(element, "pPr")
        depth = min(max(number(get(properties, "lvl")), 0), 8)
        bullet = _bullet(properties, [child(body, "lstStyle"), *styles], depth)
        name = local(bullet) if bullet is not None else "buNone"
        for deeper in [d for d in counts if d > depth or (d == depth and name != "buAutoNum")]:
            del counts[deeper]
        if text and name == "buAutoNum":
            counts[depth] = counts.get(depth, number(get(bullet, "startAt"), 1) - 1) + 1
            markup.item(depth, _numbered(counts[depth], get(bullet, "type")), text)
        elif text and name != "buNone":
            markup.item(depth, "-", text)
        else:
            markup.paragraph(text)


def _bullet(properties: Any, styles: Sequence[Any], depth: int) -> Any:
    """The element that says which bullet a paragraph has: its own, else the nearest style's; None if none does."""
    for source in (properties, *(child(style, f"lvl{depth + 1}pPr") for style in styles)):
        for element in source if source is not None else ():
            if local(element) in _BULLETS:
                return element
    return None


def _numbered(count: int, form: str) -> str:
    mark = ordinal(count, form)
    if form.endswith("ParenBoth"):
        return f"({mark})"
    return mark + (")" if form.endswith("ParenR") else ".")


def _gather(parent: Any, out: list[str]) -> None:
    for element in parent:
        name = local(element)
        if name in _SKIPPED or (name == "fld" and get(element, "type") == "slidenum"):
            continue
        if name == "t":
            out.append(_raised(element, out))
        elif name == "oMath":
            out.append(formula(element))
        elif name in {"br", "tab"}:
            out.append("\n" if name == "br" else " ")
        elif name == "AlternateContent":
            _gather(printed(element), out)
        else:
            _gather(element, out)


def _raised(element: Any, out: list[str]) -> str:
    text = (element.text or "").replace("\v", "\n")
    raised = number(get(child(element.getparent(), "rPr"), "baseline")) > 0
    return raise_digits(text, out[-1]) if raised and out else str(text)
