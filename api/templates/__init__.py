"""The pages' templates, with everything escaped."""

import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.answer import Citation
from assistant.facets import LANGUAGES
from corpus.vocabulary import Dimension, label


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markdown"] = markdown
    environment.filters["label"] = label
    environment.filters["around"] = around
    environment.filters["language"] = lambda code: LANGUAGES.get(code, code)
    environment.filters["by_dimension"] = lambda flags: sorted(
        flags, key=lambda flag: tuple(Dimension).index(flag.dimension)
    )
    environment.filters["token"] = lru_cache(4096)(quote)  # a page has a hundred, mostly the same
    environment.filters["one_line"] = lambda text: " ".join(text.split())
    return environment


def render(name: str, /, **values: Any) -> str:
    """A page as HTML."""
    return _environment().get_template(name).render(**values)


@cache
def _markdown() -> MarkdownIt:
    # a picture in a text would be loaded from wherever it says
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def markdown(text: str) -> Markup:
    """Markdown as HTML; HTML in it is shown, not run; `[3]` links to source 3."""
    html = _markdown().render(text)
    return Markup(  # noqa: S704 - the renderer escapes HTML, and the numbers are digits
        re.sub(r"\[(\d+)\]", r'<a class="ref" href="#source-\1">[\1]</a>', html)
    )


_HEADING = re.compile(r"\A(?:\s*#+ [^\n]*\n)+\s*")
_OF_A_LINE = re.compile(r"(?<!\n)\n(?!\n|[-*•▪●◦–] |\d{1,2}[.)] )")


def around(citation: Citation) -> Markup:
    """The passage with the quote marked in it; lines are joined, except paragraphs and items of lists."""
    before, quote, after = citation.passage.partition(citation.quote)
    if citation.section:  # the heading stands in the citation already
        before = _HEADING.sub("", before)
    parts = [_flowing(before.lstrip()), _flowing(quote), _flowing(after.rstrip())]
    return Markup("{}<mark>{}</mark>{}").format(*parts)


def _flowing(text: str) -> str:
    lines = re.sub(r"[ \t]*\r?\n[ \t]*", "\n", text)
    return _OF_A_LINE.sub(" ", re.sub(r"\n{3,}", "\n\n", lines))
