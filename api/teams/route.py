"""The route that Microsoft Teams sends to: trusted first, then read, then acknowledged."""

import json
import logging
import re
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from microsoft_agents.activity import Activity
from pydantic import ValidationError

from api.teams.bot import Bot
from api.teams.keys import Keys
from api.teams.refusals import malformed
from api.teams.trust import check, signed_by
from assistant.connections import Teams

# the SDK writes an activity that it cannot read to the log, and with it what a person wrote
logging.getLogger("microsoft_agents.activity").setLevel(logging.CRITICAL)

_ID = re.compile(r"[\w:;=@.+-]{1,512}", re.ASCII)
"""Ids of Teams: the SDK puts them into addresses as they are."""


def router(path: str, bot: Bot, teams: Teams, keys: Keys) -> APIRouter:
    """The route of the bot at a path."""
    routes = APIRouter()

    async def messages(request: Request) -> Response:
        signed = await signed_by(request.headers.get("authorization", ""), teams, keys)
        sent = _object(await request.body())
        check(sent, signed, teams)
        answer = await bot.take(_activity(sent), signed)
        if answer is None:
            return Response(status_code=202)
        return JSONResponse(answer.body, answer.status)

    # a plain route: FastAPI keeps the functions of its own for ever, and with this one all that it answers with
    routes.add_route(path, messages, methods=["POST"], include_in_schema=False)
    return routes


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise malformed("The request is no JSON.") from None
    if not isinstance(sent, dict):
        raise malformed("The request is no JSON object.")
    return sent


def _activity(sent: dict[str, Any]) -> Activity:
    try:
        # Teams may leave a field empty that the SDK wants left out; and the bot answers in the conversation,
        # whatever else is asked for
        held = {name: value for name, value in sent.items() if value is not None}
        activity = Activity.model_validate(held | {"deliveryMode": "normal"})
    except ValidationError as error:
        first = error.errors()[0]
        raise malformed(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    ids = [activity.conversation.id if activity.conversation else "", activity.id]
    if not activity.id and activity.type != "conversationUpdate":
        raise malformed("The activity has no id.")
    if not all(_ID.fullmatch(one) for one in filter(None, ids)) or not ids[0]:
        raise malformed("The activity has no id of a conversation, or one that is none of Teams.")
    return activity
