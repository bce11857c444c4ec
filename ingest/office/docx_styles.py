"""What the styles and lists of a Word file say of a paragraph: heading level, title, number."""

import re
from collections.abc import Iterator
from typing import Any

from ingest.office.lists import Level, Numbers
from ingest.office.ooxml import child, get, local, number

_HEADING = re.compile(  # Word keeps English names; other programs write their own language's
    r"^(?:heading|titre|überschrift|encabezado|título|titulo|cabeçalho|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|заголовок|başlık|見出し|标题|標題)[ _]?([1-9])$",
    re.IGNORECASE,
)
_TITLES = {
    "title",
    "titre",
    "titel",
    "título",
    "titulo",
    "titolo",
    "tytuł",
    "заголовок",
    "表題",
    "标题",
}


def heading_level(style: str) -> int:
    """The level that a style's name states ("heading 2" is 2); 0 if it states none."""
    match = _HEADING.match(style.strip())
    return int(match[1]) if match else 0


def names_title(style: str) -> bool:
    """Whether a style's name is that of a document's title."""
    return style.strip().lower() in _TITLES


class Styles:
    """Paragraph styles by id; a style inherits from the one that it is based on."""

    def __init__(self, root: Any) -> None:
        self._styles = {get(style, "styleId"): style for style in root if local(style) == "style"}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if get(style, "default") in {"1", "true"} and get(style, "type") == "paragraph"
            ),
            "",
        )

    def level(self, properties: Any) -> int:
        """A paragraph's heading level from 1 to 9; 0 for other text."""
        direct = child(properties, "outlineLvl")
        if direct is not None:
            return _outline_level(direct)
        for style in self._chain(properties):
            stated = child(style, "pPr", "outlineLvl")
            if stated is not None:
                return _outline_level(stated)
            if level := heading_level(_name(style)):
                return level
        return 0

    def is_title(self, properties: Any) -> bool:
        """Whether a paragraph is the document's title."""
        return any(names_title(_name(style)) for style in self._chain(properties))

    def list_of(self, properties: Any) -> tuple[str, int]:
        """`(list id, depth from 0)` of a paragraph; the id is "" where it is in no list."""
        list_id, depth = "", -1
        styles = (child(style, "pPr", "numPr") for style in self._chain(properties))
        for numbering in (child(properties, "numPr"), *styles):
            list_id = list_id or get(child(numbering, "numId"), "val")
            if depth < 0 and child(numbering, "ilvl") is not None:
                depth = number(get(child(numbering, "ilvl"), "val"))
        return ("" if list_id == "0" else list_id), min(max(depth, 0), 8)

    def _chain(self, properties: Any) -> Iterator[Any]:
        """A paragraph's style, the one that it is based on, and so on."""
        key, seen = get(child(properties, "pStyle"), "val", self._default), set[str]()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = get(child(self._styles[key], "basedOn"), "val")


class Lists:
    """Lists of a Word file, counted as the paragraphs go by."""

    def __init__(self, root: Any) -> None:
        kinds = {get(e, "abstractNumId"): e for e in root if local(e) == "abstractNum"}
        linked = {get(child(e, "styleLink"), "val"): key for key, e in kinds.items()}
        self._levels: dict[str, dict[int, Level]] = {}
        self._kinds: dict[str, str] = {}
        for num in root:
            if local(num) == "num":
                key = get(child(num, "abstractNumId"), "val")
                style = get(child(kinds.get(key), "numStyleLink"), "val")
                key = linked.get(style, key) if style else key
                self._kinds[get(num, "numId")] = key
                self._levels[get(num, "numId")] = _levels(kinds.get(key), num)
        self._overrides = {
            (get(num, "numId"), number(get(sub, "ilvl")))
            for num in root
            for sub in num
            if local(sub) == "lvlOverride" and child(sub, "startOverride") is not None
        }
        self._numbers: dict[str, Numbers] = {}

    def mark(self, list_id: str, depth: int) -> str:
        """What stands before the next item: "-" for a bullet, "2.", "(a)" …; "" for nothing."""
        if list_id not in self._kinds:
            return ""
        numbers = self._numbers.setdefault(self._kinds[list_id], Numbers())
        if (list_id, depth) in self._overrides:
            self._overrides.discard((list_id, depth))  # a new start counts once
            numbers.restart(depth)
        return numbers.mark(depth, self._levels[list_id])


def _levels(kind: Any, num: Any) -> dict[int, Level]:
    """The levels of a list, with what one use of it changes."""
    found = (
        {}
        if kind is None
        else {number(get(e, "ilvl")): _level(e) for e in kind if local(e) == "lvl"}
    )
    for override in num:
        if local(override) != "lvlOverride":
            continue
        depth, own = number(get(override, "ilvl")), child(override, "lvl")
        level = (
            found.get(depth, Level("decimal", f"%{depth + 1}.", 1)) if own is None else _level(own)
        )
        start = get(child(override, "startOverride"), "val")
        found[depth] = level._replace(start=number(start, level.start))
    return found


def _level(element: Any) -> Level:
    return Level(
        get(child(element, "numFmt"), "val", "decimal"),
        get(child(element, "lvlText"), "val")[:80],
        number(get(child(element, "start"), "val"), 1),
    )


def _outline_level(element: Any) -> int:
    level = number(get(element, "val"), 9)
    return level + 1 if 0 <= level < 9 else 0


def _name(style: Any) -> str:
    return get(child(style, "name"), "val").strip()
