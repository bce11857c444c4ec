"""Formulas of Office files (OMML) on one line: (a+b)/c, x^2, √(y)."""

from collections.abc import Callable
from typing import Any

from ingest.office.ooxml import child, get, local, within

_SKIPPED = frozenset(
    {"rPr", "fPr", "dPr", "ctrlPr", "sSupPr", "sSubPr", "radPr", "naryPr", "funcPr"}
)
_BEFORE = {"sup": "^", "sub": "_", "den": "/"}


def formula(element: Any) -> str:
    """A formula's text; what stands together is in brackets where a line would tear it apart.

    Args:
        element: `oMath`, or any element inside it.
    """
    return "".join(_part(sub) for sub in element)


def _part(element: Any) -> str:
    name = local(element)
    if name in _SKIPPED:
        return ""
    if name == "t":
        return element.text or ""
    if name in {"num", *_BEFORE}:
        inside = formula(element).strip()
        return f"{_BEFORE.get(name, '')}{_together(inside)}" if inside else ""
    return _AROUND.get(name, formula)(element)


def _bracketed(element: Any) -> str:
    properties = child(element, "dPr")
    opening = get(child(properties, "begChr"), "val", "(")
    return opening + formula(element) + get(child(properties, "endChr"), "val", ")")


def _root(element: Any) -> str:
    degree, inside = (_together(formula(within(element, name))) for name in ("deg", "e"))
    return f"{degree}√{inside}"


def _operator(element: Any) -> str:
    return get(child(element, "naryPr", "chr"), "val", "∫") + formula(element)


_AROUND: dict[str, Callable[[Any], str]] = {"d": _bracketed, "rad": _root, "nary": _operator}


def _together(text: str) -> str:
    """In brackets, unless it is one word or number or in brackets already."""
    plain = text.replace(".", "").replace(",", "").isalnum() or not text
    return text if plain or (text[0] == "(" and text.find(")") == len(text) - 1) else f"({text})"
