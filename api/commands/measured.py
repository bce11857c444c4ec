"""What evaluations measured, and how two of them compare, in a terminal."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape

from index.compare import Comparison
from index.runs import Run, RunFile

SHOWN = 20
"""Most queries that got worse, for each measure; JSON has all."""

Means = Mapping[str, Mapping[str, float]]
"""Way to measure to mean."""


def show_means(held: RunFile, means: Means, console: Console) -> None:
    """Print the mean of every measure by way of searching."""
    size = f"{held.settings['documents']} documents, {len(held.queries)} queries"
    console.print(f"{escape(held.collection)}: {size}")
    names = list(next(iter(means.values())))
    console.print(f"{'':10}" + "".join(f"{name:>12}" for name in names))
    for way, row in means.items():
        console.print(f"{way:10}" + "".join(f"{row[name]:12.4f}" for name in names))


def show_comparisons(found: Sequence[Comparison], console: Console) -> None:
    """Print every comparison in a line, then the queries that got worse."""
    wide = max(10, *(len(row.collection) for row in found)) + 2
    console.print(
        f"{'':{wide}}{'':12}{'before':>8}{'after':>8}{'change':>9}{'p':>8}{'p, Holm':>9}"
        f"{'better':>8}{'worse':>7}{'queries':>9}{'left out':>10}"
    )
    for row in found:
        console.print(
            f"{escape(row.collection):{wide}}{escape(row.measure):12}"
            f"{row.before:8.4f}{row.after:8.4f}{row.after - row.before:+9.4f}"
            f"{row.p:8.4f}{row.p_holm:9.4f}"
            f"{row.better:8}{len(row.worse):7}{row.queries:9}{row.left_out:10}"
        )
    for row in found:
        _worse(row, console)


def _worse(row: Comparison, console: Console) -> None:
    if row.worse:
        console.print(f"\n[bold]Worse by {escape(row.measure)} on {escape(row.collection)}[/]")
    for change in row.worse[:SHOWN]:
        about = f"{change.query_id}  {' '.join(change.text.split())}"
        console.print(f"{change.before:.4f} → {change.after:.4f}  {escape(about)}")
    if len(row.worse) > SHOWN:
        console.print(f"and {len(row.worse) - SHOWN} more; --json lists all")


def differing(before: Sequence[Run], after: Sequence[Run]) -> list[str]:
    """A sentence for each setting that is not the same on both sides."""
    one = {key: value for run in before for key, value in run.settings.items()}
    other = {key: value for run in after for key, value in run.settings.items()}
    return [
        f"Setting {key}: {one.get(key, 'not told')} → {other.get(key, 'not told')}."
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]
