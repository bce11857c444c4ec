"""Web pages: what they show, in order, as one page of text without a number."""

import re
from pathlib import PurePath

from corpus.errors import EmptyFile
from corpus.nouns import Document, Page
from ingest.html.blocks import Block, blocks, write
from ingest.html.main import without_furniture
from ingest.html.tree import Element, drop_unseen, main_part, parse, texts
from ingest.kinds import Kind
from ingest.office.markup import Markup
from ingest.plain.decode import decode
from ingest.plain.text import document

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}encoding=["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//meta[@name='twitter:title' or @name='DC.title' or @name='dc.title']/@content",
    "//title",
)
_FACTS = {
    "site": ("//meta[@property='og:site_name']/@content",),
    "date": (
        "//meta[@property='article:published_time']/@content",
        "//meta[@name='date' or @name='DC.date' or @name='dc.date' or @itemprop='datePublished']/@content",
        "//time[@itemprop='datePublished']/@datetime",
    ),
}


class HtmlReader:
    """HTML and XHTML; nothing that a page links to or embeds is fetched, and no program in it runs."""

    kind = Kind.HTML

    def read(self, content: bytes, name: str) -> Document:
        """Headings, paragraphs, lists, tables and notes; hidden text, menus and what frames a page go.

        Text that is hidden by a style sheet, or has the colour of its background, is read: to tell, the page
        would have to be drawn.
        """
        text, warnings = decode(content, name, stated_encoding(content))
        root = parse(text, name)
        about = {
            key: fact for key, paths in _FACTS.items() if (fact := next(texts(root, *paths), ""))
        }
        title = next(texts(root, *_TITLES), "")
        drop_unseen(root)
        found, left_out = shown(root)
        if not found:
            raise EmptyFile(
                f"{name} shows no text by itself: a program in it may write the text. Open it in a browser, "
                "save it as PDF and take in that."
            )
        markup = Markup()
        chief = [block.text for block in found if block.kind == "heading" and block.level == 1]
        if len(chief) == 1:
            title = chief[0]
        else:
            markup.title(title)
        write(found, markup, shift=0 if len(chief) > 1 else -1)
        page = Page(None, markup.text())
        plain = document(
            content, name, title or PurePath(name).stem, (page,), self.kind, [*warnings, *left_out]
        )
        return plain._replace(outline=markup.outline(None), meta={**plain.meta, **about})


def stated_encoding(content: bytes) -> str:
    """The encoding that a page states in its first kilobytes; empty where it states none."""
    match = _CHARSET.search(content[:4096])
    stated = (match[1] or match[2]).decode("ascii") if match else ""
    return (
        "" if stated.lower().startswith(("utf-16", "utf-32")) else stated
    )  # it could not be read so


def shown(root: Element) -> tuple[list[Block], list[str]]:
    """The blocks of a page's main part, and a sentence where much was left out."""
    main, stated = main_part(root)
    found = list(blocks(main))
    return (found, []) if stated else without_furniture(found, root)
