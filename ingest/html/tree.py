"""A web page as a tree: parsed within limits, without what is not shown, and where its main part is."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.errors import EmptyFile, TooLarge

MAX_DEPTH = 2048
"""Levels of nesting; libxml2 stops there, and a page that has more is refused."""

MAX_ELEMENTS = 500_000
"""Elements of a page."""

LONGEST_BANNER = 3_000
"""Characters of a notice on cookies; what has more is text."""

NOT_TEXT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "button",
        "input",
        "select",
        "textarea",
        "datalist",
        "dialog",
        "option",
    ]
)
"""Elements that are no text of the page."""

Element = Any
"""An element of lxml, which brings no types."""

_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_EMPTY = re.compile(rf"<(?!(?:{_VOID})\b)([A-Za-z][\w:.-]*)((?:\s[^<>]*)?)/>", re.IGNORECASE)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|skip-link|mw-editsection|headerlink)(?:\s|$)",
    re.IGNORECASE,
)
_BANNER = re.compile(r"(?:^|[\s_-])(?:cookies?|consent|gdpr)(?:$|[\s_-])", re.IGNORECASE)
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu"}
)
_FRAME = frozenset({"nav", "header", "footer", "aside"})


def parse(text: str, name: str) -> Element:
    """The root element of a page.

    Raises:
        EmptyFile: there is no element in it.
        TooLarge: it nests too deeply, or has too many elements.
    """
    if text.lstrip().startswith("<?xml") or "http://www.w3.org/1999/xhtml" in text[:2000]:
        text = _EMPTY.sub(r"<\1\2></\1>", text)  # XHTML: <title/> would swallow the page
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _unreadable(parser, name) from error
    if root is None or any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
        raise _unreadable(parser, name)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise TooLarge(f"{name} has over {MAX_ELEMENTS:,} elements, which is the limit. Split it.")
    return root


def _unreadable(parser: Any, name: str) -> EmptyFile | TooLarge:
    if any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
        return TooLarge(
            f"{name} nests over {MAX_DEPTH:,} levels deep, which is the limit. Save it as PDF."
        )
    return EmptyFile(f"{name} holds no text. Nothing was taken in.")


def drop_unseen(root: Element) -> None:
    """Remove what a browser does not show, or shows as a control; the text behind an element stays."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in NOT_TEXT or _is_unseen(element):
            drop(element)


def _is_unseen(element: Element) -> bool:
    if element.tag in {"html", "body"}:
        return False
    return bool(
        element.get("hidden", "until-found") != "until-found"
        or element.get("aria-hidden", "").lower() == "true"
        or _HIDDEN.search(element.get("style", ""))
        or _UNSEEN.search(element.get("class", ""))
        or _is_banner(element)
    )


def _is_banner(element: Element) -> bool:
    """True for a notice on cookies: named so, short, and about them; other text on consent stays."""
    if element.tag not in {"div", "aside", "form", "p"}:
        return False
    if not _BANNER.search(f"{element.get('id', '')} {element.get('class', '')}"):
        return False
    text = "".join(element.itertext())
    return len(text) < LONGEST_BANNER and "cookie" in text.lower()


def drop(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = _writable(f"{before.tail or ''}{element.tail}")
    elif element.tail:
        parent.text = _writable(f"{parent.text or ''}{element.tail}")
    parent.remove(element)


def _writable(text: str) -> str:
    """Without the control characters that lxml reads (`&#1;`) but does not write."""
    return _UNWRITABLE.sub("", text)


def main_part(root: Element) -> tuple[Element, bool]:
    """Where the page's own text is, and whether the page says so itself by `main` or `article`."""
    body = root.find("body")
    body = root if body is None else body
    drop_frame(body)
    stated = [*body.iter("main"), *(e for e in body.iter() if e.get("role") == "main")]
    articles = list(body.iter("article"))
    stated = stated or (articles if len(articles) == 1 else [])
    if stated:
        main = max(stated, key=visible)
        if visible(main) * 2 > visible(body):
            return main, True
    return body, False


def drop_frame(body: Element) -> None:
    """Remove menus, and what stands around the main part: heads, feet and asides outside of it.

    A head with the page's only chief heading stays.
    """
    headings = list(body.iter("h1"))
    for element in list(body.iter()):
        role = element.get("role", "")
        if element.tag not in _FRAME and role not in _ROLES:
            continue
        if element.tag != "nav" and role not in _ROLES and _is_inside(element):
            continue
        if len(headings) == 1 and any(h is headings[0] for h in element.iter("h1")):
            continue
        drop(element)


def _is_inside(element: Element) -> bool:
    return any(up.tag in {"main", "article"} for up in element.iterancestors())


def visible(element: Element) -> int:
    """Characters of its text, blanks not counted."""
    return sum(len(text) - sum(map(text.count, " \n\t\r")) for text in element.itertext())


def texts(root: Element, *paths: str) -> Iterator[str]:
    """What XPath expressions find, on one line each, blank ones left out."""
    for path in paths:
        for found in root.xpath(path):
            text = found if isinstance(found, str) else "".join(found.itertext())
            if text.strip():
                yield " ".join(text.split())
