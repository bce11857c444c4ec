"""The commands of `citygraft drafts` that show drafts, and that carry them to files and back."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.commands.console import AsJson, console, say, settings
from api.commands.drafts import Id, On, Out, Who, desk, drafts_app, me, printed

__all__ = ["drafts_app"]


@drafts_app.command("list")
def list_(
    state: Annotated[
        str, typer.Option(help="Only those: draft, in review, published, withdrawn.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show the drafts that are kept, the latest changed first."""
    from index.drafts import Drafts

    rows = [row for row in Drafts(settings().home).all() if state in ("", row.draft.state)]
    if as_json:
        shown = [{"id": r.draft.id, "state": r.draft.state, "revision": r.number, "who": r.who, "when": r.when,
                  "title": r.draft.field("title").value} for r in rows]  # fmt: skip
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    for row in rows:
        title = row.draft.field("title").value or "no title yet"
        line = f"{row.draft.id}  {row.draft.state}, revision {row.number} by {row.who}, {row.when}  {title}"
        console().print(line, markup=False)
    say(f"{len(rows)} drafts.")


@drafts_app.command()
def show(
    draft_id: Id,
    revision: Annotated[int | None, typer.Option(help="As it was then; now by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a draft for reading: values, evidence with pages, open questions."""
    from api.commands.draft_terminal import show_draft
    from index.drafts import Drafts

    held = Drafts(settings().home).get(draft_id, revision)
    if as_json:
        typer.echo(held.model_dump_json(indent=2))
        return
    show_draft(held, console())


@drafts_app.command()
def history(draft_id: Id, as_json: AsJson = False) -> None:
    """Show who did what to a draft, and when."""
    from index.drafts import Drafts

    rows = Drafts(settings().home).history(draft_id)
    if as_json:
        shown = [{"revision": r.number, "who": r.who, "when": r.when, "deed": r.deed, "comment": r.comment,
                  "state": r.draft.state} for r in rows]  # fmt: skip
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    for row in rows:
        comment = f": {row.comment}" if row.comment else ""
        line = f"{row.number:>3}  {row.when}  {row.who} {row.deed}{comment}  ({row.draft.state})"
        console().print(line, markup=False)


@drafts_app.command()
def diff(
    draft_id: Id,
    old: Annotated[
        int | None, typer.Argument(help="A revision; the one before by default.")
    ] = None,
    new: Annotated[int | None, typer.Argument(help="A later one; the newest by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two revisions, field by field and word by word."""
    from api.commands.draft_terminal import show_changes
    from corpus.draft_diff import changes
    from index.drafts import Drafts

    drafts = Drafts(settings().home)
    after = drafts.get(draft_id, new)
    before = drafts.get(draft_id, old if old is not None else max(1, after.revision - 1))
    found = changes(before, after)
    if as_json:
        typer.echo(json.dumps([change._asdict() for change in found], indent=2, ensure_ascii=False))
        return
    show_changes(found, before.revision, after.revision, console())


@drafts_app.command()
def check(draft_id: Id, as_json: AsJson = False) -> None:
    """Tell what others miss who want to reuse it, and what keeps it from being published."""
    from api.commands.draft_terminal import show_remarks
    from corpus.draft_case import reasons
    from ingest.quality.check import check as check_quality

    books = desk()
    held = books.get(draft_id)
    remarks, faults = check_quality(held, books.seen), reasons(held)
    if as_json:
        shown = {"remarks": [remark._asdict() for remark in remarks], "not_ready": faults}
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    show_remarks(remarks, faults, console())


@drafts_app.command()
def export(draft_id: Id, out: Out = None, as_json: AsJson = False) -> None:
    """Write a draft with its evidence as Markdown, to edit it and read it back, or as JSON."""
    from index.drafts import Drafts

    printed(Drafts(settings().home).get(draft_id), out, as_json=as_json)


@drafts_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="An exported draft that you have edited.")],
    who: Who = "",
    on: On = None,
) -> None:
    """Read an edited draft back: what you changed counts as your word."""
    from corpus.draft_back import read_back
    from corpus.draft_markdown import parts_of_markdown
    from corpus.errors import BadDraft

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadDraft(f"{file.name} is not text in UTF-8. Save it as that.") from error
    draft_id = str(parts_of_markdown(text, file.name).get("id", ""))
    kept = desk().change(
        draft_id, on, lambda held: read_back(text, file.name, held, me(who)), me(who)
    )
    say(f"'{kept.id}' is at revision {kept.revision} now, {kept.state}.")
