"""The pages' templates, with everything escaped."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from corpus.vocabulary import label


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
    environment.filters["one_line"] = lambda text: " ".join(text.split())
    return environment


def render(name: str, /, **values: Any) -> str:
    """A page as HTML."""
    return _environment().get_template(name).render(**values)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def markdown(text: str) -> Markup:
    """Markdown as HTML; HTML in it is shown, not run; `[3]` links to source 3."""
    html = _markdown().render(text)
    return Markup(  # noqa: S704 - the renderer escapes HTML, and the numbers are digits
        re.sub(r"\[(\d+)\]", r'<a class="ref" href="#source-\1">[\1]</a>', html)
    )
