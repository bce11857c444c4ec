from pathlib import Path
from typing import Any

import yaml

from api.slack.routes import PATH
from tests.api.slack.sending import recorded

DOCS = Path(__file__).parents[3] / "docs"
URL = f"https://citygraft.example.org{PATH}"

SHAPE: dict[str, Any] = {
    "display_information": {"name": 35, "description": 140, "background_color": 7},
    "features": {
        "app_home": {
            "home_tab_enabled": bool,
            "messages_tab_enabled": bool,
            "messages_tab_read_only_enabled": bool,
        },
        "bot_user": {"display_name": 80, "always_online": bool},
        "slash_commands": [
            {
                "command": 32,
                "url": 3_000,
                "description": 2_000,
                "usage_hint": 1_000,
                "should_escape": bool,
            }
        ],
    },
    "oauth_config": {"scopes": {"bot": [255]}},
    "settings": {
        "event_subscriptions": {"request_url": 3_000, "bot_events": [100]},
        "interactivity": {"is_enabled": bool, "request_url": 3_000},
        "org_deploy_enabled": bool,
        "socket_mode_enabled": bool,
        "token_rotation_enabled": bool,
    },
}
"""Names, kinds and longest lengths of the parts that we use, after Slack's reference of app manifests."""

SCOPES = {"app_mention": "app_mentions:read", "message.im": "im:history"}
"""Which scope Slack asks for an event."""


def manifest(name: str) -> Any:
    return yaml.safe_load((DOCS / f"{name}.yaml").read_text(encoding="utf-8"))


def faults(held: Any, shape: Any, at: str = "") -> list[str]:
    if isinstance(shape, dict):
        if not isinstance(held, dict):
            return [at]
        return [one for name in held for one in _known(held, shape, name, at)]
    if isinstance(shape, list):
        if not isinstance(held, list):
            return [at]
        return [one for part in held for one in faults(part, shape[0], at)]
    if shape is bool:
        return [] if isinstance(held, bool) else [at]
    return [] if isinstance(held, str) and 0 < len(held) <= shape else [at]


def _known(held: dict[str, Any], shape: dict[str, Any], name: str, at: str) -> list[str]:
    here = f"{at}/{name}"
    return faults(held[name], shape[name], here) if name in shape else [here]


def test_the_manifests_have_the_shape_that_slack_imports() -> None:
    assert faults(manifest("slack-manifest"), SHAPE) == []
    assert faults(manifest("slack-manifest-http"), SHAPE) == []
    assert faults({"settings": {"socket_mode": True}}, SHAPE) == ["/settings/socket_mode"]


def test_the_manifest_asks_for_what_is_used_and_for_no_more() -> None:
    held = manifest("slack-manifest")
    events = held["settings"]["event_subscriptions"]["bot_events"]
    assert events == [
        recorded("mention")["event"]["type"],
        f"message.{recorded('direct')['event']['channel_type']}",
    ]
    needed = {*(SCOPES[event] for event in events), "chat:write", "commands"}
    assert set(held["oauth_config"]["scopes"]["bot"]) == needed
    assert [one["command"] for one in held["features"]["slash_commands"]] == [
        recorded("command")["command"]
    ]


def test_the_two_manifests_differ_in_the_address_alone() -> None:
    socket, http = manifest("slack-manifest"), manifest("slack-manifest-http")
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http["settings"].pop("socket_mode_enabled") is False
    settings = http["settings"]
    assert settings["event_subscriptions"].pop("request_url") == URL
    assert settings["interactivity"].pop("request_url") == URL
    assert http["features"]["slash_commands"][0].pop("url") == URL
    assert http == socket
