"""What the styles of an OpenDocument text say: its title, raised digits, and numbers of lists and headings."""

from collections.abc import Mapping
from typing import Any

from ingest.office.lists import Level
from ingest.office.ooxml import child, get, local, number


class OdtStyles:
    """Styles by name, those of the content over those of the file.

    Attributes:
        outline: levels of the numbers of headings, by depth from 0; empty where they have none.
    """

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for element in (e for root in roots for group in root for e in group):
            if local(element) == "style":
                self._styles[get(element, "name")] = element
            elif local(element) == "list-style":
                self._lists[get(element, "name")] = _levels(element)
            elif local(element) == "outline-style":
                self.outline = {d: v for d, v in _levels(element).items() if v.form != "none"}

    def is_title(self, name: str) -> bool:
        """Whether a paragraph's style is that of titles, or based on it."""
        seen = set[str]()
        while name in self._styles and name not in seen and name != "Title":
            seen.add(name)
            name = get(self._styles[name], "parent-style-name")
        return name == "Title"

    def is_raised(self, name: str) -> bool:
        """Whether text of a style stands higher, as exponents do."""
        place = get(child(self._styles.get(name), "text-properties"), "text-position")
        return place.startswith("super") or number(place.partition("%")[0]) > 0

    def levels(self, name: str) -> Mapping[int, Level]:
        """The levels of a list's style, by depth from 0; empty where it has none."""
        return self._lists.get(name, {})


def _levels(style: Any) -> dict[int, Level]:
    return {
        number(get(level, "level"), 1) - 1: _level(level) for level in style if get(level, "level")
    }


def _level(element: Any) -> Level:
    if local(element) in {"list-level-style-bullet", "list-level-style-image"}:
        return Level("bullet", "", 1)
    form = get(element, "num-format")
    depth = number(get(element, "level"), 1)
    shown = min(max(number(get(element, "display-levels"), 1), 1), depth, 9)
    text = ".".join(f"%{d}" for d in range(depth - shown + 1, depth + 1))
    around = f"{get(element, 'num-prefix')}{text}{get(element, 'num-suffix')}"[:80]
    return Level(form or "none", around, number(get(element, "start-value"), 1))
