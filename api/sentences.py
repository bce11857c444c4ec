"""What is wrong with a part of a request, as a sentence."""

from collections.abc import Mapping
from typing import Any

from api.chat.inert import plain

OBJECT = "Send a JSON object as application/json."

PARTS = ("body", "query", "path")
"""Parts of a request that are not named to people."""

SAID = {
    "extra_forbidden": "There is no field of this name here. Leave it out, or look at how it is spelt",
    "model_attributes_type": "Give a JSON object",
    "dict_type": "Give a JSON object",
}
"""For kinds of faults whose words in pydantic are for those who program with it."""

LONGEST = 200
"""Characters of a place or a cause that are told."""


def sentence(fault: Mapping[str, Any]) -> str:
    """What to say of one fault that pydantic found: where it is, and what to do."""
    if fault["type"] == "json_invalid":
        cause, at = fault.get("ctx", {}).get("error", ""), fault["loc"][-1]
        return f"The body is no JSON: {plain(str(cause))[:LONGEST]}, at character {at}. {OBJECT}"
    first, *rest = fault["loc"]
    place = rest if first in PARTS else fault["loc"]
    if not place:
        return f"The request has no JSON object. {OBJECT}"
    where = plain(".".join(map(str, place)))[:LONGEST]
    return f"{where}: {SAID.get(fault['type'], fault['msg'][:LONGEST])}."
