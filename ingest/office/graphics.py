"""Charts and diagrams (SmartArt) of Office files as rows and lines of text."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from ingest.office.markup import Markup
from ingest.office.ooxml import child, local, number

MAX_POINTS = 2000
"""Points of a chart that are written out; more are no longer read by anyone."""

_CHART = "Chart:"
_EPOCH = date(1899, 12, 30)  # day 0 of Office's dates


def write(root: Any, markup: Markup) -> None:
    """Put a chart or a diagram down; nothing if it is of another kind, or empty.

    Args:
        root: of the chart's part, or of the part with a diagram's data.
        markup: where to.
    """
    if local(root) == "chartSpace":
        rows = list(chart_rows(root))
        name = chart_name(root)
        if rows or name != _CHART:
            markup.paragraph(name)
            markup.rows(rows)
    elif local(root) == "dataModel":
        for line in diagram_lines(root):
            markup.item(0, "-", line)


def chart_name(root: Any) -> str:
    """A line that names a chart: its title, then what its axes say."""
    axes = [e for e in root.iter() if local(e).endswith("Ax")]
    titles = (child(root, "chart", "title", "tx"), *(child(axis, "title", "tx") for axis in axes))
    named = [" ".join(text(title).split()) for title in titles]
    return "; ".join(filter(None, (f"{_CHART} {named[0]}".rstrip(), *named[1:])))


def chart_rows(root: Any) -> Iterator[list[str]]:
    """A chart as a table: names of the series, then a row for each category with a value of each series."""
    series = [e for e in root.iter() if local(e) == "ser"]
    values = [
        _points(child(e, "val") if child(e, "val") is not None else child(e, "yVal"))
        for e in series
    ]
    across = next(
        (c for e in series for c in (child(e, "cat"), child(e, "xVal")) if c is not None), None
    )
    names = _points(across)
    if any(values):
        yield ["", *(text(child(e, "tx")) or f"Series {i}" for i, e in enumerate(series, 1))]
    for at in islice(sorted({at for points in (names, *values) for at in points}), MAX_POINTS):
        yield [names.get(at, ""), *(points.get(at, "") for points in values)]


def diagram_lines(root: Any) -> Iterator[str]:
    """The texts of a diagram's shapes."""
    for point in root.iter():
        if local(point) == "pt" and point.get("type") != "pres":
            line = " ".join(text(child(point, "t")).split())
            if line:
                yield line


def text(element: Any) -> str:
    """All that stands in `t` and `v` elements below one, paragraphs apart by a space."""
    if element is None:
        return ""
    words = []
    for sub in element.iter():
        if local(sub) in {"t", "v"}:
            words.append(sub.text or "")
        elif local(sub) in {"p", "br"}:
            words.append(" ")
    return "".join(words).strip()


def _points(source: Any) -> dict[int, str]:
    """The cached points of a series or of its categories; several levels of categories are joined."""
    found: dict[int, list[str]] = {}
    form = ""
    for element in source.iter() if source is not None else ():
        if local(element) == "formatCode":
            form = element.text or ""
        elif local(element) == "pt":
            value = child(element, "v")
            shown = _shown((value.text or "") if value is not None else "", form)
            found.setdefault(number(element.get("idx", "")), []).append(shown)
    return {at: " / ".join(reversed(words)) for at, words in found.items()}


def _shown(value: str, form: str) -> str:
    """A number as the chart shows it: percent, dates, no digits that only machines see."""
    try:
        amount = float(value)
    except ValueError:
        return value
    if "%" in form:
        return f"{amount * 100:.6g}%"
    if "yy" in form.lower() and 0 < amount < 100_000:
        return (_EPOCH + timedelta(days=int(amount))).isoformat()
    return f"{amount:.12g}" if abs(amount) < 1e15 else value
