"""A person with a Matrix account, who writes in rooms and reads what comes back; plain HTTP."""

import itertools
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx2

PATIENCE = 120.0
"""Seconds after which a test fails that waits for something."""

Event = dict[str, Any]

_numbers = itertools.count()


class Person:
    """Somebody, by their access token."""

    def __init__(self, address: str, user: str, token: str) -> None:
        self.user, self.token = user, token
        self._http = httpx2.Client(
            base_url=f"{address}/_matrix/client/v3",
            headers={"Authorization": f"Bearer {token}"},
            timeout=PATIENCE,
        )

    def close(self) -> None:
        self._http.close()

    def call(self, method: str, path: str, **sent: Any) -> Any:
        answer = self._http.request(method, path, **sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def room(self, *invited: str, **settings: Any) -> str:
        """A new private room without encryption."""
        wanted = {"preset": "private_chat", "invite": list(invited), **settings}
        return str(self.call("POST", "/createRoom", json=wanted)["room_id"])

    def join(self, room: str) -> None:
        self.call("POST", f"/rooms/{_part(room)}/join", json={})

    def leave(self, room: str) -> None:
        self.call("POST", f"/rooms/{_part(room)}/leave", json={})

    def state(self, room: str, kind: str, content: Event, key: str = "") -> None:
        self.call("PUT", f"/rooms/{_part(room)}/state/{kind}/{_part(key)}", json=content)

    def send(self, room: str, content: Event, kind: str = "m.room.message") -> str:
        """Send an event; its id."""
        path = f"/rooms/{_part(room)}/send/{kind}/t{next(_numbers)}"
        return str(self.call("PUT", path, json=content)["event_id"])

    def say(self, room: str, text: str, **content: Any) -> str:
        """Send a text; its id. As programs do that know of mentions, it has some or none."""
        return self.send(room, {"msgtype": "m.text", "body": text, "m.mentions": {}, **content})

    def say_in_thread(self, room: str, root: str, text: str, **content: Any) -> str:
        relation = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True}
        return self.say(room, text, **{"m.relates_to": relation, **content})

    def react(self, room: str, target: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": target, "key": key}
        return self.send(room, {"m.relates_to": relation}, "m.reaction")

    def messages(self, room: str) -> list[Event]:
        """The last hundred events of a room, the oldest first."""
        path = f"/rooms/{_part(room)}/messages"
        return list(self.call("GET", path, params={"dir": "b", "limit": 100})["chunk"][::-1])

    def highlights(self, room: str) -> tuple[int, int]:
        """How many unread events notify this person, in all and by a mention, threads included."""
        held = self.call("GET", "/sync", params={"filter": '{"room":{"timeline":{"unread_thread_notifications":true}}}'})  # fmt: skip
        told = held["rooms"]["join"][room]
        counts = [told["unread_notifications"], *told.get("unread_thread_notifications", {}).values()]  # fmt: skip
        return (
            sum(count["notification_count"] for count in counts),
            sum(count["highlight_count"] for count in counts),
        )

    def membership(self, room: str, user: str) -> str:
        path = f"/rooms/{_part(room)}/state/m.room.member/{_part(user)}"
        return str(self.call("GET", path)["membership"])

    def relations(self, room: str, event_id: str) -> list[Event]:
        """What stands in the thread of an event."""
        path = f"{self._http.base_url}".replace("/v3", "/v1")
        found = self.call("GET", f"{path}rooms/{_part(room)}/relations/{_part(event_id)}/m.thread")
        return list(found["chunk"])

    def say_patiently(self, room: str, text: str) -> str:
        """Say something where the server lets nobody say much at a time."""
        path = f"/rooms/{_part(room)}/send/m.room.message/t{next(_numbers)}"
        sent = {"msgtype": "m.text", "body": text, "m.mentions": {}}
        answer = eventually(lambda: [a for a in [self._http.put(path, json=sent)] if a.status_code == 200])  # fmt: skip
        return str(answer[0].json()["event_id"])

    def members(self, room: str) -> set[str]:
        return set(self.call("GET", f"/rooms/{_part(room)}/joined_members")["joined"])

    def replies(self, room: str, to: str) -> list[Event]:
        """What others sent as a reply to an event."""
        return [
            event
            for event in self.messages(room)
            if event["sender"] != self.user and _replies_to(event["content"]) == to
        ]

    def reply(self, room: str, to: str) -> Event:
        """The reply to an event, once it is there."""
        first: Event = eventually(lambda: self.replies(room, to))[0]
        return first

    def ask(self, room: str, text: str, **content: Any) -> Event:
        return self.reply(room, self.say(room, text, **content))


def eventually(found: Callable[[], Any]) -> Any:
    """What is found, once it is something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if held := found():
            return held
        time.sleep(0.05)
    raise AssertionError(f"not found in {PATIENCE} seconds")


def _replies_to(content: Event) -> str:
    relation = content.get("m.relates_to")
    return (
        relation["m.in_reply_to"]["event_id"]
        if isinstance(relation, dict) and "m.in_reply_to" in relation
        else ""
    )


def _part(name: str) -> str:
    return quote(name, safe="")
