"""What a model is told to do with an answer."""

import json
from collections.abc import Iterator

from api.chat.base import Kind, Reply
from api.chat.inert import plain
from assistant.filter_words import Given as Filters


def next_steps(reply: Reply, filters: Filters) -> Iterator[str]:
    """Sentences on what to call next, or what to say."""
    if reply.kind is not Kind.ABSTENTION:
        yield from _onward(reply)
    elif filters:
        yield from _wider(reply)
    else:
        yield (
            "Tell the user that Citygraft has nothing that answers this; do not fill the gap with an answer of your "
            "own as if it came from here. Other words may find something."
        )


def _wider(reply: Reply) -> Iterator[str]:
    again = {"question": plain(reply.question)}
    if reply.city:
        again["city"] = plain(reply.city)
    yield (
        "Nothing is left under these filters; that alone does not mean that Citygraft has nothing. Before you say that "
        f"nothing answers, call again without them: ask {json.dumps(again, ensure_ascii=False)}."
    )


def _onward(reply: Reply) -> Iterator[str]:
    first = reply.items[0].doc_id
    yield "Cite quotes by their number and link, such as [1]. Failures count as much as successes: say which is which."
    yield f'To read a source whole: fetch {{"id": "{first}"}}.'
    if reply.city:
        yield (
            "What must change, on all fifteen dimensions: "
            f'transplant {{"practice": "{first}", "city": "{plain(reply.city)}"}}.'
        )
    else:
        yield "Ask again with city to learn what must change there."
