"""Menus, links and buttons around the text of pages that do not say where their main part is.

Trafilatura tells the main part, but loses notes, tables and lists in it; so it only helps to tell what is furniture.
"""

import re

from lxml import etree

from ingest.html.blocks import Block
from ingest.html.tree import Element

MAX_CHARACTERS = 1_000_000
"""Characters of a page's text above which nothing is taken for furniture."""

MAX_ELEMENTS = 30_000
"""Elements of a page above which nothing is taken for furniture: trafilatura would be slow."""

SUBSTANCE = 60
"""Characters, links not counted, from which a block is never furniture."""

TOLD = 0.2
"""Share of a page's characters that may be left out without a word."""

_JUDGED = frozenset({"paragraph", "item", "heading"})


def without_furniture(found: list[Block], root: Element) -> tuple[list[Block], list[str]]:
    """The blocks without furniture, and a sentence where that was much of the page.

    Furniture is short or made of links, and before, behind or outside of what trafilatura takes for the
    text. Blocks of SUBSTANCE, tables, and all that stands within the text stay.
    """
    total = sum(len(block.text) for block in found)
    small = total <= MAX_CHARACTERS and sum(1 for _ in root.iter()) <= MAX_ELEMENTS
    main = _main_text(root) if small else ""
    within = [
        at for at, block in enumerate(found) if _plain(block.text) and _plain(block.text) in main
    ]
    if not main or not within:
        return found, []
    inside = set(within)
    first, last = _begin(found, within[0]), within[-1]
    kept = [
        block
        for at, block in enumerate(found)
        if (first <= at <= last and not _is_links(block)) or at in inside or _has_substance(block)
    ]
    left_out = total - sum(len(block.text) for block in kept)
    if left_out <= total * TOLD:
        return kept, []
    share = round(100 * left_out / total)
    return kept, [f"{share} % of the page's text was left out as menus, links and the like."]


def _main_text(root: Element) -> str:
    """What trafilatura takes for the text, without white space; empty where it finds none. The tree changes."""
    import trafilatura

    etree.strip_attributes(root, "colspan", "rowspan")  # it would lay out a million columns
    whole = etree.tostring(root, encoding="unicode", method="html")
    text = trafilatura.extract(whole, favor_recall=True, include_comments=False, deduplicate=False)
    return _plain(text or "")


def _begin(found: list[Block], first: int) -> int:
    """Headings right before the text belong to it."""
    while first > 0 and found[first - 1].kind == "heading":
        first -= 1
    return first


def _has_substance(block: Block) -> bool:
    return block.kind not in _JUDGED or len(block.text) - block.linked >= SUBSTANCE


def _is_links(block: Block) -> bool:
    return block.kind != "heading" and block.linked > 0 and len(block.text) - block.linked <= 3


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
