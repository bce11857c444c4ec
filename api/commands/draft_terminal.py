"""Drafts, their differences and remarks on them in a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape

from corpus.draft import Draft, DraftField, Evidence, FieldState
from corpus.draft_diff import Change
from corpus.draft_fields import named
from ingest.quality.remark import Remark, label_of

COLOURS = {
    FieldState.OPEN: "yellow",
    FieldState.PROPOSED: "cyan",
    FieldState.ACCEPTED: "green",
    FieldState.EDITED: "green",
}


def show_draft(draft: Draft, out: Console) -> None:
    """Print a draft for reading."""
    documents = "; ".join(document.title for document in draft.documents)
    live = f", revision {draft.live} is published" if draft.live else ""
    out.print(f"[bold]{escape(draft.field('title').value or draft.id)}[/]")
    out.print(
        f"[dim]{draft.id} · {draft.state}, revision {draft.revision}{live} · from {escape(documents)}[/]"
    )
    for note in draft.notes:
        out.print(f"[yellow]{escape(note)}[/]")
    for field in draft.fields:
        _field(field, out)


def _field(field: DraftField, out: Console) -> None:
    sure = f" {field.confidence:.2f}" if field.confidence is not None else ""
    by = f" by {field.by}" if field.by else ""
    out.print(
        f"\n[bold]{escape(named(field.key))}[/] [dim]{field.key}[/] [{COLOURS[field.state]}]{field.state}{sure}{escape(by)}[/]"
    )
    if field.state is FieldState.OPEN:
        out.print(f"  [yellow]Ask: {escape(field.question)}[/]")
    for name, text in field.told().items():
        label = f"{name.replace('_', ' ')}: " if name else ""
        out.print("  " + escape(f"{label}{text}").replace("\n", "\n  "))
    for piece in field.evidence:
        out.print(f"  [dim]“{escape(' '.join(piece.quote.split()))}” ({escape(where(piece))})[/]")


def where(piece: Evidence) -> str:
    """`page 3`, or the section where the format has no pages."""
    if piece.page:
        return f"page {piece.page}"
    return piece.section.split(" › ")[-1] or "no page"


def show_changes(found: Sequence[Change], old: int, new: int, out: Console) -> None:
    """Print what changed; what went is in brackets with a minus, what came with a plus, so that no colour is needed."""
    out.print(f"Revision {old} → {new}: {len(found)} changes")
    for change in found:
        state = (
            f"{change.before or 'not there'} → {change.after or 'gone'}"
            if change.before != change.after
            else change.after
        )
        out.print(f"\n[bold]{escape(change.label)}[/] [dim]{state}[/]")
        out.print(
            "  " + "".join(_run(sign, text) for sign, text in change.words).replace("\n", "\n  ")
        )


def _run(sign: str, text: str) -> str:
    if sign == " ":
        return escape(text)
    colour = "red" if sign == "-" else "green"
    return f"[{colour}]{escape(f'[{sign}{text}{sign}]')}[/]"


def show_remarks(remarks: Iterable[Remark], faults: Sequence[str], out: Console) -> None:
    """Print remarks by field, then what keeps the draft from being published."""
    for remark in remarks:
        out.print(
            f"[bold]{escape(label_of(remark))}[/] [dim]{remark.kind}[/] {escape(remark.message)}"
        )
        if remark.quote:
            out.print(f"  [dim]“{escape(remark.quote)}”[/]")
        if remark.link:
            out.print(f"  [dim]{escape(remark.link)}[/]")
    if not faults:
        out.print("[green]It can be published.[/]")
        return
    out.print(f"\n{len(faults)} things keep it from being published:")
    for fault in faults:
        out.print(f"- {escape(fault)}")
