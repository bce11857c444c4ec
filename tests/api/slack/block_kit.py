"""What Slack refuses of a message, after the reference of Block Kit: shapes, names and lengths, strictly."""

import json
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

TEXT, STYLE = {"type", "text", "style"}, {"bold", "italic", "strike", "code"}
BUTTON = {"type", "action_id", "text", "value", "url", "style", "confirm", "accessibility_label"}


def faults(message: Json) -> list[str]:
    """What is wrong with the text and blocks of a message; empty for nothing."""
    return [*_words(message), *_blocks(message.get("blocks"))]


def pings(message: Json) -> list[str]:
    """Every part of a message that would notify somebody, or be shown as markup."""
    found = re.findall(r"<[^>]*>?|@(?:channel|here|everyone)\b", message.get("text", ""))
    parts = [part for block in message.get("blocks", []) for part in _parts(block)]
    kinds = {"user", "usergroup", "broadcast", "channel", "emoji", "team"}
    found += [str(part) for part in parts if part.get("type") in kinds]
    found += [str(part) for part in parts if part.get("type") == "mrkdwn"]
    return found


def links(message: Json) -> list[str]:
    """Every address that a message opens."""
    parts = [part for block in message.get("blocks", []) for part in _parts(block)]
    return [part["url"] for part in parts if "url" in part]


def read(message: Json) -> str:
    """What people read of the blocks, a line for each paragraph or row of buttons."""
    return "\n".join(line for block in message.get("blocks", []) for line in _lines(block))


def _parts(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        yield part
        for held in part.values():
            yield from _parts(held)
    elif isinstance(part, list):
        for held in part:
            yield from _parts(held)


def _lines(block: Json) -> Iterator[str]:
    if block["type"] == "actions":
        yield " ".join(f"[{one['text']['text']}]" for one in block["elements"])
        return
    for part in block["elements"]:
        rows = part["elements"] if part["type"] == "rich_text_list" else [part]
        sign = {"rich_text_quote": "> ", "rich_text_list": "• "}.get(part["type"], "")
        for row in rows:
            yield sign + "".join(one["text"] for one in row["elements"])


def _words(message: Json) -> Iterator[str]:
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "no_text"
    elif len(text) > 4_000:
        yield "msg_too_long"


def _blocks(blocks: Any) -> Iterator[str]:
    if blocks is None:
        return
    if not isinstance(blocks, list) or not blocks or len(blocks) > 50:
        yield "blocks: 1 to 50"
        return
    if len(json.dumps(blocks, ensure_ascii=False)) > 13_000:
        yield "msg_blocks_too_long"
    for at, block in enumerate(blocks):
        check = {"rich_text": _rich, "actions": _actions}.get(block.get("type"), _unknown)
        yield from (f"/blocks/{at}{fault}" for fault in check(block))


def _unknown(block: Json) -> Iterator[str]:
    yield f": unsupported type {block.get('type')}"


def _rich(block: Json) -> Iterator[str]:
    yield from _names(block, {"type", "elements", "block_id"})
    yield from _many(block, 100)
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            yield from _names(part, {"type", "style", "elements", "indent", "border", "offset"})
            if part["style"] not in ("bullet", "ordered"):
                yield ": style of a list"
            yield from _many(part, 100)
            for row in part["elements"]:
                yield from _paragraph(row, ("rich_text_section",))
        else:
            yield from _paragraph(part, ("rich_text_section", "rich_text_quote"))


def _paragraph(part: Json, kinds: tuple[str, ...]) -> Iterator[str]:
    yield from _names(part, {"type", "elements", "border"})
    if part["type"] not in kinds:
        yield f": no {part['type']} here"
    yield from _many(part, 1_000)
    for one in part["elements"]:
        yield from _inline(one)


def _inline(one: Json) -> Iterator[str]:
    if one["type"] not in ("text", "link"):
        yield f": no {one['type']} in a paragraph of ours"
    yield from _names(one, TEXT | ({"url"} if one["type"] == "link" else set()))
    yield from _length(one, "text", 1, 3_000)
    if one["type"] == "link":
        yield from _address(one)
    style = one.get("style", {})
    if set(style) - STYLE or any(value is not True for value in style.values()):
        yield ": style"


def _actions(block: Json) -> Iterator[str]:
    yield from _names(block, {"type", "elements", "block_id"})
    yield from _many(block, 25)
    ids = [one.get("action_id") for one in block["elements"]]
    if len(set(ids)) < len(ids):
        yield ": action_id twice"
    for one in block["elements"]:
        if one["type"] != "button":
            yield f": no {one['type']} here"
        yield from _names(one, BUTTON)
        yield from _length(one, "action_id", 1, 255)
        yield from _length(one, "value", 1, 2_000)
        yield from _length(one, "accessibility_label", 1, 75)
        yield from _plain(one["text"], 75)
        if "confirm" in one:
            yield from _confirm(one["confirm"])


def _confirm(confirm: Json) -> Iterator[str]:
    most = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    if set(confirm) != set(most):
        yield ": names in a confirm"
    for name, limit in most.items():
        yield from _plain(confirm[name], limit)


def _plain(text: Json, most: int) -> Iterator[str]:
    yield from _names(text, {"type", "text", "emoji"})
    if text["type"] != "plain_text":
        yield ": plain_text only"
    yield from _length(text, "text", 1, most)


def _many(part: Json, most: int) -> Iterator[str]:
    if not isinstance(part.get("elements"), list) or not 1 <= len(part["elements"]) <= most:
        yield f": 1 to {most} elements in {part['type']}"


def _names(part: Json, known: set[str]) -> Iterator[str]:
    yield from (f": unknown name {name}" for name in set(part) - known)


def _length(part: Json, name: str, least: int, most: int) -> Iterator[str]:
    held = part.get(name)
    if not isinstance(held, str) or not least <= len(held) <= most:
        yield f"/{name}: {least} to {most} characters"


def _address(one: Json) -> Iterator[str]:
    if not re.fullmatch(r"https?://[^\s<>|]+", one["url"]) or len(one["url"]) > 3_000:
        yield "/url: no address"
