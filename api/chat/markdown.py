"""A reply as Markdown with links that open, and where in it each citation stands."""

from typing import NamedTuple

from api.chat.base import Item, Reply
from api.chat.inert import markdown, plain
from assistant.answer import Citation


class Link(NamedTuple):
    """A citation in a text: `text[start:end]` is its mark, such as `[[1]](https://…)`.

    Positions count characters as Python does, code points: a sign beyond the basic plane is one.
    """

    start: int
    end: int
    url: str
    title: str


class Written(NamedTuple):
    """A text, and its citations in their order."""

    text: str
    links: tuple[Link, ...]


class _Page:
    """Text that grows; knows where it is."""

    def __init__(self, base: str) -> None:
        self._base, self._parts, self._length = base, list[str](), 0
        self.links: list[Link] = []

    def add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def cite(self, citation: Citation) -> None:
        url = self._base + citation.url
        # unescaped: balanced brackets are text, and Open WebUI shows the escaped ones as mathematics
        mark = f"[[{citation.n}]]({_address(url)})"
        self.links.append(Link(self._length, self._length + len(mark), url, plain(citation.title)))
        self.add(mark)

    def link(self, words: str, path: str) -> None:
        self.add(f"[{markdown(words)}]({_address(self._base + path)})")

    def written(self) -> Written:
        return Written("".join(self._parts).rstrip() + "\n", tuple(self.links))


def written(reply: Reply, base: str) -> Written:
    """The reply as Markdown; `base` is the server's address, without a slash at its end."""
    page = _Page(base)
    for line in filter(None, map(markdown, reply.lines)):
        page.add(f"{line}\n\n")
    for item in reply.items:
        _item(page, item)
    for line in filter(None, map(markdown, reply.after)):
        page.add(f"{line}\n\n")
    if reply.page:
        page.link("The whole answer", reply.page)
        page.add("\n\n")
    if reply.examples:
        page.add("You can go on with: " + " · ".join(map(markdown, reply.examples)) + "\n")
    return page.written()


def _item(page: _Page, item: Item) -> None:
    page.add(f"**{item.number}\\. ")
    page.link(item.title, item.url)
    page.add(f"**  \n{markdown(item.about)}\n\n")
    if item.why:
        page.add(f"{markdown(item.why)}\n\n")
    for quote in item.quotes:
        page.add("> ")
        page.cite(quote)
        page.add(f" “{markdown(quote.quote)}” ({markdown(quote.place)})\n\n")
    if item.changes:
        page.add(f"{markdown(item.changes[0])}")
        page.add("".join(f"\n- {markdown(line)}" for line in item.changes[1:]) + "\n\n")
    if item.sheet:
        page.link("What must change, on all fifteen dimensions", item.sheet)
        page.add("\n\n")


def _address(url: str) -> str:
    """An address as Markdown holds it between brackets."""
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C")
