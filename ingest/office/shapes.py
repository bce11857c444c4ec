"""Shapes of a slide in reading order, and what they inherit from its layout and master."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ingest.office.ooxml import Package, child, get, local, number, printed

_RUNNING = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})
_SHAPES = frozenset({"sp", "graphicFrame", "grpSp"})


class Place(NamedTuple):
    """Where a shape starts, in EMU (914,400 to an inch) from the top left."""

    top: int
    left: int


class Inherited:
    """The layout and master behind a slide."""

    def __init__(self, package: Package, slide: str) -> None:
        layout = package.linked(slide, "slideLayout")
        master = package.find(package.linked(layout, "slideMaster") if layout else "")
        self._holders = [_holders(package.find(layout)), _holders(master)]
        self._body_style = child(master, "txStyles", "bodyStyle")

    def place(self, shape: Any) -> Place:
        """A shape's own place, else that of the placeholder that it fills."""
        for candidate in (shape, *self._behind(shape)):
            for path in (("spPr", "xfrm", "off"), ("xfrm", "off"), ("grpSpPr", "xfrm", "off")):
                offset = child(candidate, *path)
                if offset is not None:
                    return Place(number(get(offset, "y")), number(get(offset, "x")))
        return Place(0, 0)

    def styles(self, shape: Any) -> list[Any]:
        """List styles of a placeholder, the nearest first; none for other shapes."""
        behind = [child(holder, "txBody", "lstStyle") for holder in self._behind(shape)]
        holder = holder_of(shape)
        body = holder is not None and get(holder, "type", "obj") in {"body", "obj", "subTitle"}
        return [*behind, self._body_style] if body else behind

    def _behind(self, shape: Any) -> Iterator[Any]:
        """The placeholders of the same index in the layout and of the same type in the master."""
        holder = holder_of(shape)
        if holder is None:
            return
        kind, index = get(holder, "type", "obj"), get(holder, "idx", "0")
        for held in self._holders:
            found = held.get(("", index)) if held is self._holders[0] else None
            if found is None:
                found = held.get((_SAME.get(kind, kind), ""))
            if found is not None:
                yield found
                kind = get(holder_of(found), "type", kind)


_SAME = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}


def _holders(root: Any) -> dict[tuple[str, str], Any]:
    """Placeholders by `("", index)` and by `(type, "")`, the first of a type."""
    found: dict[tuple[str, str], Any] = {}
    for shape in root.iter():
        holder = holder_of(shape) if local(shape) in _SHAPES | {"pic"} else None
        if holder is not None:
            kind = get(holder, "type", "obj")
            found.setdefault(("", get(holder, "idx", "0")), shape)
            found.setdefault((_SAME.get(kind, kind), ""), shape)
    return found


def holder_of(shape: Any) -> Any:
    """What says that a shape fills a placeholder, or None."""
    for properties in shape:
        if local(properties).startswith("nv"):
            return child(properties, "nvPr", "ph")
    return None


def is_title(shape: Any) -> bool:
    """Whether a shape is the slide's title."""
    return get(holder_of(shape), "type") in _TITLES


def ordered(tree: Any, inherited: Inherited, height: int) -> list[Any]:
    """Shapes that can hold text: the title, then from top to bottom and from left to right; groups stay together.

    Args:
        tree: a slide's shapes, or a group's.
        inherited: what tells the place of placeholders.
        height: of the slide in EMU; shapes whose tops differ by less than a twentieth are in one row.
    """
    placed = sorted((inherited.place(s), at, s) for at, s in enumerate(_shapes(tree)))
    rows: list[list[tuple[int, int, Any]]] = []
    top = 0
    for place, at, shape in placed:
        if not rows or place.top - top > height // 20:
            rows.append([])
            top = place.top
        rows[-1].append((place.left, at, shape))
    found: list[Any] = []
    for _, _, shape in (entry for row in rows for entry in sorted(row)):
        found += ordered(shape, inherited, height) if local(shape) == "grpSp" else [shape]
    return sorted(found, key=lambda shape: not is_title(shape))


def _shapes(tree: Iterable[Any]) -> Iterator[Any]:
    for element in tree:
        name = local(element)
        if name == "AlternateContent":
            yield from _shapes(printed(element))
        elif name in _SHAPES and get(holder_of(element), "type") not in _RUNNING:
            yield element
